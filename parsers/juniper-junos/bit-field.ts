import { tableOf, tcpFlagBits, type FlagTable } from "../lib/tcp-flag-tests.ts";

/** Deeper than anyone writes, and little enough for recursion. */
const deepest = 50;

type Test = (flags: number) => boolean;

const synonyms: Readonly<Record<string, Test>> = {
  "tcp-established": (flags) => (flags & 0x14) !== 0,
  "tcp-initial": (flags) => (flags & 0x12) === 0x02,
};

/**
 * A tcp-flags expression as the settings of the six flags that hold: names, numbers (several bits are asked for
 * together), "(…)", "!", "&" or "+", "|" or ",", which bind in this order (Routing Policies, Firewall Filters and
 * Traffic Policers Guide, "Firewall Filter Match Conditions Based on Bit-Field Values"). Null where it is no such thing.
 */
export function flagTable(text: string): FlagTable | null {
  const words = text.match(/[()!&+|,]|[\w-]+|[^\s]/g) ?? [];
  const reading = { words, next: 0 };
  const test = anyOf(reading, 0);
  return test === null || reading.next < words.length ? null : tableOf(test);
}

interface Reading {
  readonly words: readonly string[];
  next: number;
}

function anyOf(reading: Reading, depth: number): Test | null {
  return joined(
    reading,
    ["|", ","],
    () => allOf(reading, depth),
    (a, b) => (flags) => a(flags) || b(flags),
  );
}

function allOf(reading: Reading, depth: number): Test | null {
  return joined(
    reading,
    ["&", "+"],
    () => single(reading, depth),
    (a, b) => (flags) => a(flags) && b(flags),
  );
}

function joined(
  reading: Reading,
  operators: readonly string[],
  part: () => Test | null,
  join: (a: Test, b: Test) => Test,
): Test | null {
  let test = part();
  while (test !== null && operators.includes(reading.words[reading.next] ?? "")) {
    reading.next += 1;
    const other = part();
    test = other === null ? null : join(test, other);
  }
  return test;
}

function single(reading: Reading, depth: number): Test | null {
  const word = reading.words[reading.next];
  reading.next += 1;
  if (word === undefined || depth > deepest) return null;
  if (word === "!") {
    const test = single(reading, depth + 1);
    return test === null ? null : (flags) => !test(flags);
  }
  if (word === "(") {
    const test = anyOf(reading, depth + 1);
    const closed = reading.words[reading.next] === ")";
    reading.next += 1;
    return closed ? test : null;
  }
  const bits = tcpFlagBits.get(word) ?? number(word);
  if (bits !== null) return (flags) => (flags & bits) === bits;
  return synonyms[word] ?? null;
}

/** 0x01–0x3f or its decimal; nothing else lies in the six bits. */
function number(word: string): number | null {
  if (!/^(0x[\da-f]{1,2}|\d{1,2})$/i.test(word)) return null;
  const bits = Number(word);
  return bits >= 1 && bits <= 0x3f ? bits : null;
}
