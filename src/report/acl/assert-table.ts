import type { AssertionOutcome } from "../../acl/assertions/assertion.ts";
import type { AssertedDevice, AssertionResult } from "../../assertions/assert-device.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import { assertionSummaries, countAssertions, type AssertionSummary, type AssertReport } from "./assert-report.ts";

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

const styles = { holds: "green", fails: "red", unknown: "yellow", notApplicable: "gray" } as const;
const outcomeWords = { holds: "holds", fails: "FAILS", unknown: "unknown", notApplicable: "n/a" } as const;

/** Assertion by assertion what each list says, with a counterexample where one fails. `file` is where they were read. */
export function* assertTable(report: AssertReport, file: string, look: Look): Generator<string> {
  const summaries = assertionSummaries(report);
  for (const summary of summaries) for (const row of summaryRows(summary, file, look)) yield `${row}\n`;
  yield `${look.paint("bold", totals(report, summaries))}\n${look.conclusion}\n`;
}

function* summaryRows({ assertion, outcome, results }: AssertionSummary, file: string, look: Look): Generator<string> {
  const { paint } = look;
  const place = assertion.line === null ? file : `${file}:${assertion.line}`;
  const said = paint(styles[outcome], outcome === "notApplicable" ? "CHECKED NOWHERE" : outcomeWords[outcome]);
  yield `${paint("bold", assertion.name)}  ${said}  ${paint("gray", place)}`;
  const ordered = shownFirst.flatMap((each) => results.filter(({ result }) => result.outcome === each));
  const shown = look.all ? ordered : ordered.filter(({ result }) => result.outcome !== "notApplicable");
  for (const { device, result } of shown) yield* resultRows(device, result, look);
  const rest = results.length - shown.length;
  if (results.length === 0) yield "  No device is one that it is for.";
  if (rest > 0)
    yield paint(
      "gray",
      `  ${rest === 1 ? "1 list or device has" : `${rest} lists or devices have`} nothing that it speaks of (--all shows them).`,
    );
  yield "";
}

const shownFirst: readonly AssertionOutcome[] = ["fails", "unknown", "holds", "notApplicable"];
const indent = " ".repeat(10);

function* resultRows(device: AssertedDevice, result: AssertionResult, { paint, columns }: Look): Generator<string> {
  const { outcome, message, counterexample, decidedBy, lines } = result;
  const line = decidedBy?.line ?? lines[0]?.[0];
  const place = line === undefined ? device.path : `${device.path}:${line}`;
  const word = paint(styles[outcome], outcomeWords[outcome].padEnd(7));
  yield `  ${word} ${place}  ${subjectOf(device, result)}`;
  if (outcome === "holds") return;
  yield* wrap(message, columns, indent);
  if (counterexample !== null) yield* wrap(counterexample.text, columns, indent, 2);
  if (decidedBy !== null && decidedBy.line !== null)
    yield indent + paint("gray", clip(`${decidedBy.line} | ${decidedBy.text}`, columns - indent.length));
}

/** "core1: GigabitEthernet0/1 in: EDGE-IN (IPv4)", "core1: ssh by GigabitEthernet0/1: … (IPv4)" */
function subjectOf({ hostname }: AssertedDevice, result: AssertionResult): string {
  const { service, interface: port, direction, list, family } = result;
  const place =
    service === null
      ? port === null
        ? []
        : [`${port} ${direction ?? ""}`]
      : [port === null ? service : `${service} by ${port}`];
  const lists = list === null ? (service === null && family !== null ? ["no list"] : []) : [list];
  const words = [...(hostname === null ? [] : [hostname]), ...place, ...lists].join(": ");
  return family === null ? words : `${words} (IPv${family})`;
}

function totals(report: AssertReport, summaries: readonly AssertionSummary[]): string {
  const { holds, fails, unknown, notApplicable } = countAssertions(summaries);
  return [
    `${summaries.length} ${summaries.length === 1 ? "assertion" : "assertions"}`,
    `${report.devices.length} ${report.devices.length === 1 ? "device" : "devices"}`,
    ...(report.failed.length === 0 ? [] : [`${report.failed.length} not read`]),
    `${holds} held, ${fails} failed, ${unknown} unknown${notApplicable === 0 ? "" : `, ${notApplicable} checked nowhere`}`,
  ].join(" · ");
}
