import { parsers } from "../../parsers/index.ts";
import { auditDevice } from "../../src/audit/audit-device.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { rules } from "../../src/rules/index.ts";

/** What one rule says of a text, in order. */
export function outcomesOf(os: OperatingSystem, rule: string, config: string): readonly string[] {
  const parser = parsers.find(({ id }) => id === os);
  const judged = rules.filter(({ id }) => id === rule);
  return parser === undefined
    ? []
    : auditDevice(parser.parse(config), judged, "x").verdicts.map((each) => each.outcome);
}

/** One text, and what makes it one that must not pass. */
export type Case = readonly [os: OperatingSystem, rule: string, why: string, config: string];
