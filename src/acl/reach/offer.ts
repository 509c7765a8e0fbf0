import type { DeviceConfig, Interface } from "../../model/device-config.ts";
import { isKnown, type Fact } from "../../model/fact.ts";
import type { ManagementServiceName } from "../../model/management.ts";
import { doubtful, type Layer } from "./layer.ts";

/** One management service as packets from outside may find it. */
export interface Offer {
  readonly service: ManagementServiceName;
  /** Where it is offered, in the vendor's words. */
  readonly instance: string;
  readonly protocol: 6 | 17;
  /** Null where nobody can say. */
  readonly port: number | null;
  /** Whether it listens at all; never known to be off. */
  readonly enabled: Fact<boolean>;
}

/** A place where packets come in: an interface, or the device as a whole where the text states none. */
export type Ingress = Pick<Interface, "name" | "vrf" | "scope" | "zone" | "role" | "boundAcls" | "at">;

/** What stands between an ingress and a service, in the order in which packets pass it. */
export interface Path {
  readonly offer: Offer;
  readonly ingress: Ingress;
  readonly family: 4 | 6;
  readonly layers: readonly Layer[];
}

const datagrams = new Set<ManagementServiceName>(["snmp", "tftp"]);

export function protocolOf(service: ManagementServiceName): 6 | 17 {
  return datagrams.has(service) ? 17 : 6;
}

export function portOf(port: Fact<number | null>): number | null {
  return isKnown(port) ? port.value : null;
}

/** Where a text states no interface with an IPv4 address, this one stands for those that it does not show. */
export const someInterface: Ingress = {
  name: "any interface",
  vrf: null,
  scope: null,
  zone: null,
  role: null,
  boundAcls: [],
  at: [],
};

/** More interfaces than any device has: beyond them nothing is said of single ones. */
export const mostInterfaces = 5_000;

/** Stands for the interfaces beyond the bound. */
export const furtherInterfaces: Ingress = { ...someInterface, name: "further interfaces" };

/** Interfaces by which packets of a family come in: enabled, not loopback, and with an address or a way to get one. */
export function ingresses(
  device: DeviceConfig,
  family: 4 | 6,
  speaks: (port: Interface, family: 4 | 6) => boolean,
): readonly Ingress[] {
  const speaking = device.interfaces.filter((port) => speaks(port, family));
  const found = speaking.filter((port) => port.loopback !== true && !(isKnown(port.enabled) && !port.enabled.value));
  // A part of a configuration that shows no interface says nothing of those that the device has.
  if (family === 4 && speaking.length === 0) return [someInterface];
  return found.length > mostInterfaces ? [...found.slice(0, mostInterfaces), furtherInterfaces] : found;
}

/** What is said of the lists of interfaces that are not looked at; null for the others. */
export function unseenLists(ingress: Ingress): Layer | null {
  if (ingress !== someInterface && ingress !== furtherInterfaces) return null;
  const why =
    ingress === someInterface
      ? "The text shows no interface that takes packets, so that nobody can say which lists they pass."
      : `Only the first ${mostInterfaces} interfaces are looked at one by one.`;
  return doubtful("interface-acl", null, why, []);
}
