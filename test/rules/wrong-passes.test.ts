import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { auditDevice } from "../../src/audit/audit-device.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { rules } from "../../src/rules/index.ts";

/** What one rule says of a text, in order. */
function outcomesOf(os: OperatingSystem, rule: string, config: string): readonly string[] {
  const parser = parsers.find(({ id }) => id === os);
  const judged = rules.filter(({ id }) => id === rule);
  return parser === undefined
    ? []
    : auditDevice(parser.parse(config), judged, "x").verdicts.map((each) => each.outcome);
}

type Case = readonly [os: OperatingSystem, rule: string, why: string, config: string];

const routerOs = "# 2024-07-31 09:33:47 by RouterOS 7.16\n";

const laterWords: readonly Case[] = [
  [
    "mikrotik-routeros",
    "telnet-service",
    "a later command by number may be about it",
    `${routerOs}/ip service\nset telnet disabled=yes\nset 0 disabled=no\n`,
  ],
  [
    "mikrotik-routeros",
    "telnet-service",
    "a later command finds every service",
    `${routerOs}/ip service\nset telnet disabled=yes\nset [find] disabled=no\n`,
  ],
];

describe("a later line that undoes an earlier one", () => {
  it.each(laterWords)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).not.toContain("pass");
  });
});
