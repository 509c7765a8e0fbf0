import { anyPort, type ServiceMatch } from "../../src/model/address.ts";

type Row = readonly [protocol: number, low: number, high?: number];

/**
 * Applications of the group junos-defaults with fixed protocol and ports. Nearly every row agrees in
 * two or three public tables made from `show configuration groups junos-defaults applications` (of 10.x to 15.1X49),
 * which are copies of what devices printed; junos-rdp stands in one of 24.4 only. Where listings differ (junos-vnc, junos-http-ext), and where further ports are opened
 * by inspection (RPC, SIP, H.323), the application is left out and stays unresolved.
 */
const rows: Readonly<Record<string, readonly Row[]>> = {
  "junos-aol": [[6, 5190, 5193]],
  "junos-bgp": [[6, 179]],
  "junos-biff": [[17, 512]],
  "junos-bootpc": [[17, 68]],
  "junos-bootps": [[17, 67]],
  "junos-chargen": [[17, 19]],
  "junos-cvspserver": [[6, 2401]],
  "junos-dhcp-client": [[17, 68]],
  "junos-dhcp-relay": [[17, 67]],
  "junos-dhcp-server": [[17, 67]],
  "junos-discard": [[17, 9]],
  "junos-dns-tcp": [[6, 53]],
  "junos-dns-udp": [[17, 53]],
  "junos-echo": [[17, 7]],
  "junos-finger": [[6, 79]],
  "junos-ftp": [[6, 21]],
  "junos-gopher": [[6, 70]],
  "junos-http": [[6, 80]],
  "junos-https": [[6, 443]],
  "junos-ident": [[6, 113]],
  "junos-ike": [[17, 500]],
  "junos-ike-nat": [[17, 4500]],
  "junos-imap": [[6, 143]],
  "junos-imaps": [[6, 993]],
  "junos-irc": [[6, 6660, 6669]],
  "junos-l2tp": [[17, 1701]],
  "junos-ldap": [[6, 389]],
  "junos-ldp-tcp": [[6, 646]],
  "junos-ldp-udp": [[17, 646]],
  "junos-lpr": [[6, 515]],
  "junos-mail": [[6, 25]],
  "junos-ms-sql": [[6, 1433]],
  "junos-msn": [[6, 1863]],
  "junos-nbds": [[17, 138]],
  "junos-nbname": [[17, 137]],
  "junos-netbios-session": [[6, 139]],
  "junos-nfsd-tcp": [[6, 2049]],
  "junos-nfsd-udp": [[17, 2049]],
  "junos-nntp": [[6, 119]],
  "junos-ntalk": [
    [17, 518],
    [6, 518],
  ],
  "junos-ntp": [[17, 123]],
  "junos-pop3": [[6, 110]],
  "junos-pptp": [[6, 1723]],
  "junos-printer": [[6, 515]],
  "junos-radacct": [[17, 1813]],
  "junos-radius": [[17, 1812]],
  "junos-rdp": [[6, 3389]],
  "junos-rip": [[17, 520]],
  "junos-rsh": [[6, 514]],
  "junos-rtsp": [[6, 554]],
  "junos-smb-session": [[6, 445]],
  "junos-smb": [
    [6, 139],
    [6, 445],
  ],
  "junos-cifs": [
    [6, 139],
    [6, 445],
  ],
  "junos-smtp": [[6, 25]],
  "junos-snmp-agentx": [[6, 705]],
  "junos-snpp": [[6, 444]],
  "junos-sql-monitor": [[17, 1434]],
  "junos-sqlnet-v1": [[6, 1525]],
  "junos-sqlnet-v2": [[6, 1521]],
  "junos-ssh": [[6, 22]],
  "junos-syslog": [[17, 514]],
  "junos-tacacs": [[6, 49]],
  "junos-tacacs-ds": [[6, 65]],
  "junos-talk": [
    [17, 517],
    [6, 517],
  ],
  "junos-tcp-any": [[6, 0, 65_535]],
  "junos-telnet": [[6, 23]],
  "junos-tftp": [[17, 69]],
  "junos-udp-any": [[17, 0, 65_535]],
  "junos-uucp": [[17, 540]],
  "junos-wais": [[6, 210]],
  "junos-who": [[17, 513]],
  "junos-whois": [[6, 43]],
  "junos-winframe": [[6, 1494]],
  "junos-x-windows": [[6, 6000, 6063]],
  "junos-xnm-clear-text": [[6, 3221]],
  "junos-xnm-ssl": [[6, 3220]],
};

/** junos-ping and junos-pingv6 name no type in any listing, and so let every ICMP message pass. */
const protocolsOnly: Readonly<Record<string, number>> = {
  "junos-gre": 47,
  "junos-icmp-all": 1,
  "junos-icmp6-all": 58,
  "junos-ospf": 89,
  "junos-ping": 1,
  "junos-pingv6": 58,
};

const echoes: Readonly<Record<string, readonly [protocol: number, type: number]>> = {
  "junos-icmp-ping": [1, 8],
  "junos-icmp6-echo-request": [58, 128],
  "junos-icmp6-echo-reply": [58, 129],
};

export const predefinedApplications: ReadonlyMap<string, readonly ServiceMatch[]> = new Map<
  string,
  readonly ServiceMatch[]
>([
  ...Object.entries(rows).map(([name, services]) => [name, services.map(withPorts)] as const),
  ...Object.entries(protocolsOnly).map(([name, protocol]) => [name, [plain(protocol)]] as const),
  ...Object.entries(echoes).map(
    ([name, [protocol, type]]) => [name, [{ ...plain(protocol), icmp: [{ type, code: null }] }]] as const,
  ),
]);

function plain(protocol: number): ServiceMatch {
  return { protocols: [protocol], sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };
}

function withPorts([protocol, low, high = low]: Row): ServiceMatch {
  return { ...plain(protocol), destinationPorts: { kind: "ranges", ranges: [[low, high]] } };
}
