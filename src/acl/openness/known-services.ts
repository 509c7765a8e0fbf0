/** A service that a filter's reader asks about, by protocol and destination port. */
export interface KnownService {
  readonly name: string;
  /** IANA protocol number. */
  readonly protocol: 6 | 17;
  readonly port: number;
  readonly use: "management" | "files" | "web" | "mail" | "database" | "directory" | "system";
  /** Passwords or contents cross the network readable. */
  readonly clearText: boolean;
}

const tcp = 6;
const udp = 17;

function service(
  name: string,
  protocol: 6 | 17,
  port: number,
  use: KnownService["use"],
  clearText = false,
): KnownService {
  return { name, protocol, port, use, clearText };
}

/**
 * Ports as IANA assigns them (Service Name and Transport Protocol Port Number Registry), and by custom where a widely
 * used server has another: Oracle 1521, Docker 2375, VNC 5900, Redis 6379, Winbox 8291, Elasticsearch 9200.
 */
export const knownServices: readonly KnownService[] = [
  service("FTP", tcp, 21, "files", true),
  service("SSH", tcp, 22, "management"),
  service("Telnet", tcp, 23, "management", true),
  service("SMTP", tcp, 25, "mail", true),
  service("TFTP", udp, 69, "management", true),
  service("Finger", tcp, 79, "system", true),
  service("HTTP", tcp, 80, "web", true),
  service("POP3", tcp, 110, "mail", true),
  service("RPC portmapper", tcp, 111, "system"),
  service("RPC portmapper", udp, 111, "system"),
  service("Microsoft RPC", tcp, 135, "system"),
  service("NetBIOS name service", udp, 137, "system", true),
  service("NetBIOS session", tcp, 139, "files"),
  service("IMAP", tcp, 143, "mail", true),
  service("SNMP", udp, 161, "management", true),
  service("SNMP traps", udp, 162, "system", true),
  service("LDAP", tcp, 389, "directory", true),
  service("HTTPS", tcp, 443, "web"),
  service("SMB", tcp, 445, "files"),
  service("rexec", tcp, 512, "management", true),
  service("rlogin", tcp, 513, "management", true),
  service("rsh", tcp, 514, "management", true),
  service("Syslog", udp, 514, "system", true),
  service("IPMI", udp, 623, "management"),
  service("LDAPS", tcp, 636, "directory"),
  service("NETCONF", tcp, 830, "management"),
  service("rsync", tcp, 873, "files", true),
  service("SQL Server", tcp, 1433, "database"),
  service("SQL Server browser", udp, 1434, "database", true),
  service("Oracle", tcp, 1521, "database", true),
  service("NFS", tcp, 2049, "files", true),
  service("Docker", tcp, 2375, "management", true),
  service("Docker over TLS", tcp, 2376, "management"),
  service("MySQL", tcp, 3306, "database"),
  service("Remote Desktop", tcp, 3389, "management"),
  service("Remote Desktop", udp, 3389, "management"),
  service("Smart Install", tcp, 4786, "management", true),
  service("PostgreSQL", tcp, 5432, "database"),
  service("VNC", tcp, 5900, "management", true),
  service("WinRM", tcp, 5985, "management", true),
  service("WinRM over TLS", tcp, 5986, "management"),
  service("X11", tcp, 6000, "management", true),
  service("Redis", tcp, 6379, "database", true),
  service("Kubernetes", tcp, 6443, "management"),
  service("NETCONF over TLS", tcp, 6513, "management"),
  service("HTTP on 8080", tcp, 8080, "web", true),
  service("Winbox", tcp, 8291, "management"),
  service("HTTPS on 8443", tcp, 8443, "web"),
  service("Elasticsearch", tcp, 9200, "database", true),
  service("gNMI", tcp, 9339, "management"),
  service("memcached", tcp, 11_211, "database", true),
  service("memcached", udp, 11_211, "database", true),
  service("MongoDB", tcp, 27_017, "database"),
];
