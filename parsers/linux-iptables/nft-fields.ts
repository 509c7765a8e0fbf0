import type { ConnectionState, FragmentKind, TcpFlagsMatch } from "../../src/model/acl.ts";
import { anyPort, type AddressMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";
import { codePointNames } from "../lib/code-points.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { addressMatch, familyOf } from "../lib/netfilter/address-spans.ts";
import { icmpCode, icmpMessage } from "../lib/netfilter/icmp-names.ts";
import type { InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { portNumber } from "../lib/netfilter/port-names.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import { ofProtocols, portsIn, portsOutside, protocolsOutside } from "../lib/netfilter/services.ts";
import { noTerms, withDoubt, type Terms } from "../lib/netfilter/terms.ts";

/** How a field is compared: "==" with one of the values, "!=" with none of them. */
export interface Comparison {
  readonly negated: boolean;
  readonly values: readonly string[];
  /** A named set of addresses, which the model knows as a group. */
  readonly group: string | null;
  /** The text of the whole, for what is not understood. */
  readonly text: string;
}

export interface FieldContext {
  readonly family: 4 | 6;
  readonly interfaces: InterfaceNames;
}

/** Terms of a comparison; null where no packet of the family meets it. What is not understood narrows nothing and says so. */
export type FieldReader = (comparison: Comparison, context: FieldContext) => Terms | null;

function inDoubt({ text }: Comparison): Terms {
  return withDoubt(noTerms, text);
}

function addressField(family: 4 | 6, end: "source" | "destination"): FieldReader {
  return (comparison, context) => {
    if (context.family !== family) return null;
    const { values, group, negated } = comparison;
    const matches: (AddressMatch | null)[] =
      group === null
        ? values.map(addressMatch).map((match) => (match !== null && familyOf(match) !== family ? null : match))
        : [{ kind: "group", name: group }];
    const known = matches.filter((match) => match !== null);
    if (known.length < matches.length || known.length === 0) return inDoubt(comparison);
    const any = known.some(({ kind }) => kind === "any");
    if (any) return negated ? null : noTerms;
    return {
      ...noTerms,
      [end]: negated ? { include: [{ kind: "any" }], exclude: known } : { include: known, exclude: [] },
    };
  };
}

/** Ports of one protocol; of "th" whatever stands in their place, which is read only beside a protocol that has ports. */
function portField(protocols: readonly number[], end: "sourcePorts" | "destinationPorts"): FieldReader {
  return (comparison) => {
    const ranges = numbersIn(comparison, (word) => decimal(word) ?? portNumber(word), 65_535);
    if (ranges === null) return withDoubt({ ...noTerms, services: [ofProtocols(protocols)] }, comparison.text);
    const ports = comparison.negated ? portsOutside(ranges) : portsIn(ranges);
    if (ports === null) return null;
    return {
      ...noTerms,
      services: [{ protocols, sourcePorts: anyPort, destinationPorts: anyPort, icmp: null, [end]: ports }],
    };
  };
}

function numbersIn(
  { values }: Comparison,
  numberOf: (word: string) => number | null,
  highest: number,
): readonly PortRange[] | null {
  const ranges: PortRange[] = [];
  for (const value of values) {
    const single = numberOf(value);
    const dash = value.indexOf("-");
    const low = single ?? (dash > 0 ? numberOf(value.slice(0, dash)) : null);
    const high = single ?? (dash > 0 ? numberOf(value.slice(dash + 1)) : null);
    if (low === null || high === null || low > high || high > highest) return null;
    ranges.push([low, high]);
  }
  return ranges.length === 0 ? null : ranges;
}

function inRanges(ranges: readonly PortRange[], number: number): boolean {
  return ranges.some(([low, high]) => number >= low && number <= high);
}

const octets = Array.from({ length: 256 }, (_, each) => each);

function protocolField(family: 4 | 6 | null): FieldReader {
  return (comparison, context) => {
    if (family !== null && context.family !== family) return null;
    const ranges = numbersIn(comparison, protocolNumber, 255);
    if (ranges === null) return inDoubt(comparison);
    const asked = octets.filter((each) => inRanges(ranges, each));
    return { ...noTerms, services: [ofProtocols(comparison.negated ? protocolsOutside(asked) : asked)] };
  };
}

/** Headers that may stand between an IPv6 header and the transport header (RFC 8200, 4). */
const extensionHeaders = new Set([0, 43, 44, 50, 51, 60, 135, 139, 140]);

/** "ip6 nexthdr" is the first header alone: a packet with extension headers has another one there. */
const nextHeader: FieldReader = (comparison, context) => {
  if (context.family !== 6) return null;
  const ranges = numbersIn(comparison, protocolNumber, 255);
  if (ranges === null || comparison.negated) return inDoubt(comparison);
  const asked = octets.filter((each) => inRanges(ranges, each));
  if (asked.some((each) => extensionHeaders.has(each))) return inDoubt(comparison);
  return withDoubt({ ...noTerms, services: [ofProtocols(asked)] }, comparison.text);
};

function icmpField(family: 4 | 6): FieldReader {
  const own = family === 4 ? 1 : 58;
  return (comparison, context) => {
    if (context.family !== family) return null;
    const ranges = numbersIn(comparison, (word) => typeNamed(word, family), 255);
    if (ranges === null) return withDoubt({ ...noTerms, services: [ofProtocols([own])] }, comparison.text);
    const types = octets.filter((each) => inRanges(ranges, each) !== comparison.negated);
    const icmp = types.map((type) => ({ type, code: null }));
    return icmp.length === 0 ? null : { ...noTerms, services: [{ ...ofProtocols([own]), icmp }] };
  };
}

/** A name that has a code in it (iptables' "host-redirect") is no type of nftables. */
function typeNamed(word: string, family: 4 | 6): number | null {
  const message = icmpMessage(word, family);
  return message === null || message.code !== null ? null : message.type;
}

/** Above this many codes of every type, what they say is left open. */
const mostCodes = 8;

/** A code of any type: beside a question about the type only that one is left. */
function icmpCodeField(family: 4 | 6): FieldReader {
  const own = family === 4 ? 1 : 58;
  return (comparison, context) => {
    if (context.family !== family) return null;
    const ranges = numbersIn(comparison, (word) => icmpCode(word, family), 255);
    const codes = ranges === null ? [] : octets.filter((each) => inRanges(ranges, each) !== comparison.negated);
    if (ranges === null || codes.length > mostCodes)
      return withDoubt({ ...noTerms, services: [ofProtocols([own])] }, comparison.text);
    const icmp = octets.flatMap((type) => codes.map((code) => ({ type, code })));
    return icmp.length === 0 ? null : { ...noTerms, services: [{ ...ofProtocols([own]), icmp }] };
  };
}

function interfaceField(end: "interfaces" | "outInterfaces"): FieldReader {
  return (comparison, { interfaces }) => {
    const lists = comparison.values.map((value) => interfaces.matching(value, comparison.negated));
    const known = lists.filter((list) => list !== null);
    const [first, ...others] = known;
    if (first === undefined || known.length < lists.length) return inDoubt(comparison);
    const names = comparison.negated
      ? first.filter((name) => others.every((list) => list.includes(name)))
      : [...new Set(known.flat())];
    return names.length === 0 ? null : { ...noTerms, [end]: names };
  };
}

function familyField(names: Readonly<Record<string, 4 | 6>>): FieldReader {
  return (comparison, { family }) => {
    const asked = comparison.values.map((value) => names[value]);
    if (asked.length === 0) return inDoubt(comparison);
    // Other families and protocols are none that a list of IP packets holds.
    return asked.includes(family) !== comparison.negated ? noTerms : null;
  };
}

function codePointField(family: 4 | 6): FieldReader {
  return (comparison, context) => {
    if (context.family !== family) return null;
    const ranges = numbersIn(comparison, codePoint, 63);
    if (ranges === null) return inDoubt(comparison);
    const points = octets.slice(0, 64).filter((each) => inRanges(ranges, each) !== comparison.negated);
    return points.length === 0 ? null : { ...noTerms, dscp: points };
  };
}

function codePoint(word: string): number | null {
  if (/^0x[0-9a-f]{1,2}$/i.test(word)) return Number.parseInt(word.slice(2), 16);
  if (word === "cs0" || word === "be") return 0;
  return decimal(word) ?? codePointNames.get(word) ?? null;
}

const states: readonly ConnectionState[] = ["new", "established", "related", "invalid", "untracked"];

const stateField: FieldReader = (comparison) => {
  const asked = comparison.values.flatMap((value) => states.filter((state) => state === value));
  if (asked.length < comparison.values.length || asked.length === 0) return inDoubt(comparison);
  return { ...noTerms, states: states.filter((state) => asked.includes(state) !== comparison.negated) };
};

/** Fields by the words that name them (nft(8), "PAYLOAD EXPRESSIONS" and "META EXPRESSIONS"). */
export const fields: ReadonlyMap<string, FieldReader> = new Map<string, FieldReader>([
  ["ip saddr", addressField(4, "source")],
  ["ip daddr", addressField(4, "destination")],
  ["ip6 saddr", addressField(6, "source")],
  ["ip6 daddr", addressField(6, "destination")],
  ...(
    [
      ["tcp", 6],
      ["udp", 17],
      ["udplite", 136],
      ["sctp", 132],
      ["dccp", 33],
    ] as const
  ).flatMap(([name, number]) => [
    [`${name} sport`, portField([number], "sourcePorts")] as const,
    [`${name} dport`, portField([number], "destinationPorts")] as const,
  ]),
  ["meta l4proto", protocolField(null)],
  ["ip protocol", protocolField(4)],
  ["ip6 nexthdr", nextHeader],
  ["icmp type", icmpField(4)],
  ["icmpv6 type", icmpField(6)],
  ["icmp code", icmpCodeField(4)],
  ["icmpv6 code", icmpCodeField(6)],
  ["iifname", interfaceField("interfaces")],
  ["iif", interfaceField("interfaces")],
  ["oifname", interfaceField("outInterfaces")],
  ["oif", interfaceField("outInterfaces")],
  ["meta nfproto", familyField({ ipv4: 4, ipv6: 6 })],
  ["meta protocol", familyField({ ip: 4, ip6: 6 })],
  ["ether type", familyField({ ip: 4, ip6: 6 })],
  ["ip dscp", codePointField(4)],
  ["ip6 dscp", codePointField(6)],
  ["ct state", stateField],
]);

/** Ports by "th": exact where the rule names protocols that have ports at the same place, else nobody knows what is read. */
export function portsOfAny(end: "sourcePorts" | "destinationPorts", beside: readonly ServiceMatch[]): FieldReader {
  const named = beside.flatMap(({ protocols }) => (protocols === "any" ? [-1] : protocols));
  if (named.length === 0 || !named.every((each) => withPorts.has(each))) return inDoubt;
  return portField([...new Set(named)], end);
}

const withPorts = new Set([6, 17, 33, 132, 136]);

const flagBits: ReadonlyMap<string, number> = new Map([
  ["fin", 1],
  ["syn", 2],
  ["rst", 4],
  ["psh", 8],
  ["ack", 16],
  ["urg", 32],
  ["ecn", 64],
  ["cwr", 128],
]);

/** Flags by name or number, joined with "|" or ","; null where one is not known. */
export function flagsOf(words: readonly string[]): number | null {
  let bits = 0;
  for (const word of words) {
    if (word === "|" || word === "," || word === "(" || word === ")") continue;
    const bit =
      flagBits.get(word) ?? (/^0x[0-9a-f]{1,2}$/.test(word) ? Number.parseInt(word.slice(2), 16) : decimal(word));
    if (bit === null || bit > 255) return null;
    bits |= bit;
  }
  return bits;
}

export function flagTerms(tests: readonly TcpFlagsMatch[]): Terms {
  return { ...noTerms, services: [ofProtocols([6])], tcpFlags: tests };
}

/** Tests of which one holds where the bits under the mask are not this value. */
export function otherThan(mask: number, value: number): readonly TcpFlagsMatch[] {
  return [1, 2, 4, 8, 16, 32, 64, 128]
    .filter((bit) => (mask & bit) !== 0)
    .map((bit) => ({ mask: bit, value: bit & ~value }));
}

/** "ip frag-off & MASK" against a value: more fragments 0x2000, offset 0x1fff (RFC 791, 3.1). */
export function fragmentKinds(mask: number, value: number, negated: boolean): readonly FragmentKind[] | null {
  const sample: readonly (readonly [FragmentKind, number])[] = [
    ["none", 0],
    ["first", 0x2000],
    ["later", 0x1fff],
    ["later", 0x3fff],
  ];
  if (value !== 0 && !(mask === 0x3fff && value === 0x2000)) return null;
  if (mask !== 0x1fff && mask !== 0x3fff) return null;
  return [...new Set(sample.filter(([, bits]) => ((bits & mask) === value) !== negated).map(([kind]) => kind))];
}
