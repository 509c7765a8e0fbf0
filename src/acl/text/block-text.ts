import type { LaterFragments } from "../../model/acl.ts";
import type { PortRange } from "../../model/address.ts";
import { familyBits } from "../sets/address-number.ts";
import type { Block } from "../sets/blocks.ts";
import { otherNumbers, shorterExcept } from "./except-text.ts";
import { flagSetText } from "./flags-text.ts";
import { protocolWord } from "./traffic-names.ts";
import { nameText } from "./traffic-words.ts";

/**
 * One line that `readSpace` reads back: "tcp 192.0.2.0/24 > any port 22, 80-90". Packets that are asked for their
 * transport header are those that have one: whole packets and first fragments go without saying, but for a list that
 * judges later fragments like whole packets.
 */
export function blockText(block: Block, laterFragments: LaterFragments = "unmatched"): string {
  const { family, icmpTypes, icmpCodes, tcpFlags, dscp } = block;
  const names = [
    ["from", block.fromZones],
    ["to", block.toZones],
    ["app", block.applications],
    ["user", block.users],
  ] as const;
  // Only where no address shows the family it has to be said.
  const familyWord = isAny(block.sources) && isAny(block.destinations) ? [`ipv${family}`] : [];
  return [
    ...familyWord,
    ...protocolsText(block.protocols, family, familyWord.length > 0),
    sideText(block.sources, block.sourcePorts, family),
    ">",
    sideText(block.destinations, block.destinationPorts, family),
    ...condition("type", icmpTypes),
    ...condition("code", icmpCodes),
    ...(tcpFlags === "any" ? [] : [flagSetText(tcpFlags)]),
    ...fragmentsText(block, laterFragments),
    ...condition("dscp", dscp),
    ...names.flatMap(([key, list]) => (list === "any" ? [] : [`${key}=${list.map(nameText).join(",")}`])),
  ].join(" ");
}

function fragmentsText(block: Block, laterFragments: LaterFragments): string[] {
  const { fragments } = block;
  if (fragments === "any") return [];
  const unsaid = laterFragments !== "like-whole-packets" && asksHeader(block) && isWithHeader(fragments);
  return unsaid ? [] : [`fragment ${fragments.join(", ")}`];
}

function asksHeader({ sourcePorts, destinationPorts, icmpTypes, icmpCodes, tcpFlags }: Block): boolean {
  return [sourcePorts, destinationPorts, icmpTypes, icmpCodes, tcpFlags].some((asked) => asked !== "any");
}

/** Whole packets and first fragments, and nothing else. */
export function isWithHeader(fragments: Block["fragments"]): boolean {
  return fragments !== "any" && fragments.length === 2 && !fragments.includes("later");
}

function isAny(addresses: readonly string[]): boolean {
  return addresses.every((address) => address === "any");
}

function protocolsText(protocols: Block["protocols"], family: 4 | 6, shown: boolean): string[] {
  const front = shown ? [] : ["ip"];
  if (protocols === "any") return front;
  const words = protocolWords(protocols, family);
  if (words !== null) return [words];
  const others = otherNumbers(protocols, 255);
  if (others.length >= protocols.length) return [`protocol ${rangesText(protocols)}`];
  return [...front, `except ${protocolWords(others, family) ?? rangesText(others)}`];
}

/** Names, where each of the protocols has one. */
function protocolWords(protocols: readonly PortRange[], family: 4 | 6): string | null {
  const words = protocols.map(([low, high]) => (low === high ? protocolWord(low, family) : null));
  return words.every((word) => word !== null) ? words.join(", ") : null;
}

function sideText(addresses: readonly string[], ports: Block["sourcePorts"], family: 4 | 6): string {
  const except = shorterExcept(addresses, family);
  const list = except === null ? addressesText(addresses, family) : `any except ${addressesText(except, family)}`;
  if (ports === "any") return list;
  const others = otherNumbers(ports, 65_535);
  return `${list} port ${others.length < ports.length ? `except ${rangesText(others)}` : rangesText(ports)}`;
}

function addressesText(addresses: readonly string[], family: 4 | 6): string {
  const whole = `/${familyBits[family]}`;
  return addresses.map((text) => (text.endsWith(whole) ? text.slice(0, -whole.length) : text)).join(", ");
}

function condition(word: string, ranges: "any" | readonly PortRange[]): string[] {
  return ranges === "any" ? [] : [`${word} ${rangesText(ranges)}`];
}

function rangesText(ranges: readonly PortRange[]): string {
  return ranges.map(([low, high]) => (low === high ? String(low) : `${low}-${high}`)).join(", ");
}
