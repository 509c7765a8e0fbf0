import { decimal, ipv4Number, ipv6Groups, ipv6Text, maskLength } from "../lib/cisco/addresses.ts";
import type { Statement } from "../lib/indented.ts";
import type { InterfaceDraft } from "./draft.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { withFamily, withoutFamily } from "../lib/cisco/family-set.ts";

/** "ip address A/L|A MASK [secondary]", "ip address virtual A/L", "ip address dhcp" (EOS User Manual, "IPv4"). */
export function ipAddress(context: InterfaceDraft, statement: Statement): boolean {
  const words = statement.words.slice(2);
  if (statement.negated) {
    if (words.length === 0) {
      context.addresses.ipv4 = [];
      context.unstated = withoutFamily(context.unstated, 4);
    }
    return words.length === 0;
  }
  if (words[0] === "dhcp") {
    context.unstated = withFamily(context.unstated, 4);
    return words.length === 1;
  }
  // A virtual address is the interface's own, on every switch that has it ("ip address virtual").
  if (words[0] === "virtual") words.shift();
  const [first = "", second] = words;
  const [dotted, bits] = first.split("/");
  const address = ipv4Number(dotted);
  const mask = ipv4Number(second);
  const length = bits === undefined ? (mask === null ? null : maskLength(mask)) : decimal(bits);
  if (address === null || length === null || length > 32) return false;
  context.addresses.ipv4 = withOne(context.addresses.ipv4, `${dotted ?? ""}/${length}`);
  return words.slice(bits === undefined ? 2 : 1).every((word) => word === "secondary");
}

export function ipv6Address(context: InterfaceDraft, statement: Statement): boolean {
  const words = statement.words.slice(2);
  if (statement.negated) {
    if (words.length === 0) context.addresses.ipv6 = [];
    return words.length === 0;
  }
  if (words[0] === "virtual") words.shift();
  const [first = "", second] = words;
  if (first === "auto-config" || first === "dhcp") {
    context.unstated = withFamily(context.unstated, 6);
    return true;
  }
  const [address, length] = first.split("/");
  const groups = ipv6Groups(address);
  const bits = length === undefined ? (second === "link-local" ? 64 : null) : decimal(length);
  if (groups === null || bits === null || bits > 128) return false;
  if (second === "eui-64") context.unstated = withFamily(context.unstated, 6);
  context.addresses.ipv6 = withOne(context.addresses.ipv6, `${ipv6Text(groups)}/${bits}`);
  return words.length === 1 || ["eui-64", "link-local", "secondary"].includes(second ?? "");
}

/** "ip virtual-router address A[/L]": an address that the pair answers for. */
export function virtualAddress(context: InterfaceDraft, statement: Statement): boolean {
  const [address] = (statement.words[3] ?? "").split("/");
  const groups = ipv6Groups(address);
  if (statement.negated) return false;
  if (ipv4Number(address) !== null) context.virtual.push(address ?? "");
  else if (groups !== null) context.virtual.push(ipv6Text(groups));
  else return false;
  return true;
}

/** "vrrp N ipv4|ip|ipv6 ADDRESS" and "vrrp N peer|ip authentication …"; what else a group sets bears on nothing. */
export function vrrp(context: InterfaceDraft, statement: Statement): boolean {
  const [, group, word = "", address] = statement.words;
  if (group === undefined) return false;
  const groups = ipv6Groups(address);
  context.settings.set(`vrrp ${group} ${word}`, statement);
  if (statement.negated) return !["ip", "ipv4", "ipv6", "authentication"].includes(word);
  if ((word === "ip" || word === "ipv4") && ipv4Number(address) !== null) context.virtual.push(address ?? "");
  else if (word === "ipv6" && groups !== null) context.virtual.push(ipv6Text(groups));
  else return [...vrrpDetails, "authentication", "peer"].includes(word);
  return true;
}

const vrrpDetails: readonly string[] = [
  "priority-level",
  "priority",
  "advertisement",
  "timers",
  "preempt",
  "delay",
  "mac-address",
  "tracked-object",
  "track",
  "session",
  "description",
  "shutdown",
  "disabled",
  "bfd",
];
