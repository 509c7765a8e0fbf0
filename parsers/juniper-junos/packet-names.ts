import type { PortRange } from "../../src/model/address.ts";

/** Names that filters take for numbers (Routing Policies, Firewall Filters and Traffic Policers Guide, "Firewall Filter Match Conditions for IPv4/IPv6 Traffic"). */
const ports: Readonly<Record<string, number>> = {
  afs: 1483,
  bgp: 179,
  biff: 512,
  bootpc: 68,
  bootps: 67,
  cmd: 514,
  cvspserver: 2401,
  dhcp: 67,
  domain: 53,
  eklogin: 2105,
  ekshell: 2106,
  exec: 512,
  finger: 79,
  ftp: 21,
  "ftp-data": 20,
  http: 80,
  https: 443,
  ident: 113,
  imap: 143,
  "kerberos-sec": 88,
  klogin: 543,
  kpasswd: 761,
  "krb-prop": 754,
  krbupdate: 760,
  kshell: 544,
  ldap: 389,
  ldp: 646,
  login: 513,
  "mobileip-agent": 434,
  "mobilip-mn": 435,
  msdp: 639,
  "netbios-dgm": 138,
  "netbios-ns": 137,
  "netbios-ssn": 139,
  nfsd: 2049,
  nntp: 119,
  ntalk: 518,
  ntp: 123,
  pop3: 110,
  pptp: 1723,
  printer: 515,
  radacct: 1813,
  radius: 1812,
  rip: 520,
  rkinit: 2108,
  smtp: 25,
  snmp: 161,
  snmptrap: 162,
  snpp: 444,
  socks: 1080,
  ssh: 22,
  sunrpc: 111,
  syslog: 514,
  tacacs: 49,
  "tacacs-ds": 65,
  talk: 517,
  telnet: 23,
  tftp: 69,
  timed: 525,
  who: 513,
  xdmcp: 177,
};

const protocols: Readonly<Record<string, number>> = {
  ah: 51,
  dstopts: 60,
  egp: 8,
  esp: 50,
  fragment: 44,
  gre: 47,
  "hop-by-hop": 0,
  icmp: 1,
  icmp6: 58,
  icmpv6: 58,
  igmp: 2,
  ipip: 4,
  ipv6: 41,
  "no-next-header": 59,
  ospf: 89,
  pim: 103,
  routing: 43,
  rsvp: 46,
  sctp: 132,
  tcp: 6,
  udp: 17,
  vrrp: 112,
};

const icmpTypes: Readonly<Record<string, number>> = {
  "echo-reply": 0,
  "echo-request": 8,
  "info-reply": 16,
  "info-request": 15,
  "mask-request": 17,
  "mask-reply": 18,
  "parameter-problem": 12,
  redirect: 5,
  "router-advertisement": 9,
  "router-solicit": 10,
  "source-quench": 4,
  "time-exceeded": 11,
  timestamp: 13,
  "timestamp-reply": 14,
  unreachable: 3,
};

const icmp6Types: Readonly<Record<string, number>> = {
  "certificate-path-advertisement": 149,
  "certificate-path-solicitation": 148,
  "destination-unreachable": 1,
  "echo-reply": 129,
  "echo-request": 128,
  "home-agent-address-discovery-reply": 145,
  "home-agent-address-discovery-request": 144,
  "inverse-neighbor-discovery-advertisement": 142,
  "inverse-neighbor-discovery-solicitation": 141,
  "membership-query": 130,
  "membership-report": 131,
  "membership-termination": 132,
  "mobile-prefix-advertisement-reply": 147,
  "mobile-prefix-solicitation": 146,
  "neighbor-advertisement": 136,
  "neighbor-solicit": 135,
  "node-information-reply": 140,
  "node-information-request": 139,
  "packet-too-big": 2,
  "parameter-problem": 4,
  redirect: 137,
  "router-advertisement": 134,
  "router-renumbering": 138,
  "router-solicit": 133,
  "time-exceeded": 3,
};

const icmpCodes: Readonly<Record<string, number>> = {
  "ip-header-bad": 0,
  "required-option-missing": 1,
  "redirect-for-network": 0,
  "redirect-for-host": 1,
  "redirect-for-tos-and-net": 2,
  "redirect-for-tos-and-host": 3,
  "ttl-eq-zero-during-transit": 0,
  "ttl-eq-zero-during-reassembly": 1,
  "network-unreachable": 0,
  "host-unreachable": 1,
  "protocol-unreachable": 2,
  "port-unreachable": 3,
  "fragmentation-needed": 4,
  "source-route-failed": 5,
  "destination-network-unknown": 6,
  "destination-host-unknown": 7,
  "source-host-isolated": 8,
  "destination-network-prohibited": 9,
  "destination-host-prohibited": 10,
  "network-unreachable-for-tos": 11,
  "host-unreachable-for-tos": 12,
  "communication-prohibited-by-filtering": 13,
  "host-precedence-violation": 14,
  "precedence-cutoff-in-effect": 15,
};

export function portRange(text: string): PortRange | null {
  return numbers(text, ports, 65_535);
}

export function protocolRange(text: string): PortRange | null {
  return numbers(text, protocols, 255);
}

export function icmpTypeRange(text: string, family: 4 | 6): PortRange | null {
  return numbers(text, family === 4 ? icmpTypes : icmp6Types, 255);
}

/** Names of codes stand for IPv4 only; those of IPv6 stay unresolved. */
export function icmpCodeRange(text: string, family: 4 | 6): PortRange | null {
  return numbers(text, family === 4 ? icmpCodes : {}, 255);
}

/** "22", "ssh", "1024-65535", "ftp-data", "ftp-ssh". */
function numbers(text: string, names: Readonly<Record<string, number>>, most: number): PortRange | null {
  const single = numberOf(text, names);
  if (single !== null) return single <= most ? [single, single] : null;
  for (let dash = text.indexOf("-"); dash !== -1; dash = text.indexOf("-", dash + 1)) {
    const low = numberOf(text.slice(0, dash), names);
    const high = numberOf(text.slice(dash + 1), names);
    if (low !== null && high !== null && low <= high && high <= most) return [low, high];
  }
  return null;
}

function numberOf(text: string, names: Readonly<Record<string, number>>): number | null {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  return Object.hasOwn(names, text) ? (names[text] ?? null) : null;
}

/** Ranges in order and disjoint. */
export function joinPorts(ranges: readonly PortRange[]): PortRange[] {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1) return [[only[0], only[1]]];
  const joined: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

/** What 0…most holds beside the ranges. */
export function otherPorts(ranges: readonly PortRange[], most: number): PortRange[] {
  const others: PortRange[] = [];
  let next = 0;
  for (const [low, high] of joinPorts(ranges)) {
    if (low > next) others.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= most) others.push([next, most]);
  return others;
}
