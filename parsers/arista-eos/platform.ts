import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { block, on, readStatements, skip, skipBlock, skippedIn, table, touching } from "../lib/statements.ts";
import { skipAll, type Draft } from "./draft.ts";

const vrfTable = table<Draft>([skip("vrf-details", "rd", "description", "route-target", "exit")]);

/** Statements that bear on no part of the model, by name, and the few that name what others use. */
export const platformStatements = [
  block<Draft>(["vrf instance", "vrf definition"], (draft, statement) => {
    const name = statement.words[2];
    if (name === undefined) return false;
    if (statement.negated) draft.vrfs.delete(name);
    else draft.vrfs.set(name, wholePlace(statement));
    readStatements(draft, statement.children, vrfTable, ["routing"]);
    return true;
  }),
  block<Draft>(["ip nat pool", "ip nat profile"], (draft, statement) => {
    draft.natLines.push(...placeOf(statement));
    for (const { line, words, last, children, negated } of statement.children) {
      const at = words.indexOf("access-list");
      if (at > 0 && !negated)
        use(draft, "acl", words[at + 1], { line, last, words, negated, children, indent: 0 }, "ip nat profile");
      if (words[0] === "ip" || words[0] === "range" || words[0] === "exit") draft.ledger.read(line);
      else draft.ledger.leave(line, ["routing", "objects"]);
    }
  }),
  on<Draft>("ip nat", (draft, statement) => {
    if (!statement.negated) draft.natLines.push(...placeOf(statement));
    return ["translation", "kernel", "pool", "metadata", "synchronization"].includes(statement.words[2] ?? "");
  }),
  // An agent that is shut down takes its service with it.
  on<Draft>("agent", (_, statement) => statement.words[2] === "environment"),
  block<Draft>("stun", (draft, statement) => {
    const server = statement.children.find(({ words, negated }) => words[0] === "server" && !negated);
    if (server !== undefined) draft.switches.set("stun server", readAt(true, server));
    skipAll(draft, statement.children, "stun");
    return !statement.negated;
  }),
  touching(["management.services", "smallServices", "routing", "snmp"], "agent", "cvx", "mcs", "monitor twamp"),
  // Filters of another kind than lists: what they drop is not read.
  touching(["acls", "policies", "management.services", "interfaces"], "traffic-policies"),
  skip("routing", "ip routing", "ipv6 unicast-routing", "ipv6 routing"),
  skip(
    "routing",
    "ip route",
    "ipv6 route",
    "ip as-path",
    "ip community-list",
    "ip extcommunity-list",
    "ip large-community-list",
    "ip virtual-router",
    "ip verify source",
    "ipv6 virtual-router",
    "ip load-sharing",
    "ip hardware",
    "ipv6 hardware",
    "ip fib",
    "ip address virtual",
    "ip multicast-routing",
    "ip multicast",
    "ip pim",
    "ip icmp source-interface",
    "ip mfib",
    "ip igmp",
    "ipv6 neighbor",
    "ip local-proxy-arp",
    "service routing protocols model",
    "service routing configuration",
    "kernel software forwarding",
    "mpls ip",
    "mpls label",
    "mpls tunnel",
    "arp",
    "mac address-table",
    "rib",
  ),
  skipBlock(
    "routing",
    "route-map",
    "peer-filter",
    "router bfd",
    "router multicast",
    "router pim",
    "router igmp",
    "router general",
    "router traffic-engineering",
    "router segment-routing",
    "router adaptive-virtual-topology",
    "router path-selection",
    "router internet-exit",
    "router service-insertion",
    "router l2-vpn",
    "router kernel",
    "segment-routing",
    "traffic-engineering",
    "dps",
    "tunnel-ribs",
    "dynamic prefix-list",
    "group bgp",
    "group interface",
    "maintenance",
    "link tracking group",
    "patch panel",
    "nexthop-group",
    "ip dhcp relay",
    "ipv6 dhcp relay",
    "dhcp relay",
  ),
  skip("dhcp-relay", "ip dhcp smart-relay", "ip helper-address"),
  skipBlock(
    "quality-of-service",
    "class-map",
    "policy-map",
    "qos",
    "application traffic recognition",
    "priority-flow-control",
    "random-detect",
    "platform",
    "queue-monitor length",
    "l2-protocol",
    "load-balance policies",
  ),
  skipBlock(
    "flow-export",
    "flow tracking",
    "sflow",
    "monitor session",
    "monitor telemetry",
    "monitor connectivity",
    "monitor layer1",
    "monitor loop-protection",
    "monitor link-flap",
    "tap aggregation",
  ),
  skipBlock("vlan", "vlan", "mlag configuration", "mlag", "private-vlan"),
  skip(
    "spanning-tree-details",
    "spanning-tree mode",
    "spanning-tree mst",
    "spanning-tree vlan-id",
    "spanning-tree vlan",
    "spanning-tree priority",
    "spanning-tree root",
    "spanning-tree hello-time",
    "spanning-tree forward-time",
    "spanning-tree max-age",
    "spanning-tree port-id",
    "spanning-tree bpduguard rate-limit",
    "spanning-tree edge-port bpdufilter",
    "spanning-tree loopguard",
    "spanning-tree portchannel",
    "spanning-tree portfast",
    "spanning-tree transmit",
    "spanning-tree bridge",
    "spanning-tree cost",
  ),
  skipBlock("spanning-tree-details", "spanning-tree mst configuration"),
  skip("port-security-details", "switchport port-security"),
  skip(
    "hardware",
    "transceiver",
    "hardware",
    "errdisable",
    "lacp",
    "port-channel",
    "load-interval",
    "service unsupported-transceiver",
    "service interface",
    "service config verification",
    "switch forwarding-mode",
    "switchport default phone",
    "environment",
    "boot system",
    "boot test",
    "schedule",
    "prompt",
    "terminal",
    "email",
    "system vlan4095",
    "zerotouch",
    "vxlan",
    "default platform",
  ),
  skipBlock("hardware", "system l1", "poe", "redundancy", "module", "hardware tcam", "hardware speed-group"),
  skipBlock("automation", "event-handler", "alias", "event-monitor"),
  skipBlock("certificates", "security pki", "pki"),
  skip("file-clients", "ip ssh client", "ip http client", "ip ftp client", "ip tftp client", "ip telnet client"),
  skipBlock("track", "track"),
  skip("exit", "exit"),
  touching(["routing", "objects", "acls", "interfaces", "smallServices", "management.services"], "ip", "ipv6"),
  touching(["interfaces", "routing"], "vrf"),
];

export const platformSkipped = [
  ...skippedIn(vrfTable, "vrf instance *"),
  { statement: "stun *", reason: "stun" },
  { statement: "dhcp server *", reason: "dhcp-server" },
  { statement: "aaa group server * * exit|load-balance|deadtime", reason: "aaa-transport" },
  { statement: "interface defaults mtu", reason: "interface-details" },
];
