import type { FragmentKind, TcpFlagsMatch } from "../../src/model/acl.ts";
import type { ServiceMatch } from "../../src/model/address.ts";
import { codePoint } from "../lib/cisco/code-point-words.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { flagTest, tcpFlagWords } from "../lib/cisco/flag-words.ts";
import { icmpAt } from "../lib/cisco/icmp-words.ts";

/** What an entry asks beside addresses and ports. */
export interface Conditions {
  icmp: ServiceMatch["icmp"];
  established: boolean;
  tcpFlags: readonly TcpFlagsMatch[] | null;
  fragments: readonly FragmentKind[] | null;
  dscp: readonly number[] | null;
  log: boolean;
  readonly unresolved: string[];
}

const unconditional: Conditions = {
  icmp: null,
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  log: false,
  unresolved: [],
};

/**
 * Reads the words after the destination ("deny (IPv4 ACL)", EOS User Manual). `fragments` asks for a fragment offset,
 * so for later fragments; `tracked`, `ttl` and `hop-limit` are conditions that the model has no word for. What several
 * flags of one entry ask together is not documented.
 */
export function conditionsAt(cursor: Cursor, protocols: ServiceMatch["protocols"], family: 4 | 6): Conditions {
  const { words } = cursor;
  if (cursor.next >= words.length) return unconditional;
  const found: Conditions = { ...unconditional, unresolved: [] };
  const protocol = protocols === "any" ? null : (protocols[0] ?? null);
  if (protocol === 1 || protocol === 58) found.icmp = icmpAt(cursor, family);
  const flags: string[] = [];
  while (cursor.next < words.length) {
    const start = cursor.next;
    const word = words[start] ?? "";
    const value = words[start + 1];
    cursor.next += 1;
    if (word === "log") found.log = true;
    else if (word === "established" && protocol === 6) found.established = true;
    else if (word === "fragments") found.fragments = ["later"];
    else if (protocol === 6 && tcpFlagWords.has(word)) flags.push(word);
    else if (word === "dscp" && value !== undefined && value !== "mask") {
      cursor.next += 1;
      const points = codePoint(value);
      if (points === null || found.dscp !== null || words[cursor.next] === "mask") {
        if (words[cursor.next] === "mask") cursor.next += 2;
        found.unresolved.push(words.slice(start, cursor.next).join(" "));
      } else found.dscp = points;
    } else if ((word === "ttl" || word === "hop-limit") && value !== undefined) {
      cursor.next += value === "range" ? 3 : 2;
      found.unresolved.push(words.slice(start, cursor.next).join(" "));
    } else if (word === "tracked") found.unresolved.push(word);
    else {
      // Next-hop groups, packet lengths, user-defined fields: conditions that the model has no word for.
      found.unresolved.push(words.slice(start).join(" "));
      cursor.next = words.length;
    }
  }
  if (flags.length === 1) found.tcpFlags = flags.map((flag) => flagTest(`+${flag}`));
  else if (flags.length > 1) found.unresolved.push(flags.join(" "));
  return found;
}
