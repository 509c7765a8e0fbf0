import type { PortRange } from "../../model/address.ts";
import { addressNumber, highest, prefixBounds } from "../sets/address-number.ts";
import { rangeText } from "../sets/address-text.ts";

/** What is not in ascending ranges of numbers from 0 to `most`. */
export function otherNumbers(ranges: readonly PortRange[], most: number): PortRange[] {
  const others: PortRange[] = [];
  let next = 0;
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (low > next) others.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= most) others.push([next, most]);
  return others;
}

interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * What ascending addresses of a family leave out, where that is said in fewer words than what they hold; null where it is
 * not, or one of them is a wildcard.
 */
export function shorterExcept(texts: readonly string[], family: 4 | 6): readonly string[] | null {
  if (texts.length < 2) return null;
  const gaps: Span[] = [];
  let next = 0n;
  for (const text of texts) {
    const span = spanOf(text);
    if (span === null || span.first < next) return null;
    if (span.first > next) gaps.push({ first: next, last: span.first - 1n });
    next = span.last + 1n;
  }
  if (next <= highest(family)) gaps.push({ first: next, last: highest(family) });
  return gaps.length < texts.length ? gaps.map(({ first, last }) => rangeText(family, first, last)) : null;
}

function spanOf(text: string): Span | null {
  const dash = text.indexOf("-");
  if (dash < 0) return prefixBounds(text);
  const first = addressNumber(text.slice(0, dash));
  const last = addressNumber(text.slice(dash + 1));
  return first === null || last === null ? null : { first: first.value, last: last.value };
}
