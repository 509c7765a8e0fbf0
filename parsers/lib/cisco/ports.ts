import { anyPort, type PortMatch, type PortRange } from "../../../src/model/address.ts";
import { decimal } from "./addresses.ts";
import type { Cursor } from "./cursor.ts";
import { tcpFlagWords } from "./flag-words.ts";
import { onePort } from "./shared-services.ts";

const comparisons: ReadonlySet<string> = new Set(["eq", "neq", "lt", "gt", "range"]);

/** The number of a port's name, which differs between systems and between TCP and UDP; null where it has none. */
export type PortNames = (name: string) => number | undefined;

/** A port condition: any number of ports after eq and neq (IOS 12.3(7)T takes up to ten), two after range. */
export function portsAt(cursor: Cursor, names: PortNames): PortMatch {
  const word = cursor.words[cursor.next];
  if (word === undefined) return anyPort;
  if (!comparisons.has(word)) return anyPort;
  const start = cursor.next;
  cursor.next += 1;
  const first = portNumber(cursor.words[cursor.next], names);
  if (word === "eq" && first !== null && portNumber(cursor.words[cursor.next + 1], names) === null) {
    cursor.next += 1;
    return onePort(first);
  }
  const ports: number[] = [];
  const most = word === "range" ? 2 : word === "eq" || word === "neq" ? Number.POSITIVE_INFINITY : 1;
  while (ports.length < most) {
    const port = portNumber(cursor.words[cursor.next], names);
    if (port === null) break;
    ports.push(port);
    cursor.next += 1;
  }
  const ranges = rangesOf(word, ports);
  if (ranges !== null) return { kind: "ranges", ranges };
  if (ports.length === 0) cursor.next += 1;
  return { kind: "unresolved", text: cursor.words.slice(start, cursor.next).join(" ") };
}

/** Words that may follow the ports of a destination, in one language or another. */
const followers: ReadonlySet<string> = new Set([
  ...tcpFlagWords,
  "established",
  "match-any",
  "match-all",
  "fragments",
  "log",
  "log-input",
  "interval",
  "time-range",
  "inactive",
  "dscp",
  "precedence",
  "tos",
  "ttl",
  "hop-limit",
  "packet-length",
  "option",
  "reflect",
  "sequence",
  "tracked",
  "capture",
  "counter",
  "set",
  "default",
  "nexthop-group",
  "nexthop1",
  "nexthop2",
  "nexthop3",
  "rule-id",
  "event-log",
]);

/**
 * The ports of a destination. A list that goes on with a word that is neither a port nor may follow one holds ports
 * that nobody knows: those that are known must not stand for all of them. After the ports of a source an address
 * follows, so that such an entry is not read at all.
 */
export function destinationPortsAt(cursor: Cursor, names: PortNames): PortMatch {
  const start = cursor.next;
  const ports = portsAt(cursor, names);
  const next = cursor.words[cursor.next];
  if (cursor.next === start || next === undefined || followers.has(next)) return ports;
  const end = cursor.words.findIndex((word, at) => at > cursor.next && followers.has(word));
  cursor.next = end < 0 ? cursor.words.length : end;
  return { kind: "unresolved", text: cursor.words.slice(start, cursor.next).join(" ") };
}

function portNumber(word: string | undefined, names: PortNames): number | null {
  const number = decimal(word);
  if (number !== null) return number <= 65_535 ? number : null;
  return word === undefined ? null : (names(word) ?? null);
}

function rangesOf(comparison: string, ports: readonly number[]): readonly PortRange[] | null {
  const [first, second] = ports;
  if (first === undefined) return null;
  switch (comparison) {
    case "eq":
      return ports.length === 1 ? [[first, first]] : joined(ports);
    case "neq":
      return turnedRound(joined(ports));
    case "lt":
      return first === 0 ? [] : [[0, first - 1]];
    case "gt":
      return first === 65_535 ? [] : [[first + 1, 65_535]];
    default:
      return second === undefined ? null : [[Math.min(first, second), Math.max(first, second)]];
  }
}

/** Ports in any order as ranges. */
function joined(ports: readonly number[]): PortRange[] {
  const ranges: [number, number][] = [];
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === port) last[1] = port;
    else ranges.push([port, port]);
  }
  return ranges;
}

function turnedRound(ranges: readonly PortRange[]): PortRange[] {
  const others: PortRange[] = [];
  let low = 0;
  for (const [first, last] of ranges) {
    if (first > low) others.push([low, first - 1]);
    low = last + 1;
  }
  if (low <= 65_535) others.push([low, 65_535]);
  return others;
}
