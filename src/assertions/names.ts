import { nearest } from "../profiles/nearest.ts";
import type { Path, Problem } from "../yaml/shape-problems.ts";

/** What a section defines by name: one text or several. */
export type Definitions = Readonly<Record<string, string | readonly string[]>>;

/** The texts of a value, each with its place. */
export function textsAt(value: string | readonly string[], path: Path): readonly (readonly [text: string, at: Path])[] {
  return typeof value === "string" ? [[value, path]] : value.map((text, index) => [text, [...path, index]]);
}

/** What a name or a literal stands for; null where `problems` says what is wrong. */
export type Resolve<T> = (text: string, at: Path) => T | null;

export interface NamedOptions<T> {
  /** "network", "service": what an entry is called in a sentence. */
  readonly kind: string;
  readonly section: string;
  readonly definitions: Definitions;
  /** Names that mean something already. */
  readonly reserved: (name: string) => boolean;
  /** What the texts of one definition mean together, names within them by `resolve`; null where one is wrong. */
  readonly combine: (texts: readonly (readonly [text: string, at: Path])[], resolve: Resolve<T>) => T | null;
  /** Parts that a meaning has. */
  readonly sizeOf: (meaning: T) => number;
  readonly problems: Problem[];
}

/** Parts that all names of a section stand for together, wherever they are used: bounds the work of a hostile file. */
const mostParts = 2_000_000;

/** Names within names: more than anybody keeps in mind. */
const deepest = 64;

/** Names of one section. Every definition is read once, used or not, and each fault is told once, where it stands. */
export function namedThings<T>(options: NamedOptions<T>): Resolve<T> {
  const { kind, section, definitions, reserved, combine, sizeOf, problems } = options;
  const known = new Map<string, T | null>();
  const under: string[] = [];
  let parts = 0;
  const used = (meaning: T | null, at: Path): T | null => {
    if (meaning === null || parts > mostParts) return null;
    parts += sizeOf(meaning);
    if (parts <= mostParts) return meaning;
    problems.push({ path: at, message: `The names of ${section} stand for more than ${mostParts} parts together.` });
    return null;
  };
  const resolve: Resolve<T> = (name, at) => {
    const before = known.get(name);
    if (before !== undefined) return used(before, at);
    const circle = under.indexOf(name);
    if (circle >= 0) {
      const way = [...under.slice(circle), name].map((each) => `"${each}"`).join(" holds ");
      problems.push({ path: at, message: `The ${kind} "${name}" holds itself: ${way}.` });
      return null;
    }
    if (under.length === deepest) {
      problems.push({
        path: at,
        message: `The ${kind} "${name}" stands deeper than ${deepest} names within each other.`,
      });
      return null;
    }
    const value = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (value === undefined) {
      problems.push({ path: at, message: missing(kind, name, Object.keys(definitions)) });
      return null;
    }
    const texts = textsAt(value, [section, name]);
    if (texts.length === 0) problems.push({ path: [section, name], message: `The ${kind} "${name}" is empty.` });
    under.push(name);
    const meaning = texts.length === 0 ? null : combine(texts, resolve);
    under.pop();
    known.set(name, meaning);
    return used(meaning, at);
  };
  for (const name of Object.keys(definitions)) {
    if (reserved(name))
      problems.push({
        path: [section, name],
        message: `"${name}" means something already: give the ${kind} another name.`,
      });
    resolve(name, [section, name]);
  }
  return resolve;
}

function missing(kind: string, name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  const hint = near === null ? (names.length === 0 ? ` No ${kind} is defined.` : "") : ` Did you mean "${near}"?`;
  return `There is no ${kind} "${name}".${hint}`;
}
