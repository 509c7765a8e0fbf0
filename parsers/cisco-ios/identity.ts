import { byDefault, unknownFact } from "../../src/model/fact.ts";
import type { Identity } from "../../src/model/device-config.ts";
import { read } from "../../src/model/fact.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { wordsOf } from "../lib/words.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

export const identityStatements = [
  on<Draft>("hostname", (draft, statement) => {
    const name = statement.words[1];
    if (name === undefined || statement.negated) return false;
    draft.hostname = readAt(name.replace(/^"(.*)"$/, "$1"), statement);
    return true;
  }),
  on<Draft>("version", (draft, statement) => {
    const version = statement.words[1];
    if (version === undefined || statement.words.length > 2) return false;
    // A fuller version from a comment stays.
    if (draft.version === undefined || !draft.version.value.startsWith(version))
      draft.version = readAt(version, statement);
    return true;
  }),
  on<Draft>("license udi", (draft, statement) => {
    const { words } = statement;
    const model = words[words.indexOf("pid") + 1];
    const serial = words[words.indexOf("sn") + 1];
    if (words.includes("pid") && model !== undefined) draft.model = readAt(model, statement);
    if (words.includes("sn") && serial !== undefined) draft.serial = readAt(serial, statement);
  }),
  on<Draft>("switch", (draft, statement) => {
    if (statement.words[2] !== "provision" || statement.words[3] === undefined)
      return /^(?:\d+ (?:priority|renumber)|virtual|convert|mode|stack|forwarding-mode)/.test(
        statement.words.slice(1).join(" "),
      );
    draft.model ??= readAt(statement.words[3], statement);
    return true;
  }),
  on<Draft>("end", (draft, statement) => {
    if (statement.words.length > 1) return false;
    draft.end = statement.line;
    return true;
  }),
  on<Draft>(["Current configuration", "Building configuration...", "Building configuration"], (draft, statement) => {
    draft.header ??= statement.line;
  }),
  skip(
    "output-header",
    "Using",
    "Load for",
    "Time source",
    "NVRAM config",
    "show running-config",
    "show run",
    "Last configuration",
    "No configuration change",
  ),
  touching(["identity"], "hostname", "version", "license", "switch"),
];

/**
 * Comments that state identity: the header of "show version" as RANCID and Oxidized keep it
 * ("! Version: …", "!Chassis type: …", "! Software: IOS-XE Software, Version 16.09.05").
 */
export function readComment(draft: Draft, text: string, line: number): void {
  if (text.length < 12 || text.length > 400) return;
  const version = text.includes("ersion")
    ? /(?:IOS|Software|Image)[^!]{0,200}?[Vv]ersion:? (\d{1,2}\.[0-9A-Za-z.()]{1,30})/.exec(text)
    : null;
  if (version?.[1] !== undefined && draft.version === undefined)
    draft.version = read(version[1].replace(/[.,]$/, ""), line);
  if (!text.includes(":")) return;
  const words = wordsOf(text.slice(1));
  const label = words.slice(0, 2).join(" ").toLowerCase();
  if (label === "chassis type:" && words[2] !== undefined) draft.model ??= read(words[2], line);
  if (label === "serial number:" && words[2] !== undefined) draft.serial ??= read(words[2], line);
}

export function identityOf(draft: Draft): Identity {
  return {
    vendor: "Cisco",
    hostname: draft.hostname ?? byDefault(null, 'IOS: no "hostname" is set'),
    osVersion: draft.version ?? unknownFact("No version is stated."),
    model: draft.model ?? unknownFact("No model is stated."),
    serial: draft.serial ?? unknownFact("No serial number is stated."),
  };
}
