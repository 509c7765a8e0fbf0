import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, skipBlock, table, touching, type Touches } from "../lib/statements.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { define, use } from "../lib/cisco/objects.ts";
import type { Draft } from "./draft.ts";

const policyTouches: Touches = ["policies", "objects"];

interface PolicyContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
}

/** The classes that a class map sorts by; those that name an access list use it. */
export const classTable = table<PolicyContext>([
  on(["match access-group", "match not access-group"], ({ draft, name }, statement) => {
    const words = statement.words.slice(statement.words.indexOf("access-group") + 1);
    use(draft, "acl", words[0] === "name" ? words[1] : words[0], statement, name);
  }),
  skip(
    "qos",
    "match any",
    "match dscp",
    "match ip",
    "match precedence",
    "match protocol",
    "match class-map",
    "match cos",
    "match qos-group",
    "match vlan",
    "match input-interface",
    "match mpls",
    "match packet",
    "match fr-dlci",
    "match discard-class",
    "match source-address",
    "match destination-address",
    "match not",
    "match user-group",
    "match application",
    "match traffic-category",
    "match metadata",
    "match non-client-nrt",
    "match start",
    "match atm",
    "match flow",
    "match result-type",
    "match method",
    "match authorization-status",
    "match device-type",
    "match client-type",
    "match authorizing-method-priority",
    "match activated-service-template",
    "match user-role",
    "description",
    "exit",
    "match cisco",
    "match media-type",
    "match timer",
    "match tag",
    "match oui",
    "match session",
  ),
]);

export const policyTable: ReturnType<typeof table<PolicyContext>> = table<PolicyContext>([
  block(["class", "event", "class type"], (context, statement) => {
    readStatements(context, statement.children, policyTable, policyTouches);
  }),
  skipBlock("qos", "police", "shape"),
  skip(
    "qos",
    "bandwidth",
    "priority",
    "set",
    "trust",
    "queue-limit",
    "queue-buffers",
    "random-detect",
    "fair-queue",
    "conform-action",
    "exceed-action",
    "violate-action",
    "service-policy",
    "compression",
    "drop",
    "description",
    "parameter-map",
    "exit",
    "inspect",
    "pass",
    "admit",
    "netflow-sampler",
    "estimate",
    "account",
    "log",
    "reset",
    "allow",
    "dbl",
    "db",
    "flow",
    "media",
  ),
]);

export const controlPlaneTable = table<PolicyContext>([
  skip("control-plane", "exit"),
  on("service-policy", ({ draft, name }, statement) => {
    bindPolicy(draft, name, statement);
  }),
  on("management-interface", ({ draft }, statement) => {
    if (statement.negated || !statement.words.includes("allow")) return false;
    draft.managementInterfaces.push(statement);
    return true;
  }),
  on("ip access-group", ({ draft, name }, statement) => {
    use(draft, "acl", statement.words[2], statement, "control-plane");
    bindPolicy(draft, name, statement);
  }),
]);

/** What is bound to a part of the control plane, or taken away from it by the same words. */
function bindPolicy(draft: Draft, part: string, statement: Statement): void {
  if (!statement.negated) {
    draft.controlPolicies.push({ part, statement });
    return;
  }
  const words = statement.words.join(" ");
  const left = draft.controlPolicies.filter(
    (each) => each.part !== part || !each.statement.words.join(" ").startsWith(words),
  );
  draft.controlPolicies.splice(0, draft.controlPolicies.length, ...left);
}

/** Maps are kept as they are written: what they mean to the control plane is read where they are bound to it. */
const kept =
  (maps: "classMaps" | "policyMaps", by: ReturnType<typeof table<PolicyContext>>) =>
  (draft: Draft, statement: Statement): void => {
    const name = statement.words.at(-1) ?? "";
    if (statement.negated) draft[maps].delete(name);
    else draft[maps].set(name, [...(draft[maps].get(name) ?? []), statement]);
    withName(by, policyTouches)(draft, statement);
  };

const withName =
  (by: ReturnType<typeof table<PolicyContext>>, touches: Touches) =>
  (draft: Draft, statement: Statement): void => {
    readStatements({ ledger: draft.ledger, draft, name: statement.words.join(" ") }, statement.children, by, touches);
  };

export const zoneTable = table<PolicyContext>([skip("zones", "description", "protection", "service-policy", "exit")]);

/** Class maps, policy maps, control plane and zones: kept for the access lists that they use. */
export const policyStatements = [
  block<Draft>("class-map", kept("classMaps", classTable)),
  block<Draft>("policy-map", kept("policyMaps", policyTable)),
  block<Draft>("control-plane", withName(controlPlaneTable, policyTouches)),
  block<Draft>("zone security", (draft, statement) => {
    define(draft, "zone", statement.words[2], statement);
    withName(zoneTable, policyTouches)(draft, statement);
  }),
  block<Draft>("zone-pair security", (draft, statement) => {
    inspectItself(draft, statement);
    for (const word of ["source", "destination"]) {
      const at = statement.words.indexOf(word);
      const zone = statement.words[at + 1];
      if (at > 0 && zone !== "self" && zone !== "default")
        use(draft, "zone", zone, statement, statement.words.slice(0, 3).join(" "));
    }
    withName(zoneTable, policyTouches)(draft, statement);
  }),
  on<Draft>(["ip inspect name", "ip auth-proxy name", "ip admission name"], (draft, statement) => {
    const at = statement.words.indexOf("list");
    if (at > 0) use(draft, "acl", statement.words[at + 1], statement, statement.words.slice(0, 3).join(" "));
  }),
  skip(
    "inspection",
    "ip inspect",
    "ip auth-proxy",
    "ip admission",
    "ip ips",
    "parameter-map",
    "ip virtual-reassembly",
    "ip nbar",
    "ip wccp",
    "ip traffic-export",
  ),
  skipBlock("inspection", "parameter-map type"),
  skipBlock("flow-monitoring", "flow record", "flow exporter", "flow monitor", "sampler", "flow-sampler-map"),
  skip(
    "flow-monitoring",
    "ip flow-cache",
    "ip flow-top-talkers",
    "ip flow",
    "ip flow-aggregation",
    "mls flow",
    "mls netflow",
    "mls nde",
  ),
  on<Draft>(["access-map", "vlan filter"], () => true),
  block<Draft>("vlan access-map", (draft, statement) => withName(accessMapTable, policyTouches)(draft, statement)),
  touching(
    policyTouches,
    "class-map",
    "policy-map",
    "control-plane",
    "zone",
    "zone-pair",
    "parameter-map",
    "ip inspect",
    "ip admission",
    "ip auth-proxy",
    "flow",
    "mls qos",
    "qos",
  ),
];

/** "zone-pair security NAME source ZONE destination self" with a policy: traffic to the device itself is inspected. */
function inspectItself(draft: Draft, statement: Statement): void {
  const word = (name: string) => statement.words[statement.words.indexOf(name) + 1];
  const zone = word("source");
  if (statement.negated || zone === undefined || !statement.words.includes("source") || word("destination") !== "self")
    return;
  if (statement.children.some(({ words }) => words[0] === "service-policy"))
    draft.inspectedZones.push({ zone, at: wholePlace(statement) });
}

export const accessMapTable = table<PolicyContext>([
  on(["match ip address", "match ipv6 address", "match mac address"], ({ draft, name }, statement) => {
    for (const list of statement.words.slice(3)) use(draft, "acl", list, statement, name);
  }),
  skip("vlan-map", "action", "exit"),
]);
