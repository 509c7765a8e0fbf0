import type { AddressMatch, AddressSpec, ServiceMatch } from "../../src/model/address.ts";
import { anyAddress, anyPort, anyService } from "../../src/model/address.ts";
import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import { decimal, ipv4Match, ipv4Number } from "../lib/cisco/addresses.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { beginsWith, stated } from "./stated.ts";

/**
 * Translations of "ip nat inside|outside source …". A list bound inbound is tried before any translation, one bound
 * outbound after it ("NAT Order of Operation", Cisco document 6209): what comes in from outside is judged by the
 * translated (global) destination, which is the one that the packet carries.
 */
export function natOf(draft: Draft, top: readonly Statement[]): Fact<Nat> {
  const order = { policyDestination: "original", policySource: "original" } as const;
  const statements = top.filter(
    (each) =>
      !each.negated &&
      (beginsWith(each, ["ip", "nat", "inside"]) || beginsWith(each, ["ip", "nat", "outside"])) &&
      (each.words[3] === "source" || each.words[3] === "destination"),
  );
  if (statements.length === 0)
    return byDefault({ rules: [], ...order }, 'IOS: nothing is translated unless "ip nat" says so');
  const ports = [...draft.interfaces.values()];
  const sides = { inside: zonesOf(ports, "inside"), outside: zonesOf(ports, "outside") };
  const pools = new Map(
    top.filter((each) => beginsWith(each, ["ip", "nat", "pool"])).map((each) => [each.words[3] ?? "", each] as const),
  );
  const rules = statements.map((statement) => ruleOf(statement, sides, pools));
  return read({ rules, ...order }, joinRanges(statements.flatMap(placeOf)));
}

function zonesOf(ports: readonly InterfaceDraft[], side: string): readonly string[] {
  return ports.filter(({ statements }) => stated(statements, `ip nat ${side}`) !== null).map(({ name }) => name);
}

type Sides = Readonly<Record<"inside" | "outside", readonly string[]>>;

function ruleOf(statement: Statement, sides: Sides, pools: ReadonlyMap<string, Statement>): NatRule {
  const { words } = statement;
  const side = words[2] === "outside" ? "outside" : "inside";
  const other = side === "inside" ? "outside" : "inside";
  const name = words.join(" ");
  const base = {
    name,
    scope: null,
    fromZones: sides[side],
    toZones: sides[other],
    destination: anyAddress,
    services: [anyService],
    translatedDestination: null,
    enabled: true,
    at: placeOf(statement),
  } as const;
  if (words[3] === "destination")
    return {
      ...base,
      kind: "destination",
      source: anyAddress,
      translatedSource: null,
      unresolved: [words.slice(4).join(" ")],
    };
  return words[4] === "static" ? staticRule(words, base) : dynamicRule(words, base, pools);
}

type Base = Omit<NatRule, "kind" | "source" | "translatedSource" | "unresolved">;

/** "… static [tcp|udp] LOCAL [PORT] GLOBAL|interface NAME [PORT] …" and "… static network LOCAL GLOBAL /LENGTH". */
function staticRule(words: readonly string[], base: Base): NatRule {
  const rest = words.slice(5);
  const protocol = rest[0] === "tcp" ? 6 : rest[0] === "udp" ? 17 : null;
  const network = rest[0] === "network";
  const own = protocol !== null || network ? rest.slice(1) : rest;
  const [local, ...after] = own;
  const port = protocol === null ? null : decimal(after[0]);
  const target = port === null ? after : after.slice(1);
  const length = network ? /^\/(\d{1,2})$/.exec(target[1] ?? "")?.[1] : undefined;
  const wildcard = length === undefined ? 0 : 2 ** (32 - Number(length)) - 1;
  const source = specOf(local, wildcard);
  const translated =
    target[0] === "interface"
      ? unresolved(`interface ${target[1] ?? ""}`, "the interface's address")
      : specOf(target[0], wildcard);
  const odd = words.includes("route-map") ? [words.slice(words.indexOf("route-map")).join(" ")] : [];
  return {
    ...base,
    kind: "both",
    source,
    services: [protocol === null ? anyService : serviceOf(protocol, port)],
    translatedSource: translated,
    unresolved: odd,
  };
}

/** "… list ACL|route-map MAP pool NAME|interface NAME [overload]": which packets are meant the list says. */
function dynamicRule(words: readonly string[], base: Base, pools: ReadonlyMap<string, Statement>): NatRule {
  const [, , , , by = "", name = "", how = "", target = ""] = words;
  const pool = how === "pool" ? pools.get(target) : undefined;
  const first = ipv4Number(pool?.words[4]);
  const last = ipv4Number(pool?.words[5]);
  return {
    ...base,
    kind: "source",
    source: unresolved(`${by} ${name}`, "what the list permits"),
    translatedSource:
      pool !== undefined && first !== null && last !== null
        ? spec({ kind: "range", first: pool.words[4] ?? "", last: pool.words[5] ?? "" })
        : unresolved(
            `${how} ${target}`,
            how === "interface" ? "the interface's address" : "a pool that is not defined",
          ),
    unresolved: [],
  };
}

function serviceOf(protocol: number, port: number | null): ServiceMatch {
  const ports = port === null ? anyPort : ({ kind: "ranges", ranges: [[port, port]] } as const);
  return { protocols: [protocol], sourcePorts: ports, destinationPorts: anyPort, icmp: null };
}

function specOf(text: string | undefined, wildcard: number): AddressSpec {
  const address = ipv4Number(text);
  return address === null ? unresolved(text ?? "", "no address") : spec(ipv4Match(address, wildcard));
}

function spec(match: AddressMatch): AddressSpec {
  return { include: [match], exclude: [] };
}

function unresolved(text: string, why: string): AddressSpec {
  return spec({ kind: "unresolved", text, why });
}
