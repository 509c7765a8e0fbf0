import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";
import { digest, igpSessions, igpTable } from "./igp.ts";
import { sharedKey } from "./passwords.ts";

/** Routes and routing protocols (General Operations CLI Configuration Guide, "IP Routing"). */
export const routingStatements = [
  block<Draft>("router bgp", bgp),
  block<Draft>(["router ospf", "ipv6 router ospf", "router eigrp", "router rip", "router isis"], (draft, statement) => {
    const six = statement.words[0] === "ipv6";
    const [, word = "", process = null] = six ? statement.words.slice(1) : statement.words;
    const protocol = six ? "ospfv3" : word;
    const igp = {
      protocol,
      process,
      networks: [],
      areas: new Map(),
      passive: new Map(),
      unclear: [],
      at: wholePlace(statement),
    };
    if (!statement.negated) draft.igps.push(igp);
    readStatements({ ledger: draft.ledger, draft, igp }, statement.children, igpTable, ["routing"]);
  }),
  skip("routes", "route", "ipv6 route", "route-lookup"),
  block<Draft>("route-map", (draft, statement) => {
    readStatements(draft, statement.children, routeMapTable, ["routing", "objects"]);
  }),
  on<Draft>(["prefix-list", "ipv6 prefix-list"], (draft, statement) => {
    const at = statement.words.indexOf("prefix-list");
    if (statement.negated) return false;
    define(draft, "prefix-list", statement.words[at + 1], statement);
    return true;
  }),
  skip("routing-policy", "as-path", "policy-list", "community-list"),
  skip("multicast", "multicast-routing", "multicast", "mroute", "pim", "igmp"),
  skip("ipv6-details", "ipv6 dhcp", "ipv6 neighbor", "ipv6 unnat", "ipv6 local"),
  skipBlock("tracking", "sla monitor", "track", "bfd", "bfd-template", "zone"),
  skip("tracking", "sla"),
  skipBlock("virtual-routing", "vrf", "policy-route"),
  block<Draft>("key chain", (draft, statement) => {
    if (!statement.negated) define(draft, "key-chain", statement.words[2], statement);
    for (const child of statement.children) keyLines(draft, child);
  }),
  touching(["routing", "objects"], "router", "route", "route-map", "prefix-list", "ipv6", "key"),
];

function keyLines(draft: Draft, statement: Statement): void {
  const known = ["key", "key-string", "cryptographic-algorithm", "accept-lifetime", "send-lifetime"];
  if (known.includes(statement.words[0] ?? "")) draft.ledger.read(statement.line);
  else draft.ledger.leave(statement.line, ["routing"]);
  for (const child of statement.children) keyLines(draft, child);
}

export const routeMapTable = table<Draft>([
  on(
    ["match ip address", "match ip next-hop", "match ip route-source", "match ipv6 address", "match ipv6 next-hop"],
    (draft, statement) => {
      const [, , , ...names] = statement.words;
      const kind = names[0] === "prefix-list" ? "prefix-list" : "acl";
      for (const name of kind === "acl" ? names : names.slice(1)) use(draft, kind, name, statement, "route-map");
    },
  ),
  skip("routing-policy", "match", "set", "continue", "description", "exit"),
]);

function bgp(draft: Draft, statement: Statement): boolean {
  bgpLines(draft, statement, null);
  if (!statement.negated) draft.bgpAt.push(...wholePlace(statement));
  return true;
}

export const bgpWords: ReadonlySet<string> = new Set([
  "address-family",
  "aggregate-address",
  "bgp",
  "default-information",
  "distance",
  "exit-address-family",
  "exit",
  "maximum-paths",
  "network",
  "redistribute",
  "router-id",
  "synchronization",
  "auto-summary",
  "table-map",
  "timers",
]);

/** "neighbor A …" at the top and in address families; the rest is how it routes. */
function bgpLines(draft: Draft, statement: Statement, vrf: string | null): void {
  for (const child of statement.children) {
    const [word, address, setting, ...rest] = child.words;
    if (word === "neighbor" && address !== undefined && !child.negated) {
      const key = `${vrf ?? ""} ${address}`;
      const known = draft.bgpNeighbors.get(key) ?? { vrf, password: null, at: [] };
      known.at.push(...placeOf(child));
      if (setting === "prefix-list") use(draft, "prefix-list", rest[0], child, "router bgp neighbor");
      if (setting === "distribute-list") use(draft, "acl", rest[0], child, "router bgp neighbor");
      if (setting === "password") known.password = sharedKey(rest.length > 1 ? rest.slice(1) : rest);
      draft.bgpNeighbors.set(key, known);
      draft.ledger.read(child.line);
    } else if (bgpWords.has(word ?? "") || word === "neighbor") draft.ledger.skip(child.line, "routing");
    else draft.ledger.leave(child.line, ["routing"]);
    const family = word === "address-family" ? child.words.indexOf("vrf") : -1;
    bgpLines(draft, child, family < 0 ? vrf : (child.words[family + 1] ?? null));
  }
}

/** Neighbours of BGP ("neighbor password" signs with MD5, RFC 2385), and interfaces that OSPF, EIGRP and RIP speak on. */
export function routingOf(draft: Draft): Fact<readonly RoutingSession[]> {
  const { sessions, unclear } = igpSessions(draft);
  if (unclear.length > 0) return unknownFact("Where a routing protocol speaks is not worked out.", joinRanges(unclear));
  const at = [...draft.bgpAt, ...draft.igps.flatMap((igp) => igp.at)];
  if (at.length === 0) return byDefault([], 'ASA: no routes are exchanged unless "router" says so');
  return read([...bgpSessions(draft), ...sessions], joinRanges(at));
}

function bgpSessions({ bgpNeighbors }: Draft): readonly RoutingSession[] {
  return [...bgpNeighbors].map(([key, { vrf, password, at }]): RoutingSession => ({
    protocol: "bgp",
    name: `router bgp neighbor ${key.slice(key.indexOf(" ") + 1)}`,
    vrf,
    authentication: read(password === null ? { kind: "none" } : digest("md5"), joinRanges(at)),
    keys: password === null ? [] : [password],
    at: joinRanges(at),
  }));
}
