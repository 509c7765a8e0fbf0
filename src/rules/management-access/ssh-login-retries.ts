import { fail, judge, pass, type Rule } from "../rule.ts";
import { sshIsOff } from "../subjects/ssh.ts";

const most = 3;

export const sshLoginRetries: Rule = {
  id: "ssh-login-retries",
  title: "The SSH server allows too many tries in one connection",
  severity: "low",
  area: "management-access",
  why: "Every further try in one connection makes guessing passwords cheaper.",
  fix: "Allow three tries at most.",
  usability: "People who mistype must connect again.",
  remediation: {
    "cisco-ios": "ip ssh authentication-retries 3",
    "juniper-junos": "set system login retry-options tries-before-disconnect 3",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-000044"],
    "nist-800-53": ["AC-7"],
    stig: ["JUSX-DM-000030", "JUNI-ND-000150", "JUEX-NM-000080"],
    cis: ["cisco-ios 2.1.1.1.5", "cisco-ios-xe 2.1.1.1.5", "junos 6.6.1.1"],
    nsa: ["4.6"],
  },
  examples: {
    compliant: [
      {
        os: "juniper-junos",
        config: "system { services { ssh; } login { retry-options { tries-before-disconnect 3; } } }",
      },
      { os: "cisco-ios", config: "version 15.2\nip ssh authentication-retries 2" },
      { os: "cisco-ios", config: "version 15.2\nip ssh version 2", because: "IOS allows three by default" },
    ],
    violating: [
      {
        os: "juniper-junos",
        config: "system { services { ssh; } login { retry-options { tries-before-disconnect 10; } } }",
      },
      { os: "cisco-ios", config: "version 15.2\nip ssh authentication-retries 5" },
    ],
    unknown: [
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    if (sshIsOff(device)) return;
    yield judge("SSH server", [device.management.ssh.retries], (tries) => {
      if (tries === null) return fail("The SSH server allows any number of tries in one connection.");
      return tries > most
        ? fail(`The SSH server allows ${tries} tries in one connection.`)
        : pass(`The SSH server allows ${tries} ${tries === 1 ? "try" : "tries"} in one connection.`);
    });
  },
};
