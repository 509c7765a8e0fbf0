import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import type { Objects } from "./service-objects.ts";
import type { Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** Addresses of both families; a negated list is everything but the list, and a service of the internet is not known. */
export function addresses(
  source: Source,
  { names }: Objects,
  entry: Entry,
  side: "src" | "dst",
  families: readonly (4 | 6)[],
  unresolved: string[],
): AddressSpec {
  const keys = addressKeys[side];
  // Most entries state one list on each side.
  if (families[0] === 4 && !source.hasAny(entry, keys.unusual)) {
    const names4 = source.words(entry, keys.own.key);
    if (!names4.includes("none")) return names.spec(names.listed(entry.scope, 4, names4), nothing);
  }
  let include: readonly AddressMatch[] = nothing;
  let exclude: readonly AddressMatch[] = nothing;
  for (const family of families) {
    const { key, negate } = family === 6 && families.length === 2 ? keys.six : keys.own;
    const stated = source.words(entry, key);
    const real = stated.includes("none") ? stated.filter((name) => name !== "none") : stated;
    let matches = names.listed(entry.scope, family, real);
    if (family === 4) matches = joined(matches, names.listed(entry.scope, 4, source.words(entry, keys.four)));
    const negated = source.word(entry, negate) === "enable";
    if (negated && matches.length > 0) {
      include = joined(include, [{ kind: "any", family }]);
      exclude = joined(exclude, matches);
    } else include = joined(include, matches);
  }
  return names.spec(joined(include, internetServices(source, entry, side, unresolved)), exclude);
}

const nothing: readonly never[] = [];

/** Keys of internet services: what switches them on, and what names them. */
const internetKeys = {
  src: ["internet-service-src", "internet-service6-src"].map(withKinds),
  dst: ["internet-service", "internet-service6"].map(withKinds),
} as const;

function withKinds(base: string): { readonly base: string; readonly kinds: readonly string[] } {
  const endings = ["-name", "-id", "-group", "-custom", "-custom-group", "-fortiguard", "-negate"];
  return { base, kinds: endings.map((ending) => `${base}${ending}`) };
}

/** Keys of addresses on both sides; a table of both families has one for each. */
const addressKeys = {
  src: { own: keyOf("srcaddr"), six: keyOf("srcaddr6"), four: "srcaddr4", unusual: unusualKeys("src") },
  dst: { own: keyOf("dstaddr"), six: keyOf("dstaddr6"), four: "dstaddr4", unusual: unusualKeys("dst") },
};

/** Keys of the addresses of a side but for the list that most entries have. */
function unusualKeys(side: "src" | "dst"): readonly string[] {
  const listed = ["", "4", "6"].flatMap((family) => [`${side}addr${family}`, `${side}addr${family}-negate`]).slice(1);
  return [...listed, ...internetKeys[side].flatMap(({ base, kinds }) => [base, ...kinds])];
}

function keyOf(key: string): { readonly key: string; readonly negate: string } {
  return { key, negate: `${key}-negate` };
}

/** Both lists as one; a list that grows would take room that hardly any policy needs. */
function joined<T>(some: readonly T[], more: readonly T[]): readonly T[] {
  return more.length === 0 ? some : some.length === 0 ? more : [...some, ...more];
}

/** `internet-service enable` takes the place of addresses and services (help text of the key, REST schema 7.6.5). */
function internetServices(
  source: Source,
  entry: Entry,
  side: "src" | "dst",
  unresolved: string[],
): readonly AddressMatch[] {
  let include: readonly AddressMatch[] = nothing;
  for (const { base, kinds } of internetKeys[side]) {
    if (source.stated(kinds).length === 0 && !source.tables.keys.has(base)) continue;
    const words = source.allWords(entry, kinds);
    if (source.word(entry, base) !== "enable") continue;
    const text = words.join(" ") || base;
    const why = "it is an internet service, whose addresses FortiGuard keeps";
    include = joined(include, [{ kind: "unresolved", text, why }]);
    unresolved.push(`${base} ${text}`);
  }
  return include;
}
