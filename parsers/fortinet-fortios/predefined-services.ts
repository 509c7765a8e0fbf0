import { anyPort, anyService, type PortRange, type ServiceMatch } from "../../src/model/address.ts";

const tcp = (...ports: readonly number[]): ServiceMatch => onPorts(6, ports);
const udp = (...ports: readonly number[]): ServiceMatch => onPorts(17, ports);

function onPorts(protocol: number, ports: readonly number[]): ServiceMatch {
  const ranges = ports.map((port): PortRange => [port, port]);
  return { protocols: [protocol], sourcePorts: anyPort, destinationPorts: { kind: "ranges", ranges }, icmp: null };
}

/** Services that FortiOS defines from the factory (administration guide, "Predefined services"), for texts that leave them out. */
export const predefinedServices: ReadonlyMap<string, readonly ServiceMatch[]> = new Map<
  string,
  readonly ServiceMatch[]
>([
  ["ALL", [anyService]],
  ["ANY", [anyService]],
  ["ALL_TCP", [{ ...anyService, protocols: [6] }]],
  ["ALL_UDP", [{ ...anyService, protocols: [17] }]],
  ["ALL_ICMP", [{ ...anyService, protocols: [1] }]],
  ["ALL_ICMP6", [{ ...anyService, protocols: [58] }]],
  ["GRE", [{ ...anyService, protocols: [47] }]],
  ["AH", [{ ...anyService, protocols: [51] }]],
  ["ESP", [{ ...anyService, protocols: [50] }]],
  ["OSPF", [{ ...anyService, protocols: [89] }]],
  ["BGP", [tcp(179)]],
  ["DHCP", [udp(67, 68)]],
  ["DNS", [tcp(53), udp(53)]],
  ["FTP", [tcp(21)]],
  ["HTTP", [tcp(80)]],
  ["HTTPS", [tcp(443)]],
  ["IKE", [udp(500, 4500)]],
  ["IMAP", [tcp(143)]],
  ["IMAPS", [tcp(993)]],
  ["LDAP", [tcp(389)]],
  ["NTP", [tcp(123), udp(123)]],
  ["PING", [{ ...anyService, protocols: [1], icmp: [{ type: 8, code: null }] }]],
  ["POP3", [tcp(110)]],
  ["POP3S", [tcp(995)]],
  ["RDP", [tcp(3389)]],
  ["SMB", [tcp(445)]],
  ["SMTP", [tcp(25)]],
  ["SMTPS", [tcp(465)]],
  ["SNMP", [tcp(161, 162), udp(161, 162)]],
  ["SSH", [tcp(22)]],
  ["SYSLOG", [udp(514)]],
  ["TELNET", [tcp(23)]],
  ["TFTP", [udp(69)]],
]);
