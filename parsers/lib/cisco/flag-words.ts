import type { TcpFlagsMatch } from "../../../src/model/acl.ts";
import { tcpFlagBits } from "../tcp-flag-tests.ts";
import type { Cursor } from "./cursor.ts";

/** Flags as entries name them. */
export const tcpFlagWords: ReadonlySet<string> = new Set(["ack", "fin", "psh", "rst", "syn", "urg"]);

/** "+syn -ack" …: the flags that follow match-any and match-all. */
export function signedFlagsAt(cursor: Cursor): string[] {
  const flags: string[] = [];
  for (let word = cursor.words[cursor.next]; word !== undefined; word = cursor.words[cursor.next]) {
    if (!/^[+-](ack|fin|psh|rst|syn|urg)$/.test(word)) break;
    flags.push(word);
    cursor.next += 1;
  }
  return flags;
}

/**
 * One flag set ("+") or not set ("-"). Flags without a sign, as older releases write them, are "match-any" ones:
 * a packet matches that has any of them set ("Creating an IP Access List to Filter TCP Flags", Security
 * Configuration Guide: Access Control Lists, "permit tcp any any rst" beside "match-any +rst").
 */
export function flagTest(signed: string): TcpFlagsMatch {
  const bit = tcpFlagBits.get(signed.slice(1)) ?? 0;
  return { mask: bit, value: signed.startsWith("+") ? bit : 0 };
}

/** One test of all flags; none where a flag is asked for both ways. */
export function allOf(signed: readonly string[]): TcpFlagsMatch[] {
  let [mask, value] = [0, 0];
  for (const test of signed.map(flagTest)) {
    if ((mask & test.mask) !== 0 && (value & test.mask) !== test.value) return [];
    mask |= test.mask;
    value |= test.value;
  }
  return mask === 0 ? [] : [{ mask, value }];
}
