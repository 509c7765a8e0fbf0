/**
 * Profiles bring patterns that are run on text from devices, so a pattern must cost time linear in
 * the line. That holds when it is anchored, repeats without bound only single characters or classes,
 * and what follows such a repetition cannot begin with a character that the repetition takes.
 */
type Node =
  | { readonly kind: "characters"; readonly set: bigint }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | { readonly kind: "repeat"; readonly item: Node; readonly min: number; readonly max: number }
  | { readonly kind: "edge" };

/** What a node can begin with, and whether it can be empty. */
interface Start {
  readonly set: bigint;
  readonly empty: boolean;
}

/** Sets are masks of 257 bits: Latin-1, and one for all that lies beyond. */
const everything = (1n << 257n) - 1n;
const character = (code: number): bigint => 1n << BigInt(Math.min(code, 256));
const beyondLatin = character(256);

function range(first: number, last: number): bigint {
  const low = Math.min(first, 256);
  const high = Math.min(last, 256);
  return ((1n << BigInt(high - low + 1)) - 1n) << BigInt(low);
}

const digits = range(48, 57);
const words = digits | range(65, 90) | range(97, 122) | character(95);
const spaces = range(9, 13) | character(32) | character(160) | beyondLatin;
const lineEnds = character(10) | character(13);
const namedSets: Readonly<Record<string, bigint>> = {
  d: digits,
  D: everything & ~digits,
  w: words,
  W: everything & ~words,
  s: spaces,
  S: (everything & ~spaces) | beyondLatin,
};
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0 };

/** Repetitions up to this many times are bounded work whatever follows them. */
const smallRepetition = 16;

class PatternProblem extends Error {}

function parsePattern(source: string): Node {
  let at = 0;
  const fail = (message: string): never => {
    throw new PatternProblem(`${message} (at character ${at + 1})`);
  };
  const take = (text: string): boolean => {
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };

  function choice(): Node {
    const options = [sequence()];
    while (take("|")) options.push(sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  function sequence(): Node {
    const items: Node[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") items.push(quantified(atom()));
    return { kind: "sequence", items };
  }

  function quantified(item: Node): Node {
    const bounds = quantifier();
    if (bounds === null) return item;
    take("?");
    return { kind: "repeat", item, min: bounds[0], max: bounds[1] };
  }

  function quantifier(): readonly [number, number] | null {
    if (take("?")) return [0, 1];
    if (take("*")) return [0, Infinity];
    if (take("+")) return [1, Infinity];
    const braces = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(source.slice(at, at + 12));
    if (braces === null) return null;
    at += braces[0].length;
    const min = Number(braces[1]);
    if (braces[2] === undefined) return [min, min];
    return [min, braces[3] === "" ? Infinity : Number(braces[3])];
  }

  function atom(): Node {
    if (take("^") || take("$") || take("\\b")) return { kind: "edge" };
    if (take("(")) return group();
    if (take("[")) return { kind: "characters", set: characterClass() };
    if (take(".")) return { kind: "characters", set: everything & ~lineEnds };
    if (take("\\")) return { kind: "characters", set: escape() };
    const code = source.codePointAt(at) ?? 0;
    at += code > 0xffff ? 2 : 1;
    return { kind: "characters", set: character(code) };
  }

  function group(): Node {
    if (take("?") && !take(":") && !/^<[A-Za-z]/.test(source.slice(at, at + 2))) {
      fail("Looking ahead or behind is not allowed");
    }
    if (take("<")) at = source.indexOf(">", at) + 1;
    const inner = choice();
    if (!take(")")) fail("A group is not closed");
    return inner;
  }

  function escape(): bigint {
    const letter = source[at] ?? fail("The pattern ends in a backslash");
    at++;
    const named = namedSets[letter];
    if (named !== undefined) return named;
    const control = controls[letter];
    if (control !== undefined) return character(control);
    if (letter === "x" || letter === "u") {
      const length = letter === "x" ? 2 : 4;
      const code = Number.parseInt(source.slice(at, at + length), 16);
      if (Number.isNaN(code)) fail("A character code is not hexadecimal");
      at += length;
      return character(code);
    }
    if (/^[A-Za-z1-9]$/.test(letter)) fail(`\\${letter} is not allowed`);
    return character(letter.codePointAt(0) ?? 0);
  }

  function characterClass(): bigint {
    const negated = take("^");
    let set = 0n;
    while (at < source.length && source[at] !== "]") {
      const first = classMember();
      if (source[at] === "-" && source[at + 1] !== "]" && source[at + 1] !== undefined) {
        at++;
        const last = classMember();
        set |= range(lowest(first), lowest(last));
      } else set |= first;
    }
    if (!take("]")) fail("A class is not closed");
    return negated ? (everything & ~set) | beyondLatin : set;
  }

  function classMember(): bigint {
    if (take("\\")) return take("b") ? character(8) : escape();
    const code = source.codePointAt(at) ?? 0;
    at += code > 0xffff ? 2 : 1;
    return character(code);
  }

  const node = choice();
  if (at < source.length) fail("A group is closed that was never opened");
  return node;
}

function lowest(set: bigint): number {
  for (let code = 0; code <= 256; code++) if ((set & character(code)) !== 0n) return code;
  return 256;
}

function startOf(node: Node): Start {
  if (node.kind === "edge") return { set: 0n, empty: true };
  if (node.kind === "characters") return { set: node.set, empty: false };
  if (node.kind === "repeat") {
    const inner = startOf(node.item);
    return { set: inner.set, empty: inner.empty || node.min === 0 };
  }
  if (node.kind === "choice") {
    return node.options.map(startOf).reduce((all, one) => ({ set: all.set | one.set, empty: all.empty || one.empty }));
  }
  return node.items.reduceRight<Start>((rest, item) => before(startOf(item), rest), { set: 0n, empty: true });
}

const before = (first: Start, rest: Start): Start =>
  first.empty ? { set: first.set | rest.set, empty: rest.empty } : first;

/** Throws where a repetition could take characters in more than one way. */
function checkLinear(node: Node, rest: Start): void {
  switch (node.kind) {
    case "edge":
    case "characters":
      return;
    case "choice":
      for (const option of node.options) checkLinear(option, rest);
      return;
    case "sequence": {
      let following = rest;
      for (const item of node.items.toReversed()) {
        checkLinear(item, following);
        following = before(startOf(item), following);
      }
      return;
    }
    case "repeat": {
      const inner = startOf(node.item);
      if (node.max > smallRepetition) {
        if (node.item.kind !== "characters") {
          throw new PatternProblem("A group is repeated without a small bound; only a character or class may be");
        }
        if ((inner.set & rest.set) !== 0n) {
          throw new PatternProblem("A repetition is followed by something that may begin with what it repeats");
        }
      }
      checkLinear(node.item, node.max > 1 ? { set: inner.set | rest.set, empty: rest.empty } : rest);
    }
  }
}

/** Why a pattern may not be used, as a sentence, or null when it is sound: anchored and linear in time. */
export function patternProblem(source: string): string | null {
  if (!source.startsWith("^")) return "A pattern must be anchored: begin it with ^.";
  try {
    RegExp(source);
  } catch (error) {
    return `Not a regular expression: ${error instanceof Error ? error.message : String(error)}.`;
  }
  try {
    const node = parsePattern(source);
    if (node.kind === "choice") return "Put alternatives into a group, so that ^ holds for each of them.";
    checkLinear(node, { set: 0n, empty: true });
    return null;
  } catch (error) {
    if (error instanceof PatternProblem) return `${error.message}.`;
    throw error;
  }
}
