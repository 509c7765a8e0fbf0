import { fail, judge, pass, type Rule } from "../rule.ts";
import { sshIsOff } from "../subjects/ssh.ts";

export const sshVersion1: Rule = {
  id: "ssh-version-1",
  title: "SSH protocol version 1 is accepted",
  severity: "high",
  area: "management-access",
  why: "SSH version 1 can be broken: whoever sits on the path can insert commands or learn the session key.",
  fix: "Accept SSH version 2 only.",
  usability: "Clients of the 1990s that know version 1 alone cannot log in any more.",
  remediation: {
    "cisco-ios": "ip ssh version 2",
    "juniper-junos": "set system services ssh protocol-version v2",
    "fortinet-fortios": "config system global\n set admin-ssh-v1 disable\nend",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-001941", "CCI-003123"],
    "nist-800-53": ["IA-2 (8)", "MA-4 (6)"],
    stig: ["CISC-ND-001210", "JUSX-DM-000150", "JUNI-ND-001200"],
    cis: ["cisco-ios 2.1.1.2", "cisco-ios-xe 2.1.1.2", "junos 6.10.1.2"],
    nsa: ["7.3", "7.11.1"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nip ssh version 2" },
      { os: "juniper-junos", config: "system { services { ssh { protocol-version v2; } } }" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 12.4\nip ssh version 1" },
      {
        os: "cisco-ios",
        config: "version 12.4\nhostname example\nend",
        because: "without a version IOS accepts both, which it calls 1.99",
      },
      { os: "juniper-junos", config: "system { services { ssh { protocol-version [ v1 v2 ]; } } }" },
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
    if (sshIsOff(device)) return;
    yield judge("SSH server", [device.management.ssh.versions], (versions) =>
      versions.includes(1)
        ? fail("The SSH server accepts protocol version 1.")
        : pass("The SSH server accepts version 2 only."),
    );
  },
};
