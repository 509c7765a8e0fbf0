import { anyPort, anyService, type PortMatch, type ServiceMatch } from "../../src/model/address.ts";
import { icmpMessage } from "../lib/netfilter/icmp-names.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import { bothPorts, portsIn, portsOutside, protocolsOutside } from "../lib/netfilter/services.ts";
import { use } from "./context.ts";
import { portsOf } from "./firewall-ports.ts";
import { textOf, type RuleSurroundings } from "./rule-surroundings.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, peek, value, values } from "./reading.ts";

/** Protocols with ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
export const withPorts: ReadonlySet<number> = new Set([6, 17, 33, 132, 136]);

/** `protocol` and the ports of both ends, or an ICMP message. */
export function servicesOf(rule: ConfigNode, around: RuleSurroundings, unresolved: string[]): readonly ServiceMatch[] {
  let protocols = protocolsOf(rule, unresolved);
  const sourcePorts = endPorts(rule, "source", around, unresolved);
  const destinationPorts = endPorts(rule, "destination", around, unresolved);
  const own = around.family === 4 ? 1 : 58;
  // The match on a message asks for its protocol by itself.
  if (protocols === "any" && child(rule, around.family === 4 ? "icmp" : "icmpv6") !== undefined) protocols = [own];
  const messages = messagesOf(rule, around.family, unresolved);
  if (messages !== null) {
    if (protocols.length === 1 && protocols[0] === own) return [{ ...anyService, protocols, icmp: messages }];
    unresolved.push("an ICMP message beside another protocol");
  }
  const asksPorts = sourcePorts.kind !== "any" || destinationPorts.kind !== "any";
  // A commit asks for a protocol with ports; anything else is not what the device runs.
  if (asksPorts && (protocols === "any" || protocols.some((each) => !withPorts.has(each)))) {
    unresolved.push("ports without a protocol that has them");
    return [{ ...anyService, protocols }];
  }
  return [{ protocols, sourcePorts, destinationPorts, icmp: null }];
}

function protocolsOf(rule: ConfigNode, unresolved: string[]): "any" | readonly number[] {
  const asked = value(rule, "protocol");
  if (asked === undefined) return "any";
  const negated = asked.text.startsWith("!");
  const name = (negated ? asked.text.replace(/^!\s*/, "") : asked.text).toLowerCase();
  if (name === "all" && !negated) return "any";
  const number = protocolNumber(name);
  const numbers = name === "tcp_udp" ? [6, 17] : number === null || number === 0 ? null : [number];
  if (numbers === null) {
    // Zero is every protocol to iptables and one of its own to nftables.
    unresolved.push(`protocol ${asked.text}`);
    return "any";
  }
  return negated ? protocolsOutside(numbers) : numbers;
}

function endPorts(
  rule: ConfigNode,
  side: "source" | "destination",
  { context, groups, list }: RuleSurroundings,
  unresolved: string[],
): PortMatch {
  const end = child(rule, side);
  if (end === undefined) return anyPort;
  const group = peek(end, "group");
  const written = values(end, "port");
  if (written.length === 0 && group === undefined) return anyPort;
  const only = written.length === 1 && group === undefined ? portsOf(written[0]?.text ?? "") : null;
  if (only !== null && only.kind !== "unresolved") return only;
  let ports: PortMatch = anyPort;
  const ask = (asked: PortMatch | null, text: string): void => {
    const joined = asked === null || asked.kind === "unresolved" ? null : bothPorts(ports, asked);
    if (joined === null) unresolved.push(`${side} port ${text}`);
    else ports = joined;
  };
  for (const { text } of written) ask(portsOf(text), text);
  for (const { text, node } of values(group, "port-group")) {
    const name = text.replace(/^!\s*/, "");
    use(context, "service-group", node, `${list} ${side} group`, name);
    const members = groups.portsOf(name);
    if (members === null || members.length === 0) ask(null, `group ${text}`);
    else ask(text.startsWith("!") ? portsOutside(members) : portsIn(members), `group ${text}`);
  }
  return ports;
}

/**
 * `icmp type 8`, `code 0`, `type-name echo-request` (up to 1.3 `type-name any` too); `icmpv6 type` takes a number, a
 * name or "type/code". Null asks nothing.
 */
function messagesOf(rule: ConfigNode, family: 4 | 6, unresolved: string[]): ServiceMatch["icmp"] {
  const found: { readonly type: number; readonly code: number | null }[] = [];
  for (const keyword of ["icmp", "icmpv6"] as const) {
    const at = child(rule, keyword);
    if (at === undefined) continue;
    if ((keyword === "icmp") !== (family === 4)) {
      unresolved.push(textOf(at));
      continue;
    }
    const code = value(at, "code");
    const asked = [...values(at, "type"), ...values(at, "type-name")];
    if (asked.length === 0) unresolved.push(textOf(at));
    for (const { text } of asked) {
      if (text === "any" && code === undefined) continue;
      const message = icmpMessage(text, family);
      const number = code === undefined ? null : /^\d{1,3}$/.test(code.text) ? Number(code.text) : Number.NaN;
      if (message === null || asked.length > 1 || Number.isNaN(number) || (number !== null && message.code !== null))
        unresolved.push(textOf(at));
      else found.push({ type: message.type, code: number ?? message.code });
    }
    for (const part of children(at)) if (!parts.has(part.word)) unresolved.push(textOf(part));
  }
  return found.length === 0 ? null : found;
}

const parts: ReadonlySet<string> = new Set(["type", "type-name", "code"]);
