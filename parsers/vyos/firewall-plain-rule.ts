import { anyAddress, anyPort, type AddressMatch, type PortMatch, type ServiceMatch } from "../../src/model/address.ts";
import { lines } from "../../src/model/fact.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import { ofProtocol, ofProtocols, portsIn } from "../lib/netfilter/services.ts";
import { noTerms } from "../lib/netfilter/terms.ts";
import { useAt } from "./context.ts";
import { groupKeywords, groupMatch } from "./firewall-addresses.ts";
import { decimalPort, portsOf } from "./firewall-ports.ts";
import { withPorts } from "./firewall-services.ts";
import { undecided, type PlainAddress, type PlainGroup, type PlainPort, type PlainRule } from "./node.ts";
import type { RuleSurroundings } from "./rule-surroundings.ts";

/** Tells what a plain rule asks for. False: the general reader must say what is in doubt. */
export function understand(rule: PlainRule, around: RuleSurroundings): boolean {
  const services = servicesOf(rule, around);
  const source = understoodAddress(rule.source, around);
  const destination = understoodAddress(rule.destination, around);
  if (rule.verdict === undecided || services === null || source === null || destination === null) return false;
  rule.services = services;
  rule.source = source;
  rule.destination = destination;
  rule.at = [[rule.first, rule.last]];
  return true;
}

/** Takes a rule that is understood, and says which groups it uses. */
export function takePlainRule(rule: PlainRule, around: RuleSurroundings): ChainRule {
  const { ordinal } = rule;
  usePorts(rule.sourcePort, "source", ordinal, around);
  usePorts(rule.destinationPort, "destination", ordinal, around);
  useAddresses(rule.source, "source", ordinal, around);
  useAddresses(rule.destination, "destination", ordinal, around);
  rule.isUnderstood = true;
  return rule;
}

function understoodAddress(written: PlainAddress, around: RuleSurroundings): PlainAddress | null {
  if (written === "") return written;
  if (typeof written !== "string" && "include" in written) return written;
  const match = typeof written === "string" ? addressMatch(written) : groupOf(written, around);
  if (match === null) return null;
  const spec = { include: [match], exclude: anyAddress.exclude };
  if (typeof written === "string") return spec;
  written.spec = spec;
  return written;
}

function groupOf({ kind, name }: PlainGroup, around: RuleSurroundings): AddressMatch | null {
  const kinds = groupKeywords.get(kind);
  return kinds === undefined || name.startsWith("!")
    ? null
    : groupMatch(kinds[around.family === 4 ? 0 : 1], name, around);
}

function servicesOf(
  { protocol, sourcePort, destinationPort }: PlainRule,
  around: RuleSurroundings,
): readonly ServiceMatch[] | null {
  const whole = protocolsOf(protocol);
  if (whole === null || (sourcePort === "" && destinationPort === "")) return whole;
  const protocols = whole[0]?.protocols ?? "any";
  if (protocols === "any" || protocols.some((each) => !withPorts.has(each))) return null;
  const { portServices } = around.context;
  // Rules that ask for one port of the same protocol share what they ask for.
  const port = sourcePort === "" ? portNumber(destinationPort) : null;
  const key = port === null || protocols.length > 1 ? -1 : (protocols[0] ?? 0) * 65_536 + (port ?? 0);
  const shared = key < 0 ? undefined : portServices.get(key);
  if (shared !== undefined) return shared;
  const sourcePorts = portsAt(sourcePort, around);
  const destinationPorts = portsAt(destinationPort, around);
  if (sourcePorts === null || destinationPorts === null) return null;
  const services = [{ protocols, sourcePorts, destinationPorts, icmp: null }];
  if (key >= 0) portServices.set(key, services);
  return services;
}

const tcp = ofProtocol(6);
const udp = ofProtocol(17);
const tcpAndUdp = [ofProtocols([6, 17])];

/** Packets of what `protocol` names; null where it is turned round, or not understood. */
function protocolsOf(protocol: string): readonly ServiceMatch[] | null {
  if (protocol === "tcp") return tcp;
  if (protocol === "udp") return udp;
  if (protocol === "") return noTerms.services;
  const name = protocol.toLowerCase();
  if (name === "all") return noTerms.services;
  if (name === "tcp_udp") return tcpAndUdp;
  const number = protocolNumber(name);
  return number === null || number === 0 ? null : ofProtocol(number);
}

function portNumber(written: PlainPort): number | null {
  if (typeof written === "number") return written;
  return typeof written === "string" ? decimalPort(written) : null;
}

function portsAt(written: PlainPort, { groups }: RuleSurroundings): PortMatch | null {
  if (written === "") return anyPort;
  if (typeof written === "number") return portsIn([[written, written]]);
  if (typeof written === "string") {
    const ports = portsOf(written);
    return ports.kind === "unresolved" ? null : ports;
  }
  const members = groups.portsOf(written.name);
  return members === null || members.length === 0 ? null : portsIn(members);
}

type Side = "source" | "destination";

function usePorts(written: PlainPort, side: Side, rule: string, { context, list }: RuleSurroundings): void {
  if (typeof written !== "object") return;
  useAt(context, "service-group", lines(written.line), `${list} rule ${rule} ${side} group`, written.name);
}

function useAddresses(asked: PlainAddress, side: Side, rule: string, { context, list }: RuleSurroundings): void {
  // Nobody defines what is predefined.
  if (typeof asked === "string" || "include" in asked || asked.spec.include[0]?.kind !== "group") return;
  useAt(context, "address-group", lines(asked.line), `${list} rule ${rule} ${side} group`, asked.name);
}
