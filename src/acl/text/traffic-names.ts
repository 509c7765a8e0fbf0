import { icmpProtocol } from "../sets/packet.ts";

/** IANA protocol numbers by the names that engineers write; "icmp" and "icmpv6" depend on the family and stand apart. */
const protocolNumbers: Readonly<Record<string, number>> = {
  igmp: 2,
  ipip: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  gre: 47,
  esp: 50,
  ah: 51,
  eigrp: 88,
  ospf: 89,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
};

const protocolWords = new Map(Object.entries(protocolNumbers).map(([word, number]) => [number, word]));

export function protocolNumber(word: string): number | undefined {
  return protocolNumbers[word];
}

/** The name of a protocol in a family; null where it has none here. */
export function protocolWord(number: number, family: 4 | 6): string | null {
  if (number === icmpProtocol[family]) return family === 4 ? "icmp" : "icmpv6";
  return protocolWords.get(number) ?? null;
}

export const protocolExamples = ["icmp", "icmpv6", ...Object.keys(protocolNumbers)];

/** Bits of the TCP header (RFC 9293, 3.1), lowest first. */
const flagNames = ["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"] as const;

export function flagBit(word: string): number | null {
  const index = flagNames.findIndex((name) => name === word);
  return index < 0 ? null : 1 << index;
}

/** The names of the bits that are set, lowest first. */
export function flagWords(bits: number): string[] {
  return flagNames.filter((_, index) => (bits & (1 << index)) !== 0);
}

/** Code points by name: RFC 2474 (class selectors), RFC 2597 (af), RFC 3246 (ef), RFC 5865 (va), RFC 8622 (le). */
const codePoints = new Map<string, number>([
  ["default", 0],
  ["le", 1],
  ["va", 44],
  ["ef", 46],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((number) => [`cs${number}`, number * 8] as const),
  ...[1, 2, 3, 4].flatMap((row) => [1, 2, 3].map((drop) => [`af${row}${drop}`, row * 8 + drop * 2] as const)),
]);

export function codePoint(word: string): number | undefined {
  return codePoints.get(word);
}

/** Types of ICMP and ICMPv6 that have a word here, by family (RFC 792; RFC 4443). */
export const icmpWords: Readonly<Record<string, Readonly<Record<4 | 6, number>>>> = {
  echo: { 4: 8, 6: 128 },
  "echo-reply": { 4: 0, 6: 129 },
};
