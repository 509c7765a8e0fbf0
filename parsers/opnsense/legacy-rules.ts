import type { LineRange } from "../../src/model/fact.ts";
import type { XmlElement } from "../lib/xml.ts";
import { hostOrNetwork } from "./address-text.ts";
import { portRange } from "./port-text.ts";
import type { EndWords } from "./rule-addresses.ts";
import { readConditions } from "./rule-conditions.ts";
import { partsOf, type EndParts, type RuleParts } from "./rule-parts.ts";
import { actionOf, CalledRules, directionOf, familiesOf, listed, nothing, type RuleWords } from "./rules.ts";
import { splitWords, type Os, type Source } from "./source.ts";

/** A rule before its name and place are known, which need all rules to be read. */
interface LegacyRule extends RuleWords {
  name: string;
  at: readonly LineRange[];
  path: string;
  readonly tracker: string;
}

/**
 * Rules of the legacy section that are wholly understood, read where they end: nothing of their elements is needed
 * afterwards. Any other rule keeps its elements.
 */
export class PlainRules {
  readonly #os: Os;
  readonly #rules: LegacyRule[] = [];
  /** Places of their elements, in the same order. */
  readonly #orders: number[] = [];
  #next = 0;

  constructor(os: Os) {
    this.#os = os;
  }

  /** Takes the rule that an element is, if it is a plain one; what stands in it begins at a place of a list. */
  take(element: XmlElement, elements: readonly XmlElement[], from: number): boolean {
    if (element.name !== "rule" || !isFilter(element.around, this.#os)) return false;
    if (!isDense(element, elements, from)) return false;
    const parts = partsOf(elements, from);
    if (!parts.isPlain) return false;
    if (parts.disabled !== undefined && isDropped(this.#os, parts)) return false;
    this.#rules.push(ruleOf(this.#os, parts, []));
    this.#orders.push(element.order);
    return true;
  }

  /** The rule that an element is, where it was taken; asked in the order of the text. */
  ruleAt({ order }: XmlElement): LegacyRule | null {
    while ((this.#orders[this.#next] ?? order) < order) this.#next += 1;
    return this.#orders[this.#next] === order ? (this.#rules[this.#next] ?? null) : null;
  }
}

function isFilter(element: XmlElement | null, os: Os): boolean {
  return element?.name === "filter" && element.around?.name === os && element.around.around === null;
}

/** Whether every line of an element is one of those that it or what stands in it begins and ends on. */
function isDense({ line, endLine }: XmlElement, elements: readonly XmlElement[], from: number): boolean {
  let at = line;
  for (let index = from; index < elements.length; index += 1) {
    const inner = elements[index];
    if (inner === undefined || inner.line > at + 1) return false;
    if (inner.children.length > 0 && !isDense(inner, inner.children, 0)) return false;
    if (inner.endLine > at) at = inner.endLine;
  }
  return endLine <= at + 1;
}

/** The rules of the legacy section, in the order of the text. */
export function legacyRules(source: Source, plain: PlainRules): readonly RuleWords[] {
  const elements = source.all(source.root, "filter", "rule");
  const called = new CalledRules();
  const rules = elements.map((element) => {
    const rule = plain.ruleAt(element);
    called.add(rule === null ? (source.find(element, "descr")?.text ?? "") : (rule.description ?? ""));
    return rule;
  });
  const found: LegacyRule[] = [];
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    if (element === undefined) continue;
    // A bar between rules on the web page.
    if (source.find(element, "separator") !== undefined) {
      source.takeAll(element);
      continue;
    }
    source.take(element);
    const rule = rules[index] ?? legacyRule(source, element);
    rule.name = called.nameOf(index, element, rule.tracker);
    rule.at = [[element.line, element.endLine]];
    rule.path = source.path(element);
    found.push(rule);
  }
  return found;
}

/** A rule that is not plain: what of it nobody has read is a condition that nobody knows. */
function legacyRule(source: Source, element: XmlElement): LegacyRule {
  const parts = partsOf(element.children);
  const unresolved: string[] = [];
  const rule = ruleOf(source.os, parts, unresolved);
  for (const part of [
    parts.type,
    parts.interface,
    parts.ipprotocol,
    parts.protocol,
    parts.source,
    parts.destination,
    parts.descr,
    parts.direction,
    parts.quick,
    parts.floating,
    // Nobody asks whether a rule is off that is left away.
    isDropped(source.os, parts) ? undefined : parts.disabled,
    parts.sched,
    parts.log,
    parts.icmptype,
    parts.icmp6dashed,
    parts.icmp6type,
    ...leavesOf(parts.from),
    ...leavesOf(parts.to),
  ])
    if (part !== undefined) source.take(part);
  readConditions(source, element, textOf(parts.protocol), unresolved);
  return rule;
}

function leavesOf(end: EndParts | null): readonly (XmlElement | undefined)[] {
  return end === null ? [] : [end.any, end.network, end.address, end.port, end.not];
}

function ruleOf(os: Os, parts: RuleParts, unresolved: string[]): LegacyRule {
  const isPf = os === "pfsense";
  const source = sideOf(parts.from, "source", unresolved);
  const destination = sideOf(parts.to, "destination", unresolved);
  const { floating, quick, sched, log } = parts;
  const enabled = !isDropped(os, parts) && isEnabled(os, parts.disabled, unresolved);
  const action = actionOf(textOf(parts.type), unresolved);
  const isQuick = quickOf(os, floating, quick, unresolved);
  // pfSense asks whether <floating> says yes (filter.inc).
  const direction = isPf && floating?.text !== "yes" ? "in" : directionOf(textOf(parts.direction), isPf, unresolved);
  const interfaces = wordsOf(parts.interface);
  const families = familiesOf(textOf(parts.ipprotocol), os, unresolved);
  const icmp = wordsOf(parts.icmptype);
  const hasIcmp = parts.icmptype !== undefined || parts.icmp6dashed !== undefined || parts.icmp6type !== undefined;
  return {
    name: "",
    at: nothing,
    path: "",
    tracker: parts.tracker?.text ?? "",
    description: textOf(parts.descr),
    action,
    quick: isQuick,
    direction,
    interfaces,
    floating: floating !== undefined,
    families,
    source,
    destination,
    services: {
      protocol: textOf(parts.protocol),
      sourcePort: textOf(parts.from?.port),
      destinationPort: textOf(parts.to?.port),
      icmp,
      icmp6: hasIcmp ? [...icmp, ...wordsOf(parts.icmp6dashed), ...wordsOf(parts.icmp6type)] : nothing,
    },
    schedule: textOf(sched),
    log: isPf ? log !== undefined && log.text !== "0" : log !== undefined && log.text !== "" && log.text !== "0",
    enabled,
    unresolved,
    named: namedBy(parts, source, destination),
    inModel: false,
    sequence: 0,
  };
}

/** pfSense leaves a rule away that has no source or no destination (filter.inc, filter_generate_user_rule). */
function isDropped(os: Os, { from, to }: RuleParts): boolean {
  return os === "pfsense" && !(namesAddress(from) && namesAddress(to));
}

/** An address is stated, be it any. */
function namesAddress(end: EndParts | null): boolean {
  if (end === null) return false;
  const named = namedIn(end);
  return end.any !== undefined || (named !== undefined && named.text !== "");
}

function namedIn({ any, network, address }: EndParts): XmlElement | undefined {
  if (any !== undefined) return undefined;
  return network !== undefined && network.text !== "" ? network : address;
}

const anywhere: EndWords = { words: nothing, negated: false, literal: null };

function sideOf(end: EndParts | null, side: string, unresolved: string[]): EndWords {
  if (end === null) return anywhere;
  const { any, not } = end;
  if (not?.text === "0") unresolved.push(`${side} not says 0`);
  // OPNsense disables such a rule (Rule.php, convertAddress); pfSense leaves it away.
  if (end.isStated && !namesAddress(end)) unresolved.push(`${side} names no address`);
  const text = textOf(namedIn(end));
  const negated = not !== undefined && not.text !== "0" && any === undefined;
  if (text === null) return negated ? { words: nothing, negated, literal: null } : anywhere;
  return { words: listed(text), negated, literal: hostOrNetwork(text) };
}

/** Elements that may name aliases and the like; an address or a port needs no definition. */
function namedBy({ from, to }: RuleParts, source: EndWords, destination: EndWords): RuleWords["named"] {
  let found: XmlElement[] | null = null;
  const add = (element: XmlElement | undefined): void => {
    if (element !== undefined && element.text !== "") (found ??= []).push(element);
  };
  if (from !== null && source.literal === null) add(namedIn(from));
  if (!isPort(from?.port)) add(from?.port);
  if (to !== null && destination.literal === null) add(namedIn(to));
  if (!isPort(to?.port)) add(to?.port);
  return found ?? nothing;
}

function isPort(element: XmlElement | undefined): boolean {
  return element !== undefined && portRange(element.text) !== null;
}

/** Text of a leaf; null where it is absent or empty. */
function textOf(element: XmlElement | undefined): string | null {
  return element === undefined || element.text === "" ? null : element.text;
}

function wordsOf(element: XmlElement | undefined): readonly string[] {
  return element === undefined || element.text === "" ? nothing : splitWords(element.text);
}

/**
 * OPNsense: quick unless floating, or as `<quick>` says (FilterRule.php). pfSense: quick unless floating, and a
 * floating rule where `<quick>` is there (filter.inc).
 */
function quickOf(
  os: Os,
  floating: XmlElement | undefined,
  quick: XmlElement | undefined,
  unresolved: string[],
): boolean {
  if (os === "pfsense") return floating === undefined || quick !== undefined;
  if (quick === undefined) return floating === undefined;
  if (quick.text === "") unresolved.push("quick says neither yes nor no");
  return quick.text !== "" && quick.text !== "0";
}

/** OPNsense asks whether `<disabled>` is empty (FilterRule.php), its pages and pfSense whether it is there. */
function isEnabled(os: Os, disabled: XmlElement | undefined, unresolved: string[]): boolean {
  if (disabled === undefined) return true;
  if (os === "pfsense") return false;
  if (disabled.text !== "" && disabled.text !== "0") return false;
  unresolved.push("disabled says neither yes nor no");
  return true;
}
