import { describe, expect, it } from "vitest";
import type { UnreadLine } from "../../parsers/parser.ts";
import { decidedBy } from "../../src/jobs/decided.ts";
import type { Outcome, Verdict } from "../../src/model/verdict.ts";

const rules = [{ id: "telnet-login", area: "management-access", needs: ["management.logins"] }] as const;

const verdict = (subject: string, outcome: Outcome, rule = "telnet-login"): Verdict => ({
  rule,
  outcome,
  subject,
  message: "",
  evidence: { lines: [], xmlPath: null, default: null },
});

const unread = (...touches: UnreadLine["touches"]): UnreadLine => ({ line: 7, text: "", touches });

describe("an absent finding on 'line vty 0 4' is known to be gone", () => {
  it.each<[string, boolean, readonly Verdict[], readonly UnreadLine[]]>([
    ["when the subject passes", true, [verdict("line vty 0 4", "pass")], []],
    ["when the rule no longer applies to it", true, [verdict("line vty 0 4", "notApplicable")], []],
    ["when the subject is gone and the rest is known", true, [verdict("line vty 0 15", "fail")], []],
    ["when the rule applies to nothing", true, [verdict("", "notApplicable")], []],
    [
      "when another subject is unknown, but this one is not",
      true,
      [verdict("line vty 0 4", "pass"), verdict("x", "unknown")],
      [],
    ],
    ["not when the subject is unknown", false, [verdict("line vty 0 4", "unknown")], []],
    ["not when the subject is manual", false, [verdict("line vty 0 4", "manual")], []],
    [
      "not when one of its verdicts is unknown",
      false,
      [verdict("line vty 0 4", "unknown"), verdict("line vty 0 4", "pass")],
      [],
    ],
    ["not when the device as a whole is unknown", false, [verdict("line vty 0 4", "pass"), verdict("", "unknown")], []],
    [
      "not when the subject is gone and another, its new name perhaps, is unknown",
      false,
      [verdict("line vty 0 15", "unknown")],
      [],
    ],
    ["not when the rule was not run", false, [verdict("line vty 0 4", "pass", "ssh-version")], []],
    [
      "not when an unread line bears on the rule",
      false,
      [verdict("line vty 0 15", "fail")],
      [unread("management.logins")],
    ],
    ["not when an unread line may bear on anything", false, [verdict("line vty 0 15", "fail")], [unread("*")]],
    ["when unread lines bear on other things only", true, [verdict("line vty 0 15", "fail")], [unread("snmp", "ntp")]],
  ])("%s", (_, gone, verdicts, lines) => {
    const decided = decidedBy({ unread: lines, problems: [] }, verdicts, rules);
    expect(decided({ id: "f1", rule: "telnet-login", subject: "line vty 0 4" })).toBe(gone);
  });

  it("not when the text is not whole", () => {
    const problems = [{ code: "truncated", message: "", at: [] }] as const;
    const decided = decidedBy({ unread: [], problems }, [verdict("", "notApplicable")], rules);
    expect(decided({ id: "f1", rule: "telnet-login", subject: "line vty 0 4" })).toBe(false);
  });

  it("not when the program no longer has the rule", () => {
    const decided = decidedBy({ unread: [], problems: [] }, [verdict("", "pass", "gone")], rules);
    expect(decided({ id: "f1", rule: "gone", subject: "" })).toBe(false);
  });
});

describe("a finding of a retired rule is known to be gone", () => {
  const successors = ["acl-entry-shadowed", "acl-entry-redundant", "acl-entry-empty"];
  const asked = successors.map((id) => ({ id, area: "acl", needs: ["acls"] }) as const);

  it.each<[string, boolean, readonly Outcome[]]>([
    ["when all that ask its question now know", true, ["pass", "fail", "pass"]],
    ["not when one of them does not know", false, ["pass", "unknown", "pass"]],
    ["not when one of them said nothing", false, ["pass", "pass"]],
  ])("%s", (_, gone, outcomes) => {
    const verdicts = outcomes.map((outcome, place) => verdict("access-list", outcome, successors[place]));
    const decided = decidedBy({ unread: [], problems: [] }, verdicts, asked);
    expect(decided({ id: "f1", rule: "acl-entry-covered", subject: "access-list" })).toBe(gone);
  });
});
