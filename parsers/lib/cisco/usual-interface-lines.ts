import type { BoundAcl } from "../../../src/model/device-config.ts";
import type { LineReader } from "../indented.ts";
import type { LazyLines } from "../lazy-lines.ts";
import type { Ledger } from "../ledger.ts";
import { linePlace } from "../line-places.ts";
import { maskLength, readQuad, type Quad } from "./addresses.ts";

/** An interface while it is read. */
interface Described {
  readonly name: string;
  readonly draft: { readonly source: LazyLines };
  readonly ledger: Ledger;
  description: string | null;
}

/** How a language writes what nearly all interfaces state, and where it keeps that. */
export interface InterfaceForms<C> {
  /** The words before an IPv4 address, and before the list that the interface asks, each with the blank after it. */
  readonly address: string;
  readonly binding: string;
  readonly directions: Directions;
  keepAddress(context: C, address: string): void;
  /** Keeps the list and its use, of which `by` tells; false where the name is none. */
  bind(context: C, bound: BoundAcl, by: string): boolean;
}

/**
 * Reads a description, an IPv4 address or a list by their letters; false where a line is another, and must be read by its
 * words. A name or an address is no secret, and a description may hold one.
 */
export function usualInterfaceLine<C extends Described>(forms: InterfaceForms<C>): LineReader<C> {
  const ways = forms.directions.map(([word, direction]) => ({
    ending: ` ${word}`,
    direction,
    by: ` ${forms.binding}${word}`,
  }));
  return (context, from, to, line) => {
    const { source } = context.draft;
    if (source.hasAt(describing, from, to)) {
      const text = plainText(source, from + describing.length, to);
      if (text === null) return false;
      context.description = text;
      context.ledger.read(line);
      return true;
    }
    if (source.hasAt(forms.address, from, to)) {
      const address = plainAddress(source, from + forms.address.length, to);
      if (address === null) return false;
      forms.keepAddress(context, address);
    } else {
      if (!source.hasAt(forms.binding, from, to)) return false;
      const start = from + forms.binding.length;
      const end = nameEnd(source, start, to);
      const way = end === start ? null : wayAt(ways, source, end, to);
      if (way === null) return false;
      const { direction, by } = way;
      const acl = source.text.slice(start, end);
      const bound: BoundAcl = { acl, family: "ipv4", direction, at: linePlace(line) };
      if (!forms.bind(context, bound, `interface ${context.name}${by}`)) return false;
    }
    context.ledger.readPlain(line);
    return true;
  };
}

const describing = "description ";
const blank = 32;
const slash = 47;
const quad: Quad = { value: 0, canonical: false };

/** A text of words by single blanks, as the words put together again would be. */
function plainText({ text, codes: letters }: LazyLines, from: number, to: number): string | null {
  for (let index = from, before = blank; index < to; index += 1) {
    const letter = letters[index] ?? 0;
    if (letter < blank || (letter === blank && before === blank)) return null;
    before = letter;
  }
  return text.slice(from, to);
}

/** "192.0.2.1 255.255.255.0" or "192.0.2.1/24", without leading zeros, as the latter. */
function plainAddress({ text, codes: letters }: LazyLines, from: number, to: number): string | null {
  const end = readQuad(quad, letters, from, to);
  if (end < 0 || end >= to || !quad.canonical) return null;
  if (letters[end] === slash) return isLength(letters, end + 1, to) ? text.slice(from, to) : null;
  const length = readQuad(quad, letters, end + 1, to) === to ? maskLength(quad.value) : null;
  return length === null ? null : `${text.slice(from, end)}/${length}`;
}

/** Whether a number from 0 to 32, without a leading zero, is all that stands there. */
function isLength(letters: Uint16Array, from: number, to: number): boolean {
  const first = (letters[from] ?? 0) - 48;
  if (first < 0 || first > 9) return false;
  if (to - from === 1) return true;
  const second = (letters[from + 1] ?? 0) - 48;
  return to - from === 2 && first > 0 && second >= 0 && second <= 9 && first * 10 + second <= 32;
}

/** How a language says in which direction a list is asked. */
type Directions = readonly (readonly [word: string, direction: BoundAcl["direction"]])[];

export const inOrOut: Directions = [
  ["in", "in"],
  ["out", "out"],
];

interface Way {
  /** The word with the blank before it, and the words of the statement but the list's name. */
  readonly ending: string;
  readonly by: string;
  readonly direction: BoundAcl["direction"];
}

function wayAt(ways: readonly Way[], source: LazyLines, from: number, to: number): Way | null {
  for (const way of ways) if (to - from === way.ending.length && source.hasAt(way.ending, from, to)) return way;
  return null;
}

function nameEnd({ codes: letters }: LazyLines, from: number, to: number): number {
  let end = from;
  while (end < to && (letters[end] ?? 0) > blank) end += 1;
  return end;
}
