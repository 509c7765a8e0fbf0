import type { AclEntry } from "../../src/model/acl.ts";
import { anyAddress, anyPort, type AddressMatch, type AddressSpec, type PortMatch } from "../../src/model/address.ts";
import { onePort } from "../lib/cisco/shared-services.ts";
import { addressMatch } from "../lib/ip.ts";
import type { ConfigNode, PlainBelow } from "./node.ts";
import { joinPorts, portRange, protocolRange } from "./packet-names.ts";
import { markTree } from "./reading.ts";
import { tellsOfSecret } from "./secrets.ts";

/** Makes nodes of the lines between two others, below the node of their block. */
export type GrowLines = (node: ConfigNode, first: number, last: number, order: number) => void;

/** A term of the usual form with the entry that it becomes. */
export class PlainTerm implements PlainBelow {
  isRead = false;
  readonly entry: AclEntry;
  /** Number of the statement that opens it; each of its lines has one more. */
  readonly #order: number;
  readonly #growLines: GrowLines;

  constructor(entry: AclEntry, order: number, growLines: GrowLines) {
    this.entry = entry;
    this.#order = order;
    this.#growLines = growLines;
  }

  get last(): number {
    return this.entry.at[0]?.[1] ?? 0;
  }

  grow(node: ConfigNode): void {
    const [first, last] = this.entry.at[0] ?? [0, 0];
    this.#growLines(node, first, last, this.#order);
    if (this.isRead) node.children.each(markTree);
  }
}

/** What the lines read so far ask and do. */
interface Read {
  readonly lines: readonly string[];
  /** Index of the line that comes next. */
  next: number;
  source: AddressSpec;
  destination: AddressSpec;
  protocols: "any" | readonly number[];
  sourcePorts: PortMatch;
  destinationPorts: PortMatch;
  action: AclEntry["action"] | null;
  log: boolean;
}

/**
 * A term of source and destination addresses, one or more protocols, ports, and actions, each condition stated once and
 * each statement on a line of its own, read where it stands. `first` is the line of its head. Null for every other term,
 * which the reader of the tree must read; what both read they read alike.
 */
export function plainTermEntry(lines: readonly string[], first: number, name: string): AclEntry | null {
  // Words of the machinery and of secrets are told by their names.
  if (name.startsWith("apply-") || tellsOfSecret(name)) return null;
  const read: Read = {
    lines,
    next: first,
    source: anyAddress,
    destination: anyAddress,
    protocols: "any",
    sourcePorts: anyPort,
    destinationPorts: anyPort,
    action: null,
    log: false,
  };
  if (isBlock(read, "from {") && !readFrom(read)) return null;
  if (!readThen(read) || !isEnd(read)) return null;
  const { source, destination, protocols, sourcePorts, destinationPorts } = read;
  const asksPorts = sourcePorts !== anyPort || destinationPorts !== anyPort;
  return {
    at: [[first, read.next]],
    label: name,
    action: read.action ?? "permit",
    source,
    destination,
    services: [
      {
        protocols: protocols === "any" && asksPorts ? tcpAndUdp : protocols,
        icmp: null,
        sourcePorts,
        destinationPorts,
      },
    ],
    serviceGroups: nothing,
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    timeRange: null,
    log: read.log,
    inactive: false,
    remarks: nothing,
    unresolved: nothing,
  };
}

const nothing: readonly never[] = [];
const tcpAndUdp: readonly number[] = [6, 17];

/** Goes past a line of these words alone. */
function isBlock(read: Read, words: string): boolean {
  const text = read.lines[read.next] ?? "";
  const start = indentOf(text);
  if (text.length !== start + words.length || !text.startsWith(words, start)) return false;
  read.next += 1;
  return true;
}

function isEnd(read: Read): boolean {
  const text = read.lines[read.next] ?? "";
  if (text.length === 0 || text.charCodeAt(text.length - 1) !== closing || indentOf(text) !== text.length - 1)
    return false;
  read.next += 1;
  return true;
}

function indentOf(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === 32) at += 1;
  return at;
}

function readFrom(read: Read): boolean {
  for (;;) {
    const text = read.lines[read.next] ?? "";
    const at = indentOf(text);
    switch (text.charCodeAt(at)) {
      case closing:
        read.next += 1;
        return text.length === at + 1;
      case 112:
        if (!text.startsWith("protocol ", at) || !readProtocols(read, text, at + 9)) return false;
        break;
      case 100:
      case 115:
        if (!readEnd(read, text, at)) return false;
        break;
      default:
        return false;
    }
  }
}

const closing = 125;

function readProtocols(read: Read, text: string, start: number): boolean {
  const found = read.protocols === "any" ? protocolsAt(text, start) : null;
  if (found === null) return false;
  read.protocols = found;
  read.next += 1;
  return true;
}

/** Addresses or ports of one end. */
function readEnd(read: Read, text: string, start: number): boolean {
  if (text.startsWith("source-address {", start)) {
    const found = read.source === anyAddress && text.length === start + 16 ? addressesIn(read) : null;
    read.source = found ?? read.source;
    return found !== null;
  }
  if (text.startsWith("destination-address {", start)) {
    const found = read.destination === anyAddress && text.length === start + 21 ? addressesIn(read) : null;
    read.destination = found ?? read.destination;
    return found !== null;
  }
  if (text.startsWith("destination-port ", start)) {
    const found = read.destinationPorts === anyPort ? portsAt(text, start + 17) : null;
    read.destinationPorts = found ?? read.destinationPorts;
    read.next += 1;
    return found !== null;
  }
  if (!text.startsWith("source-port ", start)) return false;
  const found = read.sourcePorts === anyPort ? portsAt(text, start + 12) : null;
  read.sourcePorts = found ?? read.sourcePorts;
  read.next += 1;
  return found !== null;
}

/** The block of addresses whose head stands next. */
function addressesIn(read: Read): AddressSpec | null {
  read.next += 1;
  const only = addressAt(read.lines[read.next] ?? "");
  if (only === null) return null;
  read.next += 1;
  if (isEnd(read)) return { include: [only], exclude: nothing };
  const include = [only];
  const seen = new Set([read.lines[read.next - 1]?.trim()]);
  while (!isEnd(read)) {
    const text = read.lines[read.next] ?? "";
    const found = addressAt(text);
    if (found === null) return null;
    include.push(found);
    seen.add(text.trim());
    read.next += 1;
  }
  // The same word twice is one node.
  return seen.size === include.length ? { include, exclude: nothing } : null;
}

function addressAt(text: string): AddressMatch | null {
  const start = indentOf(text);
  const code = text.charCodeAt(start);
  if (!(code >= 48 && code <= 57)) return null;
  const end = wordEnd(text, start);
  return end === text.length - 1 && text.charCodeAt(end) === 59 && text.charCodeAt(end - 1) !== 58
    ? addressMatch(text.slice(start, end))
    : null;
}

/** The end of a word of letters, digits and "-./:_". */
function wordEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 97 || code > 122) && (code < 45 || code > 58) && (code < 65 || code > 90) && code !== 95) break;
  }
  return at;
}

/** The only word from there to the semicolon; null where more stands there. */
function lastWord(text: string, start: number): string | null {
  const end = wordEnd(text, start);
  return end > start && end === text.length - 1 && text.charCodeAt(end) === 59 ? text.slice(start, end) : null;
}

/** Words of a list in brackets that ends the statement; null where it is anything else. */
function listAt(text: string, start: number): readonly string[] | null {
  if (!text.startsWith("[ ", start) || !text.endsWith(" ];")) return null;
  const words: string[] = [];
  let at = start + 2;
  while (at < text.length - 2) {
    const end = wordEnd(text, at);
    if (end === at || text.charCodeAt(end) !== 32) return null;
    words.push(text.slice(at, end));
    at = end + 1;
  }
  return words.length === 0 ? null : words;
}

function protocolsAt(text: string, start: number): readonly number[] | null {
  const word = lastWord(text, start);
  if (word !== null) return protocolsOf(word);
  const ranges = rangesOf(listAt(text, start), protocolRange);
  if (ranges === null) return null;
  const numbers: number[] = [];
  for (const [low, high] of ranges) for (let number = low; number <= high; number += 1) numbers.push(number);
  return numbers;
}

const protocolLists = new Map(
  ["tcp", "udp", "icmp", "icmp6", "esp", "gre", "ospf", "vrrp"].map((name) => [name, [protocolRange(name)?.[0] ?? 0]]),
);

function protocolsOf(word: string): readonly number[] | null {
  const known = protocolLists.get(word);
  if (known !== undefined) return known;
  const range = protocolRange(word);
  return range !== null && range[0] === range[1] ? [range[0]] : null;
}

function portsAt(text: string, start: number): PortMatch | null {
  const word = lastWord(text, start);
  if (word !== null) {
    const range = portRange(word);
    if (range === null) return null;
    return range[0] === range[1] ? onePort(range[0]) : { kind: "ranges", ranges: [range] };
  }
  const ranges = rangesOf(listAt(text, start), portRange);
  return ranges === null ? null : { kind: "ranges", ranges };
}

function rangesOf(words: readonly string[] | null, take: typeof portRange): ReturnType<typeof joinPorts> | null {
  if (words === null) return null;
  const ranges: (readonly [number, number])[] = [];
  for (const word of words) {
    const range = take(word);
    if (range === null) return null;
    ranges.push(range);
  }
  return joinPorts(ranges);
}

/** `then accept;` or a block of one action that ends the term, counters and logs; a term may have none. */
function readThen(read: Read): boolean {
  const text = read.lines[read.next] ?? "";
  const at = indentOf(text);
  if (!text.startsWith("then ", at)) return true;
  if (text.charCodeAt(at + 5) !== 123) {
    read.next += 1;
    return readAction(read, text, at + 5);
  }
  if (text.length !== at + 6) return false;
  read.next += 1;
  while (!isEnd(read)) {
    const line = read.lines[read.next] ?? "";
    read.next += 1;
    if (!readAction(read, line, indentOf(line))) return false;
  }
  return true;
}

function readAction(read: Read, text: string, start: number): boolean {
  if (text.startsWith("count ", start)) {
    const name = lastWord(text, start + 6);
    return name !== null && !name.startsWith("apply-");
  }
  const isNext = text.startsWith("next term;", start) && text.length === start + 10;
  const word = isNext ? "next term" : lastWord(text, start);
  if (word === "log" || word === "syslog") {
    read.log = true;
    return true;
  }
  const action = word === null ? undefined : actions.get(word);
  // Of two that end the term the tree's order decides.
  if (action === undefined || read.action !== null) return false;
  read.action = action;
  return true;
}

const actions: ReadonlyMap<string, AclEntry["action"]> = new Map([
  ["accept", "permit"],
  ["discard", "deny"],
  ["reject", "deny"],
  ["next term", "next"],
]);
