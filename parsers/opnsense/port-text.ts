import type { PortRange } from "../../src/model/address.ts";
import { decimal } from "../lib/cisco/addresses.ts";

/** Names of ports that OPNsense offers (PortField.php) and FreeBSD's /etc/services resolves; pf takes them in either protocol. */
const portNames: Readonly<Record<string, number>> = {
  cvsup: 5999,
  domain: 53,
  ftp: 21,
  hbci: 3000,
  http: 80,
  https: 443,
  aol: 5190,
  auth: 113,
  imap: 143,
  imaps: 993,
  isakmp: 500,
  l2f: 1701,
  ldap: 389,
  ldaps: 636,
  "microsoft-ds": 445,
  nntp: 119,
  ntp: 123,
  "netbios-dgm": 138,
  "netbios-ns": 137,
  "netbios-ssn": 139,
  openvpn: 1194,
  pop3: 110,
  pop3s: 995,
  pptp: 1723,
  radius: 1812,
  "radius-acct": 1813,
  sip: 5060,
  smtp: 25,
  snmp: 161,
  snmptrap: 162,
  ssh: 22,
  submission: 587,
  syslog: 514,
  telnet: 23,
  tftp: 69,
};

/** "80", "80-90", "80:90", "80:any" or a name, as a range; null for other text, such as an alias. */
export function portRange(text: string): PortRange | null {
  const port = decimal(text);
  if (port !== null) return port > 65_535 ? null : [port, port];
  const [first = "", last = first, ...rest] = text.split(/[-:]/);
  const named = portNames[text.toLowerCase()];
  if (named !== undefined) return [named, named];
  if (rest.length > 0) return null;
  // "any" is the lowest or the highest port in a range (Rule.php, convertAddress).
  const low = first === "any" && last !== "any" ? 1 : decimal(first);
  const high = last === "any" && first !== "any" ? 65_535 : decimal(last);
  if (low === null || high === null || high > 65_535 || low > high) return null;
  return [low, high];
}

/** Ranges in order, overlapping and adjacent ones made one. */
export function joinPorts(ranges: readonly PortRange[]): readonly PortRange[] {
  const result: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}
