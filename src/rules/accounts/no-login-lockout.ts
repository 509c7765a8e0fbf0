import { admittedSources } from "../../acl/openness/admitted-sources.ts";
import { wideShare } from "../../acl/reach/source-set.ts";
import { isKnown, joinRanges, knownValue, read } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { logins } from "../subjects/sources.ts";

/** As DISA, NSA and CIS (for FortiOS) set it. */
const mostTries = 3;

/** Seconds; DISA has 120. Who guesses three times a minute is never locked out by less. */
const shortestWindow = 60;

export const noLoginLockout: Rule = {
  id: "no-login-lockout",
  title: "Failed logins lock nothing",
  severity: "medium",
  area: "accounts",
  why: "Without a lock an attacker tries passwords for as long as it takes.",
  fix: "Lock the account or the source after three failed logins.",
  usability: "People who mistype wait, and an attacker can lock an account on purpose: keep the console out of it.",
  remediation: {
    "cisco-ios": "login block-for 900 attempts 3 within 120",
    "juniper-junos":
      "set system login retry-options tries-before-disconnect 3\nset system login retry-options lockout-period 30",
    "fortinet-fortios": "config system global\n set admin-lockout-threshold 3\n set admin-lockout-duration 900\nend",
  },
  needs: ["passwords", "aaa", "acls", "objects"],
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
      {
        os: "fortinet-fortios",
        config: "config system global\n set admin-lockout-threshold 3\n set admin-lockout-duration 900\nend",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\nhostname example\nend",
        because: "IOS locks nothing unless it is told",
      },
      { os: "fortinet-fortios", config: "config system global\n set admin-lockout-threshold 10\nend" },
      {
        os: "cisco-ios",
        config: "version 15.2\nlogin block-for 900 attempts 3 within 1",
        because: "nobody types three passwords in a second",
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
    const { lockoutAttempts, lockoutTime, lockoutWindow } = device.aaa.passwordPolicy;
    const short = isKnown(lockoutAttempts) && lockoutAttempts.value !== null && lockoutAttempts.value <= mostTries;
    if (!short) {
      yield judge("login lockout", [lockoutAttempts], (tries) =>
        fail(tries === null ? "Failed logins lock nothing." : `Only ${tries} failed logins lead to a lock.`),
      );
      return;
    }
    if (lockoutWindow !== undefined && (knownValue(lockoutWindow) ?? shortestWindow) < shortestWindow) {
      yield judge("login lockout", [lockoutWindow], (within) =>
        fail(`Failed logins lead to a lock only where they come within ${within} seconds.`),
      );
      return;
    }
    const spared = device.uses.find(({ kind, by }) => kind === "acl" && by === "login quiet-mode access-class");
    if (spared !== undefined) {
      const source = { kind: "acl", name: spared.name, family: "ipv4" } as const;
      const { share, at } = admittedSources(device, [source], 4, logins);
      if (share >= wideShare) {
        yield judge("login lockout", [lockoutAttempts, read(null, joinRanges([...spared.at, ...at]))], () =>
          fail(`Failed logins lock nobody out: access list "${spared.name}" of "${spared.by}" lets anyone go on.`),
        );
        return;
      }
    }
    // A lock without an end stays until somebody lifts it.
    yield judge("login lockout", [lockoutAttempts, lockoutTime], (tries, seconds) => {
      return seconds === 0
        ? fail("The lock after failed logins lasts no time at all.")
        : pass(`Failed logins lead to a lock after ${tries} ${tries === 1 ? "try" : "tries"}.`);
    });
  },
};
