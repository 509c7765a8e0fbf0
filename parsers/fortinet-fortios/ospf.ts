import type { LineRange } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { areaOf, isBlind, networksOf, onlyArea, type Ports } from "./router-ports.ts";
import {
  digest,
  keyAt,
  keyOf,
  keysIn,
  md5,
  nameOf,
  noneUnless,
  plainly,
  unlessOdd,
  unproved,
  type KeyChains,
  type Proof,
  type StatedKey,
} from "./routing-keys.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry, Table } from "./tables.ts";

/** Interfaces and virtual links of OSPF ("config router ospf", CLI reference 8.0.0). */
export function ospfSessions(source: Source, ports: Ports, chains: KeyChains): RoutingSession[] {
  return source.tables.all("router ospf").flatMap((table) => {
    const areas = new Map(
      (table.own.tables.get("area")?.entries ?? []).map((area) => [area.name, kindOf(source, area)]),
    );
    return [
      ...portSessions(source, table, ports, areas, chains),
      ...linkSessions(source, table, areas.get("0.0.0.0"), chains),
    ];
  });
}

const kinds = oneOf("none", "text", "md5", "message-digest");

/** What `authentication` says; `kind` is undefined where it is left out, "odd" where nobody knows its value. */
interface Kind {
  readonly kind: ReturnType<typeof kinds> | "odd";
  readonly at: readonly LineRange[];
}

function kindOf(source: Source, entry: Entry): Kind {
  const value = entry.settings.get("authentication");
  const kind = source.parsed(entry, "authentication", kinds);
  return { kind: kind ?? (value === undefined || value.unset ? undefined : "odd"), at: value?.at ?? [] };
}

function portSessions(
  source: Source,
  { own, scope }: Table,
  ports: Ports,
  areas: ReadonlyMap<string, Kind>,
  chains: KeyChains,
): RoutingSession[] {
  const networks = networksOf(source, own.tables.get("network"));
  const only = onlyArea(networks);
  const anyArea = only === null ? anyOf(areas) : areas.get(only);
  const passive = new Set([
    ...source.words(own, "passive-interface"),
    ...(own.tables.get("passive-interface")?.entries ?? []).map(({ name }) => name),
  ]);
  const entries = (own.tables.get("ospf-interface")?.entries ?? []).map((entry) => ({
    entry,
    said: readSettings(source, entry, "router ospf/ospf-interface"),
    port: source.word(entry, "interface") ?? "",
    isOff: source.parsed(entry, "status", enabled) === false,
  }));
  const byPort = Map.groupBy(entries, ({ port }) => port);
  const session = (words: string, vrf: string | null, proof: Proof, at: readonly LineRange[]): RoutingSession => ({
    protocol: "ospf",
    name: nameOf(scope, "router ospf", words),
    vrf,
    ...proof,
    at,
  });
  const onPorts = ports.in(scope).flatMap((port): RoutingSession[] => {
    const found = areaOf(networks, port);
    if (found === null || passive.has(port.name)) return [];
    const area = found === "unstated" ? anyArea : areas.get(found.area);
    const stated = byPort.get(port.name) ?? [];
    if (stated.length > 0)
      return stated
        .filter(({ isOff }) => !isOff)
        .map(({ entry, said }) =>
          session(`ospf-interface ${entry.name}`, port.vrf, proofOf(said, area, chains), entry.at),
        );
    const proof =
      found === "unstated"
        ? unproved("Whether the interface's address is in a network of OSPF is not known.", port.at)
        : proofOf(null, area, chains);
    return [session(`interface ${port.name}`, port.vrf, proof, port.at)];
  });
  // An interface that is not in the text may be in any network.
  const strangers = entries
    .filter(({ port, isOff }) => !isOff && !ports.byName.has(port) && !passive.has(port))
    .map(({ entry, said }) => session(`ospf-interface ${entry.name}`, null, proofOf(said, anyArea, chains), entry.at));
  const unseen = unproved("The interfaces in the networks of OSPF are not in the text.", own.at.slice(0, 1));
  return [...onPorts, ...strangers, ...(isBlind(source, networks) ? [session("network", null, unseen, own.at)] : [])];
}

/** What holds of an interface whose area is not known: nothing where no area proves anything. */
function anyOf(areas: ReadonlyMap<string, Kind>): Kind | undefined {
  const proving = [...areas.values()].find(({ kind }) => kind !== undefined && kind !== "none");
  return proving === undefined ? undefined : { kind: "odd", at: proving.at };
}

/** `config area / config virtual-link`: links through the area belong to the backbone. */
function linkSessions(
  source: Source,
  { own, scope }: Table,
  backbone: Kind | undefined,
  chains: KeyChains,
): RoutingSession[] {
  return (own.tables.get("area")?.entries ?? []).flatMap((area) =>
    (area.tables.get("virtual-link")?.entries ?? []).map((entry): RoutingSession => {
      source.note(entry, "peer");
      const proof = proofOf(readSettings(source, entry, "router ospf/area/virtual-link"), backbone, chains);
      const name = nameOf(scope, "router ospf area", area.name, "virtual-link", entry.name);
      return { protocol: "ospf", name, vrf: null, ...proof, at: entry.at };
    }),
  );
}

interface Settings {
  readonly source: Source;
  readonly entry: Entry;
  readonly table: string;
  readonly own: Kind;
  readonly text: StatedKey | null;
  readonly hashed: readonly StatedKey[];
  readonly chain: string | null;
}

/** Keys of MD5 stand in `md5-key ID KEY` until 6.0 and in `config md5-keys` since 6.2 ("How to configure OSPF MD5 authentication"). */
function readSettings(source: Source, entry: Entry, table: string): Settings {
  const old = source.take(entry, "md5-key");
  const [, ...oldKey] = old?.words.flatMap((word) => word.split(" ")) ?? [];
  const oldStated = old === undefined ? null : keyOf(source, oldKey, old.at);
  return {
    source,
    entry,
    table,
    own: kindOf(source, entry),
    text: keyAt(source, entry, "authentication-key"),
    hashed: [...(oldStated === null ? [] : [oldStated]), ...keysIn(source, entry, "md5-keys", "key-string")],
    chain: source.word(entry, "keychain") ?? source.word(entry, "md5-keychain"),
  };
}

/**
 * "If you configure authentication for the interface, authentication for areas is not used" (FortiGate-100A
 * Administration Guide 01-28007, "config router ospf"); `none` is what `show` leaves out. A stated `none`, as
 * `show full-configuration` prints it, beside an area that proves something is not told by any manual.
 */
function proofOf(settings: Settings | null, area: Kind | undefined, chains: KeyChains): Proof {
  const keys = settings === null ? [] : [settings.text, ...settings.hashed].flatMap((key) => key?.password ?? []);
  const own = settings?.own ?? { kind: undefined, at: [] };
  const overridden = own.kind === "none" && area?.kind !== undefined && area.kind !== "none";
  const { kind, at } = own.kind === undefined ? (area ?? own) : overridden ? { kind: "odd" as const, at: own.at } : own;
  const proof = proofBy();
  return settings === null ? proof : unlessOdd(settings.source, settings.entry, settings.table, proof);

  function proofBy(): Proof {
    switch (kind) {
      case undefined:
        return { ...noneUnless("authentication"), keys };
      case "odd":
        return unproved("Which way of authentication holds is not known.", at, keys);
      case "none":
        return plainly("none", at, keys);
      case "text":
        return settings?.text == null ? unproved("The text has no key.", at, keys) : plainly("text", at, keys);
      case "md5":
      case "message-digest":
        return hashed();
    }
  }

  function hashed(): Proof {
    const chain = settings?.chain ?? null;
    const stated = settings?.hashed ?? [];
    if (chain === null) return stated.length === 0 ? unproved("No key is stated.", at, keys) : md5(at, keys);
    const algorithm = chains(settings?.entry.scope ?? null, chain);
    if (stated.length > 0) return unproved("Which of keys and key chain holds is not known.", at, keys);
    return algorithm === null ? unproved("The key chain has no keys.", at, keys) : digest(algorithm, at, keys);
  }
}
