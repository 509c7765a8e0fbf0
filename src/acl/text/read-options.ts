import type { FragmentKind, TcpFlagsMatch } from "../../model/acl.ts";
import type { PortRange } from "../../model/address.ts";
import { codePoint, flagBit, icmpWords } from "./traffic-names.ts";
import { FaultyText, type Word } from "./traffic-words.ts";
import type { Said, Traffic } from "./traffic.ts";
import { misplaced, rangeOf, type Words } from "./words.ts";

type Reader = (words: Words, said: Said, column: number) => void;

const fragmentWords: readonly FragmentKind[] = ["none", "first", "later"];

const options: Readonly<Record<string, Reader>> = {
  established(_, said, column) {
    said.established = { value: true, column };
  },
  flags(words, said, column) {
    const value = [readFlagTest(words)];
    while (words.text === "or") {
      words.take();
      value.push(readFlagTest(words));
    }
    said.flags = { value, column };
  },
  type(words, said, column) {
    said.icmpTypes = { value: words.list(() => readNumber(words, 255, "an ICMP type")), column };
  },
  code(words, said, column) {
    said.icmpCodes = { value: words.list(() => readNumber(words, 255, "an ICMP code")), column };
  },
  fragment(words, said, column) {
    said.fragments = { value: words.list(() => readFragment(words)), column };
  },
  dscp(words, said, column) {
    said.dscp = { value: words.list(() => readDscp(words)), column };
  },
};

const nameOptions = {
  from: "fromZones",
  to: "toZones",
  app: "applications",
  user: "users",
} as const satisfies Readonly<Record<string, keyof Traffic>>;

function nameOption(text: string): keyof typeof nameOptions | null {
  const end = text.indexOf("=");
  const key = text.slice(0, Math.max(0, end));
  return key === "from" || key === "to" || key === "app" || key === "user" ? key : null;
}

/** True for a word that begins a condition after the addresses. */
export function isOption(word: Word): boolean {
  if (word.kind !== "word") return false;
  const { text } = word;
  return (
    Object.hasOwn(options, text) ||
    Object.hasOwn(icmpWords, text) ||
    flagBit(text) !== null ||
    nameOption(text) !== null
  );
}

const optionsWanted =
  "After the addresses may stand TCP flags (syn, ack…), established, flags, type, code, echo, echo-reply, fragment, dscp, from=, to=, app= and user=.";

/** Reads one condition. */
export function readOption(words: Words, said: Said): void {
  const word = words.take();
  if (word.kind !== "word") throw misplaced(word, optionsWanted);
  const { text, column } = word;
  const reader = Object.hasOwn(options, text) ? options[text] : undefined;
  const key = nameOption(text);
  if (reader !== undefined) reader(words, said, column);
  else if (key !== null) {
    const first = text.slice(key.length + 1);
    const value = [readName(first, column)];
    while (words.next.kind === "comma") {
      words.take();
      const { text: name, column: at } = words.word("A name is missing after the comma.");
      value.push(readName(name, at));
    }
    said[nameOptions[key]] = { value, column };
  } else if (Object.hasOwn(icmpWords, text)) said.icmpWord = { value: text, column };
  else if (flagBit(text) !== null) said.flags = { value: [readFlagWords(text, words)], column };
  else throw misplaced(word, optionsWanted);
}

function readName(name: string, column: number): string {
  if (name === "") throw new FaultyText("A name is missing after the equals sign.", column);
  return name;
}

/** "syn ack" and "syn, ack": these flags and no others. */
function readFlagWords(first: string, words: Words): TcpFlagsMatch {
  let value = flagBit(first) ?? 0;
  for (;;) {
    if (words.next.kind === "comma") words.take();
    const bit = words.text === null ? null : flagBit(words.text);
    if (bit === null) return { mask: 255, value };
    words.take();
    value |= bit;
  }
}

/** "syn+ack" or "none": exactly these; "+syn-ack": these bits so, the others any. */
function readFlagTest(words: Words): TcpFlagsMatch {
  const wanted = "Flags are written as syn+ack (exactly these), none, or +syn-ack (set and not set).";
  const { text, column } = words.word(wanted);
  if (text === "none") return { mask: 255, value: 0 };
  const exact = !/^[+-]/.test(text);
  let mask = 0;
  let value = 0;
  for (const [part, sign, name] of (exact ? `+${text}` : text).matchAll(/([+-]?)([^+-]*)/g)) {
    if (part === "") continue;
    const bit = flagBit(name ?? "");
    if (bit === null || sign === "" || (exact && sign === "-") || (mask & bit) !== 0)
      throw new FaultyText(`"${text}" is no test of TCP flags. ${wanted}`, column);
    mask |= bit;
    if (sign === "+") value |= bit;
  }
  return { mask: exact ? 255 : mask, value };
}

function readNumber(words: Words, most: number, what: string): PortRange {
  const wanted = `Here stands ${what}: a number from 0 to ${most}.`;
  const { text, column } = words.word(wanted);
  const range = rangeOf(text, most);
  if (range === null) throw new FaultyText(`"${text}" is not known here. ${wanted}`, column);
  return range;
}

function readFragment(words: Words): FragmentKind {
  const wanted = `After fragment stands ${fragmentWords.join(", ")}.`;
  const { text, column } = words.word(wanted);
  const kind = fragmentWords.find((known) => known === text);
  if (kind === undefined) throw new FaultyText(`"${text}" is no kind of fragment. ${wanted}`, column);
  return kind;
}

function readDscp(words: Words): PortRange {
  const wanted = "After dscp stands a number from 0 to 63 or a name such as ef.";
  const { text, column } = words.word(wanted);
  const point = codePoint(text);
  const range = point === undefined ? rangeOf(text, 63) : ([point, point] as const);
  if (range === null) throw new FaultyText(`"${text}" is no code point. ${wanted}`, column);
  return range;
}
