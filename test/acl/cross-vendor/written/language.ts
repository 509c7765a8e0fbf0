import type { PortRange } from "../../../../src/model/address.ts";
import type { Among } from "../compared.ts";
import type { End, Family, Shape, Term } from "./terms.ts";

/** A language that can write terms down, as its administrator would. */
export interface Language {
  readonly os: string;
  readonly title: string;
  readonly shapes: (family: Family) => readonly Shape[];
  /** How the list that holds the terms is called. */
  readonly list: string | ((family: Family) => string);
  readonly among?: (family: Family) => Among;
  readonly write: (terms: readonly Term[], family: Family) => string;
}

/** Both ends of a term, where a language takes one range of ports at each: every two of them. */
export function singleRanges({
  sourcePorts,
  destinationPorts,
}: Term): readonly (readonly [PortRange | null, PortRange | null])[] {
  return (sourcePorts ?? [null]).flatMap((source) =>
    (destinationPorts ?? [null]).map((destination) => [source, destination] as const),
  );
}

/** "22" or "80-90", with the language's own dash. */
export function rangeText([low, high]: PortRange, dash: string): string {
  return low === high ? `${low}` : `${low}${dash}${high}`;
}

/** The mask of a prefix length of IPv4: "255.255.255.128". */
export function maskOf(length: number): string {
  const bits = [0, 8, 16, 24].map((before) => Math.min(8, Math.max(0, length - before)));
  return bits.map((each) => 256 - 2 ** (8 - each)).join(".");
}

/** "10.1.0.0/16" as its address and length. */
export function partsOf(prefix: string): readonly [address: string, length: number] {
  const [address = "", length = ""] = prefix.split("/");
  return [address, Number(length)];
}

/** A term for each two prefixes, where a language takes one at each end. */
export function singleEnds(term: Term): readonly Term[] {
  const { source, destination } = term;
  return eachOf(source).flatMap((from) =>
    eachOf(destination).map((to) => ({ ...term, source: from, destination: to })),
  );
}

function eachOf(end: End): readonly End[] {
  return end === null || end.not ? [end] : end.prefixes.map((prefix) => ({ ...end, prefixes: [prefix] }));
}

/** The prefix at an end that has one, with what the language writes before a prefix that is meant not to match. */
export function prefixAt(end: End, not = ""): string | null {
  if (end === null) return null;
  const [prefix = null] = end.prefixes;
  return prefix === null ? null : `${end.not ? not : ""}${prefix}`;
}

/** A mask with holes beside its address, as "10.0.1.0/255.0.255.0" has it; null for a prefix. */
export function maskedAt(prefix: string): readonly [address: string, mask: string] | null {
  const [address = "", mask = ""] = prefix.split("/");
  return mask.includes(".") ? [address, mask] : null;
}

/** The bits that a mask ignores, as IOS writes it. */
export function invertedMask(mask: string): string {
  return mask
    .split(".")
    .map((byte) => 255 - Number(byte))
    .join(".");
}

/** A range of addresses as its first and last one; null for anything else. */
export function spanAt(prefix: string): readonly [first: string, last: string] | null {
  const [first = "", last] = prefix.split("-");
  return last === undefined ? null : [first, last];
}
