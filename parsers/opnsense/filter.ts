import { askingNothing, type AclEntry, type AclSet, type FirewallPolicy } from "../../src/model/acl.ts";
import { joinRanges } from "../../src/model/fact.ts";
import type { Source } from "./source.ts";
import { impliedRules } from "./implied-rules.ts";
import { legacyRules, type PlainRules } from "./legacy-rules.ts";
import { ruleEnd, type EndWords, type Names } from "./rule-addresses.ts";
import { modelRules, type RuleWords } from "./rules.ts";
import { isIcmp, servicesOf } from "./services.ts";

export interface Filtering {
  readonly policies: readonly FirewallPolicy[];
  readonly aclSets: readonly AclSet[];
  /** As they are written, for those who ask what names they use. */
  readonly rules: readonly RuleWords[];
}

/**
 * Rules on packets that come in, as policies, and rules on packets that go out, as one list for each family: pf judges
 * a packet that it forwards twice, and either may stop it. What comes in and matches nothing is blocked; what goes out
 * and matches nothing passes ("let out anything from firewall host itself", both systems).
 *
 * pf takes the last rule that matches, or the first that matches and is quick (pf.conf, "quick"). The same is decided
 * by the first match when the quick rules come first, in their order, and the others after them, the last one first.
 */
export function readFilter(source: Source, plain: PlainRules, names: Names): Filtering {
  const rules = [...modelRules(source), ...legacyRules(source, plain)];
  const policies: FirewallPolicy[] = [];
  const outgoing: RuleWords[] = [];
  const nobodys = new Set<RuleWords>();
  const deciding: RuleWords[] = [];
  for (const { rule, implied } of impliedRules(source, names)) {
    if (implied) nobodys.add(rule);
    deciding.push(rule);
  }
  for (const rule of inOrder(rules, names)) if (rule.action !== "match") deciding.push(rule);
  const decide = (rule: RuleWords): void => {
    const implied = nobodys.has(rule);
    if (rule.direction !== "out") addPolicies(rule, implied, names, policies);
    if (rule.direction !== "in" && !implied) outgoing.push(rule);
  };
  for (const rule of deciding) if (rule.quick) decide(rule);
  for (const rule of deciding.toReversed()) if (!rule.quick) decide(rule);
  return { policies, aclSets: outgoing.length === 0 ? [] : outgoingLists(outgoing, names), rules };
}

/**
 * Floating rules, then those of groups, then those of one interface; OPNsense puts the rules of its model before the
 * legacy ones of the same kind (FilterRuleField.php, getPriority; filter.inc of either system).
 */
function inOrder(rules: readonly RuleWords[], { groups, groupTypes }: Names): readonly RuleWords[] {
  const rank = ({ floating, interfaces, inModel }: RuleWords): number => {
    if (floating) return -1;
    const name = interfaces.length === 1 ? (interfaces[0] ?? "") : interfaces.join(",");
    const group = groups.get(name);
    if (group !== undefined) return group.sequence;
    const isGroup = inModel ? groupTypes.has(name) : legacyGroups.has(name);
    return isGroup ? 0 : Number.POSITIVE_INFINITY;
  };
  const ranks = rules.map(rank);
  // Most texts hold them in order.
  if (ranks.every((own, index) => index === 0 || own >= (ranks[index - 1] ?? 0))) return rules;
  const ranked = rules.map((rule, index) => ({ rule, rank: ranks[index] ?? 0 }));
  return ranked.toSorted((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank)).map(({ rule }) => rule);
}

/** Groups that nobody made (filter.inc of either system). */
const legacyGroups: ReadonlySet<string> = new Set(["l2tp", "pptp", "pppoe", "enc0", "openvpn"]);

interface Part {
  readonly family: 4 | 6;
  readonly both: boolean;
}

const onlyIpv4: readonly Part[] = [{ family: 4, both: false }];
const onlyIpv6: readonly Part[] = [{ family: 6, both: false }];
const wholeRule: readonly Part[] = [{ family: 4, both: true }];

/** One rule of both families stays one, unless what it asks differs between them. */
function partsOf({ families, services, source, destination }: RuleWords): readonly Part[] {
  if (families.length === 1) return families[0] === 6 ? onlyIpv6 : onlyIpv4;
  if (families.length === 2 && isAnywhere(source) && isAnywhere(destination) && !isIcmp(services.protocol))
    return wholeRule;
  return families.map((family) => ({ family, both: false }));
}

function isAnywhere({ words, negated }: EndWords): boolean {
  return !negated && words.every((word) => word === "any");
}

interface Resolved {
  readonly source: FirewallPolicy["source"];
  readonly destination: FirewallPolicy["destination"];
  readonly services: FirewallPolicy["services"];
  readonly unresolved: readonly string[];
}

const everywhere: FirewallPolicy["source"] = { include: [{ kind: "any" }], exclude: [] };

function resolve(rule: RuleWords, { family, both }: Part, names: Names): Resolved {
  const added: string[] = [];
  const services = servicesOf(rule.services, family, names.aliases, added);
  const unresolved = added.length === 0 ? rule.unresolved : [...rule.unresolved, ...added];
  if (both) return { source: everywhere, destination: everywhere, services, unresolved };
  const ingress = rule.interfaces.length === 1 ? (rule.interfaces[0] ?? null) : null;
  const source = ruleEnd(rule.source, family, names, ingress);
  const destination = ruleEnd(rule.destination, family, names, ingress);
  return { source, destination, services, unresolved };
}

/** A rule of both families is about the one that its interface has; a rule that nothing can match stays, as it is written. */
function addPolicies(rule: RuleWords, implied: boolean, names: Names, policies: FirewallPolicy[]): void {
  const zones = zonesOf(rule.interfaces, names);
  let first: Resolved | null = null;
  let live = 0;
  for (const part of partsOf(rule)) {
    const resolved = resolve(rule, part, names);
    first ??= resolved;
    if (resolved.source.include.length === 0 || resolved.destination.include.length === 0) continue;
    policies.push(policyOf(rule, resolved, zones, implied));
    live += 1;
  }
  if (live === 0 && !implied && first !== null) policies.push(policyOf(rule, first, zones, implied));
}

const noGroups: readonly string[] = [];

/** There is one for each rule: every part is written out, since an object that others are spread into takes twice the room. */
function policyOf(
  rule: RuleWords,
  { source, destination, services, unresolved }: Resolved,
  zones: FirewallPolicy["fromZones"],
  implied: boolean,
): FirewallPolicy {
  const policy = {
    name: rule.name,
    at: rule.at,
    path: rule.path ?? "",
    scope: null,
    fromZones: zones,
    toZones: "any" as const,
    source,
    destination,
    services,
    unresolved,
    serviceGroups: noGroups,
    applications: "any" as const,
    users: "any" as const,
    schedule: rule.schedule,
    action: rule.action === "pass" ? ("permit" as const) : ("deny" as const),
    log: rule.log,
    enabled: rule.enabled,
    description: rule.description,
  };
  if (rule.path !== undefined && !implied) return policy;
  const { path, ...others } = policy;
  const { name, at, ...rest } = others;
  const placed = rule.path === undefined ? { name, at, ...rest } : { name, at, path, ...rest };
  return implied ? { ...placed, implied: true } : placed;
}

/**
 * Interfaces that a rule is for: those of its groups, and for the rules of a kind of VPN the interfaces that were
 * assigned to one of its tunnels, beside the tunnels that no name was given.
 */
export function zonesOf(interfaces: readonly string[], { ports, groups }: Names): "any" | readonly string[] {
  if (interfaces.length === 0) return "any";
  if (interfaces.every((name) => !groups.has(name) && !kinds.has(name)))
    return interfaces.length === 1 ? interfaces : [...new Set(interfaces)];
  return [
    ...new Set(
      interfaces.flatMap((name) => {
        const group = groups.get(name);
        if (group !== undefined) return group.members;
        const kind = kinds.get(name);
        return kind === undefined
          ? [name]
          : [name, ...ports.filter(({ device }) => device !== null && kind.test(device)).map((port) => port.name)];
      }),
    ),
  ];
}

/** Devices of the tunnels that a kind of VPN has. */
const kinds: ReadonlyMap<string, RegExp> = new Map([
  ["openvpn", /^ovpn/],
  ["wireguard", /^wg/],
  ["WireGuard", /^wg/],
  ["enc0", /^ipsec/],
]);

/** pf puts fragments together before it filters (`scrub`, both systems), so that they are judged as whole packets. */
function outgoingLists(rules: readonly RuleWords[], names: Names): readonly AclSet[] {
  return ([4, 6] as const).flatMap((family) => {
    const entries = rules.flatMap((rule) => entryOf(rule, family, names));
    if (entries.length === 0) return [];
    return [
      {
        name: "out",
        at: joinRanges(entries.flatMap(({ at }) => at)),
        family: family === 4 ? ("ipv4" as const) : ("ipv6" as const),
        kind: "filter",
        entries,
        defaultAction: "permit" as const,
        laterFragments: "like-whole-packets" as const,
      },
    ];
  });
}

function entryOf(rule: RuleWords, family: 4 | 6, names: Names): readonly AclEntry[] {
  if (!rule.families.includes(family)) return [];
  const zones = zonesOf(rule.interfaces, names);
  return [
    {
      ...askingNothing,
      label: rule.name,
      at: rule.at,
      ...(rule.path === undefined ? {} : { path: rule.path }),
      action: rule.action === "pass" ? "permit" : "deny",
      ...resolve(rule, { family, both: false }, names),
      timeRange: rule.schedule,
      ...(zones === "any" ? {} : { outInterfaces: zones }),
      log: rule.log,
      inactive: !rule.enabled,
      remarks: rule.description === null ? [] : [rule.description],
    },
  ];
}
