import { compareFilters, equalIf, sameness, type Comparison, type Sameness } from "../acl/compare-lists.ts";
import type { NamedList } from "../acl/named-lists.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import type { ComparedLists, DiffReport } from "../report/acl/diff-report.ts";
import { diffJson } from "../report/acl/diff-report.ts";
import { diffTable } from "../report/acl/diff-table.ts";
import { readOrTell, type AclInput } from "./acl-input.ts";
import { chooseList } from "./acl-lists.ts";
import { exitCodes, UsageError, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { terminalLook } from "./terminal-look.ts";

export interface DiffOptions extends OutputOptions<"table" | "json"> {
  readonly acl?: string;
  readonly aclB?: string;
  readonly os?: OperatingSystem;
  readonly osB?: OperatingSystem;
  readonly fragments: boolean;
  readonly all: boolean;
}

/**
 * `redoubt acl diff A B`: packets that one list permits and the other does not. Exit code 0 where all pairs are proved
 * equal, 1 where one is different, unknown, or has no partner, 4 where lines that may bear on one were not understood.
 */
export function diffLists(pathA: string, pathB: string, options: DiffOptions): ExitCode {
  const write = outputs(options, ["table", "json"]);
  if (options.acl === undefined && options.aclB !== undefined)
    throw new UsageError("--acl-b names the list of the second file; name that of the first with --acl.");
  const a = readOrTell(pathA, options.os);
  const b = readOrTell(pathB, options.osB ?? options.os);
  if (a === null || b === null) return exitCodes.notUnderstood;
  const { pairs, onlyInA, onlyInB } = paired(a, b, options);
  const report: DiffReport = {
    a,
    b,
    pairs: pairs.map(([one, other]) => compared(a, one, b, other, options.fragments)),
    onlyInA,
    onlyInB,
  };
  const code = judge(report);
  write((format, terminal) =>
    format === "json"
      ? jsonText(diffJson(report))
      : diffTable(report, { ...terminalLook(terminal), all: options.all, conclusion: conclude(code, report) }),
  );
  return code;
}

interface Paired {
  readonly pairs: readonly (readonly [NamedList, NamedList])[];
  readonly onlyInA: readonly NamedList[];
  readonly onlyInB: readonly NamedList[];
}

/** The two lists that were named, or each with the one of the same name and family. */
function paired(a: AclInput, b: AclInput, { acl, aclB }: DiffOptions): Paired {
  if (acl !== undefined) {
    const pair = [chooseList(a, acl), chooseList(b, aclB ?? acl, "--acl-b")] as const;
    return { pairs: [pair], onlyInA: [], onlyInB: [] };
  }
  if (a.lists.length + b.lists.length === 0)
    throw new UsageError(`${a.path}, ${b.path}: there is no list of IP packets in them.`);
  const partners = Map.groupBy(b.lists, keyOf);
  const pairs: (readonly [NamedList, NamedList])[] = [];
  const onlyInA: NamedList[] = [];
  for (const list of a.lists) {
    const partner = partners.get(keyOf(list))?.shift();
    if (partner === undefined) onlyInA.push(list);
    else pairs.push([list, partner]);
  }
  const left = new Set([...partners.values()].flat());
  return { pairs, onlyInA, onlyInB: b.lists.filter((list) => left.has(list)) };
}

function keyOf({ name, family }: NamedList): string {
  return JSON.stringify([name, family]);
}

function compared(inputA: AclInput, a: NamedList, inputB: AclInput, b: NamedList, fragments: boolean): ComparedLists {
  const families = a.filter.families.filter((family) => b.filter.families.includes(family));
  if (families.length === 0)
    throw new UsageError(`${a.name} is a list of ${a.family} and ${b.name} one of ${b.family}: no packet is of both.`);
  const comparison = compareFilters(a.filter, b.filter);
  const verdict = verdictOf(comparison, fragments);
  const doubts = [
    [inputA, a],
    [inputB, b],
  ] as const;
  return {
    a,
    b,
    comparison,
    verdict,
    equalIf: verdict === "unknown" ? equalIf(a.filter, b.filter) : null,
    notCompared: ([4, 6] as const).filter(
      (family) => a.filter.families.includes(family) !== b.filter.families.includes(family),
    ),
    doubts: doubts.flatMap(([input, list]) => {
      const doubt = input.doubtOver(list);
      return doubt === null ? [] : [`${input.path}: ${doubt}`];
    }),
  };
}

function verdictOf({ difference, laterFragments }: Comparison, fragments: boolean): Sameness {
  const verdicts = [sameness(difference), ...(fragments && laterFragments !== null ? [sameness(laterFragments)] : [])];
  return (
    verdicts.find((verdict) => verdict === "different") ?? verdicts.find((verdict) => verdict === "unknown") ?? "equal"
  );
}

function judge({ pairs, onlyInA, onlyInB }: DiffReport): ExitCode {
  const codes: ExitCode[] = [...onlyInA, ...onlyInB].map(() => exitCodes.findings);
  for (const { verdict, doubts } of pairs) {
    if (verdict !== "equal") codes.push(exitCodes.findings);
    if (doubts.length > 0) codes.push(exitCodes.notUnderstood);
  }
  return worstExitCode(codes);
}

function conclude(code: ExitCode, { pairs }: DiffReport): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: not everything that bears on these lists was understood; the notes above say what.";
  if (code === exitCodes.clean) return "Exit code 0: proved to permit the same packets.";
  if (pairs.some(({ verdict }) => verdict === "different")) return "Exit code 1: there are differences.";
  return pairs.some(({ verdict }) => verdict === "unknown")
    ? "Exit code 1: whether they permit the same packets cannot be known."
    : "Exit code 1: not every list has a partner.";
}
