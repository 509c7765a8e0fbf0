import { anyPort, type PortRange, type ServiceMatch } from "../../src/model/address.ts";

export interface PredefinedPorts {
  /** Ports that the application has in every reading. */
  readonly least: readonly ServiceMatch[];
  /** Ports that it has in any reading; null where nobody read it whole. */
  readonly most: readonly ServiceMatch[] | null;
}

/** "tcp/53 udp/53,5353". */
function services(text: string): readonly ServiceMatch[] {
  return text.split(" ").map((part) => {
    const [protocol, ports = ""] = part.split("/");
    const ranges = ports.split(",").map((port): PortRange => [Number(port), Number(port)]);
    const destinationPorts = { kind: "ranges", ranges } as const;
    return { protocols: [protocol === "udp" ? 17 : 6], destinationPorts, sourcePorts: anyPort, icmp: null };
  });
}

const known = (name: string, least: string, most: string | null = least): readonly [string, PredefinedPorts] => [
  name,
  { least: services(least), most: most === null ? null : services(most) },
];

/**
 * Default ports of applications of the vendor. They stand in content updates, which come between releases and add ports:
 * dns had TCP and UDP 53 (Palo Alto Networks Knowledge Base, "What Does Application-default Under Service Mean?", 2018)
 * and has UDP 5353 too ("Demystifying Application Default", LIVEcommunity, 2023), which both say TCP 80 of web-browsing;
 * 443 joins it where TLS is opened. The others are as Applipedia told in 2020 (transcribed and reviewed in batfish,
 * ApplicationBuiltIn.java); where tables of policy checkers (rulegate, certhub) have fewer, those are the least. Of telnet
 * and ms-rdp these tables are all that could be read.
 */
export const predefined: ReadonlyMap<string, PredefinedPorts> = new Map([
  known("web-browsing", "tcp/80", "tcp/80,443"),
  known("dns", "tcp/53 udp/53", "tcp/53 udp/53,5353"),
  known("ssl", "tcp/443"),
  known("ssh", "tcp/22"),
  known("telnet", "tcp/23", null),
  known("ftp", "tcp/21"),
  known("ms-rdp", "tcp/3389", null),
  known("snmp", "udp/161", "tcp/161 udp/161"),
  known("ntp", "udp/123", "tcp/123 udp/123"),
  known("smtp", "tcp/25", "tcp/25,587"),
  known("ldap", "tcp/389", "tcp/389,636,3268,3269 udp/389,3268"),
  known("ms-ds-smb", "tcp/445", "tcp/139,445 udp/445"),
  known("mssql-db", "tcp/1433", "tcp/1433 udp/1433"),
]);
