import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import { ipv4Number } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import {
  block,
  on,
  readStatements,
  skip,
  skipBlock,
  skippedIn,
  table,
  touching,
  type Touches,
} from "../lib/statements.ts";
import { bgpSessions, routerBgp } from "./bgp.ts";
import { isisSessions, ospfSessions, vrrpSessions } from "./igp.ts";
import type { Draft } from "./draft.ts";
import { keyAt } from "./passwords.ts";
import type { OspfProcess } from "./routing-draft.ts";

const routingTouches: Touches = ["routing", "objects"];

interface OspfContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly process: OspfProcess;
}

const ospfTable = table<OspfContext>([
  on("network", ({ process }, statement) => {
    const [, prefix = "", second] = statement.words;
    const [address, length] = prefix.split("/");
    const bits = length === undefined ? null : Number(length);
    const number = ipv4Number(address);
    const wildcard = bits === null ? ipv4Number(second) : bits === 0 ? 0xffff_ffff : (1 << (32 - bits)) - 1;
    if (number === null || wildcard === null || statement.negated || !/^\d{1,2}$/.test(length ?? "0")) return false;
    if (bits !== null && bits > 32) return false;
    const mask = wildcard >>> 0;
    const known = process.networks.get(mask);
    // Wildcards of more than all lengths are no configuration.
    if (known === undefined && process.networks.size >= 64) return false;
    const kept = (number & ~mask) >>> 0;
    if (known === undefined) process.networks.set(mask, new Set([kept]));
    else known.add(kept);
    return true;
  }),
  on("passive-interface", ({ process }, statement) => {
    const name = statement.words.slice(1).join("");
    if (name === "default") process.passiveByDefault = !statement.negated;
    else process.passive.set(name, !statement.negated);
    return name !== "";
  }),
  on(["ip access-group", "ipv6 access-group"], ({ draft }, statement) => {
    use(draft, "acl", statement.words[2], statement, "router ospf access-group");
  }),
  on("area", (_, statement) => !statement.words.includes("authentication")),
  skip(
    "routing",
    "router-id",
    "redistribute",
    "max-lsa",
    "distance",
    "maximum-paths",
    "auto-cost",
    "bfd",
    "default-information",
    "log-adjacency-changes",
    "adjacency",
    "timers",
    "max-metric",
    "graceful-restart",
    "graceful-restart-helper",
    "mpls ldp sync",
    "distribute-list",
    "summary-address",
    "point-to-point",
    "compatible",
    "dn-bit-ignore",
    "fips",
    "shutdown",
    "exit",
  ),
]);

function routerOspf(draft: Draft, statement: Statement): boolean {
  const vrfAt = statement.words.indexOf("vrf");
  const process: OspfProcess = {
    name: statement.words.join(" "),
    vrf: vrfAt < 0 ? null : (statement.words[vrfAt + 1] ?? null),
    at: wholePlace(statement),
    networks: new Map(),
    passiveByDefault: false,
    passive: new Map(),
  };
  const other = draft.routing.processes.get(process.vrf);
  if (other !== undefined && other.name !== process.name) {
    for (const child of statement.children) draft.ledger.leave(child.line, routingTouches);
    return false;
  }
  const own = other ?? process;
  draft.routing.processes.set(process.vrf, own);
  readStatements({ ledger: draft.ledger, draft, process: own }, statement.children, ospfTable, routingTouches);
  return !statement.negated;
}

const isisTable = table<Draft>([
  on("authentication", (draft, statement) => {
    if (!statement.negated) draft.routing.isisAuthentication.push(...placeOf(statement));
  }),
  skipBlock("routing", "address-family", "segment-routing", "traffic-engineering"),
  skip(
    "routing",
    "net",
    "is-type",
    "router-id",
    "is-hostname",
    "log-adjacency-changes",
    "mpls ldp sync",
    "timers",
    "redistribute",
    "advertise",
    "set-overload-bit",
    "passive-interface",
    "spf-interval",
    "lsp",
    "graceful-restart",
    "distance",
    "shutdown",
    "exit",
  ),
]);

/** A protocol whose authentication is not read, so that it is not silently left out. */
const unreadProtocol =
  (protocol: RoutingProtocol) =>
  (draft: Draft, statement: Statement): boolean => {
    if (statement.negated) return statement.children.length === 0;
    const at = wholePlace(statement);
    const authentication = unknownFact(`How messages of ${protocol} are authenticated is not read.`, at);
    draft.routing.sessions.push({ protocol, name: statement.words.join(" "), vrf: null, authentication, keys: [], at });
    const leave = (statements: readonly Statement[]): void => {
      for (const { line, children } of statements) {
        draft.ledger.leave(line, routingTouches);
        leave(children);
      }
    };
    leave(statement.children);
    return true;
  };

interface LdpContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  password: Statement | null;
}

/** "mpls ldp": "password [kind] KEY" is that of all sessions (DISA ARST-RT-000480), by TCP MD5 (RFC 5036, 2.9). */
const ldpTable = table<LdpContext>([
  on("password", (context, statement) => {
    context.password = statement.negated ? null : statement;
    return statement.negated || keyAt(statement.words, 1) !== null;
  }),
  on("ip access-group", ({ draft }, statement) => {
    use(draft, "acl", statement.words[2], statement, "mpls ldp access-group");
  }),
  skip(
    "routing",
    "router-id",
    "transport-address",
    "interface",
    "shutdown",
    "fec",
    "label",
    "igp",
    "discovery",
    "graceful-restart",
    "exit",
    "pseudowires",
    "entropy-label",
    "tunnel",
  ),
]);

function ldp(draft: Draft, statement: Statement): boolean {
  const context: LdpContext = { ledger: draft.ledger, draft, password: null };
  readStatements(context, statement.children, ldpTable, routingTouches);
  const off = statement.children.some(({ words, negated }) => words[0] === "shutdown" && !negated);
  if (off || statement.negated) return true;
  const { password } = context;
  const key = password === null ? null : keyAt(password.words, 1);
  draft.routing.sessions.push({
    protocol: "ldp",
    name: "mpls ldp",
    vrf: null,
    authentication:
      password === null
        ? byDefault({ kind: "none" }, 'EOS: none unless "password" under "mpls ldp" (DISA ARST-RT-000480)')
        : readAt({ kind: "digest", algorithm: readAt("md5", password) }, password),
    keys: key === null ? [] : [key],
    at: wholePlace(statement),
  });
  return true;
}

export const routingStatements = [
  block<Draft>("router bgp", routerBgp),
  block<Draft>("router ospf", routerOspf),
  block<Draft>("router isis", (draft, statement) => {
    readStatements(draft, statement.children, isisTable, routingTouches);
    return !statement.negated;
  }),
  block<Draft>("router rip", unreadProtocol("rip")),
  block<Draft>("router msdp", unreadProtocol("msdp")),
  block<Draft>(["router ospf3", "router ospfv3", "ipv6 router ospf"], unreadProtocol("ospfv3")),
  block<Draft>("mpls rsvp", unreadProtocol("rsvp")),
  block<Draft>("mpls ldp", ldp),
  block<Draft>(["ip prefix-list", "ipv6 prefix-list"], (draft, statement) => {
    define(draft, "prefix-list", statement.words[2], statement);
    for (const child of statement.children) {
      const word = child.words[0] === "seq" ? child.words[2] : child.words[0];
      if (["permit", "deny", "remark", "exit"].includes(word ?? "")) draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, ["objects"]);
    }
  }),
  block<Draft>("key chain", (draft, statement) => {
    define(draft, "key-chain", statement.words[2], statement);
    return false;
  }),
  touching(routingTouches, "router", "route-map", "ip prefix-list", "ipv6 prefix-list", "key", "mpls", "peer-filter"),
];

export function routingOf(draft: Draft): Fact<readonly RoutingSession[]> {
  const found = [
    ...bgpSessions(draft),
    ...ospfSessions(draft),
    ...isisSessions(draft),
    ...vrrpSessions(draft),
    ...draft.routing.sessions,
  ];
  if (found.length === 0) return byDefault([], "EOS: no routing protocol runs unless it is configured");
  return read(found, joinRanges(found.flatMap(({ at }) => at)));
}

export const routingSkipped = [
  ...skippedIn(ospfTable, "router ospf *"),
  ...skippedIn(isisTable, "router isis *"),
  ...skippedIn(ldpTable, "mpls ldp"),
];
