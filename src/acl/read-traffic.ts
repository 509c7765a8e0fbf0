import type { FragmentKind, TcpFlagsMatch } from "../model/acl.ts";
import type { PortRange } from "../model/address.ts";
import { readAddress, type AddressItem } from "./read-address.ts";
import { codePoint, flagBit, icmpWords, protocolExamples, protocolNumber } from "./traffic-names.ts";
import { FaultyText, splitWords, type Word } from "./traffic-words.ts";

/** A value and the column (from 1) where it was written. */
export interface Written<T> {
  readonly value: T;
  readonly column: number;
}

export interface Side {
  readonly addresses: readonly AddressItem[];
  readonly ports: Written<readonly PortRange[]> | null;
  readonly column: number;
}

/** ICMP by its name has the number of the packet's family. */
export type ProtocolItem = "icmp" | "icmpv6" | PortRange;

/** A packet or a space as it was written; null and empty where nothing was said. */
export interface Traffic {
  readonly family: Written<4 | 6> | null;
  readonly protocols: Written<readonly ProtocolItem[]> | null;
  readonly source: Side | null;
  readonly destination: Side | null;
  readonly flags: Written<readonly TcpFlagsMatch[]> | null;
  readonly established: Written<true> | null;
  readonly icmpWord: Written<string> | null;
  readonly icmpTypes: Written<readonly PortRange[]> | null;
  readonly icmpCodes: Written<readonly PortRange[]> | null;
  readonly fragments: Written<readonly FragmentKind[]> | null;
  readonly dscp: Written<readonly PortRange[]> | null;
  readonly fromZones: Written<readonly string[]> | null;
  readonly toZones: Written<readonly string[]> | null;
  readonly applications: Written<readonly string[]> | null;
  readonly users: Written<readonly string[]> | null;
}

type Said = { -readonly [Key in keyof Traffic]: Traffic[Key] };

/**
 * Reads "[ip|ipv4|ipv6] [protocols] [source > destination] [conditions]"; docs/acl.md has the grammar. Throws FaultyText
 * for what it does not know.
 */
export function readTraffic(text: string): Traffic {
  const words = new Words(text);
  const said: Said = {
    family: null,
    protocols: null,
    source: null,
    destination: null,
    flags: null,
    established: null,
    icmpWord: null,
    icmpTypes: null,
    icmpCodes: null,
    fragments: null,
    dscp: null,
    fromZones: null,
    toZones: null,
    applications: null,
    users: null,
  };
  readFront(words, said);
  const first = words.next;
  if (first.kind === "arrow") throw new FaultyText("The source address is missing before the arrow.", first.column);
  if (first.kind !== "end" && !isOption(first)) {
    said.source = readSide(words);
    const arrow = words.take();
    if (arrow.kind !== "arrow") throw misplaced(arrow, 'Between source and destination stands ">" or "to".');
    const second = words.next;
    if (second.kind === "end")
      throw new FaultyText("The destination address is missing after the arrow.", second.column);
    said.destination = readSide(words);
  }
  while (words.next.kind !== "end") readOption(words, said);
  return said;
}

class Words {
  readonly #words: readonly Word[];
  #place = 0;

  constructor(text: string) {
    this.#words = splitWords(text);
  }

  get next(): Word {
    return this.#words[this.#place] ?? { kind: "end", column: 1 };
  }

  take(): Word {
    const word = this.next;
    this.#place += 1;
    return word;
  }

  /** The next word's text where it is a word. */
  get text(): string | null {
    return this.next.kind === "word" ? this.next.text : null;
  }

  /** The next word, which has to be there. */
  word(wanted: string): { readonly text: string; readonly column: number } {
    const word = this.take();
    if (word.kind !== "word") throw misplaced(word, wanted);
    return word;
  }

  /** One or more items with commas between them. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.next.kind === "comma") {
      this.take();
      items.push(read());
    }
    return items;
  }
}

function misplaced(word: Word, wanted: string): FaultyText {
  switch (word.kind) {
    case "end":
      return new FaultyText(`The text stops too early. ${wanted}`, word.column);
    case "word":
      return new FaultyText(`"${word.text}" is not known here. ${wanted}`, word.column);
    case "arrow":
    case "comma":
    default:
      return new FaultyText(`This ${word.kind} is out of place. ${wanted}`, word.column);
  }
}

const families: Readonly<Record<string, 4 | 6 | null>> = { ip: null, ipv4: 4, ipv6: 6 };

/** Family and protocols, where they are said. */
function readFront(words: Words, said: Said): void {
  const family = words.text === null ? undefined : families[words.text];
  if (family !== undefined) {
    const { column } = words.take();
    if (family !== null) said.family = { value: family, column };
  }
  const { column } = words.next;
  const named = words.text === "protocol";
  if (named) words.take();
  if (!named && !beginsProtocol(words.text)) return;
  said.protocols = { value: words.list(() => readProtocol(words)), column };
}

function beginsProtocol(text: string | null): boolean {
  return (
    text !== null &&
    (text === "icmp" || text === "icmpv6" || protocolNumber(text) !== undefined || /^\d+(?:-\d+)?$/.test(text))
  );
}

function readProtocol(words: Words): ProtocolItem {
  const { text, column } = words.word("A protocol is a name or a number from 0 to 255.");
  if (text === "icmp" || text === "icmpv6") return text;
  const number = protocolNumber(text);
  if (number !== undefined) return [number, number];
  const range = rangeOf(text, 255);
  if (range !== null) return range;
  throw new FaultyText(
    `"${text}" is no protocol: write a number from 0 to 255, or one of ${protocolExamples.join(", ")}.`,
    column,
  );
}

const sideWanted = 'An address is written as 192.0.2.1, 192.0.2.0/24, 192.0.2.3-192.0.2.9, 2001:db8::/32 or "any".';

function readSide(words: Words): Side {
  const { column } = words.next;
  const addresses: AddressItem[] = [];
  let ports: PortRange[] | null = null;
  let portsAt = column;
  const readItem = (): void => {
    const word = words.word(sideWanted);
    if (ports !== null) {
      ports.push(readPort(word.text, word.column));
      return;
    }
    const mask = words.text === "wildcard" ? (words.take(), words.word("After wildcard stands a mask.")) : null;
    const item = readAddress(word, mask);
    addresses.push(item.address);
    if (item.port === null) return;
    ports = [readPort(item.port.text, item.port.column)];
    portsAt = item.port.column;
  };
  words.list(readItem);
  if (words.text === "port" || words.text === "ports") {
    const { column: again } = words.take();
    if (ports !== null) throw new FaultyText("The ports of this side are given twice.", again);
    portsAt = words.next.column;
    ports = words.list(() => {
      const { text, column: at } = words.word("A port is a number from 0 to 65535.");
      return readPort(text, at);
    });
  }
  return { addresses, ports: ports === null ? null : { value: ports, column: portsAt }, column };
}

function readPort(text: string, column: number): PortRange {
  const range = rangeOf(text, 65_535);
  if (range === null)
    throw new FaultyText(
      `"${text}" is no port: write a number from 0 to 65535, or a range such as 1024-65535.`,
      column,
    );
  return range;
}

/** A number or a range "low-high" of at most `most`; null for anything else. */
function rangeOf(text: string, most: number): PortRange | null {
  const found = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  if (found === null) return null;
  const low = Number(found[1]);
  const high = Number(found[2] ?? found[1]);
  return low <= high && high <= most ? [low, high] : null;
}

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

function isOption(word: Word): boolean {
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

function readOption(words: Words, said: Said): void {
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
  if (name === "(others)")
    throw new FaultyText(
      '"(others)" stands for the names that no entry uses; leave the condition out instead.',
      column,
    );
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
