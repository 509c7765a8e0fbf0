import type { Place } from "../../src/model/fact.ts";
import type { XmlElement } from "../lib/xml.ts";
import { readConditions } from "./rule-conditions.ts";
import type { EndWords } from "./rule-addresses.ts";
import type { ServiceWords } from "./services.ts";
import type { Os, Source } from "./source.ts";

/** A filter rule as it is written, in whichever of the two forms. */
export interface RuleWords extends Place {
  readonly name: string;
  readonly description: string | null;
  readonly action: "pass" | "block" | "match";
  readonly quick: boolean;
  readonly direction: "in" | "out" | "any";
  /** Empty is every interface. */
  readonly interfaces: readonly string[];
  /** Floating rules come before those of groups, and these before those of one interface. */
  readonly floating: boolean;
  readonly families: readonly (4 | 6)[];
  readonly source: EndWords;
  readonly destination: EndWords;
  readonly services: ServiceWords;
  readonly schedule: string | null;
  readonly log: boolean;
  readonly enabled: boolean;
  readonly unresolved: readonly string[];
  /** Elements that name aliases and the like, with commas between the names. */
  readonly named: readonly XmlElement[];
  /** The rule is one of OPNsense's model. */
  readonly inModel: boolean;
  /** Order among the rules of OPNsense's model; the legacy section is in the order of the text. */
  readonly sequence: number;
}

/** The rules of the legacy section, in the order of the text. */
export function legacyRules(source: Source): readonly RuleWords[] {
  const rules = source.all(source.root, "filter", "rule");
  const names = namesOf(source, rules, "descr");
  return rules.flatMap((element, index) => {
    // A bar between rules on the web page.
    if (source.find(element, "separator") !== undefined) {
      source.takeAll(element);
      return [];
    }
    return [legacyRule(source, element, names[index] ?? "")];
  });
}

/**
 * How a rule is called: by its description where no other has the same, since people know it by that; else by what the
 * system tells it from others; else by its place.
 */
function namesOf(source: Source, rules: readonly XmlElement[], described: string): readonly string[] {
  const texts = rules.map((rule) => source.find(rule, described)?.text ?? "");
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return rules.map((rule, index) => {
    const text = texts[index] ?? "";
    if (text !== "" && !text.includes("\n") && counts.get(text) === 1) return text;
    const tracker = source.find(rule, "tracker")?.text ?? "";
    return rule.attributes["uuid"] ?? (tracker === "" ? `rule ${index + 1}` : `tracker ${tracker}`);
  });
}

function legacyRule(source: Source, element: XmlElement, name: string): RuleWords {
  source.take(element);
  const unresolved: string[] = [];
  const floating = source.leaf(element, "floating");
  const type = source.text(element, "type");
  const protocol = source.text(element, "protocol");
  const from = legacyEnd(source, element, "source", unresolved);
  const to = legacyEnd(source, element, "destination", unresolved);
  const icmp = source.words(element, "icmptype");
  const direction = source.text(element, "direction");
  const schedule = source.leaf(element, "sched");
  const isPf = source.os === "pfsense";
  const quick = source.leaf(element, "quick");
  // pfSense leaves a rule away that has no source or no destination (filter.inc, filter_generate_user_rule).
  const dropped = isPf && !(from.isNamed && to.isNamed);
  const enabled = !dropped && isEnabled(source, element, unresolved);
  const { at, path } = source.place(element);
  const rule: RuleWords = {
    at,
    path,
    name,
    description: source.text(element, "descr"),
    action: actionOf(type, unresolved),
    quick: isQuick(source.os, floating, quick, unresolved),
    // pfSense asks whether <floating> says yes (filter.inc).
    direction: isPf && floating?.text !== "yes" ? "in" : directionOf(direction, isPf, unresolved),
    interfaces: source.words(element, "interface"),
    floating: floating !== undefined,
    families: familiesOf(source.text(element, "ipprotocol"), source.os, unresolved),
    source: from.end,
    destination: to.end,
    services: {
      protocol,
      sourcePort: from.port,
      destinationPort: to.port,
      icmp,
      icmp6: [...icmp, ...source.words(element, "icmp6-type"), ...source.words(element, "icmp6type")],
    },
    schedule: schedule === undefined || schedule.text === "" ? null : schedule.text,
    log: isPf ? source.has(element, "log") && source.text(element, "log") !== "0" : source.filled(element, "log"),
    enabled,
    unresolved,
    named: [...from.named, ...to.named],
    inModel: false,
    sequence: 0,
  };
  readConditions(source, element, protocol, unresolved);
  return rule;
}

/** "reject" is a block that answers. Without a known type a rule passes (pfSense: "default (for older rules) is pass"). */
function actionOf(type: string | null, unresolved: string[]): RuleWords["action"] {
  if (type === "block" || type === "reject") return "block";
  if (type === "match") return "match";
  if (type !== null && type !== "pass") unresolved.push(`type ${type}`);
  return "pass";
}

/**
 * OPNsense: quick unless floating, or as `<quick>` says (FilterRule.php). pfSense: quick unless floating, and a
 * floating rule where `<quick>` is there (filter.inc).
 */
function isQuick(
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

function directionOf(text: string | null, isPfFloating: boolean, unresolved: string[]): RuleWords["direction"] {
  if (text === "in" || text === "out" || text === "any") return text;
  // pf takes a rule without direction for both; OPNsense writes "in" for it (FilterRule.php, parseReplaceSimple).
  if (text !== null) unresolved.push(`direction ${text}`);
  return isPfFloating ? "any" : "in";
}

function familiesOf(text: string | null, os: Os, unresolved: string[]): readonly (4 | 6)[] {
  if (text === "inet") return [4];
  if (text === "inet6") return [6];
  if (text === "inet46") return [4, 6];
  if (text !== null) unresolved.push(`ipprotocol ${text}`);
  // pfSense means IPv4 where nothing is said (filter.inc); pf itself means both.
  return os === "pfsense" ? [4] : [4, 6];
}

/** OPNsense asks whether `<disabled>` is empty (FilterRule.php), its pages and pfSense whether it is there. */
function isEnabled(source: Source, element: XmlElement, unresolved: string[]): boolean {
  const disabled = source.leaf(element, "disabled");
  if (disabled === undefined) return true;
  if (source.os === "pfsense") return false;
  if (disabled.text !== "" && disabled.text !== "0") return false;
  unresolved.push("disabled says neither yes nor no");
  return true;
}

interface LegacyEnd {
  readonly end: EndWords;
  readonly port: string | null;
  readonly named: RuleWords["named"];
  /** An address is stated, be it any. */
  readonly isNamed: boolean;
}

function legacyEnd(source: Source, rule: XmlElement, side: string, unresolved: string[]): LegacyEnd {
  const element = source.find(rule, side);
  if (element === undefined) return { end: { words: [], negated: false }, port: null, named: [], isNamed: false };
  source.take(element);
  const any = source.has(element, "any");
  const network = source.leaf(element, "network");
  const address = source.leaf(element, "address");
  const port = source.leaf(element, "port");
  const not = source.leaf(element, "not");
  const named = any ? undefined : network !== undefined && network.text !== "" ? network : address;
  if (not?.text === "0") unresolved.push(`${side} not says 0`);
  const isNamed = any || (named !== undefined && named.text !== "");
  // OPNsense disables such a rule (Rule.php, convertAddress); pfSense leaves it away.
  if (!isNamed && element.children.length > 0) unresolved.push(`${side} names no address`);
  const words = named === undefined || named.text === "" ? [] : listed(named.text);
  return {
    end: { words, negated: not !== undefined && not.text !== "0" && !any },
    port: port === undefined || port.text === "" ? null : port.text,
    named: present(named, port),
    isNamed,
  };
}

/** What commas keep apart; most texts are one word. */
export function listed(text: string): readonly string[] {
  return text.includes(",") ? text.split(",").map((word) => word.trim()) : [text];
}

function present(first: XmlElement | undefined, second: XmlElement | undefined): readonly XmlElement[] {
  if (first === undefined) return second === undefined ? [] : [second];
  return second === undefined ? [first] : [first, second];
}

/** The rules of OPNsense's model, in their order within a priority group. */
export function modelRules(source: Source): readonly RuleWords[] {
  const rules = source.all(source.root, "OPNsense", "Firewall", "Filter", "rules", "rule");
  const names = namesOf(source, rules, "description");
  return rules
    .map((element, index) => modelRule(source, element, names[index] ?? ""))
    .toSorted((a, b) => a.sequence - b.sequence);
}

/** Defaults of an element that is left out: OPNsense/Firewall/Filter.xml. */
function modelRule(source: Source, element: XmlElement, name: string): RuleWords {
  source.take(element);
  const unresolved: string[] = [];
  const protocol = source.text(element, "protocol");
  const interfaces = source.words(element, "interface");
  const isOther = source.filled(element, "interfacenot");
  if (isOther) unresolved.push(`interface not ${interfaces.join(", ")}`);
  const on = (flag: string): boolean => source.text(element, flag) !== "0";
  const sequence = Number(source.text(element, "sequence") ?? "1");
  const from = modelEnd(source, element, "source");
  const to = modelEnd(source, element, "destination");
  const { at, path } = source.place(element);
  const rule: RuleWords = {
    at,
    path,
    name,
    description: source.text(element, "description"),
    action: actionOf(source.text(element, "action"), unresolved),
    quick: on("quick"),
    direction: directionOf(source.text(element, "direction"), false, unresolved),
    interfaces: isOther ? [] : interfaces,
    floating: interfaces.length !== 1,
    families: familiesOf(source.text(element, "ipprotocol") ?? "inet", source.os, unresolved),
    source: from.end,
    destination: to.end,
    services: {
      protocol,
      sourcePort: from.port,
      destinationPort: to.port,
      icmp: source.words(element, "icmptype"),
      icmp6: source.words(element, "icmp6type"),
    },
    schedule: source.text(element, "sched"),
    log: source.filled(element, "log"),
    enabled: on("enabled"),
    unresolved,
    named: [...from.named, ...to.named],
    inModel: true,
    sequence: Number.isFinite(sequence) ? sequence : 1,
  };
  readConditions(source, element, protocol, unresolved);
  return rule;
}

function modelEnd(source: Source, rule: XmlElement, side: string): Omit<LegacyEnd, "isNamed"> {
  const net = source.leaf(rule, `${side}_net`);
  const port = source.leaf(rule, `${side}_port`);
  const words = (net?.text ?? "").split(/[\s,]+/).filter((word) => word !== "");
  return {
    end: { words, negated: source.filled(rule, `${side}_not`) },
    port: port === undefined || port.text === "" ? null : port.text,
    named: present(net, port),
  };
}
