import type {
  ClassCondition,
  ControlPlane,
  ControlPlaneClass,
  ControlPlanePolicy,
  ManagementInterface,
} from "../../model/control-plane.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, joinRanges, type Place } from "../../model/fact.ts";
import { anyPacket } from "../sets/conditions.ts";
import type { Clause } from "../filter.ts";
import { aclOf, listFilter, listsNamed } from "./restrictions.ts";
import {
  closed,
  doubtful,
  doubtfulFilter,
  fixedStep,
  ground,
  madeClause,
  madeFilter,
  open,
  type Layer,
  type Question,
  type ReachStep,
  type Way,
  reasonOf,
} from "./layer.ts";

/** More ways through one policy than anyone configures: beyond them nothing is said of it. */
const mostWays = 64;
/** Clauses of all of its ways together. */
const mostClauses = 20_000;

/**
 * A control-plane policy as a stage. A packet takes the first class that it is in ("Applying QoS Features Using the
 * MQC", QoS Configuration Guide). In the list of a class permit and deny say which packets pass the list and which do not
 * ("Configuring Control Plane Policing", Catalyst 4500 Software Configuration Guide 15.2(5)E): what it permits is in the
 * class, and what it denies is not, which leaves it to the classes that follow. What no class holds passes. A policer
 * that lets some packets through lets the service be reached.
 */
export function controlPlaneLayer(device: DeviceConfig, policy: ControlPlanePolicy, family: 4 | 6): Layer {
  const { classes } = policy;
  if (!isKnown(classes)) {
    return doubtful("control-plane", policy.name, reasonOf(classes), policy.at);
  }
  if (classes.value.every(({ action }) => isKnown(action) && action.value !== "drop"))
    return open({
      ...fixedStep("control-plane", "permit", policy.name, ground(`${policy.name} drops no class`)),
      at: policy.at,
    });
  const flat = inOneList(device, policy, classes.value, family);
  if (flat !== null) return flat;
  const ways: Way[] = [];
  let cost = 0;
  // Ways to be in none of the classes so far.
  let outside: readonly (readonly Question[])[] = [[]];
  for (const each of classes.value) {
    const { action } = each;
    if (!isKnown(action)) {
      return doubtful("control-plane", policy.name, reasonOf(action), each.at);
    }
    const within = waysWithin(device, each, policy, family);
    const step = classStep(policy, each);
    if (action.value !== "drop") {
      for (const before of outside)
        for (const questions of within) ways.push({ questions: [...before, ...questions], said: [step] });
    }
    const beyond = waysWithout(device, each, policy, family);
    outside = outside.flatMap((before) => beyond.map((questions) => [...before, ...questions]));
    cost += within.length * outside.flat().reduce((sum, { filter }) => sum + filter.clauses.length, 0);
    if (ways.length > mostWays || outside.length > mostWays || cost > mostClauses)
      return doubtful("control-plane", policy.name, `${policy.name} has too many ways through it`, policy.at);
  }
  const rest = {
    ...fixedStep("control-plane", "permit", policy.name, ground(`${policy.name}: no class holds it`)),
    at: policy.at,
  };
  for (const questions of outside) ways.push({ questions, said: [rest] });
  if (ways.length > 0) return { kind: "control-plane", ways, closed: null };
  return closed({
    ...fixedStep("control-plane", "deny", policy.name, ground(`${policy.name} drops every IPv${family} packet`)),
    at: policy.at,
  });
}

/**
 * A policy whose lists deny nothing as one list: each entry decides as its class does. That is the same, since a packet
 * that no entry of a class permits is not in it; and it is one question where there would be one for each class.
 */
function inOneList(
  device: DeviceConfig,
  policy: ControlPlanePolicy,
  classes: readonly ControlPlaneClass[],
  family: 4 | 6,
): Layer | null {
  const clauses: Clause[] = [];
  const tells = new Map<Clause, ReachStep>();
  for (const each of classes) {
    const { action } = each;
    if (!isKnown(action)) return null;
    const taken = plainClauses(device, each, family);
    if (taken === null) return null;
    for (const { clause, list } of taken) {
      const own: Clause = { ...clause, action: action.value === "drop" ? "deny" : "permit" };
      const step = classStep(policy, each);
      const label = list === null ? step.label : `${step.label ?? ""}: access list "${list}" ${clause.label}`;
      const at = list === null ? step.at : [...clause.entry.at, ...step.at];
      tells.set(own, { ...step, action: own.action, label, at: joinRanges(at) });
      clauses.push(own);
    }
  }
  const end: ReachStep = {
    ...fixedStep("control-plane", "permit", policy.name, ground(`${policy.name}: no class holds it`)),
    at: policy.at,
  };
  const filter = { ...madeFilter(policy.name, clauses, "permit"), families: [family] };
  const tell = (decider: Clause | null): ReachStep => (decider === null ? end : (tells.get(decider) ?? end));
  return { kind: "control-plane", ways: [{ questions: [{ filter, action: "permit", tell }], said: [] }], closed: null };
}

/** The clauses that put packets into a class, where its conditions are lists that only permit; null where they are not. */
function plainClauses(
  device: DeviceConfig,
  { match, conditions, at }: ControlPlaneClass,
  family: 4 | 6,
): readonly { readonly clause: Clause; readonly list: string | null }[] | null {
  const every = [{ clause: madeClause("", "permit", anyPacket, at), list: null }];
  if (match === "all" && conditions.length > 1) return null;
  if (conditions.length === 0) return match === "all" ? every : null;
  const taken: { readonly clause: Clause; readonly list: string | null }[] = [];
  for (const condition of conditions) {
    if (condition.negated) return null;
    if (condition.kind === "any" || (condition.kind === "family" && condition.family === family)) taken.push(...every);
    if (condition.kind === "unresolved") return null;
    if (condition.kind !== "acl") continue;
    const acl = aclOf(device, condition.name, family);
    const filter = acl === undefined ? null : listFilter(device, acl);
    if (filter === null) {
      // A list of the other IP version holds no packet of this one.
      if (acl === undefined && listsNamed(device, condition.name).some(({ family: own }) => own !== "mac")) continue;
      return null;
    }
    if (filter.defaultAction === "permit" || filter.clauses.some(({ action }) => action !== "permit")) return null;
    taken.push(...filter.clauses.map((clause) => ({ clause, list: condition.name })));
  }
  return taken;
}

function classStep(policy: ControlPlanePolicy, { name, at, action }: ControlPlaneClass): ReachStep {
  const limited = isKnown(action) && action.value === "limit" ? ", which limits its rate" : "";
  return {
    layer: "control-plane",
    name: policy.name,
    action: "permit",
    label: `class ${name}${limited}`,
    default: null,
    at,
  };
}

/** Ways to be in a class: by one of its conditions, or by all. */
function waysWithin(
  device: DeviceConfig,
  { match, conditions }: ControlPlaneClass,
  policy: ControlPlanePolicy,
  family: 4 | 6,
): readonly (readonly Question[])[] {
  const holding = conditions.map((condition) => asked(device, condition, policy, family, true));
  if (match === "any") return holding.filter((each) => each !== never).map((each) => (each === always ? [] : [each]));
  if (holding.includes(never)) return [];
  return [holding.filter((each) => each !== always && each !== never)];
}

/** Ways not to be in it: by none of its conditions, or without one of them. */
function waysWithout(
  device: DeviceConfig,
  { match, conditions }: ControlPlaneClass,
  policy: ControlPlanePolicy,
  family: 4 | 6,
): readonly (readonly Question[])[] {
  const missing = conditions.map((condition) => asked(device, condition, policy, family, false));
  if (match === "all") return missing.filter((each) => each !== never).map((each) => (each === always ? [] : [each]));
  if (missing.includes(never)) return [];
  return [missing.filter((each) => each !== always && each !== never)];
}

const always: unique symbol = Symbol("always");
const never: unique symbol = Symbol("never");

/** What is asked of packets for which a condition holds, or does not. */
function asked(
  device: DeviceConfig,
  condition: ClassCondition,
  policy: ControlPlanePolicy,
  family: 4 | 6,
  holds: boolean,
): Question | typeof always | typeof never {
  const wanted = holds !== condition.negated;
  switch (condition.kind) {
    case "any":
      return wanted ? always : never;
    case "none":
      return wanted ? never : always;
    case "family":
      return wanted === (condition.family === family) ? always : never;
    case "acl": {
      const acl = aclOf(device, condition.name, family);
      const filter = acl === undefined ? null : listFilter(device, acl);
      if (acl !== undefined && filter !== null) return classQuestion(policy, condition, filter, acl, wanted);
      const elsewhere = listsNamed(device, condition.name).some(({ family: own }) => own !== "mac");
      // A list of the other IP version holds no packet of this one.
      if (elsewhere) return wanted ? never : always;
      return uncertain(policy, condition, `access list "${condition.name}" is not defined`, wanted);
    }
    case "unresolved":
    default:
      return uncertain(policy, condition, `"match ${condition.text}"`, wanted);
  }
}

function classQuestion(
  policy: ControlPlanePolicy,
  condition: Place & { readonly name: string },
  filter: Question["filter"],
  acl: Place,
  wanted: boolean,
): Question {
  const place = { layer: "control-plane" as const, name: `${policy.name}: access list "${condition.name}"` };
  return {
    filter,
    action: wanted ? "permit" : "deny",
    tell: (decider) => ({
      ...place,
      action: "next",
      label: decider === null ? null : decider.label,
      default: decider === null ? `no entry of ${place.name} matches` : null,
      at: decider === null ? acl.at : decider.entry.at,
    }),
  };
}

/** A condition that holds for packets nobody knows: it is asked of a clause that may match any of them. */
function uncertain(policy: ControlPlanePolicy, { at }: Place, why: string, wanted: boolean): Question {
  return {
    filter: doubtfulFilter(why, at),
    action: wanted ? "permit" : "deny",
    tell: () => ({ layer: "control-plane", name: policy.name, action: "next", label: null, default: null, at }),
  };
}

/** The protocols that management plane protection knows ("Management Plane Protection", IOS Security Configuration Guide). */
const protectedNames: Readonly<Record<string, string>> = {
  ssh: "ssh",
  scp: "ssh",
  telnet: "telnet",
  http: "http",
  https: "https",
  snmp: "snmp",
  ftp: "ftp",
  tftp: "tftp",
};

const managementPortsOf = new WeakMap<ControlPlane, ReadonlyMap<string, ManagementInterface>>();

/** Management interfaces by name and protocol. */
function managementPorts(plane: ControlPlane): ReadonlyMap<string, ManagementInterface> {
  const known =
    managementPortsOf.get(plane) ??
    new Map(
      plane.managementInterfaces.flatMap((each) =>
        each.protocols.map((protocol) => [`${each.interface} ${protocol}`, each] as const),
      ),
    );
  managementPortsOf.set(plane, known);
  return known;
}

/** Where management protocols come in by named interfaces alone; null where nothing restricts this service. */
export function managementPlaneLayer(plane: ControlPlane, service: string, port: string | null): Layer | null {
  const protocol = protectedNames[service];
  const [first] = plane.managementInterfaces;
  if (protocol === undefined || first === undefined) return null;
  const ports = managementPorts(plane);
  const own = ports.get(`${port ?? ""} ${protocol}`) ?? ports.get(`${port ?? ""} all`);
  const name = "management-interface";
  if (own !== undefined)
    return open({ ...fixedStep("control-plane", "permit", name, ground("")), at: own.at, default: null });
  const at = plane.managementInterfaces.flatMap((each) => each.at);
  const why = ground(`management plane protection lets ${protocol} in by other interfaces alone`);
  return closed({ ...fixedStep("control-plane", "deny", name, why), at });
}
