import { fail, judge, pass, type Rule } from "../rule.ts";

export const passwordComplexityOff: Rule = {
  id: "password-complexity-off",
  title: "Passwords of one kind of character are accepted",
  severity: "low",
  area: "accounts",
  why: "Words and numbers alone are guessed first.",
  fix: "Ask for several kinds of characters in a new password.",
  usability: "People need other passwords the next time they change them.",
  remediation: {
    "juniper-junos":
      "set system login password change-type character-sets\nset system login password minimum-changes 4",
    "fortinet-fortios":
      "config system password-policy\n set status enable\n set min-lower-case-letter 1\n set min-upper-case-letter 1\n set min-number 1\n set min-non-alphanumeric 1\nend",
  },
  needs: ["passwords"],
  references: {
    cci: ["CCI-004066"],
    "nist-800-53": ["IA-5 (1)"],
    stig: [
      "CISC-ND-000570",
      "CISC-ND-000580",
      "CISC-ND-000590",
      "CISC-ND-000600",
      "JUNI-ND-000570",
      "JUNI-ND-000580",
      "JUNI-ND-000590",
      "JUNI-ND-000600",
      "FGFW-ND-000225",
      "FGFW-ND-000230",
      "FGFW-ND-000235",
      "FGFW-ND-000240",
    ],
    cis: ["fortios 2.2.1"],
    nsa: ["5.5"],
  },
  examples: {
    compliant: [
      {
        os: "juniper-junos",
        config:
          "system { login { password { minimum-upper-cases 1; minimum-lower-cases 1; minimum-numerics 1; minimum-punctuations 1; } } }",
      },
    ],
    violating: [{ os: "juniper-junos", config: "system { login { password { minimum-length 15; } } }" }],
  },
  *check(device) {
    yield judge("password policy", [device.aaa.passwordPolicy.complexity], (on) =>
      on
        ? pass("New passwords must mix kinds of characters.")
        : fail("New passwords need not mix kinds of characters."),
    );
  },
};
