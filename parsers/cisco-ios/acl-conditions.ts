import type { FragmentKind, TcpFlagsMatch } from "../../src/model/acl.ts";
import type { ServiceMatch } from "../../src/model/address.ts";
import { bothCodePoints } from "../lib/code-points.ts";
import { codePoint, precedencePoints } from "../lib/cisco/code-point-words.ts";
import { allOf, flagTest, signedFlagsAt, tcpFlagWords } from "../lib/cisco/flag-words.ts";
import { icmpAt } from "../lib/cisco/icmp-words.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";

/** What an entry asks beside addresses and ports. */
export interface Conditions {
  icmp: ServiceMatch["icmp"];
  established: boolean;
  tcpFlags: readonly TcpFlagsMatch[] | null;
  fragments: readonly FragmentKind[] | null;
  dscp: readonly number[] | null;
  timeRange: string | null;
  log: boolean;
  readonly unresolved: string[];
}

const unconditional: Conditions = {
  icmp: null,
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  timeRange: null,
  log: false,
  unresolved: [],
};

/**
 * Reads the words after the destination; what the model has no word for ends up in `unresolved`.
 * `fragments` asks for noninitial fragments only ("Specifying IP Extended Access Lists with Fragment Control",
 * Cisco IOS IP Configuration Guide). `tos` asks for four bits of which only three lie in the code point, and
 * stays unresolved ("access-list (IP extended)", Cisco IOS Security Command Reference).
 */
export function conditionsAt(cursor: Cursor, protocols: ServiceMatch["protocols"], family: 4 | 6): Conditions {
  const { words } = cursor;
  if (cursor.next >= words.length) return unconditional;
  const found: Conditions = { ...unconditional, unresolved: [] };
  const protocol = protocols === "any" ? null : (protocols[0] ?? null);
  if (protocol === 1 || protocol === 58) found.icmp = icmpAt(cursor, family);
  const flags: TcpFlagsMatch[] = [];
  while (cursor.next < words.length) {
    const start = cursor.next;
    const word = words[start] ?? "";
    const value = words[start + 1];
    cursor.next += 1;
    if (word === "log" || word === "log-input") {
      found.log = true;
      // What follows in an IPv4 list is a cookie that tags the message.
      if (family === 4 && isCookie(value)) cursor.next += 1;
    } else if (word === "established" && protocol === 6) found.established = true;
    else if (word === "fragments") found.fragments = ["later"];
    else if (protocol === 6 && tcpFlagWords.has(word)) flags.push(flagTest(`+${word}`));
    else if (protocol === 6 && (word === "match-any" || word === "match-all")) {
      const signed = signedFlagsAt(cursor);
      const tests = word === "match-any" ? signed.map(flagTest) : allOf(signed);
      if (tests.length === 0) found.unresolved.push(words.slice(start, cursor.next).join(" "));
      flags.push(...tests);
    } else if (word === "time-range" && value !== undefined) {
      found.timeRange = value;
      cursor.next += 1;
    } else if ((word === "dscp" || word === "precedence") && value !== undefined) {
      const points = word === "dscp" ? codePoint(value) : precedencePoints(value);
      if (points === null) found.unresolved.push(`${word} ${value}`);
      else found.dscp = bothCodePoints(found.dscp, points);
      cursor.next += 1;
    } else if ((word === "tos" || word === "ttl") && value !== undefined) {
      cursor.next += word === "tos" ? 1 : ttlWords(words, cursor.next);
      found.unresolved.push(words.slice(start, cursor.next).join(" "));
    } else {
      // Reflexive lists, options, routing headers: conditions that the model has no word for.
      found.unresolved.push(words.slice(start).join(" "));
      cursor.next = words.length;
    }
  }
  if (flags.length > 0) found.tcpFlags = flags;
  return found;
}

/** "ttl eq 1", "ttl range 1 5": how many words follow ttl. */
function ttlWords(words: readonly string[], next: number): number {
  return words[next] === "range" ? 3 : 2;
}

const conditionWords: ReadonlySet<string> = new Set([
  ...tcpFlagWords,
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
