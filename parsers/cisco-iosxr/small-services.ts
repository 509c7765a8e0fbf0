import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { Banners, Dns, SmallService } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { bannerText } from "../lib/cisco/literal-text.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { block, on, skip, touching } from "../lib/statements.ts";
import { switched, type Draft } from "./draft.ts";

const smallServers: Readonly<Record<string, string>> = {
  "tcp-small-servers": "tcp-small-servers",
  "udp-small-servers": "udp-small-servers",
};

/** "service ipv4|ipv6 tcp-small-servers|udp-small-servers [max-servers N|no-limit] [LIST]". */
function smallServer(draft: Draft, statement: Statement): boolean {
  const [, family, word = "", ...rest] = statement.words;
  const name = smallServers[word];
  if (name === undefined || family === undefined) return false;
  draft.switches.set(name, readAt(!statement.negated, statement));
  const list = rest.filter((each) => each !== "no-limit" && each !== "max-servers" && !/^\d+$/.test(each)).at(-1);
  use(draft, "acl", list, statement, `service ${word}`);
  return true;
}

export const smallServiceStatements = [
  on<Draft>(["service ipv4", "service ipv6"], smallServer),
  on<Draft>("ipv4 source-route", switched("ip source-route")),
  on<Draft>("ipv6 source-route", switched("ipv6 source-route")),
  on<Draft>("ipv4 gratuitous-arps", switched("gratuitous-arps")),
  on<Draft>("cdp", (draft, statement) => {
    if (statement.words.length > 1) return false;
    switched("cdp")(draft, statement);
    return true;
  }),
  block<Draft>("lldp", (draft, statement) => {
    if (statement.words.length === 1) switched("lldp")(draft, statement);
    for (const child of statement.children) draft.ledger.read(child.line);
  }),
  skip("discovery", "cdp advertise", "cdp holdtime", "cdp timer", "cdp log"),
  on<Draft>("domain lookup disable", switched("domain lookup", false)),
  on<Draft>("domain name-server", (draft, statement) => nameServer(draft, statement, 2)),
  on<Draft>("domain vrf", (draft, statement) => {
    const [, , , word, next] = statement.words;
    if (word === "name-server") return nameServer(draft, statement, 4);
    return word === "name" || word === "list" || word === "lookup" || (word === "ipv4" && next === "host");
  }),
  skip(
    "domain-names",
    "domain name",
    "domain list",
    "domain ipv4 host",
    "domain ipv6 host",
    "domain lookup source-interface",
    "domain multicast",
    "domain-name",
  ),
  on<Draft>("banner", (draft, statement) => {
    const kind = statement.words[1] ?? "";
    if (!banners.has(kind)) return false;
    if (statement.negated) draft.banners.delete(kind);
    else {
      const text = bannerText(kind, draft.source.slice(statement.line - 1, statement.last));
      draft.banners.set(kind, readAt(text, statement));
    }
    return true;
  }),
  touching(["banners"], "banner"),
  touching(["dns"], "domain"),
  touching(["smallServices"], "service", "cdp", "lldp", "ipv4 source-route", "ipv6 source-route"),
];

const banners: ReadonlySet<string> = new Set(["motd", "login", "exec", "incoming", "prompt-timeout"]);

function nameServer(draft: Draft, statement: Statement, at: number): boolean {
  const address = statement.words[at];
  if (address === undefined || statement.negated) return false;
  draft.nameServers.push({ address: canonicalAddress(address), at: placeOf(statement) });
  return true;
}

/** IOS XR shows "motd" and "login" before it asks for a name, "exec" afterwards ("banner login", System Management Command Reference). */
export function bannersOf(draft: Draft): Banners {
  const before = [draft.banners.get("motd"), draft.banners.get("login")].filter((fact) => fact !== undefined);
  return {
    beforeLogin:
      before.length === 0
        ? byDefault(null, 'IOS XR: no text unless "banner login" or "banner motd"')
        : read(before.map((fact) => fact.value).join("\n"), joinRanges(before.flatMap((fact) => fact.at))),
    afterLogin: draft.banners.get("exec") ?? byDefault(null, 'IOS XR: no text unless "banner exec"'),
  };
}

export function dnsOf(draft: Draft): Dns {
  return {
    lookup:
      draft.switches.get("domain lookup") ??
      byDefault(true, 'IOS XR: on unless "domain lookup disable" (IP Addresses and Services Command Reference)'),
    servers: draft.nameServers,
  };
}

/** Of source routing, CDP and LLDP DISA's IOS XR Router RTR STIG V3R3 says the same (CISC-RT-000350, 000370, 000360). */
const services: readonly (readonly [name: string, otherwise: Fact<boolean>])[] = [
  [
    "tcp-small-servers",
    byDefault(
      false,
      'IOS XR: off unless "service ipv4 tcp-small-servers" (IP Addresses and Services Command Reference)',
    ),
  ],
  [
    "udp-small-servers",
    byDefault(
      false,
      'IOS XR: off unless "service ipv4 udp-small-servers" (IP Addresses and Services Command Reference)',
    ),
  ],
  ["ip source-route", byDefault(false, 'IOS XR: off unless "ipv4 source-route" (DISA CISC-RT-000350)')],
  ["cdp", byDefault(false, 'IOS XR: off unless "cdp" ("cdp", System Management Command Reference)')],
  ["lldp", byDefault(false, 'IOS XR: off unless "lldp" (Interface and Hardware Component Command Reference)')],
];

/** Services of the device, and of interfaces what they state or their release decides. */
export function smallServices(draft: Draft): readonly SmallService[] {
  const found: SmallService[] = services.map(([name, otherwise]) => ({
    name,
    interface: null,
    enabled: draft.switches.get(name) ?? otherwise,
  }));
  for (const name of ["ipv6 source-route", "gratuitous-arps", "ipsla responder"]) {
    const enabled = draft.switches.get(name);
    if (enabled !== undefined) found.push({ name, interface: null, enabled });
  }
  for (const { name, addresses, services: stated } of draft.interfaces.values()) {
    for (const [each, enabled] of stated) found.push({ name: each, interface: name, enabled });
    if (!addresses.some((address) => address.includes(".")) || /^(?:Loopback|Null)/i.test(name)) continue;
    for (const service of interfaceDefaults)
      if (!stated.has(service.name)) found.push({ name: service.name, interface: name, enabled: service.enabled });
  }
  return found;
}

/** As "show ipv4 interface" tells of interfaces that state nothing: proxy ARP disabled, redirects never, unreachables always sent. */
const interfaceDefaults: readonly Pick<SmallService, "name" | "enabled">[] = [
  {
    name: "ip proxy-arp",
    enabled: byDefault(false, 'IOS XR: off unless "proxy-arp" (IP Addresses and Services Command Reference)'),
  },
  {
    name: "ip redirects",
    enabled: byDefault(false, 'IOS XR: off unless "ipv4 redirects" (IP Addresses and Services Command Reference)'),
  },
  {
    name: "ip unreachables",
    enabled: byDefault(
      true,
      'IOS XR: on unless "ipv4 unreachables disable" (IP Addresses and Services Command Reference)',
    ),
  },
];
