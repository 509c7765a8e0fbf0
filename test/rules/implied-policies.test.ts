import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { auditDevice } from "../../src/audit/audit-device.ts";
import { rules } from "../../src/rules/index.ts";

const levels = `ASA Version 9.12(4)
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet0/1
 nameif inside
 security-level 100
 ip address 10.0.0.1 255.255.255.0
`;

function verdictsOf(config: string, rule: string) {
  const parser = parsers.find(({ id }) => id === "cisco-asa");
  const judged = rules.filter(({ id }) => id === rule);
  return parser === undefined ? [] : auditDevice(parser.parse(config), judged, "example").verdicts;
}

describe("what nobody wrote is blamed on no policy", () => {
  it.each(["policy-disabled", "policy-without-logging", "policy-shadowed", "policy-redundant", "policy-empty"])(
    "%s neither passes nor fails",
    (rule) => {
      expect(verdictsOf(levels, rule).map(({ outcome }) => outcome)).toEqual(["notApplicable"]);
    },
  );

  it("and what it opens is told all the same", () => {
    expect(verdictsOf(levels, "policy-permits-any-to-any")).toMatchObject([
      { outcome: "fail", subject: 'implied rule "security level 100" from "inside" to "outside"' },
    ]);
  });
});

describe("one entry in the lists of both IP versions", () => {
  it("is one finding", () => {
    const config = `${levels}access-list EDGE extended permit ip any any\naccess-group EDGE in interface outside\n`;
    const failed = verdictsOf(config, "acl-permits-any-to-any").filter(({ outcome }) => outcome === "fail");
    expect(failed).toHaveLength(1);
  });
});

describe("messages that no severity lets out", () => {
  const host = `${levels}logging enable\nlogging host inside 192.0.2.5\n`;
  it.each([
    [host, "no-syslog-server", "fail"],
    [host, "too-few-syslog-servers", "notApplicable"],
    [host, "clear-text-syslog", "notApplicable"],
    [`${host}logging trap informational\n`, "no-syslog-server", "pass"],
    [`${host}logging trap informational\n`, "clear-text-syslog", "fail"],
    [`${host}logging trap SOME-LIST\n`, "no-syslog-server", "unknown"],
  ])("%# %s", (config, rule, outcome) => {
    expect(verdictsOf(config, rule).map((verdict) => verdict.outcome)).toEqual([outcome]);
  });
});
