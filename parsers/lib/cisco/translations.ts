import type { AddressMatch, AddressSpec, ServiceMatch } from "../../../src/model/address.ts";
import { anyAddress, anyPort, anyService } from "../../../src/model/address.ts";
import type { NatRule } from "../../../src/model/nat.ts";
import type { Statement } from "../indented.ts";
import { decimal, ipv4Match, ipv4Number } from "./addresses.ts";
import { placeOf } from "./places.ts";

/** Interfaces by the side that "ip nat inside" and "ip nat outside" put them on. */
export type Sides = Readonly<Record<"inside" | "outside", readonly string[]>>;

/** Pools by name: "ip nat pool NAME FIRST LAST …", or ranges in a block below it. */
export type Pools = ReadonlyMap<string, Statement>;

export function poolsOf(statements: readonly Statement[]): Pools {
  return new Map(statements.map((each) => [each.words[3] ?? "", each] as const));
}

/** "ip nat inside|outside source|destination …" of IOS and NX-OS. */
export function isTranslation({ words }: Statement): boolean {
  return (words[2] === "inside" || words[2] === "outside") && (words[3] === "source" || words[3] === "destination");
}

/** One translation of `isTranslation`'s form. */
export function translationOf(statement: Statement, sides: Sides, pools: Pools): NatRule {
  const { words } = statement;
  const side = words[2] === "outside" ? "outside" : "inside";
  const other = side === "inside" ? "outside" : "inside";
  const base = {
    name: words.join(" "),
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

/** Words with a name after them that narrow which packets are translated, or pair the translation with another. */
const narrowing = ["route-map", "vrf", "group"];

function conditionsOf(words: readonly string[], from: number): string[] {
  const at = words.findIndex((word, index) => index >= from && narrowing.includes(word));
  return at < 0 ? [] : [words.slice(at).join(" ")];
}

/** "… static [tcp|udp] LOCAL [PORT] GLOBAL|interface NAME [PORT] …" and "… static network LOCAL GLOBAL /LENGTH". */
function staticRule(words: readonly string[], base: Base): NatRule {
  const rest = words.slice(5);
  const protocol = protocolNumber(rest[0]);
  const network = rest[0] === "network";
  const own = protocol !== null || network ? rest.slice(1) : rest;
  const [local, ...after] = own;
  const port = protocol === null ? null : decimal(after[0]);
  const target = port === null ? after : after.slice(1);
  const length = network ? /^\/(\d{1,2})$/.exec(target[1] ?? "")?.[1] : undefined;
  const wildcard = length === undefined ? 0 : 2 ** (32 - Number(length)) - 1;
  return {
    ...base,
    kind: "both",
    source: addressSpecOf(local, wildcard),
    services: [protocol === null ? anyService : sourceService(protocol, port)],
    translatedSource:
      target[0] === "interface"
        ? unknownSpec(`interface ${target[1] ?? ""}`, "the interface's address")
        : addressSpecOf(target[0], wildcard),
    unresolved: conditionsOf(words, 6),
  };
}

/** "… list ACL|route-map MAP pool NAME|interface NAME [overload]": which packets are meant the list says. */
function dynamicRule(words: readonly string[], base: Base, pools: Pools): NatRule {
  const [, , , , by = "", name = "", how = "", target = ""] = words;
  return {
    ...base,
    kind: "source",
    source: unknownSpec(`${by} ${name}`, "what the list permits"),
    translatedSource:
      how === "interface"
        ? unknownSpec(`interface ${target}`, "the interface's address")
        : poolSpec(how, target, pools),
    unresolved: conditionsOf(words, 6),
  };
}

/** The addresses of "pool NAME". */
export function poolSpec(word: string, name: string, pools: Pools): AddressSpec {
  const pool = word === "pool" ? pools.get(name) : undefined;
  const ends =
    pool === undefined
      ? []
      : [
          pool.words.slice(4, 6),
          ...pool.children.flatMap(({ words, negated }) => (negated ? [] : [words.slice(1, 3)])),
        ];
  const include = ends.flatMap(([first, last]): AddressMatch[] =>
    ipv4Number(first) === null || ipv4Number(last) === null
      ? []
      : [{ kind: "range", first: first ?? "", last: last ?? "" }],
  );
  return include.length > 0 ? { include, exclude: [] } : unknownSpec(`${word} ${name}`, "a pool that is not defined");
}

export function protocolNumber(word: string | undefined): number | null {
  return word === "tcp" ? 6 : word === "udp" ? 17 : null;
}

export function sourceService(protocol: number, port: number | null): ServiceMatch {
  const ports = port === null ? anyPort : ({ kind: "ranges", ranges: [[port, port]] } as const);
  return { protocols: [protocol], sourcePorts: ports, destinationPorts: anyPort, icmp: null };
}

/** A dotted quad, alone or with the bits of `wildcard` ignored. */
export function addressSpecOf(text: string | undefined, wildcard = 0): AddressSpec {
  const address = ipv4Number(text);
  return address === null
    ? unknownSpec(text ?? "", "no address")
    : { include: [ipv4Match(address, wildcard)], exclude: [] };
}

export function unknownSpec(text: string, why: string): AddressSpec {
  return { include: [{ kind: "unresolved", text, why }], exclude: [] };
}
