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

/** What lists share that hold nothing. */
export const nothing: readonly never[] = [];

/**
 * How rules are called: by their description where no other has the same, since people know them by that; else by what
 * the system tells them from others; else by their place.
 */
export class CalledRules {
  readonly #texts: string[] = [];
  readonly #seen = new Set<string>();
  readonly #twice = new Set<string>();

  /** Descriptions of all rules, in the order of the text. */
  add(text: string): void {
    const before = this.#seen.size;
    this.#texts.push(text);
    if (this.#seen.add(text).size === before) this.#twice.add(text);
  }

  nameOf(index: number, { attributes }: XmlElement, tracker: string): string {
    const text = this.#texts[index] ?? "";
    if (text !== "" && !text.includes("\n") && !(this.#twice.size > 0 && this.#twice.has(text))) return text;
    return attributes["uuid"] ?? (tracker === "" ? `rule ${index + 1}` : `tracker ${tracker}`);
  }
}

/** "reject" is a block that answers. Without a known type a rule passes (pfSense: "default (for older rules) is pass"). */
export function actionOf(type: string | null, unresolved: string[]): RuleWords["action"] {
  if (type === "block" || type === "reject") return "block";
  if (type === "match") return "match";
  if (type !== null && type !== "pass") unresolved.push(`type ${type}`);
  return "pass";
}

export function directionOf(text: string | null, isPfFloating: boolean, unresolved: string[]): RuleWords["direction"] {
  if (text === "in" || text === "out" || text === "any") return text;
  // pf takes a rule without direction for both; OPNsense writes "in" for it (FilterRule.php, parseReplaceSimple).
  if (text !== null) unresolved.push(`direction ${text}`);
  return isPfFloating ? "any" : "in";
}

const ipv4 = [4] as const;
const ipv6 = [6] as const;
const bothFamilies = [4, 6] as const;

export function familiesOf(text: string | null, os: Os, unresolved: string[]): readonly (4 | 6)[] {
  if (text === "inet") return ipv4;
  if (text === "inet6") return ipv6;
  if (text === "inet46") return bothFamilies;
  if (text !== null) unresolved.push(`ipprotocol ${text}`);
  // pfSense means IPv4 where nothing is said (filter.inc); pf itself means both.
  return os === "pfsense" ? ipv4 : bothFamilies;
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
  const called = new CalledRules();
  for (const rule of rules) called.add(source.find(rule, "description")?.text ?? "");
  return rules
    .map((element, index) => {
      const tracker = source.find(element, "tracker")?.text ?? "";
      return modelRule(source, element, called.nameOf(index, element, tracker));
    })
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

interface ModelEnd {
  readonly end: EndWords;
  readonly port: string | null;
  readonly named: RuleWords["named"];
}

function modelEnd(source: Source, rule: XmlElement, side: string): ModelEnd {
  const net = source.leaf(rule, `${side}_net`);
  const port = source.leaf(rule, `${side}_port`);
  const words = (net?.text ?? "").split(/[\s,]+/).filter((word) => word !== "");
  return {
    end: { words, negated: source.filled(rule, `${side}_not`) },
    port: port === undefined || port.text === "" ? null : port.text,
    named: present(net, port),
  };
}
