import { byDefault, joinRanges, read, unknownFact } from "../../src/model/fact.ts";
import type { Banners, Dns, SmallService } from "../../src/model/services.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, skip, touching } from "../lib/statements.ts";
import { skipAll, switched, type Draft } from "./draft.ts";

export const smallServiceStatements = [
  on<Draft>("banner", banner),
  touching(["banners"], "banner"),
  on<Draft>("lldp run", switched("lldp run")),
  on<Draft>("ip icmp redirect", switched("ip icmp redirect")),
  on<Draft>("ipv6 icmp redirect", switched("ipv6 icmp redirect")),
  skip(
    "discovery",
    "lldp timer",
    "lldp hold-time",
    "lldp holdtime",
    "lldp tlv",
    "lldp management-address",
    "lldp receive",
    "lldp med",
    "lldp reinit",
  ),
  block<Draft>("dhcp server", (draft, statement) => {
    const off = statement.children.some(({ words, negated }) => words[0] === "disabled" && !negated);
    if (!statement.negated && !off) draft.switches.set("dhcp server", readAt(true, statement));
    skipAll(draft, statement.children, "dhcp-server");
  }),
  block<Draft>("queue-monitor streaming", (draft, statement) => {
    for (const child of statement.children) {
      const known =
        child.children.length === 0 && ["shutdown", "max-connections", "vrf", "exit"].includes(child.words[0] ?? "");
      const list = child.words[1] === "access-group" && !child.negated ? child.words[2] : undefined;
      use(draft, "acl", list, child, "queue-monitor streaming access-group");
      if (child.words[0] === "shutdown" && child.words.length === 1)
        draft.switches.set("queue-monitor streaming", readAt(child.negated, child));
      if (known || list !== undefined) draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, ["smallServices", "objects"]);
    }
    return !statement.negated;
  }),
  block<Draft>("daemon", daemon),
  touching(["smallServices"], "lldp", "dhcp", "queue-monitor", "service", "ip icmp"),
  touching(["management.services", "smallServices"], "daemon"),
  on<Draft>("ip domain lookup", (draft, statement) => {
    if (statement.words.length === 3) draft.switches.set("ip domain lookup", readAt(!statement.negated, statement));
    else return statement.words.includes("source-interface") || statement.words.includes("local-interface");
    return true;
  }),
  on<Draft>("ip name-server", nameServer),
  // Servers of a group answer for the domains that are given to it, which are not read.
  block<Draft>("ip name-server group", () => false),
  skip(
    "domain-names",
    "ip domain-name",
    "dns domain",
    "ip domain-list",
    "ip host",
    "ipv6 host",
    "dns qos",
    "ip domain proxy",
  ),
  touching(["dns", "smallServices"], "ip domain", "ip name-server", "dns", "ip host"),
];

/** "banner login|motd", a text up to "EOF", or "no banner login". */
function banner(draft: Draft, statement: Statement): boolean {
  const [, kind] = statement.words;
  if ((kind !== "login" && kind !== "motd") || statement.words.length !== 2) return false;
  if (statement.negated) {
    draft.banners.set(kind, readAt(null, statement));
    return true;
  }
  // Without lines of its own it is not a text.
  if (statement.last === statement.line) return false;
  draft.banners.set(kind, readAt(draft.source.slice(statement.line, statement.last - 1).join("\n"), statement));
  return true;
}

/** "banner login" is shown before a name is asked for, "banner motd" after the login (EOS User Manual, "banner login"). */
export function bannersOf(draft: Draft): Banners {
  return {
    beforeLogin: draft.banners.get("login") ?? byDefault(null, 'EOS: no text unless "banner login"'),
    afterLogin: draft.banners.get("motd") ?? byDefault(null, 'EOS: no text unless "banner motd"'),
  };
}

/** "ip name-server [vrf V] ADDRESS… [priority N]". */
function nameServer(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(2);
  if (words[0] === "vrf") words.splice(0, 2);
  const priority = words.indexOf("priority");
  const addresses = priority < 0 ? words : words.slice(0, priority);
  if (statement.negated || addresses.length === 0) return false;
  for (const address of addresses)
    draft.nameServers.push({ address: canonicalAddress(address), at: placeOf(statement) });
  return true;
}

export function dnsOf(draft: Draft): Dns {
  const server = draft.nameServers[0];
  const stated = draft.switches.get("ip domain lookup");
  return {
    lookup:
      stated ??
      (server === undefined
        ? unknownFact("Whether names are looked up without a name server is not documented.")
        : read(true, joinRanges(draft.nameServers.flatMap(({ at }) => at)))),
    servers: draft.nameServers,
  };
}

/**
 * "daemon NAME" runs a program. Of the streaming agent the address that it serves gNMI on is read
 * ("-grpcaddr=[VRF/]ADDRESS:PORT"); what another program opens is not known.
 */
function daemon(draft: Draft, statement: Statement): boolean {
  const name = statement.words[1];
  if (name === undefined || statement.negated) return false;
  let known = true;
  for (const child of statement.children) {
    const [first, program] = child.words;
    if (first === "shutdown") draft.switches.set(`daemon ${name}`, readAt(child.negated, child));
    else if (first === "exec" && program === "/usr/bin/TerminAttr") streamingAgent(draft, child);
    else if (first !== "heartbeat" && first !== "option") known = false;
    if (known) draft.ledger.readRange(child.line, child.last);
    else draft.ledger.leave(child.line, ["management.services", "smallServices"]);
  }
  return true;
}

function streamingAgent(draft: Draft, statement: Statement): void {
  const argument = statement.words.find((word) => /^-{1,2}grpcaddr=/.test(word));
  if (argument === undefined) return;
  const value = argument.slice(argument.indexOf("=") + 1);
  const slash = value.indexOf("/");
  const address = value.slice(slash + 1);
  if (/^(?:localhost|127\.|\[::1\])/.test(address)) return;
  const vrf = slash < 0 ? "default" : value.slice(0, slash);
  draft.lists.set("daemon gnmi", readAt([vrf, address.slice(address.lastIndexOf(":") + 1)], statement));
}

function whole(name: string, enabled: SmallService["enabled"]): SmallService {
  return { name, interface: null, enabled };
}

const noProxyArp = byDefault(false, 'EOS: off unless "ip proxy-arp" (EOS User Manual, IPv4)');
const noBroadcast = byDefault(false, 'EOS: off unless "ip directed-broadcast" (DISA ARST-RT-000520)');

/**
 * Small services by the model's names. LLDP runs unless "no lldp run" (EOS User Manual, "LLDP"); proxy ARP and
 * directed broadcasts are off unless an interface has them ("ip proxy-arp"; DISA ARST-RT-000520). Whether ICMP redirects are sent where nothing is stated was not found.
 */
export function smallServices(draft: Draft): readonly SmallService[] {
  const found = [
    whole(
      "lldp",
      draft.switches.get("lldp run") ?? byDefault(true, 'EOS: on unless "no lldp run" (EOS User Manual, LLDP)'),
    ),
    whole(
      "dhcp",
      draft.switches.get("dhcp server") ?? byDefault(false, 'EOS: off unless "dhcp server" (EOS User Manual, DHCP)'),
    ),
  ];
  const stun = draft.switches.get("stun server");
  if (stun !== undefined) found.push(whole("stun server", stun));
  const streamed = draft.switches.get("queue-monitor streaming");
  if (streamed !== undefined) found.push(whole("queue-monitor streaming", streamed));
  const redirects =
    draft.switches.get("ip icmp redirect") ?? unknownFact('The default of "ip icmp redirect" was not found.');
  for (const { name, addresses, services } of draft.interfaces.values()) {
    for (const [each, enabled] of services) found.push({ name: each, interface: name, enabled });
    if (addresses.ipv4.length === 0 || name.startsWith("Loopback")) continue;
    if (!services.has("ip proxy-arp"))
      found.push({
        name: "ip proxy-arp",
        interface: name,
        enabled: noProxyArp,
      });
    if (!services.has("ip directed-broadcast"))
      found.push({
        name: "ip directed-broadcast",
        interface: name,
        enabled: noBroadcast,
      });
    if (!services.has("ip redirects")) found.push({ name: "ip redirects", interface: name, enabled: redirects });
  }
  return found;
}
