import { isKnown, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { vrfOf, type Ports } from "./router-ports.ts";
import { digest, keysIn, nameOf, noneUnless, plainly, unlessOdd, unproved, type Proof } from "./routing-keys.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry, Table } from "./tables.ts";

/** Interfaces and virtual links of OSPF for IPv6, which IPsec proves since 6.2.1 ("OSPFv3 neighbor authentication"). */
export function ospf6Sessions(source: Source, ports: Ports): RoutingSession[] {
  return source.tables.all("router ospf6").flatMap((table) => sessionsOf(source, table, ports));
}

function sessionsOf(source: Source, { own, scope }: Table, ports: Ports): RoutingSession[] {
  const areaEntries = own.tables.get("area")?.entries ?? [];
  const areas = new Map(areaEntries.map((area) => [area.name, stated(source, area, "router ospf6/area")]));
  const passive = new Set([
    ...source.words(own, "passive-interface"),
    ...(own.tables.get("passive-interface")?.entries ?? []).map(({ name }) => name),
  ]);
  const onPorts = (own.tables.get("ospf6-interface")?.entries ?? []).flatMap((entry): RoutingSession[] => {
    const port = source.word(entry, "interface") ?? entry.name;
    const area = areas.get(source.word(entry, "area-id") ?? "0.0.0.0");
    const proof = proofOf(source, entry, "router ospf6/ospf6-interface", area);
    const isOff = source.parsed(entry, "status", enabled) === false || passive.has(port);
    const name = nameOf(scope, "router ospf6 ospf6-interface", entry.name);
    return isOff ? [] : [{ protocol: "ospfv3", name, vrf: vrfOf(ports, port), ...proof, at: entry.at }];
  });
  const links = areaEntries.flatMap((area) =>
    (area.tables.get("virtual-link")?.entries ?? []).map((entry): RoutingSession => {
      source.note(entry, "peer");
      // Which area a link's "area" speaks of, its own or the backbone it belongs to, is not told.
      const backbone =
        area.name === "0.0.0.0" ? areas.get(area.name) : doubtful(areas.get(area.name), areas.get("0.0.0.0"));
      const proof = proofOf(source, entry, "router ospf6/area/virtual-link", backbone);
      const name = nameOf(scope, "router ospf6 area", area.name, "virtual-link", entry.name);
      return { protocol: "ospfv3", name, vrf: null, ...proof, at: entry.at };
    }),
  );
  return [...onPorts, ...links];
}

const ways = oneOf("none", "ah", "esp", "area");

interface Stated {
  /** Undefined where it is left out; "odd" where nobody knows its value. */
  readonly way: ReturnType<typeof ways> | "odd";
  readonly at: readonly LineRange[];
  /** Proof by the keys that stand here, were `way` ah or esp. */
  readonly proof: Proof;
}

function stated(source: Source, entry: Entry, table: string): Stated {
  const value = entry.settings.get("authentication");
  const way = source.parsed(entry, "authentication", ways);
  const at = value?.at ?? entry.at;
  const algorithm: Fact<string> = source.fact(
    entry,
    table,
    "ipsec-auth-alg",
    oneOf("md5", "sha1", "sha256", "sha384", "sha512"),
  );
  source.note(entry, "ipsec-enc-alg", "key-rollover-interval");
  const keys = keysIn(source, entry, "ipsec-keys", "auth-key").map(({ password }) => password);
  keysIn(source, entry, "ipsec-keys", "enc-key");
  const proof = keys.length === 0 ? unproved("No key is stated.", at) : digest(algorithm, at, keys);
  return { way: way ?? (value === undefined || value.unset ? undefined : "odd"), at, proof };
}

function doubtful(one: Stated | undefined, other: Stated | undefined): Stated | undefined {
  const proving = [one, other].find((each) => each?.way !== undefined && each.way !== "none");
  return proving === undefined ? undefined : { ...proving, way: "odd" };
}

function proofOf(source: Source, entry: Entry, table: string, area: Stated | undefined): Proof {
  const own = stated(source, entry, table);
  return unlessOdd(source, entry, table, proofBy());

  function proofBy(): Proof {
    switch (own.way) {
      case "none":
        return plainly("none", own.at);
      case "odd":
        return unproved("The way of authentication is not known.", own.at);
      case "ah":
      case "esp":
        return own.proof;
      case "area":
      case undefined:
        return ofArea();
    }
  }

  function ofArea(): Proof {
    if (area?.way === undefined) return noneUnless("authentication");
    if (area.way === "none") return plainly("none", area.at);
    const follows = source.fact(entry, table, "authentication", ways);
    const isArea = own.way === "area" || (isKnown(follows) && follows.value === "area");
    if (!isArea || area.way === "odd")
      return unproved("Whether the area's authentication holds is not known.", area.at);
    // The area's keys stand at the area.
    return { ...area.proof, keys: [] };
  }
}
