import type { AclEntry, AclSet } from "../model/acl.ts";
import { anyAddress, anyService } from "../model/address.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { anyPacket } from "./conditions.ts";
import type { Filter } from "./filter.ts";
import { icmpProtocol } from "./packet.ts";

/** Neighbour advertisement and solicitation (RFC 4861, 4.3 and 4.4). */
const neighbourDiscovery = {
  ...anyService,
  protocols: [icmpProtocol[6]],
  icmp: [
    { type: 136, code: null },
    { type: 135, code: null },
  ],
};

const implied: AclEntry = {
  label: "implied: permit neighbour discovery",
  action: "permit",
  source: anyAddress,
  destination: anyAddress,
  services: [neighbourDiscovery],
  serviceGroups: [],
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  timeRange: null,
  log: false,
  inactive: false,
  remarks: [],
  unresolved: [],
  at: [],
};

/**
 * The filter of a list with what its platform adds before the implied deny: an IPv6 list of IOS permits neighbour
 * discovery there ("ipv6 access-list", Cisco IOS IPv6 Command Reference). Such an entry has no lines.
 */
export function withImpliedEntries(filter: Filter, { family }: Pick<AclSet, "family">, os: OperatingSystem): Filter {
  if (os !== "cisco-ios" || family !== "ipv6" || filter.defaultAction !== "deny") return filter;
  const conditions = { ...anyPacket, services: implied.services };
  const clause = {
    entry: implied,
    label: implied.label,
    action: implied.action,
    conditions,
    certain: conditions,
    unresolved: [],
  };
  return { ...filter, clauses: [...filter.clauses, clause] };
}
