import type { ManagementServiceName } from "../../model/management.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";

/** Services without encryption, other than Telnet, HTTP and SNMP, which have rules of their own. */
const clearText: ReadonlySet<ManagementServiceName> = new Set([
  "ftp",
  "tftp",
  "rlogin",
  "rsh",
  "rcp",
  "finger",
  "xnm-clear-text",
  "api",
]);

export const clearTextServices: Rule = {
  id: "clear-text-services",
  title: "A management service without encryption is on",
  severity: "medium",
  area: "management-access",
  why: "FTP, TFTP, the Berkeley r-commands, finger, clear-text XNM and the API of RouterOS without TLS protect neither passwords nor content.",
  fix: "Turn the service off and use SCP, SFTP or NETCONF over SSH.",
  usability: "Jobs that copy files or configurations over the service must move to SCP or SFTP.",
  remediation: {
    "cisco-ios":
      "no ip ftp-server enable\nno tftp-server <file>\nno ip rcmd rsh-enable\nno ip rcmd rcp-enable\nno ip finger",
    "mikrotik-routeros": "/ip service disable ftp,api",
    "juniper-junos": "delete system services ftp\ndelete system services finger\ndelete system services xnm-clear-text",
  },
  needs: ["management.services"],
  references: {
    cci: ["CCI-000382"],
    "nist-800-53": ["CM-7"],
    stig: ["CISC-ND-000470", "JUSX-DM-000109", "JUSX-DM-000108", "JUNI-ND-000470", "JUEX-NM-000230", "FGFW-ND-000200"],
    nsa: ["7.1", "7.9"],
  },
  examples: {
    compliant: [{ os: "juniper-junos", config: "system { services { ssh; netconf { ssh; } } }" }],
    violating: [
      { os: "juniper-junos", config: "system { services { ftp; ssh; } }" },
      { os: "juniper-junos", config: "system { services { xnm-clear-text; } }" },
      { os: "cisco-ios", config: "version 15.2\ntftp-server flash:example.bin" },
      { os: "cisco-ios", config: "version 15.2\nip rcmd rsh-enable" },
      {
        os: "mikrotik-routeros",
        config: "# by RouterOS 7.14.2\n/ip service\nset ftp disabled=yes\nset api disabled=no",
        because: "the API without TLS carries the login in clear text",
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
      if (!clearText.has(name)) continue;
      yield judge(instance, [enabled], (on) =>
        on
          ? fail(`Clear-text ${name} is offered by ${instance}.`)
          : pass(`Clear-text ${name} is not offered by ${instance}.`),
      );
    }
  },
};
