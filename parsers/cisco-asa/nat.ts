import { anyAddress, anyService, type AddressMatch, type AddressSpec } from "../../src/model/address.ts";
import { byDefault, joinRanges, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import { ipv4Number, maskLength } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { atLeast } from "../lib/cisco/version.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { releaseOf, type Draft } from "./draft.ts";
import { hostMatch, ipv6Network } from "./names.ts";

/** "nat" from 8.3 on: twice NAT here, object NAT in the objects; "static" and "global" are those before. */
export const natStatements = [
  on<Draft>("nat", twiceNat),
  on<Draft>(["global", "static", "nat-control", "alias"], (draft, statement) => {
    draft.natUnknown.push(...placeOf(statement));
    useList(draft, statement);
  }),
  skip("translation-slots", "xlate", "clear xlate"),
  touching(["objects", "policies"], "nat", "static", "global"),
];

/** The list that chooses what is translated, before 8.3. */
function useList(draft: Draft, statement: Statement): void {
  const at = statement.words.indexOf("access-list");
  if (at > 0) use(draft, "acl", statement.words[at + 1], statement, statement.words[0] ?? "");
}

interface Ends {
  readonly fromZones: NatRule["fromZones"];
  readonly toZones: NatRule["toZones"];
  readonly rest: readonly string[];
}

/** "(REAL,MAPPED)" before the rest; interfaces may be left out, which is any. */
function ends(words: readonly string[]): Ends {
  const [first = ""] = words;
  if (!first.startsWith("(")) return { fromZones: "any", toZones: "any", rest: words };
  const close = words.findIndex((word) => word.endsWith(")"));
  const [real = "", mapped = ""] = words
    .slice(0, close + 1)
    .join("")
    .slice(1, -1)
    .split(",");
  return { fromZones: zones(real), toZones: zones(mapped), rest: words.slice(close + 1) };
}

function zones(name: string): NatRule["fromZones"] {
  return name === "any" || name === "" ? "any" : [name];
}

function base(name: string, { fromZones, toZones }: Ends, statement: Statement): NatRule {
  return {
    name,
    scope: null,
    kind: "both",
    fromZones,
    toZones,
    source: anyAddress,
    destination: anyAddress,
    services: [anyService],
    translatedSource: null,
    translatedDestination: null,
    enabled: true,
    unresolved: [],
    at: placeOf(statement),
  };
}

/** A named object, "any", or the address of an interface. */
function objectSpec(draft: Draft, word: string, statement: Statement, by: string): AddressSpec {
  if (word === "any" || word === "any4" || word === "any6")
    return word === "any" ? anyAddress : { include: [{ kind: "any", family: word === "any4" ? 4 : 6 }], exclude: [] };
  if (word === "interface") return ofInterface;
  use(draft, "address-group", word, statement, by);
  return { include: [{ kind: "group", name: word }], exclude: [] };
}

const ofInterface: AddressSpec = {
  include: [{ kind: "unresolved", text: "interface", why: "the address of the mapped interface" }],
  exclude: [],
};

const flags: ReadonlySet<string> = new Set([
  "dns",
  "no-proxy-arp",
  "route-lookup",
  "unidirectional",
  "net-to-net",
  "ipv6",
  "round-robin",
  "extended",
  "flat",
  "include-reserve",
  "block-allocation",
  "interface",
]);

/**
 * "nat [(REAL,MAPPED)] [after-auto] source static|dynamic A B [destination static C D] [service S T] [OPTIONS]". The
 * destination is written as packets bear it, then as it becomes ("nat (twice NAT)", Command Reference).
 */
function twiceNat(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const where = ends(words.slice(1));
  let rest = [...where.rest];
  const late = rest[0] === "after-auto";
  if (late) rest = rest.slice(1);
  if (/^\d+$/.test(rest[0] ?? "") && rest[1] === "source") rest = rest.slice(1);
  const [source, kind, real, mapped] = rest;
  if (negated || source !== "source" || (kind !== "static" && kind !== "dynamic") || real === undefined) {
    draft.natUnknown.push(...placeOf(statement));
    useList(draft, statement);
    // "nat (inside) 1 …" of releases before 8.3 is known for what it is.
    return !negated && /^\d+$/.test(rest[0] ?? "");
  }
  draft.twiceNats += 1;
  const name = `nat ${draft.twiceNats}`;
  const by = `nat source ${kind}`;
  const unresolved: string[] = [];
  const rule: { -readonly [K in keyof NatRule]: NatRule[K] } = base(name, where, statement);
  rule.kind = kind === "dynamic" ? "source" : "both";
  rule.source = objectSpec(draft, real, statement, by);
  let next = 4;
  if (mapped === "pat-pool") {
    rule.translatedSource = objectSpec(draft, rest[4] ?? "", statement, by);
    next = 5;
  } else if (mapped !== undefined) {
    rule.translatedSource = real === mapped && kind === "static" ? null : objectSpec(draft, mapped, statement, by);
  }
  while (next < rest.length) {
    const word = rest[next] ?? "";
    next += 1;
    if (word === "destination" && rest[next] === "static") {
      const [before = "", after = ""] = rest.slice(next + 1, next + 3);
      rule.destination = objectSpec(draft, before, statement, by);
      rule.translatedDestination = before === after ? null : objectSpec(draft, after, statement, by);
      next += 3;
    } else if (word === "service") {
      unresolved.push(rest.slice(next - 1, next + 2).join(" "));
      use(draft, "service-group", rest[next], statement, by);
      use(draft, "service-group", rest[next + 1], statement, by);
      next += 2;
    } else if (word === "pat-pool") {
      use(draft, "address-group", rest[next], statement, by);
      next += 1;
    } else if (word === "inactive") rule.enabled = false;
    else if (word === "description") next = rest.length;
    else if (!flags.has(word)) {
      unresolved.push(word);
      draft.natUnknown.push(...placeOf(statement));
      return false;
    }
  }
  draft.nat.push({ section: late ? 3 : 1, rule: { ...rule, unresolved } });
  return true;
}

/** "nat [(REAL,MAPPED)] static|dynamic MAPPED|interface|pat-pool NAME [OPTIONS]" in an object. */
export function objectNat(draft: Draft, object: string, statement: Statement): boolean {
  const where = ends(statement.words.slice(1));
  const [kind, first, second, ...others] = where.rest;
  if (statement.negated || (kind !== "static" && kind !== "dynamic") || first === undefined) {
    draft.natUnknown.push(...placeOf(statement));
    return false;
  }
  const by = `object network "${object}" nat`;
  const pool = first === "pat-pool";
  const mapped = pool ? (second ?? "") : first;
  const rest = pool ? others : second === undefined ? [] : [second, ...others];
  const unresolved = rest[0] === "service" ? [rest.slice(0, 4).join(" ")] : [];
  const at = placeOf(statement);
  const rule: NatRule = {
    ...base(object, where, statement),
    kind: kind === "dynamic" ? "source" : "both",
    source: { include: [{ kind: "group", name: object }], exclude: [] },
    translatedSource: mappedSpec(draft, mapped, statement, by),
    unresolved,
    at,
  };
  draft.nat.push({ section: 2, rule });
  use(draft, "address-group", object, statement, by);
  return true;
}

function mappedSpec(draft: Draft, word: string, statement: Statement, by: string): AddressSpec {
  if (ipv4Number(word) !== null) return { include: [hostMatch(draft, word)], exclude: [] };
  const six = ipv6Network(draft, word);
  return six === null ? objectSpec(draft, word, statement, by) : { include: [six], exclude: [] };
}

/**
 * Rules in the order in which the ASA tries them: twice NAT, object NAT (static before dynamic, fewer addresses first,
 * then lower addresses, then names), twice NAT after-auto. From 8.3 on lists name real addresses: destinations are
 * translated before a list is asked, sources after it ("NAT Rule Order" and "IP Addresses Used for Access Lists When
 * You Use NAT", Firewall CLI Configuration Guide).
 */
export function natOf(draft: Draft): Fact<Nat> {
  const release = releaseOf(draft);
  const real = draft.nat.length > 0 || draft.threatDefense || atLeast(release, 8, 3);
  if (draft.natUnknown.length > 0)
    return unknownFact("Translations that are not understood decide with the others.", joinRanges(draft.natUnknown));
  if (!real)
    return release === null
      ? unknownFact("Which addresses lists speak of depends on the version, and no version is stated.")
      : byDefault(
          { rules: [], policyDestination: "original", policySource: "original" },
          `ASA ${release.text}: before 8.3 lists name the addresses that packets bear on the interface`,
        );
  const rules = draft.nat
    .map((each, index) => ({ ...each, index, key: each.section === 2 ? objectKey(draft, each.rule) : [] }))
    .toSorted((a, b) => a.section - b.section || compare(a.key, b.key) || a.index - b.index)
    .map(({ rule }) => rule);
  const nat: Nat = { rules, policyDestination: "translated", policySource: "original" };
  const at = joinRanges(rules.flatMap((rule) => rule.at));
  return rules.length > 0
    ? { value: nat, at }
    : byDefault(nat, 'ASA 8.3 and later: addresses are translated only where "nat" says so');
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function objectKey({ addressGroups }: Draft, { kind, name }: NatRule): readonly (number | string)[] {
  const [count, address] = extent(addressGroups.get(name)?.members[0]);
  return [kind === "both" ? 0 : 1, count, address, name];
}

/** How many addresses, and the lowest; what is not IPv4 comes last. */
function extent(match: AddressMatch | undefined): readonly [number, number] {
  if (match?.kind === "prefix") {
    const [address, length = "32"] = match.prefix.split("/");
    const number = ipv4Number(address);
    if (number !== null) return [2 ** (32 - Number(length)), number];
  }
  if (match?.kind === "range") {
    const [low, high] = [ipv4Number(match.first), ipv4Number(match.last)];
    if (low !== null && high !== null) return [high - low + 1, low];
  }
  if (match?.kind === "wildcard") {
    const mask = ipv4Number(match.mask) ?? 0;
    return [2 ** (32 - (maskLength(~mask >>> 0) ?? 0)), ipv4Number(match.address) ?? 0];
  }
  return [Number.MAX_SAFE_INTEGER, 0];
}
