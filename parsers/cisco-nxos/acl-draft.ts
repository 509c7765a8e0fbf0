import type { AclEntry, AclFamily, AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch, PortRange } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";

export interface AclDraft {
  readonly name: string;
  readonly family: AclFamily;
  at: LineRange[];
  readonly entries: AclEntry[];
  /** Remarks read since the last entry. */
  remarks: string[];
  /** Sequence number of the last entry. */
  last: number;
  /** Entries stand in the order of their numbers. */
  ordered: boolean;
  /** "fragments permit-all" or "fragments deny-all". */
  fragments: { readonly permit: boolean; readonly statement: Statement } | null;
  /** "extension-header permit-all" or "deny-all" of an IPv6 list. */
  headers: { readonly permit: boolean; readonly statement: Statement } | null;
  /** "ignore routable": packets that are routed pass by the list. */
  ignoresRouted: Statement | null;
  /** An entry names a group of ports. */
  namesPorts: boolean;
}

export interface AddressGroupDraft extends AddressGroup {
  readonly members: AddressMatch[];
  readonly at: LineRange[];
}

/** "object-group ip port": ports without a protocol, which a model's service group cannot hold; entries expand it. */
export interface PortGroupDraft {
  readonly name: string;
  readonly ranges: PortRange[];
  readonly unresolved: string[];
  readonly at: LineRange[];
}
