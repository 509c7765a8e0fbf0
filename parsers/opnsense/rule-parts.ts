import type { XmlElement } from "../lib/xml.ts";
import { conditions, isAsked, notes } from "./rule-conditions.ts";

type Part = XmlElement | undefined;

/** One end of a rule of the legacy section: its leaves, the last of each name. */
export interface EndParts {
  any: Part;
  network: Part;
  address: Part;
  port: Part;
  not: Part;
  /** Something stands in it. */
  isStated: boolean;
  /** Each element is one of these, and stands there once. */
  isPlain: boolean;
}

/** A rule of the legacy section: its leaves, the last of each name, as PHP's parser keeps it. */
export interface RuleParts {
  type: Part;
  interface: Part;
  ipprotocol: Part;
  protocol: Part;
  /** Elements around the ends. */
  source: Part;
  destination: Part;
  from: EndParts | null;
  to: EndParts | null;
  descr: Part;
  direction: Part;
  quick: Part;
  floating: Part;
  disabled: Part;
  sched: Part;
  log: Part;
  icmptype: Part;
  icmp6dashed: Part;
  icmp6type: Part;
  tracker: Part;
  separator: Part;
  /** Each element is known, asks nothing that the model has no word for, and stands there once if it means something. */
  isPlain: boolean;
}

/** What stands in a rule, gathered in one pass. */
export function partsOf(elements: readonly XmlElement[], from = 0): RuleParts {
  const parts: RuleParts = {
    type: undefined,
    interface: undefined,
    ipprotocol: undefined,
    protocol: undefined,
    source: undefined,
    destination: undefined,
    from: null,
    to: null,
    descr: undefined,
    direction: undefined,
    quick: undefined,
    floating: undefined,
    disabled: undefined,
    sched: undefined,
    log: undefined,
    icmptype: undefined,
    icmp6dashed: undefined,
    icmp6type: undefined,
    tracker: undefined,
    separator: undefined,
    isPlain: true,
  };
  for (let index = from; index < elements.length; index += 1) {
    const element = elements[index];
    if (element !== undefined) put(parts, element);
  }
  if (parts.source !== undefined) parts.from = endOf(parts.source.children);
  if (parts.destination !== undefined) parts.to = endOf(parts.destination.children);
  if (parts.from?.isPlain === false || parts.to?.isPlain === false) parts.isPlain = false;
  return parts;
}

function put(parts: RuleParts, element: XmlElement): void {
  const { name } = element;
  const leaf = element.children.length === 0 ? element : undefined;
  let before: Part;
  switch (name) {
    case "type":
      before = parts.type;
      parts.type = leaf;
      break;
    case "interface":
      before = parts.interface;
      parts.interface = leaf;
      break;
    case "ipprotocol":
      before = parts.ipprotocol;
      parts.ipprotocol = leaf;
      break;
    case "protocol":
      before = parts.protocol;
      parts.protocol = leaf;
      break;
    case "source":
      if (parts.source !== undefined) parts.isPlain = false;
      parts.source = element;
      return;
    case "destination":
      if (parts.destination !== undefined) parts.isPlain = false;
      parts.destination = element;
      return;
    case "descr":
      before = parts.descr;
      parts.descr = leaf;
      break;
    case "direction":
      before = parts.direction;
      parts.direction = leaf;
      break;
    case "quick":
      before = parts.quick;
      parts.quick = leaf;
      break;
    case "floating":
      before = parts.floating;
      parts.floating = leaf;
      break;
    case "disabled":
      before = parts.disabled;
      parts.disabled = leaf;
      break;
    case "sched":
      before = parts.sched;
      parts.sched = leaf;
      break;
    case "log":
      before = parts.log;
      parts.log = leaf;
      break;
    case "icmptype":
      before = parts.icmptype;
      parts.icmptype = leaf;
      break;
    case "icmp6-type":
      before = parts.icmp6dashed;
      parts.icmp6dashed = leaf;
      break;
    case "icmp6type":
      before = parts.icmp6type;
      parts.icmp6type = leaf;
      break;
    case "tracker":
      before = parts.tracker;
      parts.tracker = element;
      break;
    case "separator":
      parts.separator = element;
      parts.isPlain = false;
      return;
    default:
      if (notes.has(name) || (leaf !== undefined && conditions.has(name) && !isAsked(leaf))) return;
      parts.isPlain = false;
      return;
  }
  if (leaf === undefined || before !== undefined) parts.isPlain = false;
}

function endOf(elements: readonly XmlElement[]): EndParts {
  const parts: EndParts = {
    any: undefined,
    network: undefined,
    address: undefined,
    port: undefined,
    not: undefined,
    isStated: elements.length > 0,
    isPlain: true,
  };
  for (const element of elements) {
    const leaf = element.children.length === 0 ? element : undefined;
    let before: Part;
    switch (element.name) {
      case "any":
        before = parts.any;
        parts.any = leaf;
        break;
      case "network":
        before = parts.network;
        parts.network = leaf;
        break;
      case "address":
        before = parts.address;
        parts.address = leaf;
        break;
      case "port":
        before = parts.port;
        parts.port = leaf;
        break;
      case "not":
        before = parts.not;
        parts.not = leaf;
        break;
      default:
        parts.isPlain = false;
        continue;
    }
    if (leaf === undefined || before !== undefined) parts.isPlain = false;
  }
  return parts;
}
