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
  on<Draft>(["ASA Version", "PIX Version", "FWSM Version", "NGFW Version"], (draft, statement) => {
    const [product, , version] = statement.words;
    if (version === undefined) return false;
    draft.version = readAt(version, statement);
    draft.threatDefense = product === "NGFW";
    return true;
  }),
  skip("identity-details", "domain-name", "prompt hostname", "prompt"),
  touching(["identity"], "hostname", "ASA", "PIX", "FWSM", "NGFW"),
];

/**
 * Lines after a colon: what the device says of itself around its configuration (": Saved", ": Serial Number: …",
 * ": Hardware:   ASAv, …", ": end"), and comments of collectors after "!" ("! Serial Number: …").
 */
export function readComment(draft: Draft, text: string, line: number): void {
  const rest = text.slice(1).trim();
  // The last line of a configuration but for ": end".
  if (text.startsWith("Cryptochecksum:")) draft.end = line;
  else if (text.startsWith(":")) {
    if (rest.startsWith("Saved")) draft.header ??= line;
    else if (rest === "end") draft.end = line;
  }
  if (rest.length > 400) return;
  const colon = rest.indexOf(":");
  if (colon < 0) return;
  const value = rest.slice(colon + 1).trim();
  const [first = ""] = value.split(",");
  switch (rest.slice(0, colon).trim()) {
    case "Serial Number":
      if (value !== "") draft.serial ??= read(value, line);
      break;
    case "Hardware":
      if (first !== "") draft.model ??= read(first.trim(), line);
      break;
    default:
  }
}

export function identityOf(draft: Draft): Identity {
  return {
    vendor: "Cisco",
    hostname: draft.hostname ?? byDefault(null, 'ASA: no "hostname" is set'),
    osVersion: draft.version ?? unknownFact("No version is stated."),
    model: draft.model ?? unknownFact("No model is stated."),
    serial: draft.serial ?? unknownFact("No serial number is stated."),
  };
}
