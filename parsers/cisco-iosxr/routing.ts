import { byDefault, unknownFact } from "../../src/model/fact.ts";
import type { RoutingProtocol } from "../../src/model/routing.ts";
import type { Statement } from "../lib/indented.ts";
import { ipv4Number, ipv6Groups, ipv6Text } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { block, skipBlock, touching, type Touches } from "../lib/statements.ts";
import {
  authenticationWords,
  readAuthentication,
  saidBy,
  type Authentication,
  type Groups,
  type Level,
  type Said,
} from "./authentication.ts";
import type { Draft } from "./draft.ts";
import { ldpPassword, readLdpNeighbor } from "./ldp-passwords.ts";
import { routerWords } from "./routing-words.ts";

const routingTouches: Touches = ["routing", "objects"];

const protocols: Readonly<Record<string, RoutingProtocol>> = {
  bgp: "bgp",
  ospf: "ospf",
  ospfv3: "ospfv3",
  isis: "isis",
  rip: "rip",
  eigrp: "eigrp",
  hsrp: "hsrp",
  vrrp: "vrrp",
  msdp: "msdp",
};

/** Routing protocols ("Routing Command Reference" and "MPLS Command Reference"), kept for how their messages are authenticated. */
export const routingStatements = [
  block<Draft>("router", (draft, statement) => {
    const protocol = protocols[statement.words[1] ?? ""];
    // More words than open the block are not understood.
    const most = statement.words[3] === "instance" ? 5 : 3;
    if (protocol === undefined || statement.negated || statement.words.length > most) {
      leaveAll(draft, statement.children);
      return false;
    }
    const name = `router ${statement.words.slice(1).join(" ")}`;
    enter({ draft, protocol, name, vrf: null }, statement);
    return true;
  }),
  block<Draft>("mpls ldp", (draft, statement) => {
    if (statement.words.length > 2) return false;
    enter({ draft, protocol: "ldp", name: "mpls ldp", vrf: null }, statement);
    return true;
  }),
  block<Draft>("rsvp", (draft, statement) => {
    if (statement.words.length > 1) return false;
    enter({ draft, protocol: "rsvp", name: "rsvp", vrf: null }, statement);
    return true;
  }),
  skipBlock("routing", "router static", "router igmp", "router mld", "router pim", "multicast-routing"),
  touching(routingTouches, "router", "mpls ldp", "rsvp"),
];

function leaveAll(draft: Draft, statements: readonly Statement[]): void {
  for (const statement of statements) {
    draft.ledger.leave(statement.line, routingTouches);
    leaveAll(draft, statement.children);
  }
}

/** Begins with a process. */
function enter(level: Level, statement: Statement): void {
  const groups: Groups = new Map();
  walk(level, statement, saidBy(level, statement.children, groups), undefined, groups);
}

const nothingSaid: Said = { authentication: undefined, passive: false, keys: [] };

/** Blocks that hold the settings of neighbours that name them. */
const groupWords: ReadonlySet<string> = new Set(["neighbor-group", "session-group"]);

/** Reads one level, whose own statements say `said`; `inherited` is what the levels around it say of authentication. */
function walk(
  level: Level,
  statement: Statement,
  said: Said,
  inherited: Authentication | undefined,
  groups: Groups,
): void {
  const { draft } = level;
  const own = said.authentication ?? ldpPassword(level, statement) ?? inherited;
  // Groups are read before the neighbours that use them, and twice, since groups use groups.
  const grouped = statement.children.filter(({ words }) => groupWords.has(words[0] ?? ""));
  for (const child of [...grouped, ...grouped])
    groups.set(child.words.join(" "), saidBy(level, child.children, groups).authentication);
  for (const child of statement.children) {
    const { words } = child;
    const [word = ""] = words;
    recordUses(draft, child, level.name);
    if (level.protocol === "ldp" && word === "neighbor") readLdpNeighbor(draft, child);
    else if (authenticationWords.has(word)) {
      if (readAuthentication(level, child) === undefined) draft.ledger.leave(child.line, routingTouches);
      else draft.ledger.readRange(child.line, child.last);
      if (child.children.length > 0) walk(level, child, nothingSaid, own, groups);
    } else if (word === "vrf" && words.length === 2) {
      draft.ledger.read(child.line);
      const inside = { ...level, name: `${level.name} ${words.join(" ")}`, vrf: words[1] ?? null };
      walk(inside, child, saidBy(inside, child.children, groups), ofVrf(own), groups);
    } else if (word === "hsrp" && words[1] === "version") draft.ledger.skip(child.line, "routing");
    else if (containers.has(word) && (child.children.length > 0 || words.length === 2 || !namesPlace.has(word))) {
      draft.ledger.read(child.line);
      const inside = namesPlace.has(word) ? { ...level, name: `${level.name} ${words.slice(0, 2).join(" ")}` } : level;
      const saidThere = saidBy(inside, child.children, groups);
      keepSession(inside, child, saidThere, own);
      if (child.children.length > 0) walk(inside, child, saidThere, own, groups);
    } else if (routerWords.has(word.toLowerCase())) {
      draft.ledger.skip(child.line, "routing");
      skipUnder(draft, child);
    } else {
      draft.ledger.leave(child.line, routingTouches);
      leaveAll(draft, child.children);
    }
  }
}

/** Whether a VRF of a process takes over what the process states outside of it, no manual that was read tells. */
function ofVrf(outside: Authentication | undefined): Authentication | undefined {
  return outside === undefined
    ? undefined
    : {
        fact: unknownFact(
          "Authentication is stated outside of the VRF alone.",
          "at" in outside.fact ? outside.fact.at : [],
        ),
        keys: [],
      };
}

function skipUnder(draft: Draft, statement: Statement): void {
  for (const child of statement.children) {
    recordUses(draft, child, statement.words[0] ?? "");
    draft.ledger.skip(child.line, "routing");
    skipUnder(draft, child);
  }
}

/** Lists that routing statements name. */
function recordUses(draft: Draft, { words, negated, line, last, indent, children }: Statement, by: string): void {
  const statement = { words, negated, line, last, indent, children };
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next === undefined) continue;
    if (word === "keychain" || word === "key-chain")
      use(draft, "key-chain", next, statement, `${by} ${words[0] ?? ""}`);
    else if (word === "advertise-to" || (word === "from" && words[0] === "discovery") || word === "to")
      use(draft, "acl", next, statement, `${by} ${words[0] ?? ""}`);
    else if (word === "distribute-list" && next !== "prefix-list" && next !== "route-policy")
      use(draft, "acl", next, statement, `${by} distribute-list`);
    else if (word === "access-group" || word === "access-list")
      use(draft, "acl", next, statement, `${by} ${words[0] ?? ""}`);
  }
}

/** Levels that hold others. */
const containers: ReadonlySet<string> = new Set([
  "address-family",
  "area",
  "interface",
  "neighbor",
  "neighbor-group",
  "session-group",
  "peer",
  "hsrp",
  "vrrp",
  "instance",
  "virtual-link",
  "multi-area-interface",
]);

const namesPlace: ReadonlySet<string> = new Set([
  "area",
  "interface",
  "neighbor",
  "peer",
  "hsrp",
  "vrrp",
  "virtual-link",
  "multi-area-interface",
]);

/** Links of OSPF that are told by words of their own. */
const furtherLinks: ReadonlySet<string> = new Set(["virtual-link", "multi-area-interface"]);

/** What a neighbour is told by where it is not an interface. */
const sessionWords: Partial<Record<RoutingProtocol, string>> = {
  bgp: "neighbor",
  msdp: "peer",
  hsrp: "hsrp",
  vrrp: "vrrp",
};

function keepSession(
  { draft, protocol, name, vrf }: Level,
  statement: Statement,
  said: Said,
  inherited: Authentication | undefined,
): void {
  const [word, subject = ""] = statement.words;
  if (statement.negated || (word !== (sessionWords[protocol] ?? "interface") && !furtherLinks.has(word ?? ""))) return;
  if (word === "interface" && (said.passive || /^(?:Loopback|Null)/i.test(subject))) return;
  const own = said.authentication ?? inherited;
  const none = byDefault(
    { kind: "none" } as const,
    "IOS XR: none unless a statement asks for it (Routing Command Reference)",
  );
  draft.sessions.push({
    protocol,
    name,
    vrf,
    authentication: own?.fact ?? none,
    keys: [...(own?.keys ?? []), ...said.keys],
    at: wholePlace(statement),
  });
  if (protocol === "hsrp" || protocol === "vrrp") virtualAddresses(draft, name, statement);
}

/** Addresses that a group of HSRP or VRRP answers for; the interface's name stands in the level's. */
function virtualAddresses(draft: Draft, name: string, statement: Statement): void {
  const words = name.split(" ");
  const port = draft.interfaces.get(words[words.indexOf("interface") + 1] ?? "");
  if (port === undefined) return;
  for (const { words: own } of [statement, ...statement.children])
    for (const word of own) {
      const groups = ipv6Groups(word);
      if (ipv4Number(word) !== null) port.virtual.push(word);
      else if (groups !== null) port.virtual.push(ipv6Text(groups));
    }
}
