import { fail, judge, pass, type Rule } from "../rule.ts";

export const telnetService: Rule = {
  id: "telnet-service",
  title: "The device offers Telnet",
  severity: "high",
  area: "management-access",
  why: "Telnet carries the password and the whole session in clear text: anyone on the path can read or change them.",
  fix: "Turn Telnet off and use SSH.",
  usability: "Operators and scripts that still use Telnet lose access: move them to SSH first.",
  remediation: {
    "juniper-junos": "delete system services telnet",
    "fortinet-fortios": "config system interface\n edit <name>\n  unselect allowaccess telnet\n next\nend",
  },
  needs: ["management.services"],
  references: {
    cci: ["CCI-000382", "CCI-003123"],
    "nist-800-53": ["CM-7", "MA-4 (6)"],
    stig: ["JUSX-DM-000109", "JUNI-ND-000470", "JUEX-NM-000230", "FGFW-ND-000200"],
    cis: ["junos 6.10.6", "fortios 2.4.5"],
    nsa: ["7.1"],
  },
  examples: {
    compliant: [
      { os: "juniper-junos", config: "system { services { ssh; } }" },
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
    ],
    violating: [
      { os: "juniper-junos", config: "system { services { telnet; ssh; } }" },
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ping telnet\n next\nend',
      },
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
    for (const { name, instance, enabled } of device.management.services) {
      if (name !== "telnet") continue;
      yield judge(instance, [enabled], (on) =>
        on ? fail(`Telnet is offered by ${instance}.`) : pass(`Telnet is not offered by ${instance}.`),
      );
    }
  },
};
