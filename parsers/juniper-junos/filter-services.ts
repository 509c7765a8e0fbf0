import type { FragmentKind } from "../../src/model/acl.ts";
import { anyPort, type PortMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";
import type { ConfigNode } from "./node.ts";
import { icmpCodeRange, icmpTypeRange, joinPorts, otherPorts, portRange, protocolRange } from "./packet-names.ts";
import { entries, mark, children } from "./reading.ts";

/** Protocol and ports of one term; what has no word in the model goes to `unresolved`. */
export interface TermServices {
  readonly services: readonly ServiceMatch[];
  /** What `next-header` says of fragments; null where it says nothing. */
  readonly fragments: readonly FragmentKind[] | null;
  readonly unresolved: readonly string[];
}

/** Conditions that are read here. */
export const serviceConditions: ReadonlySet<string> = new Set([
  "protocol",
  "protocol-except",
  "next-header",
  "next-header-except",
  "payload-protocol",
  "payload-protocol-except",
  "port",
  "port-except",
  "source-port",
  "source-port-except",
  "destination-port",
  "destination-port-except",
  "icmp-type",
  "icmp-type-except",
  "icmp-code",
  "icmp-code-except",
]);

/**
 * A port condition looks at the packet's port field; together with no protocol it is taken for TCP and UDP,
 * since the manual asks for the protocol beside it (Routing Policies Guide, "Firewall Filter Match Conditions
 * for IPv4 Traffic", destination-port).
 */
export function termServices(from: ConfigNode | undefined, family: 4 | 6): TermServices {
  const unresolved: string[] = [];
  const either = portsOf(from, "port", "port-except", unresolved);
  const source = portsOf(from, "source-port", "source-port-except", unresolved);
  const destination = portsOf(from, "destination-port", "destination-port-except", unresolved);
  const icmp = icmpOf(from, family, unresolved);
  const asked = protocolsOf(from, unresolved);
  const { fragments } = asked;
  let { protocols } = asked;
  const asksPorts = either.kind !== "any" || source.kind !== "any" || destination.kind !== "any";
  if (protocols === "any" && asksPorts) protocols = [6, 17];
  if (protocols === "any" && icmp !== null) protocols = [family === 4 ? 1 : 58];
  const service = { protocols, icmp };
  if (either.kind === "any") {
    return { services: [{ ...service, sourcePorts: source, destinationPorts: destination }], fragments, unresolved };
  }
  if (source.kind !== "any" || destination.kind !== "any") {
    unresolved.push("port beside source-port or destination-port");
  }
  return {
    services: [
      { ...service, sourcePorts: either, destinationPorts: destination },
      { ...service, sourcePorts: source, destinationPorts: either },
    ],
    fragments,
    unresolved,
  };
}

function portsOf(from: ConfigNode | undefined, word: string, exceptWord: string, unresolved: string[]): PortMatch {
  const named = rangesOf(entries(from, word), portRange);
  const except = rangesOf(entries(from, exceptWord), portRange);
  if (named === noRanges && except === noRanges) return anyPort;
  for (const text of [...named.unknown, ...except.unknown]) unresolved.push(`${word} ${text}`);
  if (named.unknown.length > 0) return { kind: "unresolved", text: named.unknown.join(" ") };
  if (named.ranges.length > 0) return { kind: "ranges", ranges: joinPorts(named.ranges) };
  if (except.ranges.length > 0) return { kind: "ranges", ranges: otherPorts(except.ranges, 65_535) };
  return anyPort;
}

interface Protocols {
  readonly protocols: "any" | readonly number[];
  readonly fragments: readonly FragmentKind[] | null;
}

function protocolsOf(from: ConfigNode | undefined, unresolved: string[]): Protocols {
  const protocols = protocolsNamed(from, protocolWords, unresolved);
  const next = nextHeaderOf(from, unresolved);
  if (next === null) return { protocols, fragments: null };
  if (protocols === "any") return next;
  unresolved.push("next-header beside another condition on the protocol");
  return { protocols, fragments: null };
}

/** Words that ask for a protocol, and those that ask for every other. */
interface ProtocolWords {
  readonly of: readonly string[];
  readonly except: readonly string[];
}

const protocolWords: ProtocolWords = {
  of: ["protocol", "payload-protocol"],
  except: ["protocol-except", "payload-protocol-except"],
};
const nextHeaderWords: ProtocolWords = { of: ["next-header"], except: ["next-header-except"] };

function protocolsNamed(
  from: ConfigNode | undefined,
  words: ProtocolWords,
  unresolved: string[],
): "any" | readonly number[] {
  const stated = rangesOf(nodesOf(from, words.of), protocolRange);
  const except = rangesOf(nodesOf(from, words.except), protocolRange);
  if (stated === noRanges && except === noRanges) return "any";
  for (const text of [...stated.unknown, ...except.unknown]) unresolved.push(`protocol ${text}`);
  if (stated.ranges.length > 0 && stated.unknown.length === 0) return numbersOf(stated.ranges);
  if (stated.ranges.length === 0 && except.ranges.length > 0) return numbersOf(otherPorts(except.ranges, 255));
  return "any";
}

/** Names below any of the keywords, of which there is hardly ever more than one. */
function nodesOf(from: ConfigNode | undefined, keywords: readonly string[]): readonly ConfigNode[] {
  let found = nothing;
  for (const keyword of keywords) {
    const more = entries(from, keyword);
    if (more.length > 0) found = found.length === 0 ? more : [...found, ...more];
  }
  return found;
}

const nothing: readonly ConfigNode[] = [];

const fragmentHeader = 44;
/** Headers that stand before the payload: hop-by-hop, routing, fragment, destination options, mobility, HIP, shim6 (IANA). */
const extensionHeaders: ReadonlySet<number> = new Set([0, 43, fragmentHeader, 60, 135, 139, 140]);

/**
 * `next-header` takes whatever stands in the first header (Routing Policies, Firewall Filters and Traffic Policers
 * Guide, "Firewall Filter Match Conditions for IPv6 Traffic", next-header), so that the protocol of a fragment is not
 * seen by it, only that it is one. Null where the term has no such condition.
 */
function nextHeaderOf(from: ConfigNode | undefined, unresolved: string[]): Protocols | null {
  const doubts: string[] = [];
  const protocols = protocolsNamed(from, nextHeaderWords, doubts);
  unresolved.push(...doubts);
  if (protocols === "any") return doubts.length > 0 ? { protocols, fragments: null } : null;
  if (protocols.every((number) => number === fragmentHeader))
    return { protocols: "any", fragments: ["first", "later"] };
  if (!protocols.some((number) => extensionHeaders.has(number))) return { protocols, fragments: ["none"] };
  unresolved.push("next-header that may stand before the payload");
  return { protocols: "any", fragments: null };
}

function icmpOf(from: ConfigNode | undefined, family: 4 | 6, unresolved: string[]): ServiceMatch["icmp"] {
  const types = icmpNumbers(from, "icmp-type", "icmp-type-except", (text) => icmpTypeRange(text, family), unresolved);
  const codes = icmpNumbers(from, "icmp-code", "icmp-code-except", (text) => icmpCodeRange(text, family), unresolved);
  if (types === null) {
    if (codes !== null) unresolved.push("icmp-code without icmp-type");
    return null;
  }
  if (codes === null) return types.map((type) => ({ type, code: null }));
  return types.flatMap((type) => codes.map((code) => ({ type, code })));
}

/** Types or codes asked for; null where nothing is asked, or something that is not understood, which may be any. */
function icmpNumbers(
  from: ConfigNode | undefined,
  word: string,
  exceptWord: string,
  take: (text: string) => PortRange | null,
  unresolved: string[],
): readonly number[] | null {
  const stated = rangesOf(entries(from, word), take);
  const except = rangesOf(entries(from, exceptWord), take);
  for (const text of stated.unknown) unresolved.push(`${word} ${text}`);
  for (const text of except.unknown) unresolved.push(`${exceptWord} ${text}`);
  if (stated.unknown.length > 0) return null;
  if (stated.ranges.length > 0) return numbersOf(stated.ranges);
  return except.ranges.length > 0 ? numbersOf(otherPorts(except.ranges, 255)) : null;
}

interface Ranges {
  readonly ranges: readonly PortRange[];
  readonly unknown: readonly string[];
}

const noRanges: Ranges = { ranges: [], unknown: [] };

function rangesOf(nodes: readonly ConfigNode[], take: (text: string) => PortRange | null): Ranges {
  const [only] = nodes;
  if (only === undefined) return noRanges;
  if (nodes.length === 1 && only.children.size === 0) {
    const range = take(only.word);
    return range === null
      ? { ranges: noRanges.ranges, unknown: [only.word] }
      : { ranges: [range], unknown: noRanges.unknown };
  }
  const ranges: PortRange[] = [];
  const unknown: string[] = [];
  for (const node of nodes) {
    // A range may be written with spaces around its dash; its parts are words of one statement then.
    let text = node.word;
    for (const item of children(node)) text += mark(item).word;
    const range = take(text);
    if (range === null) unknown.push(text);
    else ranges.push(range);
  }
  return { ranges, unknown };
}

function numbersOf(ranges: readonly PortRange[]): number[] {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1 && only[0] === only[1]) return [only[0]];
  const numbers: number[] = [];
  for (const [low, high] of joinPorts(ranges)) for (let number = low; number <= high; number += 1) numbers.push(number);
  return numbers;
}
