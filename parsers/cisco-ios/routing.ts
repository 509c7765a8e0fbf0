import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
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
import type { Draft } from "./draft.ts";
import { routerSkips, routingSkips } from "./routing-skips.ts";

const routingTouches: Touches = ["routing", "objects"];

// "ip" begins statements of every kind: an unknown one may be a list, a service or a route.
const ipTouches: Touches = ["routing", "objects", "acls", "interfaces", "smallServices", "management.services"];

interface RouterContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
}

/** Keeps the lists that a routing statement names; IOS writes each after its own word. */
function namedLists({ draft, name }: RouterContext, statement: Statement): boolean {
  const { words } = statement;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next === undefined) continue;
    if (word === "prefix-list" || word === "prefix")
      use(draft, "prefix-list", next, statement, `${name} ${words[0] ?? ""}`);
    else if (
      word === "distribute-list" &&
      next !== "prefix" &&
      next !== "prefix-list" &&
      next !== "route-map" &&
      next !== "gateway"
    )
      use(draft, "acl", next, statement, `${name} distribute-list`);
    else if (word === "offset-list") use(draft, "acl", next, statement, `${name} offset-list`);
    else if (word === "key-chain") use(draft, "key-chain", next, statement, `${name} ${words[0] ?? ""}`);
  }
  return true;
}

/** "distance D [SOURCE WILDCARD [ACL]]". */
const distance: Handler<RouterContext> = ({ draft, name }, statement) => {
  if (statement.words.length === 5) use(draft, "acl", statement.words[4], statement, `${name} distance`);
};

export const routerTable: ReturnType<typeof table<RouterContext>> = table<RouterContext>([
  on(
    [
      "neighbor",
      "distribute-list",
      "redistribute",
      "offset-list",
      "table-map",
      "default-information",
      "aggregate-address",
      "bgp",
      "area",
      "summary-address",
      "summary-prefix",
      "passive-interface",
      "authentication",
      "maximum-paths",
      "prefix-list",
      "filter-list",
      "route-map",
    ],
    namedLists,
  ),
  on("distance", distance),
  block(["address-family", "af-interface", "topology", "template", "vrf", "scope"], (context, statement) => {
    readStatements(context, statement.children, routerTable, routingTouches);
  }),
  ...routerSkips,
  on(["area-password", "domain-password", "password", "network"], () => true),
]);

function router(draft: Draft, statement: Statement): void {
  const context = { ledger: draft.ledger, draft, name: `router ${statement.words.slice(1).join(" ")}` };
  readStatements(context, statement.children, routerTable, routingTouches);
}

export const routeMapTable = table<RouterContext>([
  on(
    [
      "match ip address prefix-list",
      "match ipv6 address prefix-list",
      "match ip next-hop prefix-list",
      "match ip route-source prefix-list",
      "match ipv6 next-hop prefix-list",
    ],
    ({ draft, name }, statement) => {
      for (const list of statement.words.slice(4)) use(draft, "prefix-list", list, statement, name);
    },
  ),
  on(
    [
      "match ip address",
      "match ipv6 address",
      "match ip next-hop",
      "match ip route-source",
      "match ipv6 next-hop",
      "match ipv6 route-source",
      "match mac address",
    ],
    ({ draft, name }, statement) => {
      for (const list of statement.words.slice(3)) use(draft, "acl", list, statement, name);
    },
  ),
  on("set ip next-hop", () => true),
  skip(
    "routing",
    "match as-path",
    "match community",
    "match extcommunity",
    "match interface",
    "match length",
    "match local-preference",
    "match metric",
    "match route-type",
    "match source-protocol",
    "match tag",
    "match policy-list",
    "match mpls-label",
    "match rpki",
    "match clns",
    "match large-community",
    "set",
    "continue",
    "description",
    "exit",
    "match ip flowspec",
  ),
]);

function routeMap(draft: Draft, statement: Statement): void {
  const context = { ledger: draft.ledger, draft, name: `route-map ${statement.words[1] ?? ""}` };
  readStatements(context, statement.children, routeMapTable, routingTouches);
}

/** "ip nat inside source list ACL …", "ip pim rp-address A [ACL]" and others that end in a list. */
const afterWord =
  (announces: string) =>
  (draft: Draft, statement: Statement): void => {
    const at = statement.words.indexOf(announces);
    if (at > 0) use(draft, "acl", statement.words[at + 1], statement, statement.words.slice(0, at + 1).join(" "));
  };

const listWords: ReadonlySet<string> = new Set([
  "group-list",
  "rp-list",
  "list",
  "except",
  "range",
  "group-range",
  "access-group",
  "boundary",
]);
const pimWords: ReadonlySet<string> = new Set(["override", "bidir", "default", "auto-rp", "all", "none"]);

/** Multicast statements name a list after a word of its own, "rp-address" and "accept-rp" after the address. */
const multicast: Handler<Draft> = (draft, statement) => {
  const { words } = statement;
  const by = words.slice(0, 3).join(" ");
  for (const [index, word] of words.entries()) {
    const at = index + (word === "rp-address" || word === "accept-rp" ? 2 : 1);
    const name = words[at];
    if ((at > index + 1 || listWords.has(word)) && name !== undefined && !pimWords.has(name))
      use(draft, "acl", name, statement, by);
  }
};

export const routingStatements = [
  block<Draft>(["router", "ipv6 router"], router),
  block<Draft>(["route-map", "ip policy-list"], routeMap),
  on<Draft>(["ip prefix-list", "ipv6 prefix-list"], (draft, statement) => {
    // "ip prefix-list sequence-number" is no list.
    if (statement.words.length > 3) define(draft, "prefix-list", statement.words[2], statement);
  }),
  on<Draft>(
    [
      "ip nat inside source",
      "ip nat outside source",
      "ip nat inside destination",
      "ip nat source",
      "ip nat translation",
      "ip nat log",
    ],
    afterWord("list"),
  ),
  skip(
    "nat",
    "ip nat pool",
    "ip nat service",
    "ip nat settings",
    "ip nat switchover",
    "ip nat create",
    "ip nat portmap",
    "ip nat refresh",
  ),
  on<Draft>(
    [
      "ip pim rp-address",
      "ip pim vrf",
      "ip pim accept-rp",
      "ip pim accept-register",
      "ip pim spt-threshold",
      "ip pim send-rp-announce",
      "ip pim rp-announce-filter",
      "ip pim ssm range",
      "ip pim register-rate-limit",
      "ipv6 pim rp-address",
      "ip pim bidir-enable",
      "ip pim rp-candidate",
      "ip pim bsr-candidate",
    ],
    multicast,
  ),
  on<Draft>(
    ["ip msdp sa-filter", "ip msdp redistribute", "ip msdp filter-sa-request", "ip msdp cache-sa-state"],
    afterWord("list"),
  ),
  on<Draft>(
    [
      "ip igmp snooping access-group",
      "ip igmp access-group",
      "ip igmp limit",
      "ip multicast group-range",
      "ip multicast boundary",
    ],
    multicast,
  ),
  on<Draft>("ip local policy route-map", () => true),
  on<Draft>("ip flow-export", () => true),
  on<Draft>("dialer-list", (draft, statement) => afterWord("list")(draft, statement)),
  block<Draft>(["vrf definition", "ip vrf"], (draft, statement) => {
    readStatements(draft, statement.children, vrfTable, ["routing"]);
  }),
  block<Draft>("key chain", (draft, statement) => {
    define(draft, "key-chain", statement.words[2], statement);
    for (const key of statement.children) {
      if (key.words[0] === "key" && !key.negated) draft.ledger.read(key.line);
      else draft.ledger.leave(key.line, routingTouches);
      readStatements(draft, key.children, keyTable, routingTouches);
    }
  }),
  on<Draft>(["mpls ldp neighbor", "mpls ldp password"], () => true),
  ...routingSkips,
  skipBlock("sla", "ip sla", "ip sla monitor", "track"),
  skipBlock(
    "routing",
    "segment-routing",
    "template peer-policy",
    "bfd-template",
    "mpls traffic-eng",
    "mpls ldp",
    "pseudowire-class",
    "l2vpn evpn",
    "ip explicit-path",
    "ipv6 dhcp pool",
  ),
  skipBlock("dhcp-pool", "ip dhcp pool"),
  touching(ipTouches, "ip", "ipv6"),
  touching(
    routingTouches,
    "router",
    "ipv6 router",
    "route-map",
    "key",
    "vrf",
    "mpls",
    "dialer-list",
    "ip nat",
    "access-expression",
  ),
];

export const vrfTable: ReturnType<typeof table<Draft>> = table<Draft>([
  block("address-family", (draft, statement) => {
    readStatements(draft, statement.children, vrfTable, ["routing"]);
  }),
  skip(
    "routing",
    "rd",
    "route-target",
    "description",
    "exit-address-family",
    "export map",
    "import map",
    "export",
    "import",
    "maximum routes",
    "vpn id",
    "bgp",
    "route-replicate",
    "mdt",
    "exit",
    "mode",
    "inter-as-hybrid",
    "protection",
  ),
]);

/** Keys themselves are marked as secrets; which algorithm they use is asked where a session names the chain. */
export const keyTable = table<Draft>([
  on(["key-string", "cryptographic-algorithm"], () => true),
  skip("key-lifetimes", "accept-lifetime", "send-lifetime", "send-id", "recv-id", "include-tcp-options", "exit"),
]);
