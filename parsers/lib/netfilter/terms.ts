import type { ConnectionState, FragmentKind, TcpFlagsMatch } from "../../../src/model/acl.ts";
import { anyAddress, anyService, type AddressSpec, type ServiceMatch } from "../../../src/model/address.ts";
import { bothCodePoints } from "../code-points.ts";
import { bothAddresses } from "./address-spans.ts";
import { bothServices } from "./services.ts";

/** What a rule of a chain asks of a packet: all of these at once. Null asks nothing. */
export interface Terms {
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  /** Any of these. */
  readonly services: readonly ServiceMatch[];
  readonly tcpFlags: readonly TcpFlagsMatch[] | null;
  readonly fragments: readonly FragmentKind[] | null;
  readonly dscp: readonly number[] | null;
  readonly interfaces: readonly string[] | null;
  readonly outInterfaces: readonly string[] | null;
  readonly states: readonly ConnectionState[] | null;
  /** Conditions that the model has no word for. */
  readonly unresolved: readonly string[];
}

export const noTerms: Terms = {
  source: anyAddress,
  destination: anyAddress,
  services: [anyService],
  tcpFlags: null,
  fragments: null,
  dscp: null,
  interfaces: null,
  outInterfaces: null,
  states: null,
  unresolved: [],
};

/** What meets both. Null: nothing does. Where no word of the model holds both exactly, the wider stands and the text says so. */
export function both(one: Terms, other: Terms): Terms | null {
  if (one === noTerms) return other;
  if (other === noTerms) return one;
  const source = bothAddresses(one.source, other.source);
  const destination = bothAddresses(one.destination, other.destination);
  const services = bothServices(one.services, other.services);
  if (source === null || destination === null || services?.length === 0) return null;
  const tcpFlags = bothFlags(one.tcpFlags, other.tcpFlags);
  const fragments = common(one.fragments, other.fragments);
  const dscp = bothCodePoints(one.dscp, other.dscp);
  const interfaces = common(one.interfaces, other.interfaces);
  const outInterfaces = common(one.outInterfaces, other.outInterfaces);
  const states = common(one.states, other.states);
  if (tcpFlags?.length === 0 || fragments?.length === 0 || dscp?.length === 0) return null;
  if (interfaces?.length === 0 || outInterfaces?.length === 0 || states?.length === 0) return null;
  let unresolved = joined(one.unresolved, other.unresolved);
  if (!source.exact) unresolved = joined(unresolved, ["two conditions on the source address"]);
  if (!destination.exact) unresolved = joined(unresolved, ["two conditions on the destination address"]);
  if (services === null) unresolved = joined(unresolved, ["two conditions on the service"]);
  return {
    source: source.spec,
    destination: destination.spec,
    services: services ?? one.services,
    tcpFlags,
    fragments,
    dscp,
    interfaces,
    outInterfaces,
    states,
    unresolved,
  };
}

function joined(one: readonly string[], other: readonly string[]): readonly string[] {
  if (other.length === 0) return one;
  return one.length === 0 ? other : [...new Set([...one, ...other])];
}

function common<T>(one: readonly T[] | null, other: readonly T[] | null): readonly T[] | null {
  if (one === null) return other;
  if (other === null || one === other) return one;
  const held = new Set(other);
  return one.filter((each) => held.has(each));
}

function bothFlags(
  one: readonly TcpFlagsMatch[] | null,
  other: readonly TcpFlagsMatch[] | null,
): readonly TcpFlagsMatch[] | null {
  if (one === null) return other;
  if (other === null) return one;
  return one.flatMap((left) =>
    other.flatMap((right) =>
      ((left.value ^ right.value) & left.mask & right.mask) === 0
        ? [{ mask: left.mask | right.mask, value: left.value | right.value }]
        : [],
    ),
  );
}

/** Terms with one more condition that nobody can read from a packet. */
export function withDoubt(terms: Terms, ...texts: readonly string[]): Terms {
  return { ...terms, unresolved: joined(terms.unresolved, texts) };
}
