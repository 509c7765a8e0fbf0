import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, skipBlock, skippedIn, table, type Touches } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";
import { keyAt } from "./passwords.ts";
import type { NeighborDraft } from "./routing-draft.ts";

const routingTouches: Touches = ["routing", "objects"];

interface BgpContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly process: string;
  readonly vrf: string | null;
}

function neighborOf({ draft, process, vrf }: BgpContext, name: string): NeighborDraft {
  const key = `${process} ${vrf ?? ""} ${name}`;
  let neighbor = draft.routing.neighbors.get(key);
  if (neighbor === undefined) {
    neighbor = {
      process,
      vrf,
      name,
      at: [],
      isGroup: false,
      isPeer: false,
      group: null,
      authentication: null,
      keys: [],
    };
    draft.routing.neighbors.set(key, neighbor);
  }
  return neighbor;
}

/** Settings of a neighbour that say neither who it is nor how it is told from others. */
const details: ReadonlySet<string> = new Set([
  "activate",
  "additional-paths",
  "advertisement-interval",
  "allowas-in",
  "as-path",
  "auto-local-addr",
  "bfd",
  "default-originate",
  "description",
  "domain",
  "dont-capability-negotiate",
  "ebgp-multihop",
  "encapsulation",
  "enforce-first-as",
  "export-localpref",
  "graceful-restart",
  "graceful-restart-helper",
  "idle-restart-timer",
  "import-localpref",
  "in-delay",
  "link-bandwidth",
  "local-as",
  "local-v6-addr",
  "maximum-accepted-routes",
  "maximum-routes",
  "maximum-advertised-routes",
  "metric-out",
  "missing-policy",
  "multi-protocol",
  "next-hop",
  "next-hop-peer",
  "next-hop-self",
  "next-hop-unchanged",
  "next-hop-v6-addr",
  "out-delay",
  "passive",
  "prefix-list",
  "remove-private-as",
  "rib-in",
  "route-map",
  "route-reflector-client",
  "route-to-peer",
  "rpki",
  "send-community",
  "session",
  "shutdown",
  "soft-reconfiguration",
  "timers",
  "transport",
  "ttl",
  "update-source",
  "weight",
]);

/** "neighbor NAME …"; "neighbor interface RANGE peer-group G remote-as N" names neighbours by their interfaces. */
function neighborStatement(context: BgpContext, statement: Statement): boolean {
  const words = statement.words.slice(1);
  const named = words[0] === "interface" ? words.splice(0, 2).join(" ") : words.shift();
  const [word, second, third] = words;
  if (named === undefined || word === undefined) return false;
  if (named === "default" || details.has(word)) {
    if (word === "prefix-list") use(context.draft, "prefix-list", second, statement, `router bgp neighbor ${named}`);
    return true;
  }
  const neighbor = neighborOf(context, named);
  neighbor.at.push(...placeOf(statement));
  if (word === "remote-as") {
    neighbor.isPeer = !statement.negated;
    return true;
  }
  if (word === "peer" || word === "peer-group") {
    const group = word === "peer" ? third : second;
    if (word === "peer" && second !== "group") return false;
    if (group === undefined || group === "remote-as") neighbor.isGroup = !statement.negated;
    else neighbor.group = statement.negated ? null : group;
    if (named.startsWith("interface ")) neighbor.isPeer = !statement.negated;
    return true;
  }
  if (word !== "password") return false;
  if (statement.negated) {
    neighbor.authentication = null;
    neighbor.keys = [];
    return true;
  }
  if (second === "shared-secret") {
    const algorithm = words[words.indexOf("algorithm") + 1];
    if (!words.includes("algorithm") || algorithm === undefined) return false;
    neighbor.authentication = readAt({ kind: "digest", algorithm: readAt(algorithm, statement) }, statement);
    return true;
  }
  const key = keyAt(words, 1);
  if (key === null) return false;
  // A password is the key of the TCP MD5 signature option (RFC 2385; "neighbor password", EOS User Manual).
  neighbor.authentication = readAt({ kind: "digest", algorithm: readAt("md5", statement) }, statement);
  neighbor.keys = [key];
  return true;
}

const bgpTable: ReturnType<typeof table<BgpContext>> = table<BgpContext>([
  on("neighbor", neighborStatement),
  on("bgp listen range", (context, statement) => {
    const prefix = statement.words[3];
    const at = statement.words.findIndex((word) => word === "peer-group" || word === "group");
    if (prefix === undefined || statement.negated || at < 0) return false;
    const neighbor = neighborOf(context, `listen range ${prefix}`);
    neighbor.at.push(...placeOf(statement));
    neighbor.isPeer = true;
    neighbor.group = statement.words[at + 1] ?? null;
    return true;
  }),
  on(["ip access-group", "ipv6 access-group"], ({ draft }, statement) => {
    use(draft, "acl", statement.words[2], statement, "router bgp access-group");
    return statement.words[2] !== undefined;
  }),
  block("vrf", (context, statement) => {
    const name = statement.words[1] ?? null;
    const vrf = name === "default" ? null : name;
    readStatements({ ...context, vrf }, statement.children, bgpTable, routingTouches);
    return name !== null && !statement.negated;
  }),
  block("address-family", (context, statement) => {
    readStatements(context, statement.children, familyTable, routingTouches);
  }),
  skipBlock(
    "routing",
    "vlan",
    "vlan-aware-bundle",
    "vpws",
    "monitoring",
    "roles",
    "evpn",
    "session",
    "graceful-restart restart-time",
  ),
  skip(
    "routing",
    "router-id",
    "rd",
    "route-target",
    "redistribute",
    "network",
    "aggregate-address",
    "maximum-paths",
    "distance",
    "bgp",
    "update",
    "timers",
    "graceful-restart",
    "graceful-restart-helper",
    "shutdown",
    "bandwidth",
    "local-as",
    "no-equals",
    "rpki",
    "ucmp",
    "labels",
    "exit",
    "exit-address-family",
    "rib",
    "dynamic",
    "aggregate",
    "static",
    "default-metric",
    "access-group",
  ),
]);

/** Activation and policies of an address family: who the neighbours are is said outside of it. */
const familyTable: ReturnType<typeof table<BgpContext>> = table<BgpContext>([
  on("neighbor", neighborStatement),
  skip(
    "routing",
    "bgp",
    "network",
    "redistribute",
    "next-hop",
    "path-selection",
    "route",
    "host-flap",
    "domain",
    "graceful-restart",
    "aggregate-address",
    "layer-2",
    "evpn",
    "topology",
    "maximum-paths",
    "distance",
    "exit",
    "import",
    "export",
    "route-target",
    "rd",
  ),
]);

/** "router bgp AS" (EOS User Manual, "BGP"). */
export function routerBgp(draft: Draft, statement: Statement): boolean {
  const context = { ledger: draft.ledger, draft, process: statement.words.join(" "), vrf: null };
  readStatements(context, statement.children, bgpTable, routingTouches);
  return !statement.negated && statement.words[2] !== undefined;
}

/** Neighbours with what their peer groups set; a group of the default VRF serves the others too. */
export function bgpSessions(draft: Draft): readonly RoutingSession[] {
  const { neighbors } = draft.routing;
  const peers = [...neighbors.values()].filter(({ isGroup, isPeer, group }) => !isGroup && (isPeer || group !== null));
  return peers.map((peer) => {
    const { process, vrf, name, group, at } = peer;
    const parent =
      group === null
        ? undefined
        : (neighbors.get(`${process} ${vrf ?? ""} ${group}`) ?? neighbors.get(`${process}  ${group}`));
    const source = peer.authentication === null && parent !== undefined ? parent : peer;
    const authentication: Fact<RoutingAuthentication> =
      source.authentication === null
        ? byDefault({ kind: "none" }, 'EOS: none unless "neighbor … password" (EOS User Manual, BGP)')
        : read(source.authentication.value, source.authentication.at);
    return {
      protocol: "bgp",
      name: `${process} neighbor ${name}`,
      vrf,
      authentication,
      keys: source.keys,
      at: joinRanges(at),
    };
  });
}

export const bgpSkipped = [
  ...skippedIn(bgpTable, "router bgp *"),
  ...skippedIn(familyTable, "router bgp * address-family *"),
];
