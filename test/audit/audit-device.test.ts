import { describe, expect, it } from "vitest";
import { auditDevice } from "../../src/audit/audit-device.ts";
import { byDefault, read, type Fact } from "../../src/model/fact.ts";
import type { ModelArea } from "../../src/model/device-config.ts";
import { parsers } from "../../parsers/index.ts";
import type { ParseResult, UnreadLine } from "../../parsers/parser.ts";
import { fail, judge, pass, type Judgement, type Rule } from "../../src/rules/rule.ts";

const ios = parsers.find(({ id }) => id === "cisco-ios");
const parsed = (changes: Partial<ParseResult> = {}): ParseResult => {
  const result = ios?.parse("hostname edge\nend\n");
  if (result === undefined) throw new Error("cisco-ios is not registered");
  return { ...result, unread: [], problems: [], ...changes };
};
const unreadLine = (touches: UnreadLine["touches"]): UnreadLine => ({ line: 7, text: "frobnicate", touches });

function rule(check: () => Iterable<Judgement>, needs: readonly ModelArea[] = ["snmp"]): Rule {
  return {
    id: "test-rule",
    title: "A test",
    severity: "high",
    area: "snmp",
    why: "",
    fix: "",
    usability: "",
    remediation: {},
    needs,
    references: {},
    examples: { compliant: [], violating: [] },
    check,
  };
}

const fact: Fact<boolean> = read(true, 3);
const passing = rule(() => [judge("subject", [fact], () => pass("Fine."))]);
const failing = rule(() => [judge("subject", [fact], () => fail("Not fine."))]);
const absent = rule(() => [judge("subject", [byDefault(true, "nothing says so")], () => fail("Not there."))]);
const silent = rule(() => []);
const broken = rule(() => {
  throw new TypeError("FAKE-secret-1");
});

describe("outcome", () => {
  it.each([
    ["a pass stands where everything was read", passing, {}, "pass", [[3, 3]]],
    [
      "a pass stands where unread lines bear on other parts",
      passing,
      { unread: [unreadLine(["ntp"])] },
      "pass",
      [[3, 3]],
    ],
    [
      "a pass falls where an unread line bears on what the rule needs",
      passing,
      { unread: [unreadLine(["snmp"])] },
      "unknown",
      [[7, 7]],
    ],
    [
      "a pass falls where an unread line may be anything",
      passing,
      { unread: [unreadLine(["*"])] },
      "unknown",
      [[7, 7]],
    ],
    [
      "a pass falls where the text is not whole",
      passing,
      { problems: [{ code: "truncated", message: "It stops at line 2.", at: [[2, 2]] }] },
      "unknown",
      [[2, 2]],
    ],
    [
      "a pass falls where a part that the rule needs was never collected",
      passing,
      { uncollected: [{ why: "There is no SNMP part.", touches: ["snmp"] }] },
      "unknown",
      [],
    ],
    [
      "a pass stands where another part was never collected",
      passing,
      { uncollected: [{ why: "There is no NTP part.", touches: ["ntp"] }] },
      "pass",
      [[3, 3]],
    ],
    ["a failure that was seen stands", failing, { unread: [unreadLine(["snmp"])] }, "fail", [[3, 3]]],
    ["a failure by absence stands where everything was read", absent, {}, "fail", []],
    [
      "a failure by absence falls where an unread line may hold it",
      absent,
      { unread: [unreadLine(["snmp"])] },
      "unknown",
      [[7, 7]],
    ],
    [
      "a failure by absence stands where only a line that may be anything is unread",
      absent,
      { unread: [unreadLine(["*"])] },
      "fail",
      [],
    ],
    ["nothing to judge is not applicable", silent, {}, "notApplicable", []],
    [
      "nothing to judge is unknown where an unread line may hold it",
      silent,
      { unread: [unreadLine(["snmp"])] },
      "unknown",
      [[7, 7]],
    ],
    ["a rule that breaks has decided nothing", broken, {}, "unknown", []],
  ] satisfies readonly (readonly [string, Rule, Partial<ParseResult>, string, unknown])[])(
    "%s",
    (_, judged, changes, outcome, lines) => {
      const { verdicts, counts } = auditDevice(parsed(changes), [judged], "edge");
      expect(verdicts).toMatchObject([{ rule: "test-rule", outcome, evidence: { lines } }]);
      expect(counts).toMatchObject({ [outcome]: 1 });
      expect(JSON.stringify(verdicts)).not.toContain("FAKE-secret-1");
    },
  );
});

it("judges a bounded number of subjects, and says so", () => {
  const endless = rule(function* () {
    for (;;) yield judge("subject", [fact], () => pass("Fine."));
  });
  const { verdicts, counts } = auditDevice(parsed(), [endless], "edge");
  expect(counts).toMatchObject({ pass: 100_000, unknown: 1 });
  expect(verdicts.at(-1)).toMatchObject({
    outcome: "unknown",
    message: "Only the first 100000 subjects of this rule were judged.",
  });
});

describe("identity", () => {
  const at = (line: number, subject = "subject"): Rule =>
    rule(() => [judge(subject, [read(true, line)], () => fail("Not fine."))]);
  const id = (judged: Rule, device = "edge"): string | undefined =>
    auditDevice(parsed(), [judged], device).findings[0]?.id;

  it("stays when lines are added above", () => {
    expect(id(at(3))).toBe(id(at(300)));
  });

  it.each([
    ["subject", id(at(3, "other"))],
    ["device", id(at(3), "core")],
  ])("differs by %s", (_, other) => {
    expect(other).not.toBe(id(at(3)));
  });

  it("differs where one subject fails twice", () => {
    const twice = rule(() => [
      judge("subject", [fact], () => fail("One.")),
      judge("subject", [fact], () => fail("Two.")),
    ]);
    const ids = auditDevice(parsed(), [twice], "edge").findings.map((finding) => finding.id);
    expect(new Set(ids).size).toBe(2);
  });
});
