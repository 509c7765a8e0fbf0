import type {
  ClassCondition,
  ControlPlane,
  ControlPlaneClass,
  ControlPlanePolicy,
} from "../../src/model/control-plane.ts";
import { joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching, type Touches } from "../lib/statements.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

const touches: Touches = ["policies", "objects", "acls"];

interface MapContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly name: string;
}

export const classTable = table<MapContext>([
  on("match access-group", ({ draft, name }, statement) => {
    use(draft, "acl", statement.words[2] === "name" ? statement.words[3] : statement.words[2], statement, name);
  }),
  on(["match exception", "match protocol", "match redirect", "match dst-mac"], () => true),
  skip("policy-text", "description", "exit"),
]);

export const policyTable: ReturnType<typeof table<MapContext>> = table<MapContext>([
  block("class", (context, statement) => readStatements(context, statement.children, policyTable, touches)),
  block("police", (context, statement) => readStatements(context, statement.children, policyTable, touches)),
  on(["conform", "exceed", "violate", "set", "logging drop", "scale-factor"], () => true),
  skip("policy-text", "description", "exit"),
]);

export const boundTable = table<MapContext>([
  on("service-policy input", ({ draft }, statement) => {
    if (!statement.negated) draft.controlPolicies.push(statement);
  }),
  on("scale-factor", () => true),
  skip("policy-text", "exit"),
]);

const named =
  (by: ReturnType<typeof table<MapContext>>) =>
  (draft: Draft, statement: Statement): void => {
    const name = statement.words.join(" ");
    readStatements({ ledger: draft.ledger, draft, name }, statement.children, by, touches);
  };

const kept =
  (maps: "classMaps" | "policyMaps", by: ReturnType<typeof table<MapContext>>) =>
  (draft: Draft, statement: Statement): void => {
    const name = statement.words.at(-1) ?? "";
    const found = draft[maps].get(name) ?? [];
    draft[maps].set(name, found);
    if (!statement.negated) found.push(statement);
    named(by)(draft, statement);
  };

/** Classes and policies of quality of service: named for the access lists that they use, which are kept apart. */
export const controlPlaneStatements = [
  block<Draft>("class-map type control-plane", kept("classMaps", classTable)),
  block<Draft>("policy-map type control-plane", kept("policyMaps", policyTable)),
  block<Draft>("control-plane", named(boundTable)),
  on<Draft>("copp profile", (draft, statement) => {
    draft.coppProfile = readAt(statement.words.slice(2).join(" "), statement);
    return !statement.negated;
  }),
  skip("copp-rate", "copp copy", "copp rate-limit", "hardware rate-limiter", "hardware rate-limit"),
  skipBlock("qos", "class-map", "policy-map", "system qos", "table-map"),
  // A default class of quality of service that some releases write without its indentation.
  skip("qos", "match qos-group", "match cos", "qos statistics"),
  touching(touches, "class-map", "policy-map", "control-plane", "copp"),
];

/**
 * Control plane policing ("Configuring Control Plane Policing", Security Configuration Guide). A policy is always in
 * force; where it is one of the predefined profiles, its rules are not in the configuration. What comes in by mgmt0
 * does not pass it.
 */
export function controlPlaneOf(draft: Draft): ControlPlane {
  const bound = Map.groupBy(draft.controlPolicies, ({ words }) => words[2] ?? "");
  const policies = [...bound].map(([policy, statements]): ControlPlanePolicy => ({
    name: `control-plane service-policy input ${policy}`,
    at: joinRanges(statements.flatMap(placeOf)),
    classes: classesOf(draft, policy, joinRanges(statements.flatMap(placeOf))),
  }));
  const profile = draft.coppProfile;
  const predefined: ControlPlanePolicy = {
    name: profile === undefined ? "copp" : `copp profile ${profile.value}`,
    at: profile?.at ?? [],
    classes: unknownFact("The rules of the predefined profile are not in the configuration.", profile?.at),
  };
  return { policies: policies.length > 0 ? policies : [predefined], managementInterfaces: [], inspectedZones: [] };
}

/** Classes in the order of the text; a packet takes the first that it is in. A policy may be written in several parts. */
function classesOf(draft: Draft, policy: string, bound: readonly LineRange[]): Fact<readonly ControlPlaneClass[]> {
  const maps = draft.policyMaps.get(policy);
  if (maps === undefined) return unknownFact(`The rules of policy "${policy}" are not in the configuration.`, bound);
  const stated = maps.flatMap(({ children }) =>
    children.filter(({ words, negated }) => words[0] === "class" && !negated),
  );
  const classes = [...Map.groupBy(stated, ({ words }) => words[1] ?? "")].map(([name, statements]) =>
    classOf(draft, name, statements),
  );
  const rest = classes.filter(({ name }) => name === "class-default");
  return read(
    [...classes.filter(({ name }) => name !== "class-default"), ...rest],
    joinRanges(maps.flatMap(wholePlace)),
  );
}

function classOf(draft: Draft, name: string, statements: readonly Statement[]): ControlPlaneClass {
  const own = { name, action: actionOf(statements) };
  const places = statements.flatMap(wholePlace);
  if (name === "class-default") return { ...own, at: joinRanges(places), match: "all", conditions: [] };
  const maps = draft.classMaps.get(name) ?? [];
  const at = joinRanges([...places, ...maps.flatMap(wholePlace)]);
  const conditions = maps.flatMap(({ children }) => children.flatMap(conditionOf));
  const all = maps.some(({ words }) => words.includes("match-all"));
  const unresolved = (text: string): ClassCondition => ({ kind: "unresolved", text, negated: false, at });
  if (conditions.length === 0)
    return {
      ...own,
      at,
      match: "any",
      conditions: [unresolved(`no condition of class map "${name}" is in the configuration`)],
    };
  const said = all || maps.some(({ words }) => words.includes("match-any"));
  return {
    ...own,
    at,
    match: all ? "all" : "any",
    conditions: said ? conditions : [...conditions, unresolved("whether any or all conditions are asked")],
  };
}

function conditionOf(statement: Statement): readonly ClassCondition[] {
  const [word, kind, ...rest] = statement.words;
  if (word !== "match") return [];
  const own = { at: placeOf(statement), negated: false };
  const name = rest[0] === "name" ? rest[1] : rest[0];
  if (statement.negated) return [{ ...own, kind: "unresolved", text: `no ${statement.words.join(" ")}` }];
  if (kind === "access-group" && name !== undefined) return [{ ...own, kind: "acl", name }];
  // ARP is not carried in IP.
  if (kind === "protocol" && rest[0] === "arp") return [{ ...own, kind: "none" }];
  return [{ ...own, kind: "unresolved", text: statement.words.slice(1).join(" ") }];
}

/** "police cir R bc B conform transmit violate drop": only where what conforms is dropped too is the class closed. */
function actionOf(statements: readonly Statement[]): ControlPlaneClass["action"] {
  const police = statements
    .flatMap(({ children }) => children)
    .findLast(({ words, negated }) => words[0] === "police" && !negated);
  if (police === undefined) return read("pass", joinRanges(statements.flatMap(placeOf)));
  const words = [...police.words, ...police.children.flatMap((child) => child.words)];
  const at = words.indexOf("conform");
  return read(at >= 0 && words[at + 1] === "drop" ? "drop" : "limit", wholePlace(police));
}
