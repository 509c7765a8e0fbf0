import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** Settings of a rule that decide nothing on a session's first packet. */
export const notes: ReadonlySet<string> = new Set([
  "tracker",
  "icmp6-type",
  "icmp6type",
  "icmptype",
  "created",
  "updated",
  "id",
  "associated-rule-id",
  "category",
  "categories",
  "sequence",
  "sort_order",
  "prio_group",
  "nosync",
  "nopfsync",
  "statetype",
  "state-policy",
  "statepolicy",
  "statetimeout",
  "udp-first",
  "udp-multiple",
  "udp-single",
  "max",
  "max-src-nodes",
  "max-src-states",
  "max-src-conn",
  "max-src-conn-rate",
  "max-src-conn-rates",
  "overload",
  "adaptivestart",
  "adaptiveend",
  "gateway",
  "reply-to",
  "replyto",
  "disablereplyto",
  "allowopts",
  "set-prio",
  "set-prio-low",
  "vlanprioset",
  "tag",
  "defaultqueue",
  "ackqueue",
  "dnpipe",
  "pdnpipe",
  "shaper1",
  "shaper2",
  "divert-to",
  "tcpflags_any",
]);

/** Conditions on a packet that the model has no word for; empty they ask nothing. */
export const conditions: ReadonlySet<string> = new Set([
  "os",
  "tagged",
  "dscp",
  "tos",
  "prio",
  "vlanprio",
  "l7container",
  "ipsecmode",
]);

/** Takes the rest of a rule; what of it nobody has read is a condition that nobody knows. */
export function readConditions(
  source: Source,
  element: XmlElement,
  protocol: string | null,
  unresolved: string[],
): void {
  const asked = flagsOf(source, element, "tcpflags2");
  const set = flagsOf(source, element, "tcpflags1");
  const isOpening = set === "syn" && asked === "ack,syn";
  if (asked !== "" && !isOpening && protocol?.toLowerCase() === "tcp") unresolved.push(`flags ${set}/${asked}`);
  for (const child of element.children) {
    if (notes.has(child.name)) source.takeAll(child);
    else if (conditions.has(child.name)) {
      source.take(child);
      if (isAsked(child)) unresolved.push(`${child.name} ${child.text}`);
    } else if (!isUnderstood(source, child)) unresolved.push(child.name);
  }
}

export function isAsked({ text }: XmlElement): boolean {
  return text !== "" && text !== "none" && text !== "any";
}

function isUnderstood(source: Source, element: XmlElement): boolean {
  if (!source.isRead(element)) return false;
  for (const inner of element.children) if (!source.isRead(inner)) return false;
  return true;
}

function flagsOf(source: Source, element: XmlElement, name: string): string {
  const flags = source.words(element, name);
  return flags.length === 0 ? "" : flags.toSorted().join(",");
}
