import type { Statement } from "../lib/indented.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { block, on, readStatements, skip, skipBlock, table, touching, type Touches } from "../lib/statements.ts";
import { readBridgeGroup } from "./bridge-domains.ts";
import { leaveAll, notRead, skipAll, switched, type Draft } from "./draft.ts";
import { switchingStatements } from "./switching.ts";

/** Leaves a block unread and keeps that a part of the model is not known on its account. */
const unreadBlock = (part: string, touches: Touches) => (draft: Draft, statement: Statement) => {
  leaveAll(draft, statement.children, touches);
  return notRead(draft, part, wholePlace(statement));
};

export const vrfTable: ReturnType<typeof table<Draft>> = table<Draft>([
  block(["address-family", "import", "export"], (draft, statement) => {
    // Route targets stand under "import route-target" as bare values.
    if (statement.words[0] === "address-family") readStatements(draft, statement.children, vrfTable, ["routing"]);
    else for (const child of statement.children) draft.ledger.read(child.line);
  }),
  skip("routing", "rd", "description", "maximum prefix", "vpn id", "mode big", "mhost", "remote-route-filtering"),
]);

/** Statements that bear on no part of the model, by their names, and blocks of VPN and NAT that are not read. */
export const platformStatements = [
  block<Draft>("vrf", (draft, statement) => {
    readStatements(draft, statement.children, vrfTable, ["routing"]);
    return statement.words.length === 2;
  }),
  skip(
    "routing-policy",
    "route-policy",
    "prefix-set",
    "as-path-set",
    "community-set",
    "extcommunity-set",
    "large-community-set",
    "rd-set",
    "esi-set",
    "etag-set",
    "mac-set",
    "ospf-area-set",
    "tag-set",
    "policy-global",
  ),
  on<Draft>(["ipv4 prefix-list", "ipv6 prefix-list"], (draft, statement) => {
    for (const child of statement.children) draft.ledger.read(child.line);
    return !statement.negated;
  }),
  skipBlock("qos", "class-map", "policy-map", "end-class-map", "end-policy-map", "qos", "hw-module", "flow"),
  skipBlock(
    "telemetry",
    "call-home",
    "telemetry",
    "flow exporter-map",
    "flow monitor-map",
    "sampler-map",
    "monitor-session",
    "performance-mgmt",
    "performance-measurement",
    "event manager",
    "error-disable",
    "track",
    "object-tracking",
  ),
  skipBlock(
    "forwarding",
    "mpls traffic-eng",
    "mpls oam",
    "mpls static",
    "mpls label",
    "mpls ip-ttl-propagate",
    "mpls ipv6",
    "mpls lsd",
    "segment-routing",
    "explicit-path",
    "cef",
    "nsr",
    "bfd",
    "lacp",
    "bundle",
    "srlg",
    "rcc",
    "rib",
    "selective-vrf-download",
    "ethernet cfm",
    "ethernet oam",
    "ethernet sla",
    "frequency",
    "ptp",
    "redundancy",
    "tpa",
    "global-resource-mgr",
    "pseudowire-class",
    "generic-interface-list",
    "vrrp",
  ),
  skip(
    "platform",
    "confdConfig",
    "fpd",
    "ipv4 netmask-format",
    "ipv4 conflict-policy",
    "ipv6 conflict-policy",
    "ipv4 virtual",
    "ipv6 virtual",
    "ipv4 path-mtu-discovery",
    "ipv6 path-mtu-discovery",
    "tcp",
    "udp",
    "cli",
    "parser",
    "alias",
    "configuration",
    "commit",
    "isolation",
    "exception",
    "install",
    "boot",
    "reload",
    "environment",
    "power-mgmt",
    "memory",
    "vm",
    "license",
    "smart",
    "icmp",
    "process",
    "arp timeout",
    "arp vrf",
    "ipv4 assembler",
    "ipv6 assembler",
    "ipv4 hardware",
    "watchdog",
    "hostname-prefix",
    "ipv6 hop-limit",
    "ipv6 neighbor",
    "ipv6 nd",
    "ipv6 path",
    "ipv4 icmp",
    "ipv6 icmp",
    "lldp tlv-select",
  ),
  skipBlock("platform", "controller", "dhcp ipv6"),
  ...switchingStatements,
  // Pseudowires carry frames from end to end; bridge domains switch them.
  block<Draft>("l2vpn", (draft, statement) => {
    if (statement.words.length > 1) return notRead(draft, "switching", wholePlace(statement));
    for (const child of statement.children) {
      const [word, second] = child.words;
      if (word === "bridge" && second === "group") {
        readBridgeGroup(draft, child);
      } else if (l2vpnWords.has(word ?? "")) skipAll(draft, child, "l2vpn");
      else leaveAll(draft, [child], ["switching"]);
    }
    return !statement.negated;
  }),
  skipBlock("l2vpn", "evpn"),
  skipBlock("certificates", "crypto ca", "crypto fips-mode", "crypto key"),
  block<Draft>(["service cgn", "service nat", "service-infra", "nat64"], unreadBlock("nat", ["policies", "acls"])),
  skipBlock("link", "macsec-policy"),
  block<Draft>("dot1x", unreadBlock("switching", ["switching"])),
  touching(["policies", "acls"], "service cgn", "service nat"),
  block<Draft>("ipsla", (draft, statement) => {
    if (statement.words.length > 1) return false;
    for (const child of statement.children) {
      const [word = ""] = child.words;
      if (slaWords.has(word)) skipAll(draft, child, "telemetry");
      else if (word !== "responder") leaveAll(draft, [child], ["smallServices"]);
      else {
        switched("ipsla responder")(draft, child);
        draft.ledger.read(child.line);
        for (const deeper of child.children) skipAll(draft, deeper, "telemetry");
      }
    }
    return !statement.negated;
  }),
  // Applications beside the operating system may serve whatever they like.
  touching(["management.services", "smallServices"], "appmgr", "iox", "virtual-service", "linux", "ztp", "sysadmin"),
  touching(["acls", "interfaces"], "ipv4", "ipv6"),
  touching(["routing"], "mpls", "vrf", "multicast-routing"),
  touching(["switching"], "l2vpn", "spanning-tree"),
];

/** Statements of "l2vpn" that say nothing of guards, with what stands under them. */
export const l2vpnWords: ReadonlySet<string> = new Set([
  "description",
  "flexible-xconnect-service",
  "load-balancing",
  "logging",
  "nsr",
  "pw-class",
  "pw-oam",
  "pw-routing",
  "pw-status",
  "redundancy",
  "router-id",
  "xconnect",
]);

/** Statements of "ipsla" beside its responder. */
export const slaWords: ReadonlySet<string> = new Set([
  "hw-timestamp",
  "low-memory",
  "monitor",
  "mpls",
  "operation",
  "reaction",
  "schedule",
  "server",
]);
