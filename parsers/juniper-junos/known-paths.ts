import type { ModelArea } from "../../src/model/device-config.ts";
import type { PathTable } from "../lib/path-table.ts";
import { skips } from "./skips.ts";
import { touches } from "./touches.ts";

type Touched = readonly (ModelArea | "*")[];

/** What is known of a path: why it is left out, and what it may bear on. Both tables in one, so that a node is looked up once. */
export interface Known {
  readonly reason: string | null;
  readonly areas: Touched | null;
  readonly words: ReadonlyMap<string, Known>;
  /** What any one word leads to. */
  readonly any: Known | null;
  /** Itself as what is known at a path, where nothing else is. */
  readonly alone: readonly Known[];
}

function merge(left: PathTable<string> | undefined, borne: PathTable<Touched> | undefined): Known {
  const words = new Map<string, Known>();
  for (const word of [...(left?.words.keys() ?? []), ...(borne?.words.keys() ?? [])]) {
    if (!words.has(word)) words.set(word, merge(left?.words.get(word), borne?.words.get(word)));
  }
  const alone: Known[] = [];
  const known = { reason: left?.value ?? null, areas: borne?.value ?? null, words, any: words.get("*") ?? null, alone };
  alone.push(known);
  return known;
}

/** What is known at the top. */
export const knownPaths: readonly Known[] = [merge(skips, touches)];

const nothingKnown: readonly Known[] = [];

/** What is known below `around` at a word; what names the word comes before what takes any. */
export function knownBelow(around: readonly Known[], word: string): readonly Known[] {
  if (around.length === 0) return nothingKnown;
  let below: readonly Known[] = nothingKnown;
  for (const { words, any } of around) {
    const literal = words.size === 0 ? undefined : words.get(word);
    if (literal !== undefined) below = withKnown(below, literal);
    if (any !== null && word !== "*") below = withKnown(below, any);
  }
  return below;
}

function withKnown(known: readonly Known[], more: Known): readonly Known[] {
  return known.length === 0 ? more.alone : [...known, more];
}

export function knownReason(known: readonly Known[]): string | null {
  for (const { reason } of known) if (reason !== null) return reason;
  return null;
}

export function knownAreas(known: readonly Known[]): Touched | null {
  for (const { areas } of known) if (areas !== null) return areas;
  return null;
}
