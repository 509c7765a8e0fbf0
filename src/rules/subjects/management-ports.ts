/** IANA protocol numbers. */
const tcp = 6;
const udp = 17;

export interface ManagementPort {
  readonly protocol: number;
  readonly port: number;
  readonly name: string;
}

/**
 * Ports of services that administer systems. 80 and 443 are left out: they are what public servers offer,
 * and nothing in a filter tells a web page from a management page.
 */
export const managementPorts: readonly ManagementPort[] = [
  { protocol: tcp, port: 22, name: "SSH" },
  { protocol: tcp, port: 23, name: "Telnet" },
  { protocol: tcp, port: 512, name: "rexec" },
  { protocol: tcp, port: 513, name: "rlogin" },
  { protocol: tcp, port: 514, name: "rsh" },
  { protocol: tcp, port: 830, name: "NETCONF" },
  { protocol: tcp, port: 3389, name: "Remote Desktop" },
  { protocol: tcp, port: 4786, name: "Smart Install" },
  { protocol: tcp, port: 5900, name: "VNC" },
  { protocol: tcp, port: 5985, name: "WinRM" },
  { protocol: tcp, port: 5986, name: "WinRM over TLS" },
  { protocol: tcp, port: 8291, name: "Winbox" },
  { protocol: udp, port: 69, name: "TFTP" },
  { protocol: udp, port: 161, name: "SNMP" },
  { protocol: udp, port: 623, name: "IPMI" },
  { protocol: udp, port: 3389, name: "Remote Desktop" },
];
