import { fail, judge, pass, type Rule } from "../rule.ts";

export const aaaDisabled: Rule = {
  id: "aaa-disabled",
  title: "AAA is off",
  severity: "medium",
  area: "accounts",
  why: "Without AAA the device knows shared line passwords at best: nobody can tell who did what, and no right can be given or taken singly.",
  fix: "Turn AAA on and ask central servers, with local accounts for the day they are away.",
  usability: "Wrong method lists lock everybody out: keep a session open while changing them.",
  remediation: { "cisco-ios": "aaa new-model\naaa authentication login default group tacacs+ local" },
  needs: ["aaa"],
  references: {
    cci: ["CCI-000370"],
    "nist-800-53": ["CM-6 (1)"],
    stig: ["CISC-ND-001370"],
    cis: ["cisco-ios 1.1.1", "cisco-ios-xe 1.1.1"],
    nsa: ["4.1", "4.2"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\naaa new-model" }],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nno aaa new-model" },
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend", because: "AAA is off until it is turned on" },
    ],
  },
  *check(device) {
    yield judge("AAA", [device.aaa.enabled], (on) => (on ? pass("AAA is on.") : fail("AAA is off.")));
  },
};
