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
  if (source === null || destination === null) return null;
  const services = bothServices(one.services, other.services);
  const tcpFlags = bothFlags(one.tcpFlags, other.tcpFlags);
  const terms: Terms = {
    source: source.spec,
    destination: destination.spec,
    services: services ?? one.services,
    tcpFlags,
    fragments: common(one.fragments, other.fragments),
    dscp: bothCodePoints(one.dscp, other.dscp),
    interfaces: common(one.interfaces, other.interfaces),
    outInterfaces: common(one.outInterfaces, other.outInterfaces),
    states: common(one.states, other.states),
    unresolved: joined(one.unresolved, [
      ...other.unresolved,
      ...(source.exact ? [] : ["two conditions on the source address"]),
      ...(destination.exact ? [] : ["two conditions on the destination address"]),
      ...(services === null ? ["two conditions on the service"] : []),
    ]),
  };
  const { fragments, dscp, interfaces, outInterfaces, states } = terms;
  const asked = [terms.services, tcpFlags, fragments, dscp, interfaces, outInterfaces, states];
  return asked.some((each) => each?.length === 0) ? null : terms;
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
