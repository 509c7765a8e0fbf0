import { pathTable } from "../lib/path-table.ts";
import type { SkippedStatement } from "../parser.ts";
import { interfaceSkips } from "./skips-interfaces.ts";
import { routingSkips } from "./skips-routing.ts";

/** Paths below one another: `below("service", "sla", "mdns")` is "service sla" and "service mdns". */
function below(above: string, words: string): string[] {
  return words.split(" ").map((word) => `${above} ${word}`);
}

/**
 * Paths by reason; "*" stands for one name. The model holds nothing of them; what bears on access, lists, accounts or
 * management services is read before, and is not here.
 */
const byReason: Readonly<Record<string, readonly string[]>> = {
  clock: ["system time-zone"],
  containers: [
    ...below(
      "container name *",
      "allow-host-networks allow-host-pid capability cap-add command cpu-quota description device entrypoint environment gid health-check host-name image label log-driver memory name-server network port privileged restart shared-memory sysctl tmpfs uid volume arguments",
    ),
    "container network",
    "container registry",
  ],
  "configuration-archive": ["system config-management"],
  "connection-tracking": ["system conntrack", "firewall global-options timeout", "service conntrack-sync"],
  certificates: ["pki"],
  "clients-of-a-service": [
    ...below("service", "bcast-relay broadcast-relay dhcp-relay dhcp-server dhcpv6-relay dhcpv6-server"),
    ...below(
      "service",
      "ipoe-server lldp mdns pppoe-server sla router-advert ubnt-discover ubnt-discover-server udapi-server upnp upnp2 webproxy",
    ),
    "service dns forwarding",
    "service dns dynamic",
  ],
  "devices-hardware": [
    ...below("system", "acceleration lcd offload raid watchdog wireless"),
    "system option",
    "system options",
  ],
  "firewall-offload": ["firewall flowtable", "firewall group mac-group * description"],
  "flow-export": [
    "system flow-accounting",
    "system logs",
    "system sflow",
    "system traffic-analysis",
    "service monitoring",
  ],
  "ids-and-events": ["service event-handler", "service ids", "service suricata"],
  "names-of-hosts": ["system domain-search", "system ip override-hostname-ip", "system static-host-mapping"],
  nat64: ["nat64"],
  packages: ["system package", "system update-check", "system proxy"],
  "packet-size": [
    "firewall options",
    "firewall global-options resolver-cache",
    "firewall global-options resolver-interval",
    "firewall config-trap",
  ],
  "quality-of-service": ["qos", "traffic-policy", "traffic-control"],
  "reports-to-the-maker": ["system analytics-handler", "system crash-handler"],
  "remote-control": ["service config-sync", "service salt-minion"],
  "scheduled-tasks": ["system task-scheduler"],
  "kernel-setting": below("system sysctl custom", "net.core.default_qdisc net.ipv4.tcp_congestion_control").concat(
    below("system sysctl parameter", "net.core.default_qdisc net.ipv4.tcp_congestion_control"),
  ),
  "load-balancing": ["load-balancing wan", "load-balancing reverse-proxy", "load-balancing haproxy", "load-balance"],
  "vpn-peers": [
    ...below(
      "vpn ipsec",
      "auto-update disable-uniqreqids interface ipsec-interfaces log logging nat-networks nat-traversal options",
    ),
    ...below(
      "vpn ipsec site-to-site peer *",
      "authentication connection-type default-esp-group description dhcp-interface force-encapsulation force-udp-encapsulation ikev2-reauth install-routes local-address remote-address replay-window tunnel virtual-address vti",
    ),
    "vpn ipsec authentication",
    ...below("vpn ipsec profile *", "authentication bind esp-group"),
    "vpn ipsec remote-access",
    "vpn rsa-keys",
    "vpn nhrp",
  ],
  "vpn-server": ["vpn l2tp", "vpn openconnect", "vpn pptp", "vpn sstp"],
  "virtual-router": [
    ...below(
      "high-availability vrrp group *",
      "advertise-interval description disable excluded-address garp health-check hello-source-address interface no-preempt peer-address preempt-delay priority rfc3768-compatibility track transition-script vrid",
    ),
    "high-availability vrrp sync-group",
    "high-availability vrrp global-parameters",
    "high-availability vrrp snmp",
  ],
  ...routingSkips,
  ...interfaceSkips,
};

const rows = Object.entries(byReason).flatMap(([reason, paths]) => paths.map((path) => [path, reason] as const));

export const skips = pathTable<string>(rows);

/** Every statement that is skipped, as docs/skipped.md lists them. */
export const skippedStatements: readonly SkippedStatement[] = [
  ...rows.map(([statement, reason]) => ({ statement, reason })),
  { statement: "/* … */ and // …", reason: "comment" },
  { statement: "empty lines", reason: "blank" },
  { statement: "user@host:~$ and [edit …]", reason: "prompt" },
  { statement: "show configuration, show version and what the latter says", reason: "device-output" },
];
