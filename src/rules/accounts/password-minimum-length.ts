import { fail, judge, pass, type Rule } from "../rule.ts";

/** NSA's guide and DISA's STIGs ask for 15 characters, as does NIST SP 800-63B-4 where a password is all that is asked. */
const shortest = 15;

export const passwordMinimumLength: Rule = {
  id: "password-minimum-length",
  title: "Short passwords are accepted",
  severity: "medium",
  area: "accounts",
  why: "Short passwords are guessed quickly once a hash is known.",
  fix: `Accept no new password of fewer than ${shortest} characters.`,
  usability: "People need longer passwords the next time they change them.",
  remediation: {
    "cisco-ios": "security passwords min-length 15",
    "juniper-junos": "set system login password minimum-length 15",
    "fortinet-fortios": "config system password-policy\n set status enable\n set minimum-length 15\nend",
  },
  needs: ["passwords"],
  references: {
    cci: ["CCI-004066"],
    "nist-800-53": ["IA-5 (1)"],
    stig: ["CISC-ND-000550", "JUSX-DM-000128", "JUNI-ND-000550", "JUEX-NM-000270", "FGFW-ND-000220"],
    cis: ["junos 6.6.11", "fortios 2.2.1"],
    nsa: ["5.5"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nsecurity passwords min-length 15" },
      { os: "juniper-junos", config: "system { login { password { minimum-length 15; } } }" },
      {
        os: "fortinet-fortios",
        config: "config system password-policy\n set status enable\n set minimum-length 15\nend",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nsecurity passwords min-length 8" },
      { os: "juniper-junos", config: "system { login { password { minimum-length 8; } } }" },
      {
        os: "fortinet-fortios",
        config: "config system password-policy\n set status enable\n set minimum-length 8\nend",
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    yield judge("password policy", [device.aaa.passwordPolicy.minimumLength], (length) => {
      if (length === null) return fail("New passwords may have any length.");
      return length < shortest
        ? fail(`New passwords may be as short as ${length} characters.`)
        : pass(`New passwords must have ${length} characters at least.`);
    });
  },
};
