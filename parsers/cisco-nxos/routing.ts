import type { Statement } from "../lib/indented.ts";
import {
  block,
  on,
  readStatements,
  skip,
  skipBlock,
  table,
  touching,
  type Handler,
  type Touches,
} from "../lib/statements.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { routers } from "./routers.ts";
import { gather, type Draft } from "./draft.ts";
import { keyAt } from "./keys.ts";
import { routingSkips } from "./routing-skips.ts";

const routingTouches: Touches = ["routing", "objects"];
// "ip" begins statements of every kind: an unknown one may be a list, a service or a route.
const ipTouches: Touches = ["routing", "objects", "acls", "interfaces", "smallServices", "management.services"];

interface MapContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly name: string;
}

/** "match ip address [prefix-list] NAMES": without the word the names are access lists. */
const matched: Handler<MapContext> = ({ draft, name }, statement) => {
  const lists = statement.words.slice(3);
  const kind = lists[0] === "prefix-list" ? "prefix-list" : lists[0] === "access-list" ? "acl" : null;
  for (const list of kind === null ? lists : lists.slice(1)) use(draft, kind ?? "acl", list, statement, name);
};

export const routeMapTable = table<MapContext>([
  on(
    [
      "match ip address",
      "match ipv6 address",
      "match ip next-hop",
      "match ipv6 next-hop",
      "match ip route-source",
      "match ipv6 route-source",
      "match mac-list",
      "match ip multicast",
      "match ipv6 multicast",
    ],
    (context, statement) => {
      if (statement.words[2] !== "multicast" && statement.words[1] !== "mac-list") matched(context, statement);
    },
  ),
  on("set ip address prefix-list", ({ draft, name }, statement) => {
    use(draft, "prefix-list", statement.words[4], statement, name);
  }),
  skip("routing", "match", "set", "continue", "description", "exit"),
]);

export const vrfTable: ReturnType<typeof table<Draft>> = table<Draft>([
  block("address-family", (draft, statement) => readStatements(draft, statement.children, vrfTable, ["routing"])),
  on(["ip name-server", "ipv6 name-server"], (draft, statement) => {
    for (const address of statement.words.slice(2))
      if (!statement.negated) draft.nameServers.push({ address, at: placeOf(statement) });
    return !statement.negated;
  }),
  on(["ip pim rp-address", "ip pim rp-candidate", "ip pim ssm", "ip multicast"], listsIn),
  on("ip msdp", () => true),
  skip(
    "routing",
    "rd",
    "route-target",
    "vni",
    "ip route",
    "ipv6 route",
    "ip pim",
    "ipv6 pim",
    "ip mroute",
    "ip igmp",
    "ip amt",
    "ip auto-discard",
    "ip tcp",
    "ip load-sharing",
    "ip mfwd",
    "ip domain-name",
    "ip domain-list",
    "ip host",
    "mdt",
    "maximum routes",
    "import",
    "export",
    "description",
    "shutdown",
    "exit",
    "vpn id",
    "ip icmp-errors",
    "ipv6 icmp-errors",
    "hardware",
  ),
]);

function listsIn(draft: Draft, statement: Statement): void {
  const { words } = statement;
  const by = words.slice(0, 3).join(" ");
  const at = words.indexOf("prefix-list");
  if (at > 0) use(draft, "prefix-list", words[at + 1], statement, by);
}

/** "ip msdp peer A …" and "ip msdp password A [3|7] K". */
function msdp(draft: Draft, statement: Statement): boolean {
  const [, , word, address, ...rest] = statement.words;
  if (address === undefined || statement.negated) return false;
  const peer = draft.msdpPeers.get(address) ?? { password: null, at: [] };
  draft.msdpPeers.set(address, peer);
  peer.at.push(...placeOf(statement));
  const key = word === "password" ? keyAt(rest, 0) : null;
  if (key !== null) peer.password = { key, at: placeOf(statement) };
  return word !== "password" || key !== null;
}

export const keyTable = table<MapContext>([
  on("cryptographic-algorithm", ({ draft, name }, statement) => {
    const algorithm = statement.words[1];
    if (algorithm === undefined || statement.negated) return false;
    gather(draft, `key chain ${name}`, [algorithm.toLowerCase()], statement);
    return true;
  }),
  on(["key-string", "key-octet-string"], (_context, statement) => keyAt(statement.words, 1) !== null),
  skip("key-lifetimes", "accept-lifetime", "send-lifetime", "accept-tolerance", "send-id", "recv-id", "exit"),
]);

function keyChain(draft: Draft, statement: Statement): boolean {
  const name = statement.words[2];
  if (name === undefined || statement.negated) return false;
  define(draft, "key-chain", name, statement);
  for (const key of statement.children) {
    const known = key.words[0] === "key" && !key.negated;
    if (known) draft.ledger.read(key.line);
    else draft.ledger.leave(key.line, routingTouches);
    readStatements({ ledger: draft.ledger, draft, name }, key.children, keyTable, routingTouches);
  }
  return true;
}

export const routingStatements = [
  ...routers,
  block<Draft>("route-map", (draft, statement) => {
    const context = { ledger: draft.ledger, draft, name: `route-map ${statement.words[1] ?? ""}` };
    readStatements(context, statement.children, routeMapTable, routingTouches);
  }),
  on<Draft>(["ip prefix-list", "ipv6 prefix-list"], (draft, statement) => {
    if (statement.words.length > 3) define(draft, "prefix-list", statement.words[2], statement);
  }),
  block<Draft>("vrf context", (draft, statement) =>
    readStatements(draft, statement.children, vrfTable, ["routing", "dns"]),
  ),
  block<Draft>("key chain", keyChain),
  on<Draft>(["ip msdp peer", "ip msdp password"], msdp),
  on<Draft>(
    [
      "ip pim rp-address",
      "ip pim rp-candidate",
      "ip pim bsr",
      "ip pim ssm",
      "ip msdp sa-policy",
      "ip pim spt-threshold",
      "ip pim send-rp-announce",
      "ip pim auto-rp",
    ],
    listsIn,
  ),
  block<Draft>("vlan access-map", (draft, statement) => {
    const context = { ledger: draft.ledger, draft, name: `vlan access-map ${statement.words[2] ?? ""}` };
    readStatements(context, statement.children, accessMapTable, ["policies", "objects", "acls"]);
  }),
  on<Draft>("vlan filter", () => true),
  ...routingSkips,
  skipBlock("sla", "ip sla", "track"),
  touching(ipTouches, "ip", "ipv6"),
  touching(routingTouches, "router", "route-map", "key", "vrf", "mpls", "vlan"),
];

export const accessMapTable = table<MapContext>([
  on(["match ip address", "match ipv6 address", "match mac address"], ({ draft, name }, statement) => {
    for (const list of statement.words.slice(3)) use(draft, "acl", list, statement, name);
  }),
  on(["action", "statistics"], () => true),
  skip("policy-text", "exit"),
]);
