import { anyPort, anyService, type PortMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";

/** Protocol and destination ports (after a colon source ports), IP protocol number or ICMP type. */
const factory: readonly (readonly [name: string, match: string])[] = [
  ["ALL", "ip"],
  ["ANY", "ip"],
  ["ALL_TCP", "tcp 1-65535"],
  ["ALL_UDP", "udp 1-65535"],
  ["ALL_ICMP", "icmp"],
  ["ALL_ICMP6", "icmp6"],
  ["GRE", "ip 47"],
  ["AH", "ip 51"],
  ["ESP", "ip 50"],
  ["AOL", "tcp 5190-5194"],
  ["BGP", "tcp 179"],
  ["DHCP", "udp 67-68"],
  ["DNS", "tcp 53; udp 53"],
  ["FINGER", "tcp 79"],
  ["FTP", "tcp 21"],
  ["FTP_GET", "tcp 21"],
  ["FTP_PUT", "tcp 21"],
  ["GOPHER", "tcp 70"],
  ["H323", "tcp 1720 1503; udp 1719"],
  ["HTTP", "tcp 80"],
  ["HTTPS", "tcp 443"],
  ["IKE", "udp 500 4500"],
  ["IMAP", "tcp 143"],
  ["IMAPS", "tcp 993"],
  ["Internet-Locator-Service", "tcp 389"],
  ["IRC", "tcp 6660-6669"],
  ["L2TP", "tcp 1701; udp 1701"],
  ["LDAP", "tcp 389"],
  ["NetMeeting", "tcp 1720"],
  ["NFS", "tcp 111 2049; udp 111 2049"],
  ["NNTP", "tcp 119"],
  ["NTP", "tcp 123; udp 123"],
  ["OSPF", "ip 89"],
  ["PC-Anywhere", "tcp 5631; udp 5632"],
  ["PING", "icmp 8"],
  ["TIMESTAMP", "icmp 13"],
  ["INFO_REQUEST", "icmp 15"],
  ["INFO_ADDRESS", "icmp 17"],
  ["ONC-RPC", "tcp 111; udp 111"],
  ["DCE-RPC", "tcp 135; udp 135"],
  ["POP3", "tcp 110"],
  ["POP3S", "tcp 995"],
  ["PPTP", "tcp 1723"],
  ["QUAKE", "udp 26000 27000 27910 27960"],
  ["RAUDIO", "udp 7070"],
  ["REXEC", "tcp 512"],
  ["RIP", "udp 520"],
  ["RLOGIN", "tcp 513:512-1023"],
  ["RSH", "tcp 514:512-1023"],
  ["SCCP", "tcp 2000"],
  ["SIP", "tcp 5060; udp 5060"],
  ["SIP-MSNmessenger", "tcp 1863"],
  ["SAMBA", "tcp 139"],
  ["SMTP", "tcp 25"],
  ["SMTPS", "tcp 465"],
  ["SNMP", "tcp 161-162; udp 161-162"],
  ["SSH", "tcp 22"],
  ["SYSLOG", "udp 514"],
  ["TALK", "udp 517-518"],
  ["TELNET", "tcp 23"],
  ["TFTP", "udp 69"],
  ["MGCP", "udp 2427 2727"],
  ["UUCP", "tcp 540"],
  ["VDOLIVE", "tcp 7000-7010"],
  ["WAIS", "tcp 210"],
  ["WINFRAME", "tcp 1494 2598"],
  ["X-WINDOWS", "tcp 6000-6063"],
  ["PING6", "icmp6 128"],
  ["MS-SQL", "tcp 1433 1434"],
  ["MYSQL", "tcp 3306"],
  ["RDP", "tcp 3389"],
  ["VNC", "tcp 5900"],
  ["DHCP6", "udp 546 547"],
  ["SQUID", "tcp 3128"],
  ["SOCKS", "tcp 1080; udp 1080"],
  ["WINS", "tcp 1512; udp 1512"],
  ["RADIUS", "udp 1812 1813"],
  ["RADIUS-OLD", "udp 1645 1646"],
  ["CVSPSERVER", "tcp 2401; udp 2401"],
  ["AFS3", "tcp 7000-7009; udp 7000-7009"],
  ["TRACEROUTE", "udp 33434-33535"],
  ["RTSP", "tcp 554 7070 8554; udp 554"],
  ["MMS", "tcp 1755; udp 1024-5000"],
  ["KERBEROS", "tcp 88; udp 88"],
  ["LDAP_UDP", "udp 389"],
  ["SMB", "tcp 445"],
];

/**
 * Services that FortiOS defines from the factory, as the table `firewall service custom` of a VM out of
 * the box states them (test data of napalm-fortios), for texts that leave them out.
 */
export const predefinedServices: ReadonlyMap<string, readonly ServiceMatch[]> = new Map(
  factory.map(([name, text]) => [name, text.split("; ").flatMap(matches)]),
);

function matches(text: string): readonly ServiceMatch[] {
  const [kind = "", ...values] = text.split(" ");
  const [value] = values;
  if (kind === "ip") return [{ ...anyService, protocols: value === undefined ? "any" : [Number(value)] }];
  if (kind === "icmp" || kind === "icmp6") {
    const icmp = value === undefined ? null : [{ type: Number(value), code: null }];
    return [{ ...anyService, protocols: [kind === "icmp" ? 1 : 58], icmp }];
  }
  return values.map((range) => {
    const [destination = "", from] = range.split(":");
    return {
      protocols: [kind === "tcp" ? 6 : 17],
      sourcePorts: from === undefined ? anyPort : ports(from),
      destinationPorts: ports(destination),
      icmp: null,
    };
  });
}

function ports(text: string): PortMatch {
  if (text === "1-65535") return anyPort;
  const [low = "0", high = low] = text.split("-");
  const range: PortRange = [Number(low), Number(high)];
  return { kind: "ranges", ranges: [range] };
}
