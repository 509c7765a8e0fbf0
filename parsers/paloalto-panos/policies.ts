import type { ApplicationPorts, FirewallPolicy } from "../../src/model/acl.ts";
import { anyService, type ServiceMatch } from "../../src/model/address.ts";
import type { AddressBook } from "./addresses.ts";
import type { Applications } from "./applications.ts";
import type { Context } from "./context.ts";
import { defaultPolicies, hasDefaults, isLogged } from "./default-rules.ts";
import { use, type Level, type Names } from "./levels.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, word } from "./reading.ts";
import { rulesInOrder } from "./rule-order.ts";
import { betweenZones } from "./rule-types.ts";
import type { ServiceBook } from "./services.ts";
import type { Zones } from "./zones.ts";

export interface Objects {
  readonly addresses: AddressBook;
  readonly services: ServiceBook;
  readonly applications: Applications;
  readonly zones: Zones;
}

export interface Policies {
  readonly policies: readonly FirewallPolicy[];
  /** How many levels have more rules than are kept. */
  readonly leftOut: number;
}

/**
 * Security rules of every level, and the default rules after them. Addresses are those before translation, zones those
 * after it (PAN-OS Administrator's Guide, "NAT Policy Rules").
 */
export function readPolicies(context: Context, objects: Objects): Policies {
  const policies: FirewallPolicy[] = [];
  let leftOut = 0;
  for (const { level, rules } of rulesInOrder(context.levels.levels, "security")) {
    const chain = [level.node, ...level.above];
    for (const node of chain) markBeside(node);
    const zones = zonesOf(context, level, objects);
    if (rules === null) leftOut += 1;
    else if (rules.length > 0 || zones !== null || hasDefaults(chain)) {
      for (const rule of rules) {
        for (const policy of policiesOf(rule, level, objects, context.names, zones)) policies.push(policy);
      }
      for (const policy of defaultPolicies(chain, level, zones, rules)) policies.push(policy);
    }
  }
  return { policies, leftOut };
}

const bases = ["pre-rulebase", "rulebase", "post-rulebase"] as const;

/** Which sessions count as an application, and which users are asked who they are: the model holds both by name alone. */
const beside = ["application-override", "authentication"] as const;

function markBeside(node: PanosNode): void {
  for (const base of bases) {
    for (const sort of beside) {
      const found = node.children.get(base)?.children.get(sort);
      if (found?.read === false) markTree(found);
    }
  }
}

/** Every zone of a level; null where the text need not hold them all. */
function zonesOf(context: Context, level: Level, { zones }: Objects): readonly string[] | null {
  const names = zones.ofScope.get(level.scope) ?? [];
  return level.kind === "vsys" && names.length > 0 && !context.isManaged ? names : null;
}

const actions = new Set(["allow", "deny", "drop", "reset-client", "reset-server", "reset-both"]);

/** One policy for each pair of zones that the rule's type keeps apart, and for applications on ports of their own. */
function policiesOf(
  rule: PanosNode,
  level: Level,
  objects: Objects,
  names: Names,
  zones: readonly string[] | null,
): readonly FirewallPolicy[] {
  const by = `security rule ${rule.word}`;
  const unresolved: string[] = [];
  const action = word(rule, "action");
  if (action === null) unresolved.push("action is not stated");
  else if (!actions.has(action)) unresolved.push(`action ${action}`);
  const from = zoneNames(rule, "from", level, names, zones !== null, unresolved);
  const to = zoneNames(rule, "to", level, names, zones !== null, unresolved);
  const pairs = betweenZones({ type: word(rule, "rule-type") ?? "universal", from, to, zones });
  const services = servicesOf(rule, level, objects, unresolved);
  otherConditions(rule, unresolved);
  note(
    rule,
    "tag",
    "group-tag",
    "qos",
    "option",
    "profile-setting",
    "log-setting",
    "icmp-unreachable",
    "disable-inspect",
    "uuid",
  );
  const { at, path } = placeOf(rule);
  const source = objects.addresses.spec(level, rule, "source", by);
  const destination = objects.addresses.spec(level, rule, "destination", by);
  const users = usersOf(rule, unresolved);
  const schedule = scheduleOf(rule, level, names, by);
  // Web Interface Help, "Actions" tab: at the end of a session unless switched off, at its start where switched on.
  const log = isLogged(rule, true);
  const enabled = word(rule, "disabled") !== "yes";
  const description = word(rule, "description");
  // Whatever else the rule asks narrows it by no one knows how much.
  for (const key of rule.children.values()) if (!key.read) unresolved.push(key.word);
  const policies: FirewallPolicy[] = [];
  for (const pair of pairs) {
    for (const part of services) {
      // Every part is written out: an object that others are spread into takes twice the room.
      const policy: FirewallPolicy = {
        at,
        path: path ?? "",
        scope: level.scope,
        source,
        destination,
        services: part.services,
        serviceGroups: part.serviceGroups,
        applications: part.applications,
        users,
        schedule,
        // Nobody knows what an action is that is not stated: the worst is told, and proves nothing.
        action: action === null || action === "allow" || !actions.has(action) ? "permit" : "deny",
        log,
        enabled,
        description,
        name: pair.name === null && part.name === null ? rule.word : nameOfPart(rule.word, pair.name, part.name),
        fromZones: pair.from,
        toZones: pair.to,
        unresolved: pair.unresolved.length === 0 ? unresolved : [...unresolved, ...pair.unresolved],
      };
      policies.push(withOptions(policy, path, part.applicationPorts));
    }
  }
  return policies;
}

function nameOfPart(rule: string, pair: string | null, part: string | null): string {
  return `${rule} (${[pair, part].filter((each) => each !== null).join("; ")})`;
}

/** Few rules have ports of their applications, and all of a text have a path or none. */
function withOptions(
  policy: FirewallPolicy,
  path: string | undefined,
  applicationPorts: ApplicationPorts | undefined,
): FirewallPolicy {
  if (path !== undefined && applicationPorts === undefined) return policy;
  const { at, path: _, scope, source, destination, services, serviceGroups, applications, ...others } = policy;
  return {
    at,
    ...(path === undefined ? {} : { path }),
    scope,
    source,
    destination,
    services,
    serviceGroups,
    applications,
    ...(applicationPorts === undefined ? {} : { applicationPorts }),
    ...others,
  };
}

function zoneNames(
  rule: PanosNode,
  end: "from" | "to",
  level: Level,
  names: Names,
  hasZones: boolean,
  unresolved: string[],
): "any" | readonly string[] {
  const zones = entries(rule, end);
  if (zones.length === 0) unresolved.push(`${end} is not stated`);
  if (zones.length === 0 || zones.some((zone) => zone.word === "any")) return "any";
  for (const zone of zones) {
    // The zones of a device group's firewalls stand in templates, or on the firewalls.
    if (hasZones && zone.word !== "multicast")
      use(names, "zone", zone, level.scope, `security rule ${rule.word} ${end}`);
  }
  return zones.map((zone) => zone.word);
}

interface RuleServices {
  /** Told from the other parts of the rule; null where it has one alone. */
  readonly name: string | null;
  readonly services: readonly ServiceMatch[];
  readonly serviceGroups: readonly string[];
  readonly applications: "any" | readonly string[];
  readonly applicationPorts?: ApplicationPorts;
}

/** What rules share that ask for any service. */
const everyService: readonly ServiceMatch[] = [anyService];
const nothing: readonly never[] = [];

/** Services and applications; `application-default` asks for the ports of each application. */
function servicesOf(rule: PanosNode, level: Level, objects: Objects, unresolved: string[]): readonly RuleServices[] {
  const named = entries(rule, "application");
  if (named.length === 0) unresolved.push("application is not stated");
  const isAny = named.length === 0 || named.some(({ word: name }) => name === "any");
  const applications = isAny ? ("any" as const) : objects.applications.expand(level, named);
  const stated = entries(rule, "service");
  if (stated.length === 0) unresolved.push("service is not stated");
  if (stated.length === 1 && stated[0]?.word === "any")
    return [{ name: null, services: everyService, serviceGroups: nothing, applications }];
  const others = stated.filter(({ word: name }) => name !== "application-default");
  if (others.length < stated.length && others.length === 0) {
    const parts = objects.applications.defaultPorts(level, applications);
    return parts.map(({ services, ...part }) => ({
      services,
      serviceGroups: [],
      ...part,
      name: parts.length === 1 || part.applications === "any" ? null : part.applications.join(", "),
    }));
  }
  if (others.length < stated.length)
    unresolved.push(`service application-default beside ${others.map(({ word: name }) => name).join(", ")}`);
  const found = objects.services.resolve(level, stated, `security rule ${rule.word}`);
  unresolved.push(...found.unresolved);
  // What could not be read leaves every packet possible, and none certain.
  if (stated.length === 0 || others.length < stated.length || found.unresolved.length > 0)
    return [{ name: null, services: [anyService], serviceGroups: [], applications }];
  return [{ name: null, services: found.services, serviceGroups: found.groups, applications }];
}

/** Whoever is `unknown` is nobody who logged in, and comes from anywhere (Web Interface Help, Policies > Security, "Source User"). */
function usersOf(rule: PanosNode, unresolved: string[]): "any" | readonly string[] {
  const users = entries(rule, "source-user");
  if (users.some(({ word: name }) => name === "unknown")) {
    unresolved.push(`source-user ${users.map(({ word: name }) => name).join(", ")}`);
    return "any";
  }
  return users.length === 0 || users.some(({ word: name }) => name === "any")
    ? "any"
    : users.map(({ word: name }) => name);
}

function scheduleOf(rule: PanosNode, level: Level, names: Names, by: string): string | null {
  const schedule = entries(rule, "schedule")[0];
  if (schedule === undefined) return null;
  use(names, "time-range", schedule, scopeOfSchedule(level, schedule.word), by);
  return schedule.word;
}

function scopeOfSchedule(level: Level, name: string): string | null {
  if (level.node.children.get("schedule")?.children.has(name) === true) return level.scope;
  return level.above.some((node) => node.children.get("schedule")?.children.has(name) === true) ? null : level.scope;
}

/** Lists that ask something of a session which the model has no word for. */
const conditions = [
  "category",
  "hip-profiles",
  "source-hip",
  "destination-hip",
  "source-device",
  "destination-device",
  "saas-user-list",
  "saas-tenant-list",
] as const;

function otherConditions(rule: PanosNode, unresolved: string[]): void {
  for (const condition of conditions) {
    if (!rule.children.has(condition)) continue;
    const asked = entries(rule, condition).filter(({ word: name }) => name !== "any");
    if (asked.length > 0) unresolved.push(`${condition} ${asked.map(({ word: name }) => name).join(", ")}`);
  }
  const target = child(rule, "target");
  if (target === undefined) return;
  const devices = target.children.get("devices");
  const tags = target.children.get("tags");
  markTree(target);
  if ((devices?.children.size ?? 0) + (tags?.children.size ?? 0) > 0) unresolved.push("only on the devices of target");
}
