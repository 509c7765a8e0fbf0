import { byDefault, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { ipv4Number } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table } from "../lib/statements.ts";
import type { Draft, IgpDraft, InterfaceDraft } from "./draft.ts";
import { sharedKey } from "./passwords.ts";

export interface IgpContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly igp: IgpDraft;
}

/** Inside a routing process: where it speaks and how it is told from forged ones; the rest is how it routes. */
export const igpTable: ReturnType<typeof table<IgpContext>> = table<IgpContext>([
  on("network", ({ igp }, statement) => network(igp, statement)),
  on("area", ({ draft, igp }, statement) => {
    const [, area = "", word, kind] = statement.words;
    if (word === "filter-list")
      use(draft, "prefix-list", statement.words[4], statement, "router ospf area filter-list");
    if (word === "virtual-link") igp.unclear.push(...placeOf(statement));
    if (word !== "authentication" || statement.negated) return !statement.negated;
    igp.areas.set(area, { words: kind === undefined ? [] : [kind], at: placeOf(statement) });
    return kind === undefined || kind === "message-digest";
  }),
  on("passive-interface", ({ igp }, statement) => {
    const name = statement.words[1] ?? "";
    igp.passive.set(name, !statement.negated);
    return name !== "";
  }),
  on("neighbor", ({ igp }, statement) => {
    igp.unclear.push(...placeOf(statement));
  }),
  on("distribute-list", ({ draft }, statement) => {
    const [, first, second] = statement.words;
    const prefix = first === "prefix-list";
    use(draft, prefix ? "prefix-list" : "acl", prefix ? second : first, statement, "router distribute-list");
  }),
  block("address-family", (context, statement) => {
    readStatements(context, statement.children, igpTable, ["routing"]);
  }),
  skip(
    "routing",
    "router-id",
    "redistribute",
    "default-information",
    "default-metric",
    "default",
    "log-adjacency-changes",
    "log-adj-changes",
    "timers",
    "distance",
    "compatible",
    "summary-address",
    "auto-summary",
    "maximum-paths",
    "version",
    "offset-list",
    "eigrp",
    "ignore",
    "nsf",
    "capability",
    "max-metric",
    "metric-style",
    "net",
    "is-type",
    "exit-address-family",
    "variance",
    "stub",
    "prc-interval",
    "spf-interval",
    "lsp-gen-interval",
    "set-overload-bit",
    "exit",
  ),
]);

/** Length of an address's class, which holds where no mask is written. */
function classLength(address: number): number {
  const first = address >>> 24;
  return first < 128 ? 8 : first < 192 ? 16 : 24;
}

/** "network ADDRESS MASK area X" of OSPF, "network ADDRESS [MASK]" of EIGRP and RIP; masks are netmasks. */
function network(igp: IgpDraft, { words, negated }: Statement): boolean {
  const address = ipv4Number(words[1]);
  if (address === null || negated) return false;
  const stated = ipv4Number(words[2]);
  const mask = stated ?? (0xffffffff << (32 - classLength(address))) >>> 0;
  const area = igp.protocol === "ospf" ? words[4] : null;
  if (area === undefined) return false;
  igp.networks.push({ address: (address & mask) >>> 0, mask, area });
  return true;
}

/** More pairs of interfaces and networks than anyone configures. */
const mostPairs = 200_000;

/**
 * One session for each interface that a process speaks on: its address lies in one of the networks, and it is not
 * passive. `unclear` are the lines for which that is not known: addresses that no line states, virtual links, protocols
 * that are not followed.
 */
export function igpSessions(draft: Draft): {
  readonly sessions: readonly RoutingSession[];
  readonly unclear: readonly LineRange[];
} {
  const sessions: RoutingSession[] = [];
  const ports = [...draft.interfaces.values()].filter(({ nameif }) => nameif !== null);
  for (const igp of draft.igps) {
    const known = igp.protocol === "ospf" || igp.protocol === "eigrp" || igp.protocol === "rip";
    const unstated = ports.flatMap((port) => (port.unstated.includes(4) ? port.at : []));
    if (!known || igp.unclear.length > 0 || unstated.length > 0 || ports.length * igp.networks.length > mostPairs)
      return { sessions: [], unclear: [...igp.at, ...igp.unclear, ...unstated] };
    for (const port of ports) {
      const area = areaOf(igp, port);
      if (area !== undefined && !isPassive(igp, port)) sessions.push(sessionOf(igp, port, area));
    }
  }
  return { sessions, unclear: [] };
}

/** The area of the interface, null where the protocol has none; undefined where it does not speak there. */
function areaOf({ networks }: IgpDraft, { addresses }: InterfaceDraft): string | null | undefined {
  for (const text of addresses) {
    const address = ipv4Number(text.slice(0, text.indexOf("/")));
    if (address === null) continue;
    const own = networks.filter((each) => (address & each.mask) >>> 0 === each.address);
    // The narrowest network decides on the area.
    const [narrowest] = own.toSorted((one, other) => other.mask - one.mask);
    if (narrowest !== undefined) return narrowest.area;
  }
  return undefined;
}

function isPassive({ passive }: IgpDraft, { nameif }: InterfaceDraft): boolean {
  return passive.get(nameif ?? "") ?? passive.get("default") ?? false;
}

function sessionOf(igp: IgpDraft, port: InterfaceDraft, area: string | null): RoutingSession {
  const { protocol, process } = igp;
  const asked =
    protocol === "ospf" ? ospf(igp, port, area) : byMode(port, protocol, protocol === "eigrp" ? process : null);
  return {
    protocol: protocol === "ospf" || protocol === "eigrp" ? protocol : "rip",
    name: `router ${protocol}${process === null ? "" : ` ${process}`} interface ${port.nameif ?? port.name}`,
    vrf: port.vrf,
    authentication: asked.authentication,
    keys: asked.keys,
    at: joinRanges([...igp.at, ...port.at]),
  };
}

interface Asked {
  readonly authentication: Fact<RoutingAuthentication>;
  readonly keys: readonly Password[];
}

const none = 'ASA: nothing is asked unless "authentication" says so (General Operations CLI Configuration Guide)';

/** "ospf authentication [message-digest|null|key-chain N]" of the interface, else that of the area. */
function ospf({ areas }: IgpDraft, { routing }: InterfaceDraft, area: string | null): Asked {
  const own = routing.find(({ words }) => words[0] === "ospf" && words[1] === "authentication");
  const stated = own === undefined ? areas.get(area ?? "") : { words: own.words.slice(2), at: own.at };
  if (stated === undefined) return { authentication: byDefault({ kind: "none" }, none), keys: [] };
  const keyWord = stated.words[0] === "message-digest" ? "message-digest-key" : "authentication-key";
  const keys = routing.flatMap(({ words }) => {
    if (words[0] !== "ospf" || words[1] !== keyWord) return [];
    return sharedKey(words.slice(keyWord === "message-digest-key" ? 4 : 2)) ?? [];
  });
  switch (stated.words[0]) {
    case undefined:
      return { authentication: read({ kind: "text" }, stated.at), keys };
    case "message-digest":
      return { authentication: read(digest("md5"), stated.at), keys };
    case "null":
      return { authentication: read({ kind: "none" }, stated.at), keys: [] };
    default:
      return { authentication: unknownFact("A key chain says how OSPF is authenticated.", stated.at), keys: [] };
  }
}

/** "authentication mode eigrp N md5" and "rip authentication mode md5|text", with a key beside it. */
function byMode({ routing }: InterfaceDraft, protocol: string, process: string | null): Asked {
  const rest = (words: readonly string[], what: "mode" | "key"): readonly string[] | null => {
    if (protocol === "rip") return words[0] === "rip" && words[2] === what ? words.slice(3) : null;
    return words[0] === "authentication" && words[1] === what && words[3] === process ? words.slice(4) : null;
  };
  const mode = routing.findLast(({ words }) => rest(words, "mode") !== null);
  const key = routing.findLast(({ words }) => rest(words, "key") !== null);
  const password = key === undefined ? null : sharedKey((rest(key.words, "key") ?? []).slice(0, 1));
  const keys = password === null ? [] : [password];
  if (mode === undefined) return { authentication: byDefault({ kind: "none" }, none), keys };
  const [word] = rest(mode.words, "mode") ?? [];
  if (word === "md5") return { authentication: read(digest("md5"), mode.at), keys };
  return word === "text"
    ? { authentication: read({ kind: "text" }, mode.at), keys }
    : { authentication: unknownFact("How neighbours are authenticated is not understood.", mode.at), keys };
}

export function digest(algorithm: string): RoutingAuthentication {
  return { kind: "digest", algorithm: byDefault(algorithm, "ASA: MD5") };
}
