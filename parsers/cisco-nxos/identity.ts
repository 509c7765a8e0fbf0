import type { Identity } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact } from "../../src/model/fact.ts";
import { wordsOf } from "../lib/words.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

export const identityStatements = [
  on<Draft>(["hostname", "switchname"], (draft, statement) => {
    const name = statement.words[1];
    if (name === undefined || statement.negated) return false;
    draft.hostname = readAt(name.replace(/^"(.*)"$/, "$1"), statement);
    return true;
  }),
  on<Draft>("version", (draft, statement) => {
    const version = statement.words[1];
    if (version === undefined || statement.negated) return false;
    draft.version = readAt(version, statement);
    return true;
  }),
  skip(
    "output-header",
    "Building configuration",
    "Building configuration...",
    "show running-config",
    "show startup-config",
  ),
  touching(["identity"], "hostname", "switchname", "version"),
];

/**
 * Comments that state identity: the header of the device's own output ("!Command: show running-config"), and "show
 * version" and "show inventory" as RANCID and Oxidized keep them ("!   system:    version 7.3(13)N1(1)", "!   NXOS:
 * version 9.3(3)", "!   cisco Nexus5548 Chassis", "! PID: N5K-C5548UP , VID: V01 , SN: SSI00000001").
 */
export function readComment(draft: Draft, text: string, line: number): void {
  if (text.length < 6 || text.length > 400) return;
  if (text.startsWith("!Command:")) {
    draft.command ??= read(text.slice(9).trim(), line);
    return;
  }
  if (/^!Running config(?:uration)? for (?:default )?vdc/i.test(text)) {
    draft.contexts += 1;
    return;
  }
  const words = wordsOf(text.slice(1));
  const [first, second, third] = words;
  if ((first === "system:" || first === "NXOS:") && second === "version" && third !== undefined)
    draft.version ??= read(third, line);
  else if (
    first === "cisco" &&
    second !== undefined &&
    /^Nexus/i.test(second) &&
    words.some((word) => /^chassis$/i.test(word))
  )
    draft.model ??= read(
      words
        .slice(
          1,
          words.findIndex((word) => /^chassis$/i.test(word)),
        )
        .join(" "),
      line,
    );
  else if (first === "PID:") {
    const serial = words[words.indexOf("SN:") + 1];
    if (words.includes("SN:") && serial !== undefined && serial !== "N/A") draft.serial ??= read(serial, line);
  }
}

export function identityOf(draft: Draft): Identity {
  return {
    vendor: "Cisco",
    hostname: draft.hostname ?? byDefault(null, 'NX-OS: no "hostname" is set'),
    osVersion: draft.version ?? unknownFact("No version is stated."),
    model: draft.model ?? unknownFact("No model is stated."),
    serial: draft.serial ?? unknownFact("No serial number is stated."),
  };
}
