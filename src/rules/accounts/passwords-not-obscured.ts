import { fail, judge, pass, type Rule } from "../rule.ts";

export const passwordsNotObscured: Rule = {
  id: "passwords-not-obscured",
  title: "Passwords are written to the configuration in clear text",
  severity: "low",
  area: "accounts",
  why: "Whoever looks over a shoulder at the configuration reads the passwords that cannot be hashed.",
  fix: "Have the device obscure them; better still, replace them by hashes or by keys of type 6.",
  usability: "The passwords can no longer be read from the screen.",
  remediation: { "cisco-ios": "service password-encryption" },
  needs: ["passwords"],
  references: {
    cci: ["CCI-004062"],
    "nist-800-53": ["IA-5 (1)"],
    stig: ["CISC-ND-000620"],
    cis: ["cisco-ios 1.4.2", "cisco-ios-xe 1.4.2"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nservice password-encryption" }],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nno service password-encryption" },
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend", because: "it is off unless it is turned on" },
    ],
  },
  *check(device) {
    yield judge("password obscuring", [device.aaa.passwordPolicy.obscured], (on) =>
      on
        ? pass("Passwords are obscured in the configuration.")
        : fail("Passwords are written to the configuration in clear text."),
    );
  },
};
