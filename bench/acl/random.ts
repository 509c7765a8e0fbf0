/** A small seeded source of randomness: the same seed gives the same lists on every machine. */
export interface Random {
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** The first items come often, the last ones rarely: the k-th about 1/k as often as the first. */
  popular<T>(items: readonly T[]): T;
}

/** Mulberry32: 32 bits of state, good enough for test data. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, below(items.length)),
    popular: (items) =>
      at(items, Math.min(items.length - 1, Math.floor(Math.exp(next() * Math.log(items.length + 1))) - 1)),
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}
