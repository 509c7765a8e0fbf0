import type { ManagementServiceName } from "../../model/management.ts";
import { knownValue } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";
import { landsOnLoginLines, offeredAlike } from "../subjects/service-sessions.ts";
import { opennessOf } from "../subjects/sources.ts";

/** SNMP is judged by community and user; ping and fabric carry no login. */
const withLogin: ReadonlySet<ManagementServiceName> = new Set([
  "ssh",
  "telnet",
  "http",
  "https",
  "netconf",
  "restconf",
  "rest",
  "gnmi",
  "ftp",
  "rlogin",
  "rsh",
  "rcp",
  "xnm-clear-text",
  "xnm-ssl",
]);

export const serviceSourcesUnrestricted: Rule = {
  id: "service-sources-unrestricted",
  title: "A management service accepts any source",
  severity: "medium",
  area: "management-access",
  why: "Whoever can reach the service can try passwords on it and attack its server.",
  fix: "Restrict the service to the management hosts.",
  usability: "Sessions from hosts that are not on the list are refused: list jump hosts and pollers first.",
  remediation: {
    "cisco-ios": "ip access-list standard MGMT\n permit <management network>\nip http access-class MGMT",
    "juniper-junos":
      "set firewall family inet filter PROTECT term ssh from source-prefix-list MGMT\nset interfaces lo0 unit 0 family inet filter input PROTECT",
    "fortinet-fortios": "config system admin\n edit <name>\n  set trusthost1 <network> <mask>\n next\nend",
  },
  needs: ["management.services", "management.logins", "acls", "objects", "interfaces"],
  references: {
    cci: ["CCI-001368"],
    "nist-800-53": ["AC-4"],
    stig: ["CISC-ND-000140", "JUNI-ND-000140", "JUEX-NM-000070"],
    cis: ["fortios 2.4.2", "fortios 2.4.6"],
    nsa: ["7.4", "7.11.1", "7.11.2"],
  },
  examples: {
    compliant: [
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter PROTECT { term MGMT { from { source-address { 192.0.2.0/24; } } then accept; } term REST { then discard; } } } } interfaces { lo0 { unit 0 { family inet { filter { input PROTECT; } } } } } system { services { ssh; } }",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\naccess-list 10 permit 192.0.2.0 0.0.0.255\nno ip http server\nip http secure-server\nip http access-class 10\nline vty 0 4\n transport input none",
      },
    ],
    violating: [
      { os: "juniper-junos", config: "system { services { ssh; } }" },
      {
        os: "fortinet-fortios",
        config:
          'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend\nconfig system admin\n edit "ops"\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\nend',
      },
      { os: "cisco-ios", config: "version 15.2\nno ip http server\nip http secure-server" },
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
    const judged = device.management.services.filter((service) => {
      return withLogin.has(service.name) && !isOff(service.enabled) && !landsOnLoginLines(device, service);
    });
    for (const { name, services, where, enabled } of offeredAlike(judged, ({ sources }) => sources)) {
      const { sources } = services[0];
      const openness = opennessOf(device, knownValue(sources) ?? []);
      yield judge(name, [enabled, sources, openness.lists], () => {
        if (openness.state === "unknown") return unknown(openness.why);
        return openness.state === "open"
          ? fail(`Any source may use ${name} at ${where}: ${openness.why}.`)
          : pass(`Only listed sources may use ${name} at ${where}.`);
      });
    }
  },
};
