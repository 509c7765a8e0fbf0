import type { Lines } from "../lib/ledger.ts";
import type { Identity } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact } from "../../src/model/fact.ts";
import { readAt } from "../lib/cisco/places.ts";
import { wordsOf } from "../lib/words.ts";
import { on, touching } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

export const identityStatements = [
  on<Draft>("hostname", (draft, statement) => {
    const name = statement.words[1];
    if (name === undefined && !statement.negated) return false;
    if (statement.negated) draft.hostname = undefined;
    else draft.hostname = readAt(name ?? "", statement);
    return true;
  }),
  on<Draft>("end", (draft, statement) => {
    if (statement.words.length > 1 || statement.negated) return false;
    draft.end = statement.line;
    return true;
  }),
  touching(["identity"], "hostname"),
];

const label = /^(?:software image version|chassis type|serial number|hardware version): /i;

/**
 * Comments that state identity: the header of "show running-config" ("! device: NAME (MODEL, EOS-VERSION)"), and
 * "show version" as RANCID and Oxidized keep it. "! boot system" names the image of the next start, not this one.
 */
export function readComment(draft: Draft, text: string, line: number): void {
  if (text.length < 8 || text.length > 400) return;
  if (text.startsWith("! Command: show ")) draft.header ??= line;
  const words = wordsOf(text.replace(/^!+/, ""));
  if (words[0] === "device:" && text.includes(" (") && text.endsWith(")")) return deviceLine(draft, text, line);
  if (words[0] === "Arista" && /^[A-Za-z0-9-]{3,40}$/.test(words[1] ?? "") && words.length === 2)
    draft.model ??= read(words[1] ?? "", line);
  const stated = words.join(" ");
  if (!label.test(stated)) return;
  const value = stated.slice(stated.indexOf(": ") + 2).trim();
  if (/^software/i.test(stated)) draft.version ??= read(value.replace(/^EOS-/, ""), line);
  else if (/^serial/i.test(stated)) draft.serial ??= read(value, line);
  else if (/^chassis/i.test(stated)) draft.model ??= read(value, line);
}

/** "! device: NAME (MODEL, EOS-VERSION)"; a laboratory's version has more words after it. */
function deviceLine(draft: Draft, text: string, line: number): void {
  draft.header ??= line;
  const open = text.indexOf(" (");
  const parts = text.slice(open + 2).split(", ");
  const version = parts.find((part) => /^EOS-\d/.test(part));
  if (version !== undefined) draft.version ??= read(releaseIn(version), line);
  const [model = ""] = parts;
  if (parts.length > 1 && model !== version && model !== "") draft.model ??= read(model, line);
}

/** "4.32.0F" of "EOS-4.32.0F-36401836.4320F (engineering build)". */
function releaseIn(version: string): string {
  return /^EOS-([0-9A-Za-z.]+)/.exec(version)?.[1] ?? version;
}

/** Without a statement the name is "localhost" (EOS User Manual, "hostname"). */
export function identityOf(draft: Draft): Identity {
  return {
    vendor: "Arista",
    hostname: draft.hostname ?? byDefault(null, 'EOS: no "hostname" is set'),
    osVersion: draft.version ?? unknownFact("No version is stated."),
    model: draft.model ?? unknownFact("No model is stated."),
    serial: draft.serial ?? unknownFact("No serial number is stated."),
  };
}

/**
 * A whole device's text ends with "end"; a fragment need not. A header without "end" shows a text that was cut off,
 * since what was cut off could change every verdict.
 */
export function reportTruncation(draft: Draft, lines: Lines): void {
  if (draft.end !== null || draft.header === null) return;
  let last = lines.length;
  while (last > 1 && (lines.at(last - 1) ?? "").trim() === "") last -= 1;
  draft.problems.push({
    code: "truncated",
    message: `The configuration stops at line ${last}: "end", which EOS writes last, is missing, and what stood before it may be too. (A whole device by line ${draft.header}.)`,
    at: [[last, last]],
  });
}
