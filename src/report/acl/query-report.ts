import { blockText } from "../../acl/text/block-text.ts";
import type { Block } from "../../acl/sets/blocks.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { Answer } from "../../acl/packets-where.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import { entryRow, type Quote } from "./quoted.ts";
import { blockJson, regionJson } from "./region-json.ts";

/** What `redoubt acl query` says of one list. */
export interface QueryReport {
  readonly path: string;
  readonly list: NamedList;
  readonly quote: Quote;
  readonly action: "permit" | "deny";
  /** The space as it was written; empty for every packet. */
  readonly space: string;
  readonly answer: Answer;
  /** Regions with their deciding lines in place of blocks. */
  readonly lines: boolean;
  readonly doubt: string | null;
}

/** The object that `redoubt acl query --format json` prints. */
export function queryJson(report: QueryReport): unknown {
  const { path, list, quote, action, space, answer, lines, doubt } = report;
  const { laterFragments } = list.filter;
  return {
    path,
    acl: { name: list.name, family: list.family, kind: list.kind, line: list.at[0]?.[0] ?? null },
    action,
    space,
    complete: answer.complete,
    blocks: answer.blocks().map((block) => blockJson(block, laterFragments)),
    ...(lines ? { regions: answer.regions.map((region) => regionJson(region, laterFragments, [quote])) } : {}),
    uncertain: answer.uncertain.map((region) => ({
      ...blockJson(region.block, laterFragments),
      why: region.why,
      witness: packetText(region.witness),
    })),
    doubt,
  };
}

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

const blocksShown = 50;

/** The packets as blocks, one a row; what nobody can know stands apart. */
export function* queryTable(report: QueryReport, look: Look): Generator<string> {
  const { path, list, action, space, answer, doubt } = report;
  const textOf = (block: Block) => blockText(block, list.filter.laterFragments);
  const { paint, columns } = look;
  const within = space === "" ? "" : ` within "${space}"`;
  const verb = action === "permit" ? "permits" : "denies";
  yield `${paint("bold", list.name)}  ${paint("gray", path)}  ${verb}${within}:\n`;
  const rows = report.lines ? regionRows(report, look) : answer.blocks().map((block) => `  ${textOf(block)}`);
  if (rows.length === 0) yield answer.complete ? "  nothing\n" : "  nothing was found\n";
  yield* limited(rows, look, "blocks");
  if (answer.uncertain.length > 0) {
    yield `\n${paint("yellow", "Cannot be known:")}\n`;
    const uncertain = answer.uncertain.map(
      ({ block, why }) => `  ${textOf(block)}\n${wrap(why.join("; "), columns, "      ").join("\n")}`,
    );
    yield* limited(uncertain, look, "blocks that cannot be known");
  }
  if (!answer.complete) yield `\n${paint("yellow", "! This is not all: the search stopped at its bound.")}\n`;
  if (doubt !== null) {
    const told = wrap(`! This may not be the whole truth: ${doubt}`, columns, "");
    yield `\n${told.map((row) => `${paint("yellow", row)}\n`).join("")}`;
  }
  yield `\n${look.conclusion}\n`;
}

function regionRows({ answer, quote, list }: QueryReport, { columns, paint }: Look): string[] {
  return answer.regions.map(({ block, deciders }) => {
    const clause = deciders[0] ?? null;
    const by = clause === null ? `no entry; the default is ${list.filter.defaultAction}` : entryRow(clause, quote);
    return `  ${blockText(block, list.filter.laterFragments)}\n${paint("gray", clip(`      ${by}`, columns))}`;
  });
}

function* limited(rows: readonly string[], { all }: Look, what: string): Generator<string> {
  const shown = all ? rows : rows.slice(0, blocksShown);
  for (const row of shown) yield `${row}\n`;
  if (rows.length > shown.length) yield `  and ${rows.length - shown.length} more ${what} (--all shows them)\n`;
}
