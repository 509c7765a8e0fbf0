import { byDefault, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import { ipv4Number } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, skipBlock, table, touching, type Touches } from "../lib/statements.ts";
import { bgpSessions, routerBgp } from "./bgp.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
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
    process.networks.push({ address: number, wildcard: wildcard >>> 0 });
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
    networks: [],
    passiveByDefault: false,
    passive: new Map(),
  };
  draft.routing.processes.push(process);
  readStatements({ ledger: draft.ledger, draft, process }, statement.children, ospfTable, routingTouches);
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

/** LDP sessions have no password unless a statement gives one; what such a statement looks like was not found. */
const ldpTable = table<Draft>([
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
  on(["ip access-group"], (draft, statement) => {
    use(draft, "acl", statement.words[2], statement, "mpls ldp access-group");
  }),
]);

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
  block<Draft>("mpls ldp", (draft, statement) => {
    const at = wholePlace(statement);
    const off = statement.children.some(({ words, negated }) => words[0] === "shutdown" && !negated);
    const authentication = unknownFact("Whether LDP sessions have a password is not read.", at);
    if (!off && !statement.negated)
      draft.routing.sessions.push({ protocol: "ldp", name: "mpls ldp", vrf: null, authentication, keys: [], at });
    readStatements(draft, statement.children, ldpTable, routingTouches);
  }),
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

/** Authentication of an OSPF interface: "ip ospf authentication [message-digest]" and the keys beside it. */
function ospfAuthentication({ settings }: InterfaceDraft): Pick<RoutingSession, "authentication" | "keys"> {
  const statement = settings.get("ip ospf authentication");
  const keyed = [...settings].flatMap(([name, each]) =>
    name.startsWith("ip ospf message-digest-key ") && !each.negated ? [each] : [],
  );
  if (statement === undefined || statement.negated)
    return {
      authentication: byDefault({ kind: "none" }, 'EOS: none unless "ip ospf authentication" (OSPF)'),
      keys: [],
    };
  if (statement.words[3] !== "message-digest") {
    const plain = settings.get("ip ospf authentication-key");
    const key = plain === undefined ? null : keyAt(plain.words, 3);
    return { authentication: readAt({ kind: "text" }, statement), keys: key === null ? [] : [key] };
  }
  const [first] = keyed;
  const at = [statement, ...keyed].flatMap(placeOf);
  const algorithm = first === undefined ? unknownFact("No key is stated.", at) : readAt(first.words[4] ?? "", first);
  return {
    authentication: read({ kind: "digest", algorithm }, joinRanges(at)),
    keys: keyed.flatMap((each) => keyAt(each.words, 5) ?? []),
  };
}

function isPassive(process: OspfProcess, name: string): boolean {
  return process.passive.get(name) ?? process.passiveByDefault;
}

function ospfSessions(draft: Draft): readonly RoutingSession[] {
  return draft.routing.processes.flatMap((process) =>
    [...draft.interfaces.values()].flatMap((port) => {
      const area = port.settings.get("ip ospf area");
      const stated = area !== undefined && !area.negated;
      if (port.vrf !== process.vrf || isPassive(process, port.name) || port.name.startsWith("Loopback")) return [];
      if (!stated && !port.addresses.some((address) => isWithin(process, address))) return [];
      const session = { protocol: "ospf", name: `${process.name} interface ${port.name}`, vrf: process.vrf } as const;
      return [{ ...session, ...ospfAuthentication(port), at: joinRanges(port.at) }];
    }),
  );
}

function isWithin({ networks }: OspfProcess, address: string): boolean {
  const number = ipv4Number(address.split("/")[0]);
  if (number === null) return false;
  return networks.some((network) => ((number ^ network.address) & ~network.wildcard) === 0);
}

/** "isis authentication mode MODE" and its keys, or "isis authentication key-id N algorithm A … key …" (EOS 4.28). */
function isisSessions(draft: Draft): readonly RoutingSession[] {
  return [...draft.interfaces.values()].flatMap((port): RoutingSession[] => {
    const enabled = port.settings.get("isis enable");
    if (enabled === undefined || enabled.negated || port.name.startsWith("Loopback")) return [];
    const name = `interface ${port.name} isis enable ${enabled.words[2] ?? ""}`;
    const session = { protocol: "isis", name, vrf: port.vrf, at: joinRanges(port.at) } as const;
    return [{ ...session, ...isisAuthentication(port, draft.routing.isisAuthentication) }];
  });
}

function isisAuthentication(
  { settings }: InterfaceDraft,
  ofProcess: readonly LineRange[],
): Pick<RoutingSession, "authentication" | "keys"> {
  const under = (beginning: string): Statement[] =>
    [...settings].flatMap(([name, each]) => (name.startsWith(beginning) && !each.negated ? [each] : []));
  const modes = under("isis authentication mode");
  const keys = under("isis authentication key ").flatMap((each) => keyAt(each.words.slice(0, 5), 3) ?? []);
  return {
    authentication: isisModes(modes, [...under("isis authentication key-id").flatMap(placeOf), ...ofProcess]),
    keys,
  };
}

/** What the modes of both levels say together; `unread` are lines that could authenticate where no mode does. */
function isisModes(modes: readonly Statement[], unread: readonly LineRange[]): Fact<RoutingAuthentication> {
  const [mode, ...others] = modes;
  if (mode === undefined) {
    if (unread.length > 0) return unknownFact("Which messages are authenticated is not read.", joinRanges(unread));
    return byDefault({ kind: "none" }, 'EOS: none unless "isis authentication mode" (IS-IS)');
  }
  const at = joinRanges(modes.flatMap(placeOf));
  if (modes.some(({ words }) => words.includes("rx-disabled")))
    return unknownFact('"rx-disabled" accepts messages without authentication.', at);
  const levels = modes.map(({ words }) => words.at(-1));
  const covers = levels.some((level) => level !== "level-1" && level !== "level-2") || levels.length > 1;
  if (!covers) return unknownFact("Only one level is authenticated, and whether the other is used is not read.", at);
  const word = algorithmOf(mode);
  if (others.some((each) => algorithmOf(each) !== word)) return unknownFact("The levels differ.", at);
  if (word === "text") return read({ kind: "text" }, at);
  return word === undefined
    ? unknownFact("No algorithm is stated.", at)
    : read({ kind: "digest", algorithm: read(word, at) }, at);
}

/** "text", "md5", "sha", or the algorithm of a shared secret. */
function algorithmOf({ words }: Statement): string | undefined {
  if (words[3] !== "shared-secret") return words[3];
  return words.includes("algorithm") ? words[words.indexOf("algorithm") + 1] : undefined;
}

function digest(statement: Statement, algorithm: string | undefined): Fact<RoutingAuthentication> {
  if (algorithm === undefined) return unknownFact("No algorithm is stated.", placeOf(statement));
  return readAt({ kind: "digest", algorithm: readAt(algorithm, statement) }, statement);
}

/** "vrrp N peer authentication text|ietf-md5 …" ("vrrp authentication", EOS User Manual, "VRRP"). */
function vrrpSessions(draft: Draft): readonly RoutingSession[] {
  return [...draft.interfaces.values()].flatMap((port) => {
    const groups = new Map<string, Statement[]>();
    for (const [name, statement] of port.settings) {
      const [word, group = ""] = name.split(" ");
      if (word === "vrrp") groups.set(group, [...(groups.get(group) ?? []), statement]);
    }
    return [...groups].map(([group, statements]): RoutingSession => {
      const asked = statements.find(({ words, negated }) => words.includes("authentication") && !negated);
      const kind = asked?.words[asked.words.indexOf("authentication") + 1];
      return {
        protocol: "vrrp",
        name: `interface ${port.name} vrrp ${group}`,
        vrf: port.vrf,
        at: joinRanges(statements.flatMap(placeOf)),
        authentication:
          asked === undefined
            ? byDefault({ kind: "none" }, 'EOS: none unless "vrrp authentication" (EOS User Manual, VRRP)')
            : kind === "ietf-md5"
              ? digest(asked, "md5")
              : kind === "text"
                ? readAt({ kind: "text" }, asked)
                : unknownFact("How the group's messages are authenticated is not read.", placeOf(asked)),
        keys: [],
      };
    });
  });
}

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
