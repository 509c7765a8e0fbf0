import { decimal } from "./addresses.ts";

/** "1,5-8,10" as numbers in order; null where it is no list of numbers between `lowest` and `highest`. */
export function numbersIn(text: string, lowest: number, highest: number): readonly number[] | null {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [first, second = first, ...rest] = part.split("-");
    const low = decimal(first);
    const high = decimal(second);
    if (low === null || high === null || rest.length > 0 || low < lowest || high > highest || high < low) return null;
    for (let number = low; number <= high; number += 1) found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}
