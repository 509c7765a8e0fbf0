import { icmpProtocol, protocolsWithPorts } from "../../../src/acl/sets/packet.ts";
import type { AclEntry, AclSet, FragmentKind, TcpFlagsMatch } from "../../../src/model/acl.ts";
import type { AddressMatch, PortRange, ServiceMatch } from "../../../src/model/address.ts";
import type { Family } from "./hosts.ts";

/** What one kernel rule asks: one condition of each kind, all of which must hold. Null asks nothing. */
export interface Alternative {
  readonly source: AddressMatch;
  readonly destination: AddressMatch;
  /** IANA numbers, any of these. */
  readonly protocols: readonly number[] | null;
  readonly sourcePorts: readonly PortRange[] | null;
  readonly destinationPorts: readonly PortRange[] | null;
  readonly icmp: { readonly type: number; readonly code: number | null } | null;
  readonly established: boolean;
  readonly tcpFlags: TcpFlagsMatch | null;
  readonly fragment: FragmentKind | null;
  readonly dscp: readonly number[] | null;
}

type Transport = Omit<Alternative, "source" | "destination" | "fragment" | "dscp">;

/**
 * The rules that together ask what an entry asks, but for its excluded addresses. With `guarded`, rules that ask for
 * the transport header say themselves that a later fragment has none, instead of leaving that to the kernel.
 */
export function alternativesOf(
  entry: AclEntry,
  family: Family,
  laterFragments: AclSet["laterFragments"],
  guarded: boolean,
): Alternative[] {
  const transports = entry.services.flatMap((service) => transportsOf(service, entry, family));
  return entry.source.include.flatMap((source) =>
    entry.destination.include.flatMap((destination) =>
      transports.flatMap((transport) =>
        withFragments(transport, entry, laterFragments, guarded).map((rule) => ({
          source,
          destination,
          dscp: entry.dscp,
          ...rule,
        })),
      ),
    ),
  );
}

function transportsOf(service: ServiceMatch, entry: AclEntry, family: Family): Transport[] {
  const sourcePorts = service.sourcePorts.kind === "ranges" ? service.sourcePorts.ranges : null;
  const destinationPorts = service.destinationPorts.kind === "ranges" ? service.destinationPorts.ranges : null;
  const asked = service.protocols === "any" ? null : service.protocols;
  const able = [
    ...(sourcePorts !== null || destinationPorts !== null ? [protocolsWithPorts] : []),
    ...(service.icmp === null ? [] : [[icmpProtocol[family]]]),
    ...(entry.established || entry.tcpFlags !== null ? [[6]] : []),
  ];
  const protocols = able.reduce<readonly number[] | null>(
    (left, some) => (left === null ? some : left.filter((protocol) => some.includes(protocol))),
    asked,
  );
  return (service.icmp ?? [null]).flatMap((icmp) =>
    (entry.tcpFlags ?? [null]).map((tcpFlags) => ({
      protocols,
      sourcePorts,
      destinationPorts,
      icmp,
      established: entry.established,
      tcpFlags,
    })),
  );
}

/** A rule for each kind of fragment that is asked; one more where later fragments are permitted by addresses alone. */
function withFragments(
  transport: Transport,
  { fragments, action }: AclEntry,
  laterFragments: AclSet["laterFragments"],
  guarded: boolean,
): (Transport & Pick<Alternative, "fragment">)[] {
  if (!asksHeader(transport) || laterFragments === "like-whole-packets") {
    return (fragments ?? [null]).map((fragment) => ({ ...transport, fragment }));
  }
  const asked = fragments ?? (guarded ? (["none", "first"] as const) : [null]);
  const rules = asked
    .filter((fragment) => !guarded || fragment !== "later")
    .map((fragment) => ({ ...transport, fragment }));
  const byAddresses = laterFragments === "by-addresses-when-permitting" && action === "permit";
  if (!byAddresses || (fragments !== null && !fragments.includes("later"))) return rules;
  const bare = { sourcePorts: null, destinationPorts: null, icmp: null, established: false, tcpFlags: null };
  return [...rules, { protocols: transport.protocols, ...bare, fragment: "later" }];
}

function asksHeader({ sourcePorts, destinationPorts, icmp, established, tcpFlags }: Transport): boolean {
  return sourcePorts !== null || destinationPorts !== null || icmp !== null || established || tcpFlags !== null;
}
