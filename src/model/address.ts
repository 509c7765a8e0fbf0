/**
 * One address condition. Addresses are canonical text: dotted quads, RFC 5952 for IPv6.
 * `wildcard` is for masks that are no prefix (bits set in the mask are ignored).
 * `unresolved` is a condition whose packets cannot be known from the configuration
 * (FQDN, geography, dynamic group); it is never taken for "any".
 */
export type AddressMatch =
  | { readonly kind: "any"; readonly family?: 4 | 6 }
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "wildcard"; readonly address: string; readonly mask: string }
  | { readonly kind: "range"; readonly first: string; readonly last: string }
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "unresolved"; readonly text: string; readonly why: string };

/** Packets whose address is in `include` and not in `exclude`. */
export interface AddressSpec {
  readonly include: readonly AddressMatch[];
  readonly exclude: readonly AddressMatch[];
}

export type PortRange = readonly [low: number, high: number];

/** Ports as disjoint ascending ranges (0–65535, "neq" already turned round), a service group, or a name nobody resolved. */
export type PortMatch =
  | { readonly kind: "any" }
  | { readonly kind: "ranges"; readonly ranges: readonly PortRange[] }
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "unresolved"; readonly text: string };

/** What an entry asks of protocol and ports. `protocols` are IANA numbers; "any" is every protocol. */
export interface ServiceMatch {
  readonly protocols: "any" | readonly number[];
  readonly sourcePorts: PortMatch;
  readonly destinationPorts: PortMatch;
  /** ICMP or ICMPv6 type, and code where the entry names one. */
  readonly icmp: readonly { readonly type: number; readonly code: number | null }[] | null;
}

export const anyAddress: AddressSpec = { include: [{ kind: "any" }], exclude: [] };
export const anyPort: PortMatch = { kind: "any" };
export const anyService: ServiceMatch = {
  protocols: "any",
  sourcePorts: anyPort,
  destinationPorts: anyPort,
  icmp: null,
};
