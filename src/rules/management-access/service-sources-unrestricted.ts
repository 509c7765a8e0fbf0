import { managementReach, type ManagementReach } from "../../acl/reach/management-reach.ts";
import { byDefault, read, type Fact } from "../../model/fact.ts";
import type { ManagementServiceName } from "../../model/management.ts";
import { fail, judge, notApplicable, pass, unknown, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";
import { openToAnyone, reachEvidence, sourcesText } from "../subjects/reach.ts";
import { landsOnLoginLines, offeredAlike } from "../subjects/service-sessions.ts";

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
  "winbox",
  "api",
  "api-ssl",
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
  needs: ["management.services", "management.logins", "acls", "objects", "interfaces", "users"],
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
    if (judged.length === 0) return;
    const names = [...new Set(judged.map(({ name }) => name))];
    const asked = managementReach(device, { without: beforeTheDevice, services: names });
    const reaches = Map.groupBy(asked, ({ instance }) => instance);
    for (const { name, services, where, enabled } of offeredAlike(judged, (service) =>
      restriction(reaches.get(service.instance)),
    )) {
      const ways = services.flatMap(({ instance }) => reaches.get(instance) ?? []);
      yield judge(name, [enabled, ...groundsOf(ways)], () => {
        if (ways.length === 0) return notApplicable(`No interface takes packets for ${name} at ${where}.`);
        const wide = ways.find((way) => openToAnyone(way).open === true);
        if (wide !== undefined) return fail(`Any source may use ${name} at ${where}: ${lastWords(wide)}.`);
        const doubt = ways.map(openToAnyone).find(({ open }) => open === null);
        return doubt === undefined
          ? pass(`Only listed sources may use ${name} at ${where}.`)
          : unknown(sentence(doubt.why));
      });
    }
  },
};

/** Lists of interfaces and zones stand before the device; the service itself is to be restricted. */
const beforeTheDevice = ["interface-acl", "zone"] as const;

/** What makes two offers alike: whom their restrictions let in. */
function restriction(ways: readonly ManagementReach[] = []): Fact<unknown> {
  return read(
    ways.map(({ family, sources, uncertain }) => [family, sources, uncertain.map(({ why }) => why)]),
    [],
  );
}

/** The lines and the defaults that some ways rest on, as facts to judge by. */
function groundsOf(ways: readonly ManagementReach[]): readonly [Fact<null>, Fact<null>] {
  const evidence = reachEvidence(ways, ({ chain, denials }) => (chain.length > 0 ? chain : denials));
  const lines = read(null, evidence.lines, evidence.xmlPath ?? undefined);
  return [lines, evidence.default === null ? lines : byDefault(null, evidence.default)];
}

/** What lets them in at the last stage. */
function lastWords({ chain, ...reach }: ManagementReach): string {
  const last = chain.at(-1);
  if (last === undefined) return "nothing restricts it";
  if (last.label !== null) return `${last.name ?? "a list"} permits ${sourcesText({ ...reach, chain })}`;
  return last.default ?? `${last.name ?? "the service"} restricts no source`;
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
