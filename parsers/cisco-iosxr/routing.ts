import { byDefault, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { use } from "../lib/cisco/objects.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf, wholePlace } from "../lib/cisco/places.ts";
import { block, skipBlock, touching, type Touches } from "../lib/statements.ts";
import { ipv4Number, ipv6Groups, ipv6Text } from "../lib/cisco/addresses.ts";
import type { Draft } from "./draft.ts";
import { routerWords } from "./routing-words.ts";

const routingTouches: Touches = ["routing", "objects"];

export type KeyChains = ReadonlyMap<string, Fact<string>>;

/** How a level authenticates, with the keys that stand there; undefined where it says nothing. */
interface Authentication {
  readonly fact: Fact<RoutingAuthentication>;
  readonly keys: readonly Password[];
}

interface Level {
  readonly draft: Draft;
  readonly chains: KeyChains;
  readonly protocol: RoutingProtocol;
  readonly name: string;
  readonly vrf: string | null;
}

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
export function routingStatements(chains: KeyChains) {
  return [
    block<Draft>("router", (draft, statement) => {
      const protocol = protocols[statement.words[1] ?? ""];
      // More words are a setting on the line itself, as "show running-config formal" writes it.
      const most = statement.words[3] === "instance" ? 5 : 3;
      if (protocol === undefined || statement.negated || statement.words.length > most) {
        leaveAll(draft, statement.children);
        return false;
      }
      const name = `router ${statement.words.slice(1).join(" ")}`;
      walk({ draft, chains, protocol, name, vrf: null }, statement, undefined, new Map());
      return true;
    }),
    block<Draft>("mpls ldp", (draft, statement) => {
      if (statement.words.length > 2) return false;
      walk({ draft, chains, protocol: "ldp", name: "mpls ldp", vrf: null }, statement, undefined, new Map());
      return true;
    }),
    block<Draft>("rsvp", (draft, statement) => {
      if (statement.words.length > 1) return false;
      walk({ draft, chains, protocol: "rsvp", name: "rsvp", vrf: null }, statement, undefined, new Map());
      return true;
    }),
    skipBlock("routing", "router static", "router igmp", "router mld", "router pim", "multicast-routing"),
    touching(routingTouches, "router", "mpls ldp", "rsvp"),
  ];
}

function leaveAll(draft: Draft, statements: readonly Statement[]): void {
  for (const statement of statements) {
    draft.ledger.leave(statement.line, routingTouches);
    leaveAll(draft, statement.children);
  }
}

/** Blocks that hold the settings of neighbours that name them. */
const groupWords: ReadonlySet<string> = new Set(["neighbor-group", "session-group"]);

/** Reads one level; `inherited` is what the levels around it say of authentication. */
function walk(
  level: Level,
  statement: Statement,
  inherited: Authentication | undefined,
  groups: Map<string, Authentication | undefined>,
): void {
  const { draft } = level;
  const own =
    authenticationOf(level, statement.children) ??
    usedGroup(statement.children, groups) ??
    ldpPassword(level, statement) ??
    inherited;
  // Groups are read before the neighbours that use them, and twice, since groups use groups.
  const grouped = statement.children.filter(({ words }) => groupWords.has(words[0] ?? ""));
  for (const child of [...grouped, ...grouped])
    groups.set(child.words.join(" "), authenticationOf(level, child.children) ?? usedGroup(child.children, groups));
  for (const child of statement.children) {
    const [word = ""] = child.words;
    const name = `${level.name} ${child.words.slice(0, 2).join(" ")}`;
    recordUses(draft, child, level.name);
    if (level.protocol === "ldp" && word === "neighbor") readLdpNeighbor(draft, child);
    else if (authenticationWords.has(word)) {
      if (readAuthentication(level, child) === undefined) draft.ledger.leave(child.line, routingTouches);
      else draft.ledger.readRange(child.line, child.last);
      if (child.children.length > 0) walk(level, child, own, groups);
    } else if (word === "vrf" && child.words.length === 2) {
      draft.ledger.read(child.line);
      walk({ ...level, name, vrf: child.words[1] ?? null }, child, ofVrf(own), groups);
    } else if (word === "hsrp" && child.words[1] === "version") {
      draft.ledger.skip(child.line, "routing");
    } else if (containers.has(word) && child.children.length > 0) {
      draft.ledger.read(child.line);
      keepSession({ ...level, name }, child, own, groups);
      walk({ ...level, name: namesPlace.has(word) ? name : level.name }, child, own, groups);
    } else if (containers.has(word) && (child.words.length === 2 || !namesPlace.has(word))) {
      keepSession({ ...level, name }, child, own, groups);
      draft.ledger.read(child.line);
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

/** Statements of "neighbor" under "mpls ldp" that state a password, each cut down to it; with whom they are for. */
function ldpPasswords(neighbor: Statement): readonly (readonly [subject: string, statement: Statement])[] {
  const own: Statement = { ...neighbor, words: neighbor.words.slice(1) };
  return [own, ...neighbor.children].flatMap((each) => {
    const at = each.words.indexOf("password");
    return at < 0 ? [] : [[each.words.slice(0, at).join(" "), { ...each, words: each.words.slice(at) }] as const];
  });
}

/** The password for every LDP neighbour; unknown where some have one of their own alone. */
function ldpPassword(level: Level, { children }: Statement): Authentication | undefined {
  if (level.protocol !== "ldp") return undefined;
  const stated = children.filter(({ words }) => words[0] === "neighbor").flatMap(ldpPasswords);
  const [first] = stated;
  if (first === undefined) return undefined;
  const all = stated.find(([subject]) => subject === "");
  const apart = stated.find(([subject]) => subject !== "");
  if (all !== undefined && apart === undefined) return authenticationOf(level, [all[1]]);
  return {
    fact: unknownFact("Passwords stand at some neighbours, by their identifiers.", placeOf(first[1])),
    keys: [],
  };
}

function readLdpNeighbor(draft: Draft, neighbor: Statement): void {
  const passwords = ldpPasswords(neighbor);
  draft.ledger.read(neighbor.line);
  for (const [, { line }] of passwords) draft.ledger.read(line);
  for (const child of neighbor.children) {
    if (child.words[1] === "targeted") draft.ledger.skip(child.line, "routing");
    else if (!draft.ledger.isRead(child.line)) draft.ledger.leave(child.line, routingTouches);
  }
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
  level: Level,
  statement: Statement,
  inherited: Authentication | undefined,
  groups: ReadonlyMap<string, Authentication | undefined>,
): void {
  const { draft, protocol, name, vrf } = level;
  const [word, subject = ""] = statement.words;
  if (statement.negated || (word !== (sessionWords[protocol] ?? "interface") && !furtherLinks.has(word ?? ""))) return;
  const passive = statement.children.some(
    ({ words, negated }) => words[0] === "passive" && words[1] !== "disable" && !negated,
  );
  if (word === "interface" && (passive || /^(?:Loopback|Null)/i.test(subject))) return;
  const own = authenticationOf(level, statement.children) ?? usedGroup(statement.children, groups) ?? inherited;
  const at = wholePlace(statement);
  const session: RoutingSession = {
    protocol,
    name,
    vrf,
    authentication:
      own?.fact ??
      byDefault({ kind: "none" }, `IOS XR: none unless a statement asks for it (Routing Command Reference)`),
    keys: [...(own?.keys ?? []), ...keysOf(statement.children)],
    at,
  };
  draft.sessions.push(session);
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

function usedGroup(
  statements: readonly Statement[],
  groups: ReadonlyMap<string, Authentication | undefined>,
): Authentication | undefined {
  for (const { words, negated } of statements) {
    if (words[0] !== "use" || negated) continue;
    const name = words.slice(1).join(" ");
    if (groups.has(name)) return groups.get(name);
    if (words[1] === "neighbor-group" || words[1] === "session-group")
      return { fact: unknownFact(`"${name}" is not read before its use.`), keys: [] };
  }
  return undefined;
}

const authenticationWords: ReadonlySet<string> = new Set([
  "authentication",
  "authentication-key",
  "message-digest-key",
  "password",
  "keychain",
  "ao",
  "key-source",
  "hello-password",
  "lsp-password",
  "encryption",
]);

function authenticationOf(level: Level, statements: readonly Statement[]): Authentication | undefined {
  let found: Authentication | undefined;
  for (const statement of statements) {
    const [word = ""] = statement.words;
    // What protects a whole area's database does not tell a neighbour's hellos from forged ones.
    if (!authenticationWords.has(word) || word === "lsp-password") continue;
    const stated = readAuthentication(level, statement);
    if (stated === undefined)
      found = { fact: unknownFact("An authentication was not understood.", placeOf(statement)), keys: [] };
    else if (stated !== "key") found = stated;
  }
  return found;
}

/** Keys that stand beside a neighbour and do not say by themselves that they are asked for. */
function keysOf(statements: readonly Statement[]): readonly Password[] {
  return statements
    .filter(
      ({ words, negated }) => !negated && (words[0] === "authentication-key" || words[0] === "message-digest-key"),
    )
    .flatMap(({ words }) => keyOf(words));
}

/** Where the key itself stands: after "encrypted" or "clear", or at the end. */
function keyAt(words: readonly string[]): number {
  const marked = words.findIndex((word) => word === "encrypted" || word === "clear");
  return marked >= 0 ? marked + 1 : words.length - 1;
}

/** What one statement says: an authentication, a key to one, or undefined where it was not understood. */
function readAuthentication(level: Level, statement: Statement): Authentication | "key" | undefined {
  const { words } = statement;
  const [word = "", first = "", second = ""] = words;
  const at = placeOf(statement);
  if (statement.negated) return undefined;
  const chainAt = words.findIndex((each) => each === "keychain" || each === "key-chain" || each === "ao");
  const chain = words[chainAt + 1];
  if (chainAt >= 0 && chain !== undefined)
    return words.at(-1) === "text" && words.at(-2) === "mode" ? text(at, []) : digest(algorithmOf(level, chain), at);
  switch (word) {
    case "password":
      if (first === "disable" || first === "inheritance-disable") return none(at);
      return level.protocol === "hsrp" || level.protocol === "vrrp"
        ? text(at, keyOf(words))
        : digest(read("md5", at), at, keyOf(words));
    case "authentication":
      if (first === "null" || first === "disable") return none(at);
      if (first === "message-digest") return digest(read("md5", at), at);
      if (first === "ipsec") return digest(read(words[words.indexOf("spi") + 2]?.toLowerCase() ?? "ipsec", at), at);
      // RSVP states its key chain under the word.
      if (first === "" && statement.children.length > 0)
        return (
          authenticationOf(level, statement.children) ??
          digest(unknownFact("A block of authentication states no algorithm.", at), at)
        );
      return text(at, first === "" ? [] : keyOf(words));
    case "encryption":
      return first === "disable" || first === "null" ? none(at) : digest(read("esp", at), at);
    case "hello-password":
      if (first === "accepts" || first === "") return "key";
      return first === "text"
        ? text(at, keyOf(words))
        : first === "hmac-md5"
          ? digest(read("hmac-md5", at), at, keyOf(words))
          : text(at, keyOf(words));
    case "lsp-password":
    case "authentication-key":
    case "message-digest-key":
      return first === "" && second === "" ? undefined : "key";
    default:
      return undefined;
  }
}

function keyOf(words: readonly string[]): readonly Password[] {
  const at = keyAt(words);
  const encrypted = words[at - 1] === "encrypted";
  const key = passwordAt(encrypted ? ["7", words[at] ?? ""] : words, encrypted ? 0 : at);
  return key === null ? [] : [key];
}

function algorithmOf({ chains }: Level, chain: string): Fact<string> {
  return chains.get(chain) ?? unknownFact(`Key chain "${chain}" is not defined.`);
}

const none = (at: readonly LineRange[]): Authentication => ({ fact: read({ kind: "none" }, at), keys: [] });
const text = (at: readonly LineRange[], keys: readonly Password[]): Authentication => ({
  fact: read({ kind: "text" }, at),
  keys,
});
const digest = (algorithm: Fact<string>, at: readonly LineRange[], keys: readonly Password[] = []): Authentication => ({
  fact: read({ kind: "digest", algorithm }, at),
  keys,
});
