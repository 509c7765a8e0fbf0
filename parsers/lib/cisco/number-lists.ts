import { decimal } from "./addresses.ts";

/** "1,5-8,10" as ranges in the order of the text; null where it is no list of numbers. */
export function rangesIn(text: string): readonly (readonly [first: number, last: number])[] | null {
  const found: (readonly [number, number])[] = [];
  for (const part of text.split(",")) {
    const [first, second = first, ...rest] = part.split("-");
    const low = decimal(first);
    const high = decimal(second);
    if (low === null || high === null || rest.length > 0 || high < low) return null;
    found.push([low, high]);
  }
  return found;
}

/** "1,5-8,10" as numbers in order; null where it is no list of numbers between `lowest` and `highest`. */
export function numbersIn(text: string, lowest: number, highest: number): readonly number[] | null {
  const ranges = rangesIn(text);
  if (ranges === null || ranges.some(([low, high]) => low < lowest || high > highest)) return null;
  const found = new Set<number>();
  for (const [low, high] of ranges) for (let number = low; number <= high; number += 1) found.add(number);
  return [...found].sort((a, b) => a - b);
}
