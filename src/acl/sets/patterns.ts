/** Addresses whose bits outside `mask` equal those of `value`, which has none inside. */
export interface Cube {
  readonly value: bigint;
  readonly mask: bigint;
}

export interface Pattern extends Cube {
  readonly family: 4 | 6;
}

export interface Part {
  /** The patterns that hold this part, as "value mask". */
  readonly within: ReadonlySet<string>;
  readonly cubes: readonly Cube[];
}

/** Parts, cubes of them and patterns looked at for one line: past it, masks are too many to be told apart there. */
const mostParts = 50_000;

/**
 * Divides each span between two cuts by the patterns that hold some of it: addresses of one part lie in the same
 * patterns. A span that no pattern divides is left out. Null past the bound.
 */
export function divide(cuts: readonly bigint[], patterns: readonly Pattern[]): Map<number, readonly Part[]> | null {
  const divided = new Map<number, readonly Part[]>();
  if (patterns.length === 0) return divided;
  const bound = { left: mostParts };
  const split = splitter(bound);
  for (let span = 0; span < cuts.length - 1; span += 1) {
    const merged = new Map<string, { within: ReadonlySet<string>; cubes: Cube[] }>();
    const first = cuts[span] ?? 0n;
    const last = (cuts[span + 1] ?? 0n) - 1n;
    // Masks mostly lie within a network or two: the spans far from these are not looked at block by block.
    const near = patterns.filter(({ value, mask }) => value <= last && (value | mask) >= first);
    bound.left -= patterns.length / 64;
    if (near.length === 0) continue;
    for (const block of blocksOf(first, last)) {
      const size = block.mask;
      bound.left -= near.length / 16;
      const whole: string[] = [];
      const pending: Pending[] = [];
      for (const pattern of near) {
        // The bits above the block must agree, or the two do not meet.
        if (((pattern.value ^ block.value) & ~pattern.mask & ~size) !== 0n) continue;
        const key = `${pattern.value} ${pattern.mask}`;
        if ((pattern.mask & size) === size) whole.push(key);
        else pending.push({ key, value: pattern.value & size, mask: pattern.mask & size });
      }
      for (const { within, cubes } of split(bitsOf(size), pending)) {
        const all = [...whole, ...within].sort();
        const name = all.join("|");
        const part = merged.get(name) ?? { within: new Set(all), cubes: [] };
        for (const cube of cubes) part.cubes.push({ value: cube.value | block.value, mask: cube.mask });
        bound.left -= cubes.length;
        merged.set(name, part);
      }
      if (bound.left < 0) return null;
    }
    const parts = [...merged.values()];
    if (parts.length > 1 || (parts[0]?.within.size ?? 0) > 0) divided.set(span, parts);
  }
  return divided;
}

/** A pattern within a block: what it asks of the block's own bits. */
interface Pending extends Cube {
  readonly key: string;
}

interface Split {
  readonly within: readonly string[];
  readonly cubes: readonly Cube[];
}

/** Parts of a block of 2^bits addresses, bit by bit; blocks that the same patterns divide alike are divided once. */
function splitter(bound: { left: number }): (bits: number, pending: readonly Pending[]) => readonly Split[] {
  const known = new Map<string, readonly Split[]>();
  const split = (bits: number, pending: readonly Pending[]): readonly Split[] => {
    if (pending.length === 0) return [{ within: [], cubes: [{ value: 0n, mask: (1n << BigInt(bits)) - 1n }] }];
    const name = `${bits} ${pending.map(({ key, value, mask }) => `${key} ${value} ${mask}`).join("|")}`;
    const done = known.get(name);
    if (done !== undefined) return done;
    bound.left -= pending.length;
    if (bound.left < 0) return [];
    const bit = 1n << BigInt(bits - 1);
    const zero = childOf(pending, bit, 0n);
    const one = childOf(pending, bit, bit);
    const same =
      zero.pending.length === one.pending.length &&
      zero.whole.length === one.whole.length &&
      pending.every(({ mask }) => (mask & bit) !== 0n);
    const parts = new Map<string, { within: readonly string[]; cubes: Cube[] }>();
    const add = (child: Child, value: bigint, mask: bigint) => {
      for (const { within, cubes } of split(bits - 1, child.pending)) {
        const all = [...child.whole, ...within].sort();
        const key = all.join("|");
        const part = parts.get(key) ?? { within: all, cubes: [] };
        for (const cube of cubes) part.cubes.push({ value: cube.value | value, mask: cube.mask | mask });
        bound.left -= cubes.length;
        parts.set(key, part);
      }
    };
    if (same) add(zero, 0n, bit);
    else {
      add(zero, 0n, 0n);
      add(one, bit, 0n);
    }
    const result = [...parts.values()];
    known.set(name, result);
    return result;
  };
  return split;
}

interface Child {
  readonly whole: readonly string[];
  readonly pending: readonly Pending[];
}

/** What the patterns ask of the lower bits where the highest one is given. */
function childOf(pending: readonly Pending[], bit: bigint, given: bigint): Child {
  const whole: string[] = [];
  const rest: Pending[] = [];
  const lower = bit - 1n;
  for (const { key, value, mask } of pending) {
    if ((mask & bit) === 0n && (value & bit) !== given) continue;
    if ((mask & lower) === lower) whole.push(key);
    else rest.push({ key, value: value & lower, mask: mask & lower });
  }
  return { whole, pending: rest };
}

/** First to last as few aligned blocks. */
export function blocksOf(first: bigint, last: bigint): Cube[] {
  const blocks: Cube[] = [];
  let start = first;
  while (start <= last) {
    let size = 1n;
    while ((start & (size * 2n - 1n)) === 0n && start + size * 2n - 1n <= last) size *= 2n;
    blocks.push({ value: start, mask: size - 1n });
    start += size;
  }
  return blocks;
}

function bitsOf(size: bigint): number {
  return size === 0n ? 0 : size.toString(2).length;
}
