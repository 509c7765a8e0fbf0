import type { AclEntry, FragmentKind } from "../../src/model/acl.ts";
import type { PortRange, ServiceMatch } from "../../src/model/address.ts";
import { bothCodePoints, codePointNames, codePointsOfPrecedence } from "../lib/code-points.ts";
import { tableOf, testsOf, type FlagTable } from "../lib/tcp-flag-tests.ts";
import { flagTable } from "./bit-field.ts";
import type { ConfigNode } from "./node.ts";
import { joinPorts, otherPorts } from "./packet-names.ts";
import type { TermServices } from "./filter-services.ts";
import { child, children, entries } from "./reading.ts";

/** Conditions that are read here. */
export const headerConditions: ReadonlySet<string> = new Set([
  "tcp-established",
  "tcp-initial",
  "tcp-flags",
  "is-fragment",
  "first-fragment",
  "fragment-offset",
  "fragment-offset-except",
  "dscp",
  "dscp-except",
  "precedence",
  "precedence-except",
  "traffic-class",
  "traffic-class-except",
]);

export type HeaderConditions = Pick<AclEntry, "established" | "tcpFlags" | "fragments" | "dscp">;

/** What a term asks of flags, fragments and code points; what is not exact stands in `unresolved` too. */
export function headerConditionsOf(
  from: ConfigNode | undefined,
  { services, fragments }: TermServices,
  family: 4 | 6,
  unresolved: string[],
): HeaderConditions {
  const asked = from?.children.values().some(({ word }) => headerConditions.has(word)) === true;
  if (from === undefined || !asked) return { established: false, tcpFlags: null, fragments, dscp: null };
  return {
    ...flagsOf(from, services, unresolved),
    fragments: fragmentsOf(from, fragments, family, unresolved),
    dscp: codePointsOf(from, unresolved),
  };
}

/**
 * Flags of TCP. None of the three conditions checks that the protocol is TCP (Routing Policies, Firewall Filters and
 * Traffic Policers Guide, "Firewall Filter Match Conditions for IPv4 Traffic", tcp-established, tcp-flags, tcp-initial):
 * without `protocol tcp` beside them they read whatever stands in that place, and stay unresolved.
 */
function flagsOf(
  from: ConfigNode | undefined,
  services: readonly ServiceMatch[],
  unresolved: string[],
): Pick<AclEntry, "established" | "tcpFlags"> {
  const established = child(from, "tcp-established") !== undefined;
  const tables: FlagTable[] = [];
  if (child(from, "tcp-initial") !== undefined) tables.push(tableOf((flags) => (flags & 0x12) === 0x02));
  const texts = entries(from, "tcp-flags").map((node) =>
    [node.word, ...children(node).map((item) => item.word)].join(" "),
  );
  const read = texts.map(flagTable);
  const understood = read.filter((table) => table !== null);
  if (understood.length < texts.length) unresolved.push(`tcp-flags ${texts.join(" ")}`);
  else if (texts.length > 0) tables.push(tableOf((flags) => understood.some((table) => table[flags])));
  const asked = established || tables.length > 0;
  if (asked && !services.every(({ protocols }) => protocols !== "any" && protocols.every((number) => number === 6))) {
    unresolved.push("TCP flags without protocol tcp");
    return { established: false, tcpFlags: null };
  }
  const tcpFlags = tables.length === 0 ? null : testsOf(tableOf((flags) => tables.every((table) => table[flags])));
  return { established, tcpFlags };
}

/**
 * Fragments. `is-fragment` asks for trailing ones (same guide, same table, is-fragment), which is an offset of 1–8191.
 * `first-fragment` does not match unfragmented packets by one edition (Policy Framework Configuration Guide,
 * "IPv4 Firewall Filter Match Conditions") and is the same as an offset of 0, which they have too, by another, so
 * that it stays unresolved between the two. In inet6 the words of both differ by platform.
 */
function fragmentsOf(
  from: ConfigNode | undefined,
  byNextHeader: AclEntry["fragments"],
  family: 4 | 6,
  unresolved: string[],
): AclEntry["fragments"] {
  let kinds = byNextHeader;
  const ask = (asked: readonly FragmentKind[]): void => {
    const before: readonly FragmentKind[] = kinds ?? asked;
    kinds = asked.filter((kind) => before.includes(kind));
  };
  if (child(from, "is-fragment") !== undefined) {
    ask(family === 4 ? ["later"] : ["first", "later"]);
    if (family === 6) unresolved.push("is-fragment");
  }
  if (child(from, "first-fragment") !== undefined) {
    ask(["none", "first"]);
    unresolved.push("first-fragment");
  }
  for (const word of ["fragment-offset", "fragment-offset-except"]) {
    const nodes = entries(from, word);
    if (nodes.length === 0) continue;
    const asked = offsetKinds(nodes, word.endsWith("-except"));
    if (asked === null) unresolved.push(`${word} ${nodes.map((node) => node.word).join(" ")}`);
    else ask(asked);
  }
  return kinds;
}

/** Offsets as kinds of fragment, where they are all of a kind: 0 has whole packets and first fragments. */
function offsetKinds(nodes: readonly ConfigNode[], except: boolean): readonly FragmentKind[] | null {
  const ranges = rangesOf(nodes, () => null, 8191);
  if (ranges === null) return null;
  const asked = except ? otherPorts(ranges, 8191) : joinPorts(ranges);
  const text = asked.map((range) => range.join("-")).join(" ");
  if (text === "0-0") return ["none", "first"];
  return text === "1-8191" ? ["later"] : null;
}

/** Names of IP precedence (same guide, same table, precedence). */
const precedences: Readonly<Record<string, number>> = {
  "critical-ecp": 5,
  flash: 3,
  "flash-override": 4,
  immediate: 2,
  "internet-control": 6,
  "net-control": 7,
  priority: 1,
  routine: 0,
};

function codePointsOf(from: ConfigNode | undefined, unresolved: string[]): readonly number[] | null {
  let points: readonly number[] | null = null;
  for (const word of ["dscp", "precedence", "traffic-class"]) {
    const isPrecedence = word === "precedence";
    const most = isPrecedence ? 7 : 63;
    const named = isPrecedence
      ? (text: string) => precedences[text] ?? null
      : (text: string) => codePointNames.get(text) ?? null;
    for (const except of [false, true]) {
      const nodes = entries(from, except ? `${word}-except` : word);
      if (nodes.length === 0) continue;
      const ranges = rangesOf(nodes, named, most);
      if (ranges === null) {
        unresolved.push(`${except ? `${word}-except` : word} ${nodes.map((node) => node.word).join(" ")}`);
        continue;
      }
      const values = numbersOf(except ? otherPorts(ranges, most) : joinPorts(ranges));
      points = bothCodePoints(points, isPrecedence ? values.flatMap(codePointsOfPrecedence) : values);
    }
  }
  return points;
}

function numbersOf(ranges: readonly PortRange[]): number[] {
  return ranges.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, index) => low + index));
}

/** "ef", "46", "0x2e", "b101110" and ranges of numbers; null where one is none of these. */
function rangesOf(
  nodes: readonly ConfigNode[],
  named: (text: string) => number | null,
  most: number,
): PortRange[] | null {
  const ranges: PortRange[] = [];
  for (const node of nodes) {
    const text = [node.word, ...children(node).map((item) => item.word)].join("");
    const [low, high] = text.includes("-") && named(text) === null ? splitOnce(text) : [text, text];
    const first = named(low) ?? numberOf(low);
    const last = named(high) ?? numberOf(high);
    if (first === null || last === null || first > last || last > most) return null;
    ranges.push([first, last]);
  }
  return ranges;
}

function splitOnce(text: string): [string, string] {
  const dash = text.indexOf("-");
  return [text.slice(0, dash), text.slice(dash + 1)];
}

/** Decimal, hexadecimal after "0x", binary after "b" (same guide, same table, dscp). */
function numberOf(text: string): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (/^0x[\da-f]{1,4}$/i.test(text)) return Number(text);
  return /^b[01]{1,8}$/.test(text) ? Number.parseInt(text.slice(1), 2) : null;
}
