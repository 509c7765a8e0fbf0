import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, table, type Handler, type Touches } from "../lib/statements.ts";
import { use } from "../lib/cisco/objects.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";
import { keyAt } from "./keys.ts";
import { routerSkips } from "./routing-skips.ts";

const routerTouches: Touches = ["routing", "objects"];

interface RouterContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  /** "router bgp 65000". */
  readonly name: string;
  readonly vrf: string | null;
}

/** Lists and chains that a statement names, each after its own word. */
function namedLists({ draft, name }: { readonly draft: Draft; readonly name: string }, statement: Statement): void {
  for (const [index, word] of statement.words.entries()) {
    const next = statement.words[index + 1];
    const kind = word === "prefix-list" ? "prefix-list" : word === "key-chain" ? "key-chain" : null;
    if (kind !== null && next !== undefined) use(draft, kind, next, statement, `${name} ${statement.words[0] ?? ""}`);
  }
}

/** Keeps how a protocol authenticates for the sessions that are worked out at the end. */
const setting: Handler<RouterContext> = (context, statement) => {
  const { words } = statement;
  const word = words[0] === "area" ? words.slice(0, 3).join(" ") : words.slice(0, 2).join(" ");
  context.draft.routerSettings.set(`${context.name} ${context.vrf ?? ""} ${word}`, statement);
  namedLists(context, statement);
};

export const routerTable: ReturnType<typeof table<RouterContext>> = table<RouterContext>([
  block("vrf", (context, statement) => {
    const inner = { ...context, vrf: statement.words[1] ?? null };
    readStatements(inner, statement.children, routerTable, routerTouches);
  }),
  block("address-family", (context, statement) =>
    readStatements(context, statement.children, routerTable, routerTouches),
  ),
  block("neighbor", neighbor),
  block(["template peer", "template peer-session", "template peer-policy"], template),
  on(["authentication", "authentication-type", "authentication-check", "passive-interface"], setting),
  on("area", (context, statement) => {
    if (statement.words[2] === "authentication") setting(context, statement);
    else namedLists(context, statement);
  }),
  on("network", (context, statement) => {
    // Only OSPF and EIGRP join interfaces by network; BGP announces what it names.
    if (/^router (?:ospf|eigrp)/.test(context.name))
      context.draft.routerSettings.set(`${context.name} ${context.vrf ?? ""} network`, statement);
  }),
  on(
    [
      "redistribute",
      "default-information",
      "distribute-list",
      "table-map",
      "aggregate-address",
      "inject-map",
      "nexthop",
      "suppress-inactive",
      "distance",
    ],
    namedLists,
  ),
  ...routerSkips,
]);

export const routers = [
  block<Draft>("router", (draft, statement) => {
    const name = `router ${statement.words.slice(1, 3).join(" ")}`;
    readStatements({ ledger: draft.ledger, draft, name, vrf: null }, statement.children, routerTable, routerTouches);
    return !statement.negated;
  }),
];

/** What a neighbour or a template says of its password. */
interface PeerContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly name: string;
  authentication: Fact<RoutingAuthentication> | null;
  inherited: string | null;
  readonly keys: Password[];
}

export const peerTable: ReturnType<typeof table<PeerContext>> = table<PeerContext>([
  on("password", (context, statement) => {
    const key = statement.negated ? null : keyAt(statement.words, 1);
    if (key === null) return statement.negated;
    context.keys.push(key);
    context.authentication = readAt({ kind: "digest", algorithm: readAt("md5", statement) }, statement);
    return true;
  }),
  on("ao", (context, statement) => {
    use(context.draft, "key-chain", statement.words[1], statement, context.name);
    const algorithm = unknownFact("The key chain decides the algorithm.");
    context.authentication = readAt({ kind: "digest", algorithm }, statement);
  }),
  on(["inherit peer", "inherit peer-session"], (context, statement) => {
    context.inherited = statement.negated ? null : (statement.words[2] ?? null);
  }),
  block("address-family", (context, statement) =>
    readStatements(context, statement.children, peerTable, routerTouches),
  ),
  on(
    [
      "prefix-list",
      "filter-list",
      "route-map",
      "advertise-map",
      "default-originate",
      "unsuppress-map",
      "soft-reconfiguration",
      "as-override",
    ],
    namedLists,
  ),
  ...routerSkips,
]);

function readPeer(context: RouterContext, statement: Statement, name: string): PeerContext {
  const peer: PeerContext = {
    ledger: context.ledger,
    draft: context.draft,
    name,
    authentication: null,
    inherited: null,
    keys: [],
  };
  readStatements(peer, statement.children, peerTable, routerTouches);
  return peer;
}

function template(context: RouterContext, statement: Statement): boolean {
  const name = statement.words[2];
  if (name === undefined || statement.negated) return false;
  const { authentication, inherited } = readPeer(context, statement, `${context.name} template ${name}`);
  const above = inherited === null ? null : inheritedFrom(context.draft, inherited, wholePlace(statement));
  context.draft.peerTemplates.set(name, authentication ?? above);
  return true;
}

function neighbor(context: RouterContext, statement: Statement): boolean {
  const address = statement.words[1];
  if (address === undefined || statement.negated) return false;
  // In EIGRP and RIP a neighbour only names whom updates are sent to.
  if (!context.name.startsWith("router bgp")) return true;
  const name = `${context.name} neighbor ${address}`;
  const { authentication, inherited, keys } = readPeer(context, statement, name);
  const at = wholePlace(statement);
  context.draft.sessions.push({
    protocol: "bgp",
    name,
    vrf: context.vrf,
    authentication: authentication ?? inheritedFrom(context.draft, inherited, at),
    keys,
    at,
  });
  return true;
}

/** Templates stand before the neighbours that inherit from them. */
function inheritedFrom(
  { peerTemplates }: Draft,
  from: string | null,
  at: ReturnType<typeof wholePlace>,
): Fact<RoutingAuthentication> {
  if (from === null) return byDefault({ kind: "none" }, 'NX-OS: none unless "password" (Configuring Basic BGP)');
  if (!peerTemplates.has(from)) return unknownFact(`Template "${from}" is not defined before.`, at);
  return (
    peerTemplates.get(from) ?? byDefault({ kind: "none" }, `NX-OS: none unless "password", also in template "${from}"`)
  );
}
