import type { FirewallPolicy } from "../../src/model/acl.ts";
import { anyAddress, anyService } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import type { Level } from "./levels.ts";
import { linesOf, placeOf, type PanosNode } from "./node.ts";
import { child, note, word, yesNo } from "./reading.ts";

const bases = ["rulebase", "post-rulebase"] as const;

/** Where a default rule is overridden: the nearest level that says it (`default-security-rules`). */
function override(chain: readonly PanosNode[], rule: string): PanosNode | undefined {
  for (const node of chain) {
    for (const base of bases) {
      const found = child(node.children.get(base), "default-security-rules", "rules", rule);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

export function hasDefaults(chain: readonly PanosNode[]): boolean {
  return chain.some((node) =>
    bases.some((base) => node.children.get(base)?.children.has("default-security-rules") === true),
  );
}

/**
 * The two rules after all others: sessions within a zone are permitted, those between two zones denied, and neither is
 * logged, unless overridden (PAN-OS Administrator's Guide, "Security Policy").
 */
export function defaultPolicies(
  chain: readonly PanosNode[],
  level: Level,
  zones: readonly string[] | null,
  rules: readonly PanosNode[],
): readonly FirewallPolicy[] {
  const within = ruleOf(chain, level, "intrazone-default", "permit");
  const between = ruleOf(chain, level, "interzone-default", "deny");
  return zones === null
    ? [...withoutZones(within, between, namedZones(rules)), between]
    : [...withinEach(within, zones), between];
}

function withinEach(within: FirewallPolicy, zones: readonly string[]): readonly FirewallPolicy[] {
  return zones.map((zone) => ({ ...within, fromZones: [zone], toZones: [zone] }));
}

/** The destination of multicast sessions is no zone that any could start in. */
const multicast = "multicast";

/**
 * A text without zones: whatever comes from a zone that rules name, or goes to one, is within it or is not. Of two zones
 * that no rule names nobody knows whether they are one.
 */
function withoutZones(
  within: FirewallPolicy,
  between: FirewallPolicy,
  named: readonly string[],
): readonly FirewallPolicy[] {
  const others = { ...within, unresolved: [...within.unresolved, "within one zone"], withinOneZone: true as const };
  if (within.action === between.action || named.length === 0) return [others];
  return [
    ...withinEach(
      within,
      named.filter((zone) => zone !== multicast),
    ),
    { ...between, name: `${between.name} (from named zones)`, fromZones: named, implied: true },
    { ...between, name: `${between.name} (to named zones)`, toZones: named, implied: true },
    others,
  ];
}

function namedZones(rules: readonly PanosNode[]): readonly string[] {
  const named = new Set<string>();
  for (const rule of rules)
    for (const end of ["from", "to"]) for (const zone of rule.children.get(end)?.children.keys() ?? []) named.add(zone);
  named.delete("any");
  return [...named];
}

function ruleOf(chain: readonly PanosNode[], level: Level, name: string, action: "permit" | "deny"): FirewallPolicy {
  const stated = override(chain, name);
  const said = word(stated, "action");
  note(stated, "profile-setting", "log-setting", "tag", "group-tag", "icmp-unreachable");
  const decided = said === null ? action : said === "allow" ? "permit" : "deny";
  const place = stated === undefined ? { at: [] } : { ...placeOf(stated), at: joinRanges(linesOf(stated)) };
  return {
    ...place,
    name,
    scope: level.scope,
    fromZones: "any",
    toZones: "any",
    source: anyAddress,
    destination: anyAddress,
    services: [anyService],
    serviceGroups: [],
    applications: "any",
    users: "any",
    schedule: null,
    action: decided,
    log: isLogged(stated, false),
    enabled: true,
    description: null,
    unresolved: [],
    // Who turns the decision round has written the rule.
    ...(decided === action ? { implied: true as const } : {}),
  };
}

/**
 * At a session's end unless switched off, at its start where switched on (the vendor's pan-os-php, SecurityRule: `logend`
 * is TRUE, `logstart` FALSE); the default rules log nothing unless told to. Both are read, whatever one of them says.
 */
export function isLogged(rule: PanosNode | undefined, unlessSaid: boolean): boolean {
  const atStart = yesNo(rule, "log-start");
  const atEnd = yesNo(rule, "log-end");
  return atStart === true || (atEnd ?? unlessSaid);
}
