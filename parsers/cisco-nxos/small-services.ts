import { byDefault, joinRanges, unknownFact } from "../../src/model/fact.ts";
import type { Dns, SmallService } from "../../src/model/services.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";
import { isRouted } from "./interfaces.ts";
import { releaseOf } from "./platform.ts";

/** Switches that are kept by their own words. */
const plain: readonly string[] = [
  "ip source-route",
  "ipv6 source-route",
  "cdp enable",
  "ip domain-lookup",
  "ip directed-broadcast",
];

export const callhomeTable = table<Draft>([
  on("enable", switched("callhome")),
  skip(
    "callhome-details",
    "email-contact",
    "phone-contact",
    "streetaddress",
    "street-address",
    "contract-id",
    "customer-id",
    "site-id",
    "switch-priority",
    "destination-profile",
    "transport",
    "alert-group",
    "periodic-inventory",
    "duplicate-message",
    "distribute",
    "commit",
    "exit",
  ),
]);

export const smallServiceStatements = [
  ...plain.map((name) => on<Draft>(name, switched(name))),
  on<Draft>(["ip name-server", "ipv6 name-server"], (draft, statement) => {
    const vrf = statement.words.indexOf("use-vrf");
    for (const address of statement.words.slice(2, vrf < 0 ? undefined : vrf))
      if (!statement.negated) draft.nameServers.push({ address: canonicalAddress(address), at: placeOf(statement) });
    return !statement.negated;
  }),
  on<Draft>("boot poap enable", switched("boot poap")),
  block<Draft>("callhome", (draft, statement) =>
    readStatements(draft, statement.children, callhomeTable, ["smallServices"]),
  ),
  skip("dns-names", "ip domain-name", "ip domain-list", "ip host", "ipv6 host", "ip dns source-interface"),
  skip("cdp-details", "cdp advertise", "cdp format", "cdp holdtime", "cdp timer"),
  skip(
    "lldp-details",
    "lldp holdtime",
    "lldp reinit",
    "lldp timer",
    "lldp tlv-select",
    "lldp chassis-id",
    "lldp portid-subtype",
  ),
  touching(["smallServices"], "cdp", "lldp", "callhome", "ip source-route"),
  touching(["dns"], "ip domain-lookup", "ip name-server", "ip dns"),
];

/**
 * Off unless "feature lldp" on the Nexus 7000 and 9000 (DISA NX-OS RTR STIG V3R4, CISC-RT-000360: LLDP is not enabled
 * by default). Others carry FCoE and start with it, in releases without the feature too.
 */
function lldpEnabled(draft: Draft): SmallService["enabled"] {
  const stated = draft.switches.get("feature lldp");
  if (stated !== undefined) return stated;
  const release = releaseOf(draft);
  return release?.series === "7000" || release?.series === "9000"
    ? byDefault(false, `NX-OS ${release.text}: off unless "feature lldp" (DISA CISC-RT-000360)`)
    : unknownFact('Whether LLDP is on without "feature lldp" depends on the platform.');
}

/** Defaults that DISA's NX-OS RTR STIG V3R4 states: "IPv4 source routing is enabled", "CDP is enabled globally". */
export function smallServices(draft: Draft): readonly SmallService[] {
  const found: SmallService[] = [
    {
      name: "ip source-route",
      interface: null,
      enabled:
        draft.switches.get("ip source-route") ??
        byDefault(true, 'NX-OS: on unless "no ip source-route" (DISA NX-OS RTR STIG)'),
    },
    {
      name: "cdp",
      interface: null,
      enabled:
        draft.switches.get("cdp enable") ?? byDefault(true, 'NX-OS: on unless "no cdp enable" (DISA CISC-RT-000370)'),
    },
    {
      name: "lldp",
      interface: null,
      enabled: lldpEnabled(draft),
    },
  ];
  for (const [statement, name] of [
    ["ipv6 source-route", "ipv6 source-route"],
    ["callhome", "call-home"],
    ["boot poap", "boot network"],
  ] as const) {
    const enabled = draft.switches.get(statement);
    if (enabled !== undefined) found.push({ name, interface: null, enabled });
  }
  addInterfaceServices(found, draft);
  return found;
}

const noProxyArp = byDefault(false, 'NX-OS: off unless "ip proxy-arp" (DISA CISC-RT-000380)');
const noBroadcast = byDefault(false, 'NX-OS: off unless "ip directed-broadcast" (DISA CISC-RT-000160)');
const redirecting = byDefault(true, 'NX-OS: on unless "no ip redirects" (cisco-network-node-utils, interface.yaml)');

/** What interfaces are set to; redirects are on unless set (Cisco's cisco-network-node-utils, cmd_ref/interface.yaml). */
function addInterfaceServices(found: SmallService[], draft: Draft): void {
  for (const each of draft.interfaces.values()) {
    const { name, at, services } = each;
    if (services.size > 0)
      for (const [service, enabled] of services) found.push({ name: service, interface: name, enabled });
    // Nothing is forwarded by a loopback or the management port.
    if (!isRouted(each) || /^(?:loopback|mgmt)/i.test(name)) continue;
    if (!each.addresses.some((address) => address.includes("."))) continue;
    if (!services.has("ip proxy-arp")) found.push({ name: "ip proxy-arp", interface: name, enabled: noProxyArp });
    if (!services.has("ip directed-broadcast"))
      found.push({ name: "ip directed-broadcast", interface: name, enabled: noBroadcast });
    if (!services.has("ip redirects")) {
      const shared = each.groups.some(({ protocol }) => protocol === "hsrp");
      found.push({ name: "ip redirects", interface: name, enabled: redirects(shared, at) });
    }
  }
}

function redirects(standby: boolean, at: readonly (readonly [number, number])[]): SmallService["enabled"] {
  return standby
    ? unknownFact("Whether an interface with HSRP sends redirects differs among releases.", joinRanges(at))
    : redirecting;
}

export function dnsOf(draft: Draft): Dns {
  return {
    lookup:
      draft.switches.get("ip domain-lookup") ??
      unknownFact('The running configuration states "ip domain-lookup" or its opposite, and neither is there.'),
    servers: draft.nameServers,
  };
}
