import type { ServiceMatch } from "../../src/model/address.ts";
import { icmpv6Names, icmpNames, protocolNumbers as shared, type IcmpName } from "../lib/cisco/packet-names.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { PortNames } from "../lib/cisco/ports.ts";

/**
 * Names of protocols, ports and ICMP messages on the ASA ("Addresses, Protocols, and Ports", General Operations CLI
 * Configuration Guide: "Protocols and Applications", "TCP and UDP Ports", "ICMP Types"). Some differ from IOS: "syslog"
 * is UDP alone, "rsh" is 514, "dnsix" 195, "radius" 1645, "sip" and "kerberos" exist.
 */
const protocols: ReadonlyMap<string, number> = new Map([
  ...shared,
  ["ah", 51],
  ["icmp6", 58],
  ["ipsec", 50],
  ["pptp", 47],
  ["snp", 109],
]);

const both: readonly (readonly [string, number])[] = [
  ["cifs", 3020],
  ["discard", 9],
  ["domain", 53],
  ["echo", 7],
  ["http", 80],
  ["kerberos", 750],
  ["nfs", 2049],
  ["pim-auto-rp", 496],
  ["sip", 5060],
  ["sunrpc", 111],
  ["tacacs", 49],
  ["talk", 517],
  ["www", 80],
];

const tcpPorts: ReadonlyMap<string, number> = new Map([
  ...both,
  ["aol", 5190],
  ["bgp", 179],
  ["chargen", 19],
  ["citrix-ica", 1494],
  ["cmd", 514],
  ["ctiqbe", 2748],
  ["daytime", 13],
  ["exec", 512],
  ["finger", 79],
  ["ftp", 21],
  ["ftp-data", 20],
  ["gopher", 70],
  ["h323", 1720],
  ["hostname", 101],
  ["https", 443],
  ["ident", 113],
  ["imap4", 143],
  ["irc", 194],
  ["klogin", 543],
  ["kshell", 544],
  ["ldap", 389],
  ["ldaps", 636],
  ["login", 513],
  ["lotusnotes", 1352],
  ["lpd", 515],
  ["netbios-ssn", 139],
  ["nntp", 119],
  ["pcanywhere-data", 5631],
  ["pop2", 109],
  ["pop3", 110],
  ["pptp", 1723],
  ["rsh", 514],
  ["rtsp", 554],
  ["smtp", 25],
  ["sqlnet", 1521],
  ["ssh", 22],
  ["telnet", 23],
  ["uucp", 540],
  ["whois", 43],
]);

const udpPorts: ReadonlyMap<string, number> = new Map([
  ...both,
  ["biff", 512],
  ["bootpc", 68],
  ["bootps", 67],
  ["dnsix", 195],
  ["isakmp", 500],
  ["mobile-ip", 434],
  ["nameserver", 42],
  ["netbios-dgm", 138],
  ["netbios-ns", 137],
  ["ntp", 123],
  ["pcanywhere-status", 5632],
  ["radius", 1645],
  ["radius-acct", 1646],
  ["rip", 520],
  ["ripng", 521],
  ["secureid-udp", 5510],
  ["snmp", 161],
  ["snmptrap", 162],
  ["syslog", 514],
  ["tftp", 69],
  ["time", 37],
  ["vxlan", 4789],
  ["who", 513],
  ["xdmcp", 177],
]);

/** ICMPv6 messages by the ASA's own words ("ICMP Types"); the others are those of IOS. */
const icmpv6Own: ReadonlyMap<string, IcmpName> = new Map<string, IcmpName>([
  ["echo", [128, null]],
  ["membership-query", [130, null]],
  ["membership-report", [131, null]],
  ["membership-reduction", [132, null]],
  ["neighbor-advertisement", [136, null]],
  ["neighbor-redirect", [137, null]],
  ["neighbor-solicitation", [135, null]],
  ["packet-too-big", [2, null]],
  ["parameter-problem", [4, null]],
  ["router-renumbering", [138, null]],
  ["time-exceeded", [3, null]],
  ["unreachable", [1, null]],
]);

const tcpNames: PortNames = (name) => tcpPorts.get(name);
const udpNames: PortNames = (name) => udpPorts.get(name);
/** A group for both protocols may name ports of either. */
const bothNames: PortNames = (name) => tcpPorts.get(name) ?? udpPorts.get(name);

export function portNames(asked: ServiceMatch["protocols"]): PortNames {
  if (asked === "any" || asked.length !== 1) return bothNames;
  return asked[0] === 17 ? udpNames : tcpNames;
}

/** An IANA number; null for what is no protocol. "ip" is every one, and is not asked here. */
export function protocolNumber(word: string): number | null {
  const number = protocols.get(word) ?? decimal(word);
  return number !== null && number <= 255 ? number : null;
}

/** A message's type and code by name or number; null where it is none. */
export function icmpType(word: string | undefined, six: boolean): IcmpName | null {
  const number = decimal(word);
  if (number !== null) return number <= 255 ? [number, null] : null;
  if (word === undefined) return null;
  return (six ? (icmpv6Own.get(word) ?? icmpv6Names.get(word)) : icmpNames.get(word)) ?? null;
}
