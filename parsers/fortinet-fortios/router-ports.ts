import type { Interface } from "../../src/model/device-config.ts";
import { ipv4, ipv4WithMask } from "./addresses.ts";
import type { Source } from "./source.ts";
import type { Table } from "./tables.ts";

/** The device's interfaces, whose names are its own alone, whatever VDOM they are in. */
export interface Ports {
  readonly byName: ReadonlyMap<string, Interface>;
  /** Those of one VDOM that a neighbour can stand behind. */
  in(scope: string | null): readonly Interface[];
}

export function portsOf(interfaces: readonly Interface[]): Ports {
  const scopes = Map.groupBy(
    interfaces.filter(({ loopback }) => loopback !== true),
    ({ scope }) => scope,
  );
  return {
    byName: new Map(interfaces.map((port) => [port.name, port])),
    in: (scope) => scopes.get(scope) ?? [],
  };
}

/** A protocol has networks, and the text none of the interfaces that are in them. */
export function isBlind(source: Source, networks: Networks): boolean {
  return networks.size > 0 && !source.tables.has("system interface");
}

/** VRF of an interface by its name. */
export function vrfOf({ byName }: Ports, name: string | null): string | null {
  return byName.get(name ?? "")?.vrf ?? null;
}

/** Networks of a protocol by length of mask and number, with the area of each. */
export type Networks = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** `config network`: a protocol runs on the interfaces whose address is in one of them; without a prefix it is all of them. */
export function networksOf(source: Source, table: Table | undefined): Networks {
  const networks = new Map<number, Map<number, string>>();
  for (const entry of table?.entries ?? []) {
    source.note(entry, "comments");
    const area = source.word(entry, "area") ?? "0.0.0.0";
    const prefix = entry.settings.has("prefix")
      ? source.parsed(entry, "prefix", (words) => ipv4WithMask(words) ?? undefined)
      : { address: "0.0.0.0", length: 0 };
    if (prefix === undefined) continue;
    const ofLength = networks.get(prefix.length) ?? new Map<number, string>();
    ofLength.set(networkOf(ipv4(prefix.address) ?? 0, prefix.length), area);
    networks.set(prefix.length, ofLength);
  }
  return networks;
}

/**
 * Area of the most specific network that holds an address of the interface, null where none does; "unstated" where
 * the text does not tell its address.
 */
export function areaOf(networks: Networks, port: Interface): { readonly area: string } | "unstated" | null {
  const addresses = port.addresses.flatMap((text) => ipv4(text.split("/", 1)[0] ?? "") ?? []);
  for (let length = 32; length >= 0; length -= 1) {
    const ofLength = networks.get(length);
    if (ofLength === undefined) continue;
    const candidates = length === 0 && isUnstated(port) ? [0] : addresses;
    for (const address of candidates) {
      const area = ofLength.get(networkOf(address, length));
      if (area !== undefined) return { area };
    }
  }
  return isUnstated(port) && networks.size > 0 ? "unstated" : null;
}

function isUnstated(port: Interface): boolean {
  return port.unstatedAddresses?.includes(4) === true;
}

function networkOf(address: number, length: number): number {
  const unit = 2 ** (32 - length);
  return Math.floor(address / unit) * unit;
}

/** The one area of all networks, null where there are several or none. */
export function onlyArea(networks: Networks): string | null {
  const areas = new Set([...networks.values()].flatMap((ofLength) => [...ofLength.values()]));
  const [first] = areas;
  return areas.size === 1 && first !== undefined ? first : null;
}
