import type { ServiceMatch } from "../../src/model/address.ts";
import { icmpNames, icmpv6Names, type IcmpName } from "./acl-names.ts";
import { decimal } from "./addresses.ts";

/** Words of an entry with a cursor; nothing is consumed by a reader that returns null. */
export interface Cursor {
  readonly words: readonly string[];
  next: number;
}

/** What an entry asks beside addresses and ports. */
export interface Conditions {
  icmp: ServiceMatch["icmp"];
  established: boolean;
  tcpFlags: string | null;
  fragments: boolean;
  dscp: string | null;
  timeRange: string | null;
  log: boolean;
  readonly unresolved: string[];
}

const tcpFlagWords: ReadonlySet<string> = new Set(["ack", "fin", "psh", "rst", "syn", "urg"]);

const unconditional: Conditions = {
  icmp: null,
  established: false,
  tcpFlags: null,
  fragments: false,
  dscp: null,
  timeRange: null,
  log: false,
  unresolved: [],
};

/** Reads the words after the destination; what the model has no word for ends up in `unresolved`. */
export function conditionsAt(cursor: Cursor, protocols: ServiceMatch["protocols"], family: 4 | 6): Conditions {
  const { words } = cursor;
  if (cursor.next >= words.length) return unconditional;
  const found: Conditions = { ...unconditional, unresolved: [] };
  const protocol = protocols === "any" ? null : (protocols[0] ?? null);
  if (protocol === 1 || protocol === 58) found.icmp = icmpAt(cursor, family);
  const flags: string[] = [];
  while (cursor.next < words.length) {
    const word = words[cursor.next] ?? "";
    const value = words[cursor.next + 1];
    cursor.next += 1;
    if (word === "log" || word === "log-input") {
      found.log = true;
      // What follows is a cookie that tags the message.
      cursor.next = words[cursor.next] === "time-range" ? cursor.next : cursor.next + (isCookie(value) ? 1 : 0);
    } else if (word === "established") found.established = true;
    else if (word === "fragments") found.fragments = true;
    else if (tcpFlagWords.has(word)) flags.push(word);
    else if (word === "match-any" || word === "match-all") {
      flags.push(word);
      while (/^[+-](ack|fin|psh|rst|syn|urg)$/.test(words[cursor.next] ?? "")) {
        flags.push(words[cursor.next] ?? "");
        cursor.next += 1;
      }
    } else if (word === "time-range" && value !== undefined) {
      found.timeRange = value;
      cursor.next += 1;
    } else if ((word === "dscp" || word === "precedence" || word === "tos") && value !== undefined) {
      found.dscp = found.dscp === null ? `${word} ${value}` : `${found.dscp} ${word} ${value}`;
      cursor.next += 1;
    } else {
      // Reflexive lists, options, TTL, routing headers: conditions that the model has no word for.
      found.unresolved.push(words.slice(cursor.next - 1).join(" "));
      cursor.next = words.length;
    }
  }
  if (flags.length > 0) found.tcpFlags = flags.join(" ");
  return found;
}

const conditionWords: ReadonlySet<string> = new Set([
  "dscp",
  "established",
  "fragments",
  "log",
  "log-input",
  "match-all",
  "match-any",
  "option",
  "precedence",
  "reflect",
  "sequence",
  "time-range",
  "tos",
  "ttl",
]);

function isCookie(word: string | undefined): boolean {
  return word !== undefined && !conditionWords.has(word);
}

function icmpAt(cursor: Cursor, family: 4 | 6): ServiceMatch["icmp"] {
  const word = cursor.words[cursor.next];
  if (word === undefined) return null;
  const type = decimal(word);
  if (type !== null && type <= 255) {
    const code = decimal(cursor.words[cursor.next + 1]);
    const coded = code !== null && code <= 255;
    cursor.next += coded ? 2 : 1;
    return [{ type, code: coded ? code : null }];
  }
  const named: IcmpName | undefined = (family === 4 ? icmpNames : icmpv6Names).get(word);
  if (named === undefined) return null;
  cursor.next += 1;
  return [{ type: named[0], code: named[1] }];
}
