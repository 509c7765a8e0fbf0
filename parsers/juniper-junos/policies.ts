import type { FirewallPolicy } from "../../src/model/acl.ts";
import {
  anyAddress,
  anyService,
  type AddressMatch,
  type AddressSpec,
  type ServiceMatch,
} from "../../src/model/address.ts";
import type { AddressBooks } from "./address-books.ts";
import type { Applications } from "./applications.ts";
import { nameIn, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { predefinedApplications } from "./predefined-applications.ts";
import { allChildren, child, children, entries, mark, markTree, value } from "./reading.ts";

interface Ground {
  readonly context: Context;
  readonly books: AddressBooks;
  readonly applications: Applications;
}

/** [edit security policies]: those between zones in their order, then the global ones, then default-policy. */
export function readPolicies(context: Context, books: AddressBooks, applications: Applications): FirewallPolicy[] {
  const ground: Ground = { context, books, applications };
  const node = child(context.root, "security", "policies");
  for (const item of children(node)) if (besidePolicies.has(item.word)) markTree(item);
  const policies: FirewallPolicy[] = [];
  for (const from of entries(node, "from-zone")) {
    useZone(context, from);
    for (const to of entries(from, "to-zone")) {
      useZone(context, to);
      const listed = allChildren(child(to, "policy"));
      const mixed = listed.some((policy) => policy.inherited) && listed.some((policy) => !policy.inherited);
      for (const policy of listed) {
        const name = `from-zone ${from.word} to-zone ${to.word} policy ${policy.word}`;
        const made = readPolicy(ground, policy, name, [from.word], [to.word]);
        policies.push(mixed ? { ...made, unresolved: [...made.unresolved, noOrder] } : made);
      }
    }
  }
  for (const policy of allChildren(child(node, "global", "policy"))) {
    policies.push(readPolicy(ground, policy, `global policy ${policy.word}`, "any", "any"));
  }
  const fallback = value(child(node, "default-policy") === undefined ? undefined : node, "default-policy");
  if (fallback !== undefined) {
    policies.push({
      ...blank(context, fallback, `default-policy ${fallback.word}`),
      action: fallback.word === "permit-all" ? "permit" : "deny",
      unresolved: fallback.word === "permit-all" || fallback.word === "deny-all" ? [] : [fallback.word],
    });
  }
  return policies;
}

const besidePolicies = new Set([
  "policy-rematch",
  "policy-stats",
  "pre-id-default-policy",
  "traceoptions",
  "unified-policy",
  "stateful-interface-vrf",
]);
const noOrder = "policies of a configuration group stand in no known order";
/** Zones that exist without being configured. */
const builtIn = new Set(["junos-host", "junos-global", "any"]);

function useZone(context: Context, node: ConfigNode): void {
  if (!builtIn.has(node.word)) use(context, "zone", node, `security policies ${node.parent?.word ?? ""}`);
}

function blank({ scope }: Context, node: ConfigNode, name: string): FirewallPolicy {
  return {
    ...placeOf(node),
    name,
    scope,
    fromZones: "any",
    toZones: "any",
    source: anyAddress,
    destination: anyAddress,
    services: [anyService],
    serviceGroups: [],
    applications: "any",
    users: "any",
    schedule: null,
    action: "deny",
    log: false,
    enabled: true,
    description: null,
    unresolved: [],
  };
}

function readPolicy(
  ground: Ground,
  node: ConfigNode,
  name: string,
  from: "any" | readonly string[],
  to: "any" | readonly string[],
): FirewallPolicy {
  mark(node);
  const enabled = !node.inactive;
  // A policy that is switched off uses nothing, but what it says is shown.
  const { context } = enabled ? ground : { context: { ...ground.context, uses: [] } };
  const match = child(node, "match");
  const unresolved: string[] = [];
  const fromZones = zonesOf(context, match, "from-zone") ?? from;
  const toZones = zonesOf(context, match, "to-zone") ?? to;
  const fromZone = fromZones === "any" ? null : (fromZones[0] ?? null);
  const toZone = toZones === "any" ? null : (toZones[0] ?? null);
  const isGlobal = from === "any";
  const source = addressesOf({ ...ground, context }, match, "source-address", isGlobal ? null : fromZone, unresolved);
  const destination = addressesOf(
    { ...ground, context },
    match,
    "destination-address",
    isGlobal ? null : toZone,
    unresolved,
  );
  const services = servicesOf({ ...ground, context }, match, unresolved);
  const dynamic = entries(match, "dynamic-application").map((item) => markTree(item).word);
  const users = entries(match, "source-identity").map((item) => item.word);
  for (const item of children(match)) {
    if (known.has(item.word)) continue;
    markTree(item);
    unresolved.push(
      [
        item.word,
        ...children(item)
          .slice(0, 8)
          .map((part) => part.word),
      ].join(" "),
    );
  }
  const then = child(node, "then");
  for (const item of children(then)) markTree(item);
  const permit = child(then, "permit");
  const denied = child(then, "deny") ?? child(then, "reject");
  if (permit === undefined && denied === undefined) unresolved.push("then without permit, deny or reject");
  const schedule = value(node, "scheduler-name");
  if (schedule !== undefined) use(context, "time-range", schedule, `policy ${node.word} scheduler-name`);
  const description = value(node, "description");
  return {
    ...blank(context, node, name),
    fromZones,
    toZones,
    source,
    destination,
    ...services,
    applications: dynamic.length === 0 || dynamic.includes("any") || dynamic.includes("junos:any") ? "any" : dynamic,
    users: users.length === 0 || users.includes("any") ? "any" : users,
    schedule: schedule?.word ?? null,
    action: permit !== undefined && denied === undefined ? "permit" : "deny",
    log: child(then, "log") !== undefined,
    enabled,
    description: description?.word ?? null,
    unresolved,
  };
}

const known = new Set([
  "source-address",
  "destination-address",
  "source-address-excluded",
  "destination-address-excluded",
  "application",
  "dynamic-application",
  "source-identity",
  "from-zone",
  "to-zone",
]);

function zonesOf(context: Context, match: ConfigNode | undefined, word: string): "any" | readonly string[] | null {
  const zones = entries(match, word);
  if (zones.length === 0) return null;
  for (const zone of zones) useZone(context, zone);
  return zones.some((zone) => zone.word === "any") ? "any" : zones.map((zone) => zone.word);
}

function addressesOf(
  ground: Ground,
  match: ConfigNode | undefined,
  word: string,
  zone: string | null,
  unresolved: string[],
): AddressSpec {
  const named = entries(match, word);
  const matches: AddressMatch[] = named.map((item) => {
    if (item.word === "any") return { kind: "any" };
    if (item.word === "any-ipv4") return { kind: "any", family: 4 };
    if (item.word === "any-ipv6") return { kind: "any", family: 6 };
    const found = ground.books.resolve(zone, item.word);
    use(ground.context, "address-group", item, `policy match ${word}`, found?.book ?? zone ?? "global");
    if (found !== null) return { kind: "group", name: found.group };
    unresolved.push(`${word} ${item.word} is not defined`);
    return { kind: "unresolved", text: item.word, why: "no address book has the name" };
  });
  if (named.length === 0) unresolved.push(`match without ${word}`);
  if (child(match, `${word}-excluded`) !== undefined) return { include: [{ kind: "any" }], exclude: matches };
  return { include: matches.length === 0 ? [{ kind: "any" }] : matches, exclude: [] };
}

function servicesOf(
  ground: Ground,
  match: ConfigNode | undefined,
  unresolved: string[],
): Pick<FirewallPolicy, "services" | "serviceGroups"> {
  const services: ServiceMatch[] = [];
  const serviceGroups: string[] = [];
  const named = entries(match, "application");
  for (const item of named) {
    if (item.word === "any" || item.word === "junos-any") services.push(anyService);
    else if (ground.applications.defined.has(item.word)) {
      use(ground.context, "service-group", item, "policy match application");
      serviceGroups.push(nameIn(ground.context.scope, item.word));
    } else {
      const predefined = predefinedApplications.get(item.word);
      if (predefined !== undefined) services.push(...predefined);
      else {
        unresolved.push(`application ${item.word}`);
        if (!item.word.startsWith("junos-")) use(ground.context, "service-group", item, "policy match application");
      }
    }
  }
  // A unified policy may match on dynamic applications only.
  if (named.length === 0 && !(match?.children.has("dynamic-application") ?? false))
    unresolved.push("match without application");
  return {
    services: services.length + serviceGroups.length === 0 && unresolved.length === 0 ? [anyService] : services,
    serviceGroups,
  };
}
