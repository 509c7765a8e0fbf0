import {
  anyAddress,
  anyPort,
  anyService,
  type AddressMatch,
  type AddressSpec,
  type PortMatch,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";
import { joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import { addressMatch, formatAddress, parsePrefix } from "../lib/ip.ts";
import type { AddressBooks } from "./address-books.ts";
import { absent, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { joinPorts, portRange, protocolRange } from "./packet-names.ts";
import { allChildren, child, children, entries, mark, markTree, value } from "./reading.ts";

/**
 * Static and destination translation come before the policies, source translation after them (NAT User Guide,
 * "NAT Rules": static NAT, destination NAT, route lookup, security policy, reverse static NAT, source NAT).
 */
const order = { policyDestination: "translated", policySource: "original" } as const;

/** One system and the names of its policies and translations. */
export interface NatGround {
  readonly context: Context;
  readonly books: AddressBooks;
}

/** [edit security nat] of SRX, in the main system and in others; the services cards' own ([edit services nat]) stays unread. */
export function readNat(main: Context, grounds: readonly NatGround[]): Fact<Nat> {
  const cards = grounds.flatMap(({ context }) => {
    const found = context.root.children.get("services")?.children.get("nat");
    return found === undefined || found.inactive ? [] : placeOf(found).at;
  });
  const rules = grounds.flatMap(rulesOf);
  if (cards.length > 0) return unknownFact("The translations of the services cards are not read.", cards);
  return rules.length === 0
    ? absent(main, { rules: [], ...order }, "Junos: nothing is translated unless [edit security nat] says so")
    : read({ rules, ...order }, joinRanges(rules.flatMap(({ at }) => at)));
}

function rulesOf({ context, books }: NatGround): NatRule[] {
  const nat = child(context.root, "security", "nat");
  for (const item of children(nat)) if (item.word === "proxy-arp" || item.word === "proxy-ndp") markTree(item);
  const sets = (["static", "destination", "source"] as const).flatMap((end) => {
    const node = child(nat, end);
    const pools = new Map(entries(node, "pool").map((pool) => [pool.word, markTree(pool)]));
    return entries(node, "rule-set").map((set) => ({ end, set, pools }));
  });
  return sets.flatMap(({ end, set, pools }) => {
    value(set, "description");
    const from = sideOf(context, child(set, "from"), "from");
    const to = sideOf(context, child(set, "to"), "to");
    const listed = allChildren(child(set, "rule"));
    const mixed = listed.some((rule) => rule.inherited) && listed.some((rule) => !rule.inherited);
    const odd = [...from.odd.slice(0, 8), ...to.odd.slice(0, 8), ...(mixed ? [noOrder] : [])];
    return listed.map((rule) => ruleOf({ context, books, pools, end }, set, rule, from.zones, to.zones, odd));
  });
}

const noOrder = "rules of a configuration group stand in no known order";

interface Ground extends NatGround {
  readonly pools: ReadonlyMap<string, ConfigNode>;
  readonly end: "static" | "destination" | "source";
}

/** Zones; what is bound to interfaces or routing instances has no zones in the model. */
function sideOf(
  context: Context,
  node: ConfigNode | undefined,
  side: string,
): { zones: "any" | readonly string[]; odd: string[] } {
  const zones = entries(node, "zone");
  for (const zone of zones) use(context, "zone", zone, `security nat rule-set ${side}`);
  const odd: string[] = [];
  for (const item of children(node)) {
    if (item.word === "zone") continue;
    markTree(item);
    odd.push(
      `${side} ${item.word} ${children(item)
        .map(({ word }) => word)
        .slice(0, 8)
        .join(" ")}`,
    );
  }
  return { zones: zones.length === 0 ? "any" : zones.map(({ word }) => word), odd };
}

/** XML has a name of its own for the matches of each kind (Junos XML API Explorer). */
const matchWords = ["match", "src-nat-rule-match", "dest-nat-rule-match", "static-nat-rule-match"];

function ruleOf(
  around: Ground,
  set: ConfigNode,
  rule: ConfigNode,
  fromZones: "any" | readonly string[],
  toZones: "any" | readonly string[],
  odd: readonly string[],
): NatRule {
  mark(rule);
  value(rule, "description");
  // A rule that is switched off uses nothing.
  const ground = rule.inactive ? { ...around, context: { ...around.context, uses: [] } } : around;
  const unresolved = [...odd];
  const matches = matchWords.flatMap((word) => child(rule, word) ?? []);
  const source = addressesOf(ground, matches, "source-address", unresolved);
  const destination = addressesOf(ground, matches, "destination-address", unresolved);
  const services = servicesOf(matches, unresolved);
  for (const match of matches) {
    for (const item of children(match)) {
      if (known.has(item.word)) continue;
      markTree(item);
      unresolved.push(
        `${item.word} ${children(item)
          .map(({ word }) => word)
          .slice(0, 8)
          .join(" ")}`,
      );
    }
  }
  const then = child(rule, "then");
  if (then !== undefined) markTree(then);
  const target = translated(ground, child(then, `${ground.end}-nat`), unresolved);
  return {
    ...placeOf(rule),
    name: `security nat ${ground.end} rule-set ${set.word} rule ${rule.word}`,
    scope: ground.context.scope,
    kind: ground.end === "static" ? "both" : ground.end,
    fromZones,
    toZones,
    source,
    destination,
    services,
    translatedSource: ground.end === "source" ? target : null,
    translatedDestination: ground.end === "source" ? null : target,
    enabled: !rule.inactive,
    unresolved,
  };
}

const known = new Set([
  "source-address",
  "source-address-name",
  "destination-address",
  "destination-address-name",
  "source-port",
  "destination-port",
  "protocol",
]);

/** Elements that only XML has around a value. */
const wrappers = new Set(["addr-prefix", "dst-addr", "dst-port", "pool-name", "ipaddr", "low", "high", "name"]);

function valuesOf(node: ConfigNode | undefined, keyword: string): ConfigNode[] {
  return entries(node, keyword).flatMap((item) => (wrappers.has(item.word) ? children(item).map(mark) : [item]));
}

function addressesOf(ground: Ground, matches: readonly ConfigNode[], word: string, unresolved: string[]): AddressSpec {
  const stated = matches.flatMap((match) => valuesOf(match, word)).map(({ word: text }) => addressMatch(text));
  const named = matches
    .flatMap((match) => valuesOf(match, `${word}-name`))
    .map((item): AddressMatch => {
      const found = ground.books.resolve(null, item.word);
      use(ground.context, "address-group", item, `security nat match ${word}-name`, "global");
      if (found !== null) return { kind: "group", name: found.group };
      unresolved.push(`${word}-name ${item.word} is not defined`);
      return { kind: "unresolved", text: item.word, why: "no address book has the name" };
    });
  const include = [...stated, ...named];
  return include.length === 0 ? anyAddress : { include, exclude: [] };
}

function servicesOf(matches: readonly ConfigNode[], unresolved: string[]): readonly ServiceMatch[] {
  const protocols = matches
    .flatMap((match) => valuesOf(match, "protocol"))
    .map(({ word }) => {
      const range = protocolRange(word);
      if (range === null || range[0] !== range[1]) unresolved.push(`protocol ${word}`);
      return range;
    });
  const sourcePorts = portsOf(matches, "source-port", unresolved);
  const destinationPorts = portsOf(matches, "destination-port", unresolved);
  const numbers = protocols.flatMap((range) => (range === null ? [] : [range[0]]));
  if (protocols.length === 0 && sourcePorts === anyPort && destinationPorts === anyPort) return [anyService];
  return [{ ...anyService, protocols: protocols.length === 0 ? "any" : numbers, sourcePorts, destinationPorts }];
}

/** `destination-port 80` and `destination-port 8000 to 8010`. */
function portsOf(matches: readonly ConfigNode[], word: string, unresolved: string[]): PortMatch {
  const ranges: PortRange[] = [];
  const stated = matches.flatMap((match) => valuesOf(match, word));
  for (const low of stated) {
    const high = valuesOf(low, "to").at(-1) ?? low;
    const range = portRange(low === high ? low.word : `${low.word}-${high.word}`);
    if (range === null || low.children.size > (low === high ? 0 : 1)) {
      markTree(low);
      unresolved.push(`${word} ${low.word}`);
      return { kind: "unresolved", text: low.word };
    }
    ranges.push(range);
  }
  return stated.length === 0 ? anyPort : { kind: "ranges", ranges: joinPorts(ranges) };
}

/** Null where the rule exempts from translation ("off"). */
function translated(ground: Ground, then: ConfigNode | undefined, unresolved: string[]): AddressSpec | null {
  const pool = valuesOf(then, "pool")[0];
  const prefix = valuesOf(then, "prefix").find(({ word }) => word !== "mapped-port" && word !== "routing-instance");
  if (then?.children.has("off") === true) return null;
  if (then?.children.has("interface") === true) return unsaid("interface", "the interface's address");
  if (prefix !== undefined) return spec([addressMatch(prefix.word)]);
  const found = pool === undefined ? undefined : ground.pools.get(pool.word);
  if (found !== undefined) return poolOf(found);
  const text = children(then)
    .map(({ word }) => word)
    .slice(0, 8)
    .join(" ");
  unresolved.push(`then ${text}`);
  return unsaid(pool?.word ?? text, pool === undefined ? "not read" : "a pool that is not defined");
}

function poolOf(pool: ConfigNode): AddressSpec {
  const matches = valuesOf(pool, "address").flatMap((low): AddressMatch[] => {
    if (low.word === "port") return [];
    const high = valuesOf(low, "to")[0];
    return [high === undefined ? addressMatch(low.word) : rangeOf(low, high)];
  });
  return matches.length === 0 ? unsaid(`pool ${pool.word}`, "the pool states no address") : spec(matches);
}

function rangeOf(low: ConfigNode, high: ConfigNode): AddressMatch {
  const first = parsePrefix(low.word);
  const last = parsePrefix(high.word);
  const text = `${low.word} to ${high.word}`;
  if (first === null || last === null || first.family !== last.family || first.first > last.last)
    return { kind: "unresolved", text, why: "not a range" };
  return {
    kind: "range",
    first: formatAddress(first.family, first.first),
    last: formatAddress(last.family, last.last),
  };
}

function spec(include: readonly AddressMatch[]): AddressSpec {
  return { include, exclude: [] };
}

function unsaid(text: string, why: string): AddressSpec {
  return spec([{ kind: "unresolved", text, why }]);
}
