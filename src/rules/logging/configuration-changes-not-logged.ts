import { fail, judge, pass, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";

export const configurationChangesNotLogged: Rule = {
  id: "configuration-changes-not-logged",
  title: "Configuration changes are not logged",
  severity: "medium",
  area: "logging",
  why: "Nobody can say who changed what, or see that an intruder did.",
  fix: "Log every configuration command, without the secrets in it.",
  usability: "Each change writes messages.",
  remediation: {
    "cisco-ios": "archive\n log config\n  logging enable\n  notify syslog\n  hidekeys",
    "juniper-junos": "set system syslog host <server> change-log info",
    "fortinet-fortios": "config log eventfilter\n set event enable\n set system enable\nend",
  },
  needs: ["logging"],
  references: {
    cci: ["CCI-000018", "CCI-001403", "CCI-000135"],
    "nist-800-53": ["AC-2 (4)", "AU-3 (1)"],
    stig: [
      "CISC-ND-000090",
      "CISC-ND-000100",
      "CISC-ND-000330",
      "JUSX-DM-000015",
      "JUSX-DM-000040",
      "JUNI-ND-000090",
      "JUEX-NM-000020",
      "FGFW-ND-000005",
    ],
    cis: ["cisco-ios-xe 2.2.1", "fortios 7.1.1"],
    nsa: ["6.3"],
  },
  examples: {
    compliant: [
      { os: "juniper-junos", config: "system { syslog { host 192.0.2.5 { any info; change-log info; } } }" },
      { os: "cisco-ios", config: "version 15.2\narchive\n log config\n  logging enable\n  notify syslog\n  hidekeys" },
    ],
    violating: [
      { os: "juniper-junos", config: "system { host-name example; }" },
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend" },
      {
        os: "cisco-ios",
        config: "version 15.2\nno logging on\narchive\n log config\n  logging enable\n  notify syslog",
        because: "nothing is logged at all",
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
    const { enabled, configurationChanges } = device.logging;
    if (isOff(enabled)) yield judge("logging", [enabled], () => fail("Logging is off."));
    else
      yield judge("logging", [configurationChanges], (on) =>
        on ? pass("Configuration changes are logged.") : fail("Configuration changes are not logged."),
      );
  },
};
