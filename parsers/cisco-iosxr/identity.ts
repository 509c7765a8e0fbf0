import type { Identity } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact } from "../../src/model/fact.ts";
import { readAt } from "../lib/cisco/places.ts";
import { on, skip, touching } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

export const identityStatements = [
  on<Draft>("hostname", (draft, statement) => {
    const name = statement.words[1];
    if (name === undefined || statement.negated) return false;
    draft.hostname = readAt(name, statement);
    return true;
  }),
  on<Draft>("end", (draft, statement) => {
    if (statement.words.length > 1) return false;
    draft.end ??= statement.line;
    return true;
  }),
  skip("output-header", "Building configuration...", "Building configuration", "show running-config", "show run"),
  touching(["identity"], "hostname"),
];

const headers: readonly RegExp[] = [
  // "!! IOS XR Configuration 7.3.2", and "version = 5.2.1" in older releases.
  /^!! ?IOS XR (?:Admin )?Configuration(?: version =)? ?(\d{1,2}\.[0-9A-Za-z.]{1,30})\s*$/,
  // RANCID and Oxidized keep lines of "show version".
  /^!.{0,40}Cisco IOS XR Software.{0,60}Version (\d{1,2}\.[0-9A-Za-z.]{1,30})/,
];

/** Comments that state identity: the header of the configuration, and what RANCID and Oxidized keep of "show version". */
export function readComment(draft: Draft, text: string, line: number): void {
  if (text.length < 12 || text.length > 300) return;
  for (const [index, pattern] of headers.entries()) {
    const version = pattern.exec(text)?.[1];
    if (version === undefined) continue;
    draft.version ??= read(version.replace(/[.,]$/, ""), line);
    if (index === 0) draft.header ??= line;
  }
  const chassis = /^!.{0,20}Chassis type: {0,4}(\S{1,60})/.exec(text)?.[1];
  if (chassis !== undefined) draft.model ??= read(chassis, line);
}

export function identityOf(draft: Draft): Identity {
  return {
    vendor: "Cisco",
    hostname: draft.hostname ?? byDefault(null, 'IOS XR: no "hostname" is set'),
    osVersion: draft.version ?? unknownFact("No version is stated."),
    model: draft.model ?? unknownFact("No model is stated."),
    serial: unknownFact("No serial number is stated."),
  };
}
