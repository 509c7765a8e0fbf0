import type { LineRange } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { areaOf, isBlind, networksOf, vrfOf, type Ports } from "./router-ports.ts";
import {
  keyAt,
  md5,
  nameOf,
  noneUnless,
  plainly,
  unlessOdd,
  unproved,
  type KeyChains,
  type Proof,
} from "./routing-keys.ts";
import { oneOf, type Source } from "./source.ts";
import type { Entry, Table } from "./tables.ts";

/** Interfaces of RIP, passive ones too: "passive-interface" stops what is sent and not what is believed. */
export function ripSessions(source: Source, ports: Ports, chains: KeyChains): RoutingSession[] {
  return source.tables.all("router rip").flatMap((table) => sessionsOf(source, table, ports, chains));
}

function sessionsOf(source: Source, { own, scope }: Table, ports: Ports, chains: KeyChains): RoutingSession[] {
  const version = source.word(own, "version");
  const entries = own.tables.get("interface")?.entries ?? [];
  const settings = new Map(
    entries.map((entry) => [entry.name, { entry, proof: proofOf(source, entry, version, chains) }]),
  );
  const networks = networksOf(source, own.tables.get("network"));
  const session = (words: string, vrf: string | null, proof: Proof, at: readonly LineRange[]): RoutingSession => ({
    protocol: "rip",
    name: nameOf(scope, "router rip", words),
    vrf,
    ...proof,
    at,
  });
  const onPorts = ports.in(scope).flatMap((port): RoutingSession[] => {
    const found = areaOf(networks, port);
    if (found === null) return [];
    const said = settings.get(port.name);
    if (said !== undefined) return [session(`interface ${port.name}`, port.vrf, said.proof, said.entry.at)];
    const proof =
      found === "unstated"
        ? unproved("Whether the interface's address is in a network of RIP is not known.", port.at)
        : noneUnless("auth-mode");
    return [session(`interface ${port.name}`, port.vrf, proof, port.at)];
  });
  const strangers = [...settings.values()].filter(({ entry }) => !ports.byName.has(entry.name));
  const unseen = unproved("The interfaces in the networks of RIP are not in the text.", own.at.slice(0, 1));
  return [
    ...onPorts,
    ...strangers.map(({ entry, proof }) => session(`interface ${entry.name}`, null, proof, entry.at)),
    ...(isBlind(source, networks) ? [session("network", null, unseen, own.at)] : []),
  ];
}

const modes = oneOf("none", "text", "md5");

function proofOf(source: Source, entry: Entry, version: string | null, chains: KeyChains): Proof {
  const key = keyAt(source, entry, "auth-string");
  const chain = source.word(entry, "auth-keychain");
  const value = entry.settings.get("auth-mode");
  const mode = source.parsed(entry, "auth-mode", modes);
  const received = source.words(entry, "receive-version");
  source.note(entry, "send-version", "send-version2-broadcast");
  const at = value?.at ?? entry.at;
  const keys = key === null ? [] : [key.password];
  return unlessOdd(source, entry, "router rip/interface", proofBy());

  function proofBy(): Proof {
    if (value === undefined || value.unset) return { ...noneUnless("auth-mode"), keys };
    if (mode === undefined) return unproved("The way of authentication is not known.", at, keys);
    if (mode === "none") return plainly("none", at, keys);
    if (received.length > 0 ? received.includes("1") : version === "1")
      return unproved("RIP version 1 has no authentication.", at, keys);
    if (key === null && (chain === null || chains(entry.scope, chain) === null))
      return unproved("No key is stated.", at, keys);
    return mode === "text" ? plainly("text", at, keys) : md5(at, keys);
  }
}

/** RIPng has no authentication of its own (RFC 2080, section 5), and "config router ripng" states none. */
export function ripngSessions(source: Source, ports: Ports): RoutingSession[] {
  return source.tables.all("router ripng").flatMap(({ own, scope }) => {
    return (own.tables.get("interface")?.entries ?? []).map((entry): RoutingSession => {
      const name = nameOf(scope, "router ripng interface", entry.name);
      const { authentication } = plainly("none", entry.at);
      return { protocol: "ripng", name, vrf: vrfOf(ports, entry.name), authentication, keys: [], at: entry.at };
    });
  });
}
