import { anyAddress, type AddressMatch, type AddressSpec } from "../../../src/model/address.ts";
import { decimal, ipv4Match, ipv4Number, ipv4Prefix } from "../cisco/addresses.ts";
import { formatAddress, parseAddress } from "../ip.ts";

/** Consecutive addresses, both ends included. */
export interface Span {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { 4: 32n, 6: 128n } as const;

/** "a", "a/length", "a/mask" with a mask of leading ones, or "a-b"; null for anything else. */
export function spanOf(text: string): Span | null {
  const dash = text.indexOf("-");
  if (dash > 0) {
    const [first, last] = [parseAddress(text.slice(0, dash)), parseAddress(text.slice(dash + 1))];
    if (first === null || last === null || first.family !== last.family || first.value > last.value) return null;
    return { family: first.family, first: first.value, last: last.value };
  }
  const slash = text.indexOf("/");
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  const { family } = address;
  const length = slash < 0 ? Number(bits[family]) : lengthOf(text.slice(slash + 1), family);
  if (length === null) return null;
  const free = bits[family] - BigInt(length);
  const first = (address.value >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

function lengthOf(text: string, family: 4 | 6): number | null {
  const length = decimal(text);
  if (length !== null) return length <= Number(bits[family]) ? length : null;
  const mask = parseAddress(text);
  if (mask === null || mask.family !== family) return null;
  const inverted = mask.value ^ ((1n << bits[family]) - 1n);
  if ((inverted & (inverted + 1n)) !== 0n) return null;
  return Number(bits[family]) - (inverted === 0n ? 0 : inverted.toString(2).length);
}

/** A prefix where the span is one, else a range; every address of the family is "any". */
export function matchOf({ family, first, last }: Span): AddressMatch {
  const size = last - first + 1n;
  if (size === 1n << bits[family]) return { kind: "any", family };
  if ((size & (size - 1n)) === 0n && first % size === 0n)
    return {
      kind: "prefix",
      prefix: `${formatAddress(family, first)}/${Number(bits[family]) - size.toString(2).length + 1}`,
    };
  return { kind: "range", first: formatAddress(family, first), last: formatAddress(family, last) };
}

/** Address and mask with holes, bits set in the mask being those that count; null where it is neither. */
export function maskedMatch(text: string): AddressMatch | null {
  const [addressText = "", maskText = "", more] = text.split("/");
  const [address, mask] = [parseAddress(addressText), parseAddress(maskText)];
  if (address === null || mask === null || address.family !== mask.family || more !== undefined) return null;
  const { family } = address;
  const ignored = mask.value ^ ((1n << bits[family]) - 1n);
  return {
    kind: "wildcard",
    address: formatAddress(family, address.value & mask.value),
    mask: formatAddress(family, ignored),
  };
}

/** One address condition as text writes it, or null. */
export function addressMatch(text: string): AddressMatch | null {
  // Most are IPv4, and numbers are quicker than what holds any address. What is written is kept where it is canonical.
  const host = ipv4Number(text);
  const four = host === null ? ipv4Prefix(text) : ipv4Match(host, 0, text);
  if (four !== null) return four;
  const span = spanOf(text);
  return span === null ? maskedMatch(text) : matchOf(span);
}

function spanOfMatch(match: AddressMatch): Span | null {
  if (match.kind === "prefix") return spanOf(match.prefix);
  return match.kind === "range" ? spanOf(`${match.first}-${match.last}`) : null;
}

/** The family that a condition speaks of; null where it speaks of both or nobody knows. */
export function familyOf(match: AddressMatch): 4 | 6 | null {
  switch (match.kind) {
    case "any":
      return match.family ?? null;
    case "prefix":
      return match.prefix.includes(":") ? 6 : 4;
    case "range":
      return match.first.includes(":") ? 6 : 4;
    case "wildcard":
      return match.address.includes(":") ? 6 : 4;
    case "group":
    case "unresolved":
    default:
      return null;
  }
}

/** Pairs of members that are compared with each other at most. */
const mostPairs = 4096;
/** Spans whose outside is written down at most. */
const mostOutside = 64;

const anywhere = { spec: anyAddress, exact: true };

/** Addresses that both conditions hold; `exact` is false where they are at least these. Null: there are none. */
export function bothAddresses(
  one: AddressSpec,
  other: AddressSpec,
): { readonly spec: AddressSpec; readonly exact: boolean } | null {
  if (one === anyAddress && other === anyAddress) return anywhere;
  if (one === anyAddress) return { spec: other, exact: true };
  if (other === anyAddress) return { spec: one, exact: true };
  const exclude =
    one.exclude.length === 0
      ? other.exclude
      : other.exclude.length === 0
        ? one.exclude
        : [...one.exclude, ...other.exclude];
  const asked = (include: readonly AddressMatch[], exact = true) => ({ spec: { include, exclude }, exact });
  if (isAny(one.include)) return asked(other.include);
  if (isAny(other.include)) return asked(one.include);
  const [a, b] = [spansOf(one.include), spansOf(other.include)];
  if (a !== null && b !== null) {
    if (a.length * b.length > mostPairs) return asked(one.include, false);
    const common = a.flatMap((left) => b.flatMap((right) => overlap(left, right)));
    return common.length === 0 ? null : asked(common.map(matchOf));
  }
  const [opaque, spans] = a === null ? [one.include, b] : [other.include, a];
  if (spans === null || spans.length > mostOutside) return asked(opaque, false);
  return { spec: { include: opaque, exclude: [...exclude, ...outside(spans).map(matchOf)] }, exact: true };
}

function isAny(include: readonly AddressMatch[]): boolean {
  const [only] = include;
  return include.length === 1 && only !== undefined && only.kind === "any" && only.family === undefined;
}

function spansOf(include: readonly AddressMatch[]): readonly Span[] | null {
  const spans: Span[] = [];
  for (const match of include) {
    if (match.kind === "any") {
      for (const family of match.family === undefined ? ([4, 6] as const) : [match.family])
        spans.push({ family, first: 0n, last: (1n << bits[family]) - 1n });
      continue;
    }
    const span = spanOfMatch(match);
    if (span === null) return null;
    spans.push(span);
  }
  return spans;
}

function overlap(one: Span, other: Span): readonly Span[] {
  if (one.family !== other.family) return [];
  const first = one.first > other.first ? one.first : other.first;
  const last = one.last < other.last ? one.last : other.last;
  return first <= last ? [{ family: one.family, first, last }] : [];
}

/** Every address of both families that is in none of the spans. */
function outside(spans: readonly Span[]): readonly Span[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = spans.filter((span) => span.family === family).toSorted((a, b) => (a.first < b.first ? -1 : 1));
    const gaps: Span[] = [];
    let next = 0n;
    for (const { first, last } of own) {
      if (first > next) gaps.push({ family, first: next, last: first - 1n });
      if (last + 1n > next) next = last + 1n;
    }
    const end = (1n << bits[family]) - 1n;
    if (next <= end) gaps.push({ family, first: next, last: end });
    return gaps;
  });
}
