import { byDefault } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import type { Ports } from "./router-ports.ts";
import { keyAt, md5, nameOf, noneUnless, plainly, unlessOdd, unproved, type Proof } from "./routing-keys.ts";
import { oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** VRRP groups of interfaces: "config vrrp" and "config vrrp6" have no key for a proof (CLI reference 6.0.0, system interface). */
export function gatewaySessions(source: Source, ports: Ports): RoutingSession[] {
  return source.tables.entries("system interface").flatMap((entry) => {
    const port = ports.byName.get(entry.name);
    const groups = [
      ...(entry.tables.get("vrrp")?.entries ?? []).map((group) => ["vrrp", group] as const),
      ...(entry.tables.get("ipv6")?.own.tables.get("vrrp6")?.entries ?? []).map((group) => ["vrrp6", group] as const),
    ];
    return groups.flatMap(([word, group]): RoutingSession[] => {
      if (source.word(group, "status") === "disable") return [];
      const name = nameOf(port?.scope ?? null, "system interface", entry.name, word, group.name);
      const none = byDefault({ kind: "none" as const }, `FortiOS: "config ${word}" has no authentication`);
      const table = word === "vrrp" ? "system interface/vrrp" : "system interface/ipv6/vrrp6";
      const proof = unlessOdd(source, group, table, { authentication: none, keys: [] });
      return [{ protocol: "vrrp", name, vrf: port?.vrf ?? null, ...proof, at: group.at }];
    });
  });
}

/** BFD over several hops; between neighbours of one link it has no key to set ("config router bfd", REST schema 7.6.5). */
export function bfdSessions(source: Source): RoutingSession[] {
  return ["router bfd", "router bfd6"].flatMap((path) =>
    source.tables.all(path).flatMap(({ own, scope }) =>
      (own.tables.get("multihop-template")?.entries ?? []).map((entry): RoutingSession => {
        const name = nameOf(scope, path, "multihop-template", entry.name);
        return { protocol: "bfd", name, vrf: null, ...bfdProof(source, entry, path), at: entry.at };
      }),
    ),
  );
}

function bfdProof(source: Source, entry: Entry, path: string): Proof {
  source.note(entry, "src", "dst");
  const key = keyAt(source, entry, "md5-key");
  const value = entry.settings.get("auth-mode");
  const mode = source.parsed(entry, "auth-mode", oneOf("none", "md5"));
  const keys = key === null ? [] : [key.password];
  return unlessOdd(source, entry, `${path}/multihop-template`, proofBy());

  function proofBy(): Proof {
    if (value === undefined || value.unset) return { ...noneUnless("auth-mode"), keys };
    if (mode === "none") return plainly("none", value.at, keys);
    return mode === undefined || key === null
      ? unproved("Way and key are not both stated.", value.at, keys)
      : md5(value.at, keys);
  }
}
