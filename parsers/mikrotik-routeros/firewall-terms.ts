import type { ConnectionState } from "../../src/model/acl.ts";
import {
  anyAddress,
  anyPort,
  type AddressMatch,
  type AddressSpec,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { addressMatch, familyOf } from "../lib/netfilter/address-spans.ts";
import type { InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import { ofProtocol, ofProtocols, portsIn, portsOutside, protocolsOutside } from "../lib/netfilter/services.ts";
import { narrow, narrowAddress, noTerms, withDoubt, type GrowingTerms, type Terms } from "../lib/netfilter/terms.ts";
import { tcpFlagBits } from "../lib/tcp-flag-tests.ts";
import type { Parameter } from "./parameters.ts";
import type { Found } from "./words.ts";

export interface TermContext {
  readonly family: 4 | 6;
  readonly interfaces: InterfaceNames;
  readonly lists: ReadonlyMap<string, readonly string[] | null>;
}

interface Asked {
  readonly name: string;
  readonly value: string;
  readonly negated: boolean;
  readonly text: string;
}

type Meaning = Found["meaning"];

type Reader = (asked: Asked, context: TermContext, protocol: number | null) => Meaning;

/** Settings of a rule that ask nothing of a packet ("Common Firewall Matchers and Actions"). */
const askingNothing = new Set(
  (
    "chain action comment disabled log log-prefix jump-target reject-with address-list address-list-timeout to-addresses " +
    "to-ports place-before passthrough randomise-ports same-not-by-dst new-packet-mark new-connection-mark new-routing-mark hw-offload"
  ).split(" "),
);

/** What no packet meets. */
export const nobody: Terms = { ...noTerms, source: { include: [], exclude: [] } };

/** What all matchers of a rule ask together; null where no packet meets them. Matchers that are not read stay as text. */
export function termsOf(settings: readonly Parameter[], context: TermContext): Terms | null {
  const protocol = settings.find(({ name }) => name === "protocol")?.value;
  const own = protocol === undefined || protocol.startsWith("!") ? null : protocolNumber(protocol);
  let terms: Terms = noTerms;
  // Terms that no other rule has; what is found for a setting other rules may share.
  let grown: GrowingTerms | null = null;
  for (const parameter of settings) {
    const { name } = parameter;
    if (askingNothing.has(name)) continue;
    const meaning = meaningOf(parameter, context, own);
    if (meaning === null) return null;
    if (meaning === noTerms) continue;
    if ("include" in meaning) {
      terms = grown ??= { ...terms };
      if (!narrowAddress(grown, name === "src-address" ? "source" : "destination", meaning)) return null;
    } else if (terms === noTerms) terms = meaning;
    else {
      terms = grown ??= { ...terms };
      if (!narrow(grown, meaning)) return null;
    }
  }
  return terms;
}

/** Rules share their settings, so that most were read before. */
function meaningOf(parameter: Parameter, context: TermContext, own: number | null): Meaning {
  const { name, value, found } = parameter;
  if (found !== null && found.context === context && found.protocol === own) return found.meaning;
  const negated = value.startsWith("!");
  const asked: Asked = { name, value: negated ? value.slice(1) : value, negated, text: `${name}=${value}` };
  const reader = readers.get(name);
  const meaning = reader === undefined ? inDoubt(asked) : reader(asked, context, own);
  parameter.found = { context, protocol: own, meaning };
  return meaning;
}

function inDoubt({ text }: Asked): Terms {
  return withDoubt(noTerms, text);
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["src-address", addresses],
  ["dst-address", addresses],
  ["src-address-list", addressList("source")],
  ["dst-address-list", addressList("destination")],
  ["protocol", protocolTerms],
  ["src-port", ports(["sourcePorts"])],
  ["dst-port", ports(["destinationPorts"])],
  ["port", ports(["sourcePorts", "destinationPorts"])],
  ["any-port", ports(["sourcePorts", "destinationPorts"])],
  ["in-interface", interfaceTerms("interfaces")],
  ["out-interface", interfaceTerms("outInterfaces")],
  ["in-interface-list", interfaceListTerms("interfaces")],
  ["out-interface-list", interfaceListTerms("outInterfaces")],
  ["connection-state", stateTerms],
  ["tcp-flags", flagTerms],
  ["icmp-options", icmpTerms],
  ["dscp", codePoints],
  ["fragment", fragments],
]);

function addresses(asked: Asked, { family }: TermContext): Meaning {
  const match = asked.value === "" ? null : addressMatch(asked.value);
  if (match === null || familyOf(match) !== family) return inDoubt(asked);
  if (match.kind === "any") return asked.negated ? null : noTerms;
  return addressSpec(match, asked.negated);
}

function addressSpec(match: AddressMatch, negated: boolean): AddressSpec {
  return negated
    ? { include: anyAddress.include, exclude: [match] }
    : { include: [match], exclude: anyAddress.exclude };
}

function addressList(end: "source" | "destination"): Reader {
  return ({ value, negated }) => ({ ...noTerms, [end]: addressSpec({ kind: "group", name: value }, negated) });
}

function protocolTerms(asked: Asked): Terms | null {
  const number = protocolNumber(asked.value);
  if (number === null) return inDoubt(asked);
  return { ...noTerms, services: asked.negated ? [ofProtocols(protocolsOutside([number]))] : ofProtocol(number) };
}

/** Protocols whose packets have ports. */
export const withPorts: ReadonlySet<number> = new Set([6, 17, 33, 132, 136]);

function ports(ends: readonly ("sourcePorts" | "destinationPorts")[]): Reader {
  return (asked, _, own) => {
    const ranges = rangesOf(asked.value);
    if (ranges === null || own === null || !withPorts.has(own)) return inDoubt(asked);
    const match = asked.negated ? portsOutside(ranges) : portsIn(ranges);
    if (match === null) return null;
    const plain: ServiceMatch = { protocols: [own], sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };
    if (asked.negated && ends.length > 1)
      return { ...noTerms, services: [{ ...plain, sourcePorts: match, destinationPorts: match }] };
    return { ...noTerms, services: ends.map((end) => ({ ...plain, [end]: match })) };
  };
}

function rangesOf(text: string): readonly PortRange[] | null {
  const ranges: PortRange[] = [];
  for (const part of text.split(",")) {
    const [from, to, more] = part.split("-").map(decimal);
    const high = to === undefined ? from : to;
    if (from === undefined || from === null || high === undefined || high === null || more !== undefined) return null;
    if (from > high || high > 65_535) return null;
    ranges.push([from, high]);
  }
  return ranges;
}

function interfaceTerms(end: "interfaces" | "outInterfaces"): Reader {
  return (asked, { interfaces }) => {
    // "all-ethernet" and its like hold the interfaces of a kind.
    const names = asked.value.startsWith("all-") ? null : interfaces.matching(asked.value, asked.negated);
    return names === null ? inDoubt(asked) : { ...noTerms, [end]: names };
  };
}

function interfaceListTerms(end: "interfaces" | "outInterfaces"): Reader {
  return (asked, { interfaces, lists }) => {
    const members = lists.get(asked.value);
    if (asked.value === "all") return asked.negated ? null : noTerms;
    if (members === undefined || members === null) return inDoubt(asked);
    if (!asked.negated) return members.length === 0 ? null : { ...noTerms, [end]: members };
    const others = members.map((name) => interfaces.matching(name, true));
    const [first, ...rest] = others.filter((names) => names !== null);
    if (members.length === 0) return noTerms;
    if (first === undefined || rest.length + 1 < others.length) return inDoubt(asked);
    return { ...noTerms, [end]: first.filter((name) => rest.every((names) => names.includes(name))) };
  };
}

const states: readonly ConnectionState[] = ["new", "established", "related", "invalid", "untracked"];

function stateTerms(asked: Asked): Terms | null {
  const words = asked.value.split(",");
  const named = states.filter((state) => words.includes(state));
  if (named.length < new Set(words).size) return inDoubt(asked);
  return { ...noTerms, states: states.filter((state) => named.includes(state) !== asked.negated) };
}

/** "syn,!ack": each named flag is set, each with a mark is not. */
function flagTerms({ name, value, negated }: Asked): Terms | null {
  let [mask, set] = [0, 0];
  // The mark before the first flag belongs to that flag.
  for (const word of `${negated ? "!" : ""}${value}`.split(",")) {
    const bit =
      word.replace("!", "") === "ece"
        ? 64
        : word.replace("!", "") === "cwr"
          ? 128
          : tcpFlagBits.get(word.replace("!", ""));
    if (bit === undefined) return withDoubt(noTerms, `${name}=${value}`);
    mask |= bit;
    if (!word.startsWith("!")) set |= bit;
  }
  return { ...noTerms, services: [ofProtocols([6])], tcpFlags: [{ mask, value: set }] };
}

/** "8:0-255", "3:4", "11". */
function icmpTerms(asked: Asked, { family }: TermContext): Terms | null {
  const own = family === 4 ? 1 : 58;
  const [typeText, codes] = asked.value.split(":");
  const type = decimal(typeText);
  const single = codes === undefined || codes === "0-255" ? null : decimal(codes);
  if (
    asked.negated ||
    type === null ||
    type > 255 ||
    (codes !== undefined && codes !== "0-255" && (single === null || single > 255))
  )
    return withDoubt({ ...noTerms, services: [ofProtocols([own])] }, asked.text);
  return { ...noTerms, services: [{ ...ofProtocols([own]), icmp: [{ type, code: single }] }] };
}

function codePoints(asked: Asked): Terms | null {
  const point = decimal(asked.value);
  if (point === null || point > 63) return inDoubt(asked);
  const all = Array.from({ length: 64 }, (_, each) => each);
  return { ...noTerms, dscp: asked.negated ? all.filter((each) => each !== point) : [point] };
}

/** "fragment=yes" is about fragments but the first. */
function fragments(asked: Asked): Terms | null {
  if (asked.negated || (asked.value !== "yes" && asked.value !== "no")) return inDoubt(asked);
  return { ...noTerms, fragments: asked.value === "yes" ? ["later"] : ["none", "first"] };
}
