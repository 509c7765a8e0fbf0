import type {
  ClassCondition,
  ControlPlane,
  ControlPlaneClass,
  ControlPlanePolicy,
  ManagementInterface,
} from "../../src/model/control-plane.ts";
import { joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { BoundPolicy, Draft } from "./draft.ts";

/**
 * Control plane policing and protection. Packets to the router's own addresses pass the aggregate policy and that of
 * the host part; the transit and cef-exception parts see others ("Control Plane Protection", IOS Security
 * Configuration Guide: host traffic is TCP and UDP directed at one of the router's interfaces).
 */
export function controlPlaneOf(draft: Draft): ControlPlane | undefined {
  const ofHost = draft.controlPolicies.filter(({ part }) => part === "control-plane" || part === "control-plane host");
  const policies = ofHost
    .toSorted((a, b) => a.part.length - b.part.length)
    .flatMap((bound) => policyOf(draft, bound) ?? []);
  const managementInterfaces = draft.managementInterfaces.flatMap(managementInterface);
  const inspectedZones = draft.inspectedZones;
  if (policies.length + managementInterfaces.length + inspectedZones.length === 0) return undefined;
  return { policies, managementInterfaces, inspectedZones };
}

function policyOf(draft: Draft, { part, statement }: BoundPolicy): ControlPlanePolicy | null {
  const words = statement.words;
  const at = placeOf(statement);
  const name = `${part} ${words.join(" ")}`;
  if (words[0] === "ip") {
    const why = "What an access group of the control plane lets through is not documented.";
    return { name, at, classes: unknownFact(why, at) };
  }
  if (words[1] === "type") {
    // Queue thresholds and logging let every opening packet through.
    if (words[2] !== "port-filter") return null;
    return { name, at, classes: unknownFact("What a port filter of the control plane drops is not read.", at) };
  }
  return words[1] === "input" ? { name, at, classes: classesOf(draft, words[2] ?? "", statement) } : null;
}

/**
 * Classes in the order of the text; a packet takes the first that it is in, and one without a match class-default
 * ("Modular Quality of Service Command-Line Interface", QoS Configuration Guide).
 */
function classesOf(draft: Draft, policy: string, bound: Statement): Fact<readonly ControlPlaneClass[]> {
  const maps = draft.policyMaps.get(policy);
  if (maps === undefined) return unknownFact(`Policy map "${policy}" is not defined.`, placeOf(bound));
  const classes: ControlPlaneClass[] = [];
  for (const { children } of maps) {
    for (const statement of children) {
      if (statement.words[0] !== "class") continue;
      if (statement.negated || statement.words[1] === "type")
        return unknownFact(`Policy map "${policy}" has a class that is not read.`, placeOf(statement));
      classes.push(classOf(draft, statement));
    }
  }
  const named = classes.filter(({ name }) => name !== "class-default");
  const rest = classes.filter(({ name }) => name === "class-default");
  return read([...named, ...rest], joinRanges(maps.flatMap(wholePlace)));
}

function classOf(draft: Draft, statement: Statement): ControlPlaneClass {
  const name = statement.words[1] ?? "";
  const own = { name, action: actionOf(statement) };
  if (name === "class-default") return { ...own, at: wholePlace(statement), match: "all", conditions: [] };
  const maps = draft.classMaps.get(name) ?? [];
  const at = joinRanges([...wholePlace(statement), ...maps.flatMap(wholePlace)]);
  const conditions = maps.flatMap(({ children }) => children.flatMap(conditionOf));
  const nothing: ClassCondition = {
    kind: "unresolved",
    text: maps.length === 0 ? `class map "${name}" is not defined` : `class map "${name}" states no condition`,
    negated: false,
    at,
  };
  // A class map matches by all of its conditions unless it says match-any ("class-map", QoS Command Reference).
  const match = maps.some(({ words }) => words.includes("match-any")) ? "any" : "all";
  return { ...own, at, match, conditions: conditions.length === 0 ? [nothing] : conditions };
}

function conditionOf(statement: Statement): readonly ClassCondition[] {
  if (statement.words[0] !== "match") return [];
  const negated = statement.words[1] === "not";
  const words = statement.words.slice(negated ? 2 : 1);
  const own = { at: placeOf(statement), negated };
  const [kind, value] = words;
  if (statement.negated) return [{ ...own, kind: "unresolved", text: `no ${statement.words.join(" ")}` }];
  if (kind === "any" && words.length === 1) return [{ ...own, kind: "any" }];
  if (kind === "access-group") {
    const name = value === "name" ? words[2] : value;
    if (name !== undefined) return [{ ...own, kind: "acl", name }];
  }
  if (kind === "protocol" && words.length === 2) {
    if (value === "ip" || value === "ipv6") return [{ ...own, kind: "family", family: value === "ip" ? 4 : 6 }];
    // Neither is carried in IP.
    if (value === "arp" || value === "cdp") return [{ ...own, kind: "none" }];
  }
  return [{ ...own, kind: "unresolved", text: words.join(" ") }];
}

/**
 * What becomes of a packet of the class. "police" transmits what conforms and drops what exceeds unless its actions
 * say otherwise ("police", QoS Command Reference): the class is closed only where conforming packets are dropped too.
 */
function actionOf(statement: Statement): ControlPlaneClass["action"] {
  let action: ControlPlaneClass["action"] = readAt("pass", statement);
  for (const child of statement.children) {
    const [word] = child.words;
    if (word === "drop" && !child.negated) return read("drop", wholePlace(statement));
    if (word === "service-policy" && !child.negated)
      return unknownFact("The class hands its packets to a policy of its own.", placeOf(child));
    if (word === "police" && !child.negated) action = police(child);
  }
  return action;
}

function police(statement: Statement): ControlPlaneClass["action"] {
  const words = [...statement.words, ...statement.children.flatMap((child) => child.words)];
  const doneWith = (what: string): string | undefined => {
    const at = words.indexOf(what);
    return at < 0 ? undefined : words[at + 1];
  };
  const place = wholePlace(statement);
  if (doneWith("conform-action") !== "drop") return read("limit", place);
  const others = [doneWith("exceed-action"), doneWith("violate-action")];
  return read(others.every((done) => done === undefined || done === "drop") ? "drop" : "limit", place);
}

/**
 * "management-interface INTERFACE allow PROTOCOL…": with the first of them no other interface takes management
 * protocols ("Management Plane Protection", IOS Security Configuration Guide).
 */
function managementInterface(statement: Statement): readonly ManagementInterface[] {
  const at = statement.words.indexOf("allow");
  if (at < 2) return [];
  const name = statement.words.slice(1, at).join("");
  return [{ interface: name, protocols: statement.words.slice(at + 1), at: placeOf(statement) }];
}
