import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import { anyService } from "../../src/model/address.ts";
import { unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import type { Context } from "./context.ts";
import type { Level } from "./levels.ts";
import { placeOf, type PanosNode } from "./node.ts";
import type { Objects } from "./policies.ts";
import { rulesInOrder } from "./rule-order.ts";
import { child, entries, markTree, note, word } from "./reading.ts";

/**
 * `rulebase nat`. A security rule is held against the addresses before translation, and against the zones after it: the
 * destination zone is that of the translated address (PAN-OS Administrator's Guide, "NAT Policy Rules").
 */
export function readNat(context: Context, objects: Objects): Fact<Nat> {
  const rules: NatRule[] = [];
  for (const { level, rules: nodes } of rulesInOrder(context.levels.levels, "nat")) {
    if (nodes === null) return unknownFact("The levels have more rules than are kept.");
    for (const node of nodes) rules.push(ruleOf(node, level, objects));
  }
  return {
    value: { rules, policyDestination: "original", policySource: "original" },
    default: "PAN-OS: a rule sees addresses before translation, and zones after it",
  };
}

function ruleOf(rule: PanosNode, level: Level, objects: Objects): NatRule {
  const by = `nat rule ${rule.word}`;
  const unresolved: string[] = [];
  const zones = (end: "from" | "to"): "any" | readonly string[] => {
    const named = entries(rule, end).map(({ word: zone }) => zone);
    if (named.length === 0) unresolved.push(`${end} is not stated`);
    return named.length === 0 || named.includes("any") ? "any" : named;
  };
  note(rule, "description", "tag", "group-tag", "active-active-device-binding", "uuid");
  const type = word(rule, "nat-type");
  if (type !== null && type !== "ipv4") unresolved.push(`nat-type ${type}`);
  const port = word(rule, "to-interface");
  if (port !== null && port !== "any") unresolved.push(`to-interface ${port}`);
  if (rule.children.has("target")) markTree(rule.children.get("target"));
  const match = (node: PanosNode): AddressMatch => objects.addresses.match(level, node, by);
  const source = sourceOf(child(rule, "source-translation"), match);
  const destination = destinationOf(rule, match);
  const stated = entries(rule, "service");
  const service = objects.services.flat(level, stated, by);
  unresolved.push(...service.unresolved);
  return {
    name: rule.word,
    scope: level.scope,
    ...placeOf(rule),
    kind: source.isBoth ? "both" : destination !== null && source.spec === null ? "destination" : "source",
    fromZones: zones("from"),
    toZones: zones("to"),
    source: objects.addresses.spec(level, rule, "source", by),
    destination: objects.addresses.spec(level, rule, "destination", by),
    services: service.services.length > 0 ? service.services : [anyService],
    translatedSource: source.spec,
    translatedDestination: destination,
    enabled: word(rule, "disabled") !== "yes",
    unresolved,
  };
}

function sourceOf(
  translation: PanosNode | undefined,
  match: (node: PanosNode) => AddressMatch,
): { readonly spec: AddressSpec | null; readonly isBoth: boolean } {
  const [way] = entries(translation);
  if (way === undefined || way.word === "none") return { spec: null, isBoth: false };
  const addresses = entries(way, "translated-address").map(match);
  const isBoth = way.word === "static-ip" && word(way, "bi-directional") === "yes";
  note(way, "interface-address", "fallback");
  const include: readonly AddressMatch[] =
    addresses.length > 0 ? addresses : [{ kind: "unresolved", text: way.word, why: "it takes an interface's address" }];
  return { spec: { include, exclude: [] }, isBoth };
}

function destinationOf(rule: PanosNode, match: (node: PanosNode) => AddressMatch): AddressSpec | null {
  for (const key of ["destination-translation", "dynamic-destination-translation"]) {
    const translation = child(rule, key);
    if (translation === undefined) continue;
    const include = entries(translation, "translated-address").map(match);
    note(translation, "translated-port", "dns-rewrite", "distribution");
    if (include.length > 0) return { include, exclude: [] };
  }
  return null;
}
