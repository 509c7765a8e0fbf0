import type { Clause } from "../../acl/filter.ts";
import type { Decision, Missed } from "../../acl/decide.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { Packet } from "../../acl/sets/packet.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import { packetJson } from "./packet-json.ts";
import { entryRow, entryWords, placedRows, quotedClause, type Quote } from "./quoted.ts";

/** A packet that differs only in what was assumed and is decided otherwise, or may be. */
export interface Otherwise {
  /** Null where there is none. */
  readonly packet: Packet | null;
  /** False where none was found within the bound, though there may be one. */
  readonly complete: boolean;
}

/** What `redoubt acl test` says of one packet. */
export interface TestReport {
  readonly path: string;
  readonly list: NamedList;
  readonly quote: Quote;
  readonly packet: Packet;
  /** Values nobody wrote, as words. */
  readonly assumed: readonly string[];
  readonly decision: Decision;
  readonly otherwise: Otherwise;
  readonly doubt: string | null;
}

/** The object that `redoubt acl test --format json` prints. */
export function testJson(report: TestReport): unknown {
  const { path, list, quote, packet, assumed, decision, otherwise, doubt } = report;
  const quoted = (clause: Clause) => ({ ...quotedClause(clause, quote), action: clause.action });
  return {
    path,
    acl: { name: list.name, family: list.family, kind: list.kind, line: list.at[0]?.[0] ?? null },
    packet: packetJson(packet),
    assumed,
    action: decision.action,
    decidedBy: decision.clause === null ? null : quoted(decision.clause),
    default: decision.clause === null ? list.filter.defaultAction : null,
    doubts: decision.doubts.map((clause) => ({ ...quoted(clause), why: clause.unresolved })),
    missed: decision.missed().map(({ clause, why }) => ({ ...quoted(clause), why })),
    otherwise: otherwise.packet === null ? null : packetJson(otherwise.packet),
    otherwiseComplete: otherwise.complete,
    doubt,
  };
}

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

const actionStyles = { permit: "green", deny: "red", unknown: "yellow" } as const;
const indent = " ".repeat(9);

/** The packet, what becomes of it and where, and why each earlier entry does not decide it. */
export function* testTable(report: TestReport, look: Look): Generator<string> {
  const { path, list, packet, assumed, decision, quote, doubt } = report;
  const { paint, columns } = look;
  yield `${paint("bold", list.name)}  ${list.family === "both" ? list.kind : `${list.family} ${list.kind}`}  ${paint("gray", path)}\n`;
  yield `${"packet".padEnd(9)}${packetText(packet)}\n`;
  if (assumed.length > 0) yield `${indent}${paint("gray", `assumed: ${assumed.join(", ")}`)}\n`;
  const action = paint([actionStyles[decision.action], "bold"], decision.action.padEnd(9));
  const [first, ...rest] = whoDecides(report, columns - indent.length);
  yield `${action}${first}\n`;
  for (const row of rest) yield `${indent}${row}\n`;
  for (const clause of decision.doubts) {
    const words = `Whether ${entryWords(clause, quote)} matches cannot be known: ${clause.unresolved.join("; ")}.`;
    for (const row of wrap(words, columns, indent)) yield `${row}\n`;
  }
  for (const row of otherwiseRows(report, look)) yield `${row}\n`;
  if (doubt !== null)
    for (const row of wrap(`! This may not be the whole truth: ${doubt}`, columns, indent))
      yield `${paint("yellow", row)}\n`;
  yield* missedRows(report, decision.missed(), look);
  yield `\n${look.conclusion}\n`;
}

function whoDecides({ path, list, decision, quote }: TestReport, width: number): string[] {
  const { clause } = decision;
  const unless = decision.action === "unknown" ? "if nothing before it matches: " : "";
  if (clause === null) return [`${unless}no entry matches; the list's default is ${list.filter.defaultAction}`];
  const does = decision.action === "unknown" ? `${clause.action} by ` : "";
  const [first, ...rest] = placedRows(clause, path, quote, width - unless.length - does.length);
  return [`${unless}${does}${first}`, ...rest];
}

function otherwiseRows({ otherwise, assumed, decision }: TestReport, { columns, paint }: Look): string[] {
  const margin = (words: string) => wrap(words, columns, indent).map((row) => paint("yellow", row));
  if (!otherwise.complete)
    return margin("! Whether this rests on what was assumed was not found out within the bound.");
  if (otherwise.packet === null) return [];
  const opposite = decision.action === "permit" ? "not permitted" : "not denied";
  const words = `! This rests on what was assumed (${assumed.join(", ")}): ${packetText(otherwise.packet)} is ${opposite}.`;
  return margin(words);
}

const missedShown = 10;

/** The entries next above the one that decides are those that somebody may have meant. */
function* missedRows({ quote }: TestReport, missed: readonly Missed[], look: Look): Generator<string> {
  if (missed.length === 0) return;
  const { columns, all, paint } = look;
  const shown = all ? missed : missed.slice(-missedShown);
  const rest = missed.length - shown.length;
  yield `\nEarlier entries do not decide it:\n`;
  if (rest > 0) yield `  ${rest} more above these (--all shows them)\n`;
  for (const { clause, why } of shown) {
    yield `  ${clip(entryRow(clause, quote), columns - 2)}\n`;
    yield `${paint("gray", clip(`      ${why}`, columns))}\n`;
  }
}
