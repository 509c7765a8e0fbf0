import type { TcpFlagsMatch } from "../../src/model/acl.ts";
import type { ServiceMatch } from "../../src/model/address.ts";
import { tcpFlagBits } from "../lib/tcp-flag-tests.ts";
import { codePointNames } from "../lib/code-points.ts";
import { textOf } from "./rule-surroundings.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, listed, mark } from "./reading.ts";

/** Bits that nftables names beside the six (nft(8), "TCP HEADER EXPRESSION"). */
const moreBits: ReadonlyMap<string, number> = new Map([
  ["ecn", 0x40],
  ["cwr", 0x80],
]);

/**
 * `tcp flags SYN,!ACK` up to 1.3 and on EdgeOS, `tcp flags syn` and `tcp flags not ack` later: the flags that are named
 * are looked at, and of these the ones without "!" are set (`parse_tcp_flags` of vyos-1x; iptables' ALL is all six).
 */
export function flagsOf(
  rule: ConfigNode,
  services: readonly ServiceMatch[],
  unresolved: string[],
): readonly TcpFlagsMatch[] | null {
  const tcp = child(rule, "tcp");
  if (tcp === undefined) return null;
  for (const part of children(tcp)) if (part.word !== "flags") unresolved.push(textOf(part));
  const flags = child(tcp, "flags");
  if (flags === undefined) return null;
  let mask = 0;
  let value = 0;
  const take = (name: string, set: boolean): boolean => {
    const bit = name === "all" ? 0x3f : (tcpFlagBits.get(name) ?? moreBits.get(name));
    if (bit === undefined) return false;
    mask |= bit;
    if (set) value |= bit;
    return true;
  };
  const words = children(flags).flatMap((part) => {
    mark(part);
    if (part.word === "not") return children(part).map((each) => `!${mark(each).word}`);
    return part.word.split(",");
  });
  const known = words.every((word) => take(word.replace(/^!/, "").toLowerCase(), !word.startsWith("!")));
  if (!known || words.length === 0) {
    unresolved.push(textOf(flags));
    return null;
  }
  if (!services.every(({ protocols }) => protocols !== "any" && protocols.every((each) => each === 6))) {
    unresolved.push(`${textOf(flags)} without protocol tcp`);
    return null;
  }
  return [{ mask, value }];
}

/** `dscp 46`, a range or a name; `dscp-exclude` the same turned round. */
export function codePointsOf(rule: ConfigNode, unresolved: string[]): readonly number[] | null {
  const asked = pointsOf(rule, "dscp", unresolved);
  const excluded = pointsOf(rule, "dscp-exclude", unresolved);
  if (excluded === null) return asked;
  const left = asked ?? Array.from({ length: 64 }, (_, point) => point);
  return left.filter((point) => !excluded.includes(point));
}

function pointsOf(rule: ConfigNode, keyword: string, unresolved: string[]): readonly number[] | null {
  const points = new Set<number>();
  let known = true;
  const found = listed(rule, keyword);
  for (const { text } of found) {
    const range = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
    const low = range === null ? (codePointNames.get(text.toLowerCase()) ?? null) : Number(range[1]);
    const high = range === null ? low : Number(range[2] ?? range[1]);
    if (low === null || high === null || low > high || high > 63) known = false;
    else for (let point = low; point <= high; point += 1) points.add(point);
  }
  if (found.length === 0) return null;
  if (known) return [...points].toSorted((a, b) => a - b);
  unresolved.push(`${keyword} ${found.map(({ text }) => text).join(",")}`);
  return null;
}
