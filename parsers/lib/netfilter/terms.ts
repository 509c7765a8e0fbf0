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
  const terms: GrowingTerms = { ...one };
  return narrow(terms, other) ? terms : null;
}

/** Terms of one rule while its conditions are read. */
export type GrowingTerms = { -readonly [K in keyof Terms]: Terms[K] };

/** Makes terms ask what others ask, too. False: nothing meets both. Most conditions ask about one thing, which nothing else of the rule asks about. */
export function narrow(terms: GrowingTerms, other: Terms): boolean {
  terms.unresolved = joined(terms.unresolved, other.unresolved);
  if (other.source !== anyAddress && !narrowAddress(terms, "source", other.source)) return false;
  if (other.destination !== anyAddress && !narrowAddress(terms, "destination", other.destination)) return false;
  if (other.services !== noTerms.services && !narrowServices(terms, other.services)) return false;
  if (other.tcpFlags !== null) terms.tcpFlags = bothFlags(terms.tcpFlags, other.tcpFlags);
  if (other.fragments !== null) terms.fragments = common(terms.fragments, other.fragments);
  if (other.dscp !== null) terms.dscp = bothCodePoints(terms.dscp, other.dscp);
  if (other.interfaces !== null) terms.interfaces = common(terms.interfaces, other.interfaces);
  if (other.outInterfaces !== null) terms.outInterfaces = common(terms.outInterfaces, other.outInterfaces);
  if (other.states !== null) terms.states = common(terms.states, other.states);
  return !(
    isEmpty(terms.tcpFlags) ||
    isEmpty(terms.fragments) ||
    isEmpty(terms.dscp) ||
    isEmpty(terms.interfaces) ||
    isEmpty(terms.outInterfaces) ||
    isEmpty(terms.states)
  );
}

function isEmpty(list: readonly unknown[] | null): boolean {
  return list !== null && list.length === 0;
}

/** The same for the addresses of one end. */
export function narrowAddress(terms: GrowingTerms, end: "source" | "destination", asked: AddressSpec): boolean {
  if (terms[end] === anyAddress) {
    terms[end] = asked;
    return true;
  }
  const found = bothAddresses(terms[end], asked);
  if (found === null) return false;
  terms[end] = found.spec;
  if (!found.exact) terms.unresolved = joined(terms.unresolved, [`two conditions on the ${end} address`]);
  return true;
}

/** The same for the services. */
export function narrowServices(terms: GrowingTerms, asked: readonly ServiceMatch[]): boolean {
  const found = bothServices(terms.services, asked);
  if (found === null) terms.unresolved = joined(terms.unresolved, ["two conditions on the service"]);
  else terms.services = found;
  return found === null || found.length > 0;
}

/** What is in doubt of both, each once. */
export function joined(one: readonly string[], other: readonly string[]): readonly string[] {
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
export function withDoubt(terms: Terms, ...texts: readonly string[]): GrowingTerms {
  return { ...terms, unresolved: joined(terms.unresolved, texts) };
}
