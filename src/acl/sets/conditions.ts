import type { FragmentKind, TcpFlagsMatch } from "../../model/acl.ts";
import { anyService, type AddressMatch, type ServiceMatch } from "../../model/address.ts";

/** An address condition that needs no other object to be understood. */
export type PlainMatch = Exclude<AddressMatch, { readonly kind: "group" | "unresolved" }>;

/** Addresses in one of `include` and in none of `exclude`; a group with exclusions of its own stays one member. */
export interface Addresses {
  readonly include: readonly (PlainMatch | Addresses)[];
  readonly exclude: readonly (PlainMatch | Addresses)[];
}

/** Zones or interfaces: some, or every one but some. */
export type Zones = NamedZones | { readonly except: readonly string[] };

/** Zones as policies and people name them. */
export type NamedZones = "any" | readonly string[];

/** The names that a condition on zones tells from others. */
export function zoneNames(zones: Zones): readonly string[] {
  if (zones === "any") return [];
  return "except" in zones ? zones.except : zones;
}

/** What something asks of a packet, with every group expanded: all of these at once. */
export interface Conditions {
  readonly sources: Addresses;
  readonly destinations: Addresses;
  /** Any of these; ports are "any" or ranges. None match nothing. */
  readonly services: readonly ServiceMatch[];
  readonly established: boolean;
  readonly tcpFlags: readonly TcpFlagsMatch[] | null;
  readonly fragments: readonly FragmentKind[] | null;
  readonly dscp: readonly number[] | null;
  readonly fromZones: Zones;
  readonly toZones: Zones;
  readonly applications: "any" | readonly string[];
  readonly users: "any" | readonly string[];
}

export const anyAddresses: Addresses = { include: [{ kind: "any" }], exclude: [] };

export const anyPacket: Conditions = {
  sources: anyAddresses,
  destinations: anyAddresses,
  services: [anyService],
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  fromZones: "any",
  toZones: "any",
  applications: "any",
  users: "any",
};

/** The part of a condition that speaks of one family, text that is no address included. */
export function addressesIn({ include, exclude }: Addresses, family: 4 | 6): Addresses {
  const own = (members: Addresses["include"]): Addresses["include"] =>
    members.flatMap((member): Addresses["include"] => {
      if ("include" in member) return [addressesIn(member, family)];
      const isSix = textOf(member).includes(":");
      if (member.kind === "any")
        return member.family === undefined || member.family === family ? [{ kind: "any", family }] : [];
      return isSix === (family === 6) ? [member] : [];
    });
  return { include: own(include), exclude: own(exclude) };
}

function textOf(match: PlainMatch): string {
  switch (match.kind) {
    case "any":
      return "";
    case "prefix":
      return match.prefix;
    case "range":
      return match.first;
    case "wildcard":
    default:
      return match.address;
  }
}
