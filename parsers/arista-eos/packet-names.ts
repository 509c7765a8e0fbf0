import type { ServiceMatch } from "../../src/model/address.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { portNames as ciscoPortNames } from "../lib/cisco/packet-names.ts";
import type { PortNames } from "../lib/cisco/ports.ts";

/**
 * Protocols that entries name ("deny (IPv4 ACL)" and "deny (IPv6 ACL)", EOS User Manual, "ACLs and Route Maps"; the
 * others as ansible's eos_acls lists them); numbers are IANA's.
 */
const protocolNames: ReadonlyMap<string, number> = new Map([
  ["ahp", 51],
  ["esp", 50],
  ["gre", 47],
  ["icmp", 1],
  ["icmpv6", 58],
  ["igmp", 2],
  ["ospf", 89],
  ["pim", 103],
  ["rsvp", 46],
  ["sctp", 132],
  ["tcp", 6],
  ["udp", 17],
  ["vrrp", 112],
]);

export function protocolNumber(word: string, family: 4 | 6): number | null {
  if (family === 6 && word === "icmp") return 58;
  const number = protocolNames.get(word) ?? decimal(word);
  return number !== null && number <= 255 ? number : null;
}

/**
 * Ports that EOS names and IOS does not ("default-control-plane-acl", EOS User Manual, "Displaying Contents of an
 * ACL"); numbers are IANA's, that of MLAG the manual's.
 */
const ownPorts: ReadonlyMap<string, number> = new Map([
  ["bfd", 3784],
  ["bfd-echo", 3785],
  ["gnmi", 6030],
  ["https", 443],
  ["ldap", 389],
  ["ldaps", 636],
  ["ldp", 646],
  ["micro-bfd", 6784],
  ["mlag", 4432],
  ["msdp", 639],
  ["multihop-bfd", 4784],
  ["netconf-ssh", 830],
  ["ptp-event", 319],
  ["ptp-general", 320],
  ["sbfd", 7784],
  ["ssh", 22],
]);

/** IOS calls these 49 and 3949; what EOS means by them was not found. */
const unsure: ReadonlySet<string> = new Set(["tacacs-ds", "drip"]);

const tcp = ciscoPortNames([6]);
const udp = ciscoPortNames([17]);

/** EOS takes the names of either protocol for both ("permit tcp any any eq … snmp" of its own list). */
const namesOf =
  (own: PortNames, other: PortNames): PortNames =>
  (name) =>
    unsure.has(name) ? undefined : (ownPorts.get(name) ?? own(name) ?? other(name));

const tcpNames = namesOf(tcp, udp);
const udpNames = namesOf(udp, tcp);

/** The names of ports that an entry for these protocols may use; one that is not known has no number. */
export function portNames(protocols: ServiceMatch["protocols"]): PortNames {
  return protocols !== "any" && protocols[0] === 17 ? udpNames : tcpNames;
}
