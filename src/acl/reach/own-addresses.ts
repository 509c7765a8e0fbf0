import { isKnown } from "../../model/fact.ts";
import type { DeviceConfig, Interface } from "../../model/device-config.ts";
import { addressNumber, familyBits } from "../sets/address-number.ts";
import { addressText } from "../sets/address-text.ts";
import { anyAddresses, type Addresses } from "../sets/conditions.ts";

/** Where packets that come in by one interface may be addressed to reach the device itself. */
export interface OwnAddresses {
  readonly addresses: Addresses;
  /** Canonical text, for people. */
  readonly texts: readonly string[];
  /** Why every destination is taken for possible; null where the text states all addresses. */
  readonly unknown: string | null;
}

/** IPv6 addresses of every link (RFC 4291, 2.5.6), which no configuration states. */
const linkLocal = "fe80::/10";

/** What two interfaces have in common whose addresses reach each other. */
export function spaceOf({ vrf, scope }: Pick<Interface, "vrf" | "scope">): string {
  return JSON.stringify([vrf, scope]);
}

/**
 * Addresses of the device in the VRF and VDOM of an interface: a packet may come in by one interface and be addressed
 * to another. Interfaces that are known to be off have none. Where one of them gets its address elsewhere, or none is
 * stated at all, any destination may be the device. `each` takes the addresses of the interface alone.
 */
export function ownAddresses(
  device: DeviceConfig,
  each = false,
): (at: Pick<Interface, "name" | "vrf" | "scope">, family: 4 | 6) => OwnAddresses {
  const placeOf = (at: Pick<Interface, "name" | "vrf" | "scope">): string =>
    each ? JSON.stringify([spaceOf(at), at.name]) : spaceOf(at);
  // So that each is looked at once.
  const ports = Map.groupBy(device.interfaces, placeOf);
  const known = new Map<string, OwnAddresses>();
  return (at, family) => {
    const space = placeOf(at);
    const key = `${family} ${space}`;
    const own = known.get(key) ?? addressesOf(ports.get(space) ?? [], family);
    known.set(key, own);
    return own;
  };
}

function addressesOf(ports: readonly Interface[], family: 4 | 6): OwnAddresses {
  const texts = new Set<string>();
  let unknown: string | null = null;
  for (const port of ports) {
    if (isKnown(port.enabled) && !port.enabled.value) continue;
    if (port.unstatedAddresses?.includes(family) === true)
      unknown ??= `interface ${port.name} has an address that the configuration does not state`;
    for (const text of [...port.addresses, ...(port.virtualAddresses ?? [])]) {
      const number = addressNumber(text.split("/")[0] ?? "");
      if (number === null) unknown ??= `an address of interface ${port.name} cannot be read`;
      else if (number.family === family) texts.add(`${addressText(family, number.value)}/${familyBits[family]}`);
    }
  }
  if (texts.size === 0) unknown ??= `no interface states an IPv${family} address`;
  if (unknown !== null) return { addresses: anyAddresses, texts: ["any"], unknown };
  const all = [...texts, ...(family === 6 ? [linkLocal] : [])];
  return {
    addresses: { include: all.map((prefix) => ({ kind: "prefix", prefix })), exclude: [] },
    texts: all,
    unknown: null,
  };
}

/** True where an interface takes packets of a family. */
export function speaks(port: Interface, family: 4 | 6): boolean {
  return (
    port.addresses.some((address) => address.includes(":") === (family === 6)) ||
    port.unstatedAddresses?.includes(family) === true ||
    port.withoutAddress?.includes(family) === true
  );
}
