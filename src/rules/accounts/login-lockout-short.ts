import { fail, judge, notApplicable, pass, type Rule } from "../rule.ts";

/** Seconds, as DISA's STIGs set it. */
const shortest = 900;

export const loginLockoutShort: Rule = {
  id: "login-lockout-short",
  title: "The lock after failed logins is short",
  severity: "low",
  area: "accounts",
  why: "A lock of a minute lets an attacker try thousands of passwords a day.",
  fix: "Lock for fifteen minutes at least.",
  usability: "People who mistype too often wait longer.",
  remediation: {
    "cisco-ios": "login block-for 900 attempts 3 within 120",
    "juniper-junos": "set system login retry-options lockout-period 15",
    "fortinet-fortios": "config system global\n set admin-lockout-duration 900\nend",
  },
  needs: ["passwords", "aaa"],
  references: {
    cci: ["CCI-000044"],
    "nist-800-53": ["AC-7"],
    stig: ["CISC-ND-000150", "JUSX-DM-000030", "JUNI-ND-000150", "JUEX-NM-000080", "FGFW-ND-000045"],
    cis: ["junos 6.6.1.5", "fortios 2.2.2"],
    nsa: ["4.6"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nlogin block-for 900 attempts 3 within 120" },
      {
        os: "juniper-junos",
        config: "system { login { retry-options { tries-before-disconnect 3; lockout-period 30; } } }",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nlogin block-for 60 attempts 3 within 120" },
      {
        os: "fortinet-fortios",
        config: "config system global\n set admin-lockout-threshold 3\n set admin-lockout-duration 60\nend",
      },
    ],
  },
  *check(device) {
    const { lockoutAttempts, lockoutTime } = device.aaa.passwordPolicy;
    yield judge("login lockout", [lockoutAttempts, lockoutTime], (tries, seconds) => {
      if (tries === null) return notApplicable("Failed logins lock nothing; another rule judges that.");
      if (seconds === null) return pass("The lock after failed logins lasts until somebody lifts it.");
      return seconds < shortest
        ? fail(`The lock after failed logins lasts ${seconds} seconds.`)
        : pass(`The lock after failed logins lasts ${seconds} seconds.`);
    });
  },
};
