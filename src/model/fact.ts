/** A run of lines of the input, both ends included, counted from 1. */
export type LineRange = readonly [first: number, last: number];

/** Where something was read: the lines, and in an XML input the path of the element too. */
export interface Place {
  readonly at: readonly LineRange[];
  readonly path?: string;
}

/** A value that lines of the configuration state. */
export interface ReadFact<T> extends Place {
  readonly value: T;
}

/** A value that no line states: the platform's default, named with the version it holds for. */
export interface DefaultFact<T> {
  readonly value: T;
  readonly default: string;
}

/** A value that could not be resolved; `at` names the lines that would have decided it, if any. */
export interface UnknownFact extends Place {
  readonly unknown: string;
}

/** The platform has no such thing, and `notApplicable` says so in one sentence. */
export interface NotApplicableFact {
  readonly notApplicable: string;
}

/** What the model says of one setting, always with its ground. */
export type Fact<T> = ReadFact<T> | DefaultFact<T> | UnknownFact | NotApplicableFact;

export type KnownFact<T> = ReadFact<T> | DefaultFact<T>;

/** Ranges in order, overlapping and adjacent ones made one. */
export function joinRanges(ranges: Iterable<LineRange>): readonly LineRange[] {
  const all = [...ranges];
  const [only] = all;
  if (only !== undefined && all.length === 1) return [[only[0], only[1]]];
  const joined: [number, number][] = [];
  for (const [first, last] of all.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const previous = joined.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Single lines as ranges. */
export function lines(...numbers: readonly number[]): readonly LineRange[] {
  const [only] = numbers;
  if (only !== undefined && numbers.length === 1) return [[only, only]];
  return joinRanges(numbers.map((line) => [line, line] as const));
}

export function read<T>(value: T, at: number | readonly LineRange[], path?: string): ReadFact<T> {
  const ranges = typeof at === "number" ? lines(at) : at;
  return path === undefined ? { value, at: ranges } : { value, at: ranges, path };
}

/** `source` names version and ground, such as 'IOS 15.2: on unless "no ip finger"'. */
export function byDefault<T>(value: T, source: string): DefaultFact<T> {
  return { value, default: source };
}

export function unknownFact(why: string, at: readonly LineRange[] = [], path?: string): UnknownFact {
  return path === undefined ? { unknown: why, at } : { unknown: why, at, path };
}

export function notApplicable(why: string): NotApplicableFact {
  return { notApplicable: why };
}

export function isKnown<T>(fact: Fact<T>): fact is KnownFact<T> {
  return "value" in fact;
}

/** The value where it is known, else undefined: for display only, since a rule must not confuse the two. */
export function knownValue<T>(fact: Fact<T>): T | undefined {
  return isKnown(fact) ? fact.value : undefined;
}
