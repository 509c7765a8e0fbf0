import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault, type Fact } from "../../src/model/fact.ts";
import { define, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, stated, value } from "./reading.ts";

const notInterfaces = new Set(["interface-range", "interface-set", "traceoptions", "stacked-interface-set"]);

/** Where the rest of the configuration puts an interface. */
export interface Membership {
  readonly zones: ReadonlyMap<string, string>;
  readonly instances: ReadonlyMap<string, string>;
}

/** Physical interfaces without units, and each unit as "ge-0/0/0.0". */
export function readInterfaces(context: Context, membership: Membership): Interface[] {
  const made: Interface[] = [];
  for (const node of children(child(context.root, "interfaces"))) {
    if (notInterfaces.has(node.word)) continue;
    mark(node);
    define(context, "interface", node);
    for (const item of children(node)) if (physicalWords.has(item.word)) markTree(item);
    const description = value(node, "description");
    const disabled = child(node, "disable");
    const units = entries(node, "unit");
    made.push({
      ...placeOf(node),
      name: node.word,
      description: description?.word ?? null,
      enabled:
        disabled === undefined
          ? byDefault(true, "Junos: an interface is enabled unless disabled")
          : stated(false, disabled),
      addresses: [],
      zone: null,
      vrf: null,
      scope: null,
      role:
        node.word === "fxp0" || node.word === "em0" || node.word.startsWith("me") || node.word === "vme"
          ? "management"
          : null,
      boundAcls: [],
      mode: null,
    });
    for (const unit of units) made.push(readUnit(context, node, unit, disabled, membership));
  }
  return made;
}

function readUnit(
  context: Context,
  port: ConfigNode,
  unit: ConfigNode,
  portDisabled: ConfigNode | undefined,
  membership: Membership,
): Interface {
  const name = `${port.word}.${unit.word}`;
  context.definitions.push({ kind: "interface", name, scope: null, ...placeOf(unit) });
  for (const item of children(unit)) if (unitWords.has(item.word)) markTree(item);
  const description = value(unit, "description");
  const disabled = child(unit, "disable") ?? portDisabled;
  const addresses: string[] = [];
  const bound: BoundAcl[] = [];
  let mode: Interface["mode"] = null;
  for (const family of entries(unit, "family")) {
    for (const item of children(family)) if (familyWords.has(item.word)) markTree(item);
    if (family.word === "inet" || family.word === "inet6") {
      mode ??= "routed";
      for (const address of entries(family, "address")) {
        markTree(address);
        addresses.push(address.word);
      }
    }
    if (family.word === "ethernet-switching" || family.word === "bridge") {
      const own = value(family, "interface-mode") ?? value(family, "port-mode");
      mode = own?.word === "trunk" ? "trunk" : "access";
    }
    bound.push(...boundFilters(context, name, family));
  }
  const enabled: Fact<boolean> =
    disabled === undefined
      ? byDefault(true, "Junos: an interface is enabled unless disabled")
      : stated(false, disabled);
  return {
    ...placeOf(unit),
    name,
    description: description?.word ?? null,
    enabled,
    addresses,
    zone: membership.zones.get(name) ?? null,
    vrf: membership.instances.get(name) ?? null,
    scope: null,
    role:
      port.word === "fxp0" || port.word === "em0" || port.word.startsWith("me") || port.word === "vme"
        ? "management"
        : null,
    boundAcls: bound,
    mode,
  };
}

/** `filter input X`, and lists of filters, which are evaluated as one in their order. */
function boundFilters(context: Context, name: string, family: ConfigNode): BoundAcl[] {
  const filter = child(family, "filter");
  const aclFamily = family.word === "inet6" ? "ipv6" : family.word === "inet" ? "ipv4" : "mac";
  const bound: BoundAcl[] = [];
  for (const [word, direction] of bindings) {
    for (const node of entries(filter, word)) {
      markTree(node);
      use(context, "acl", node, `interface ${name} family ${family.word} filter ${word}`);
      bound.push({ ...placeOf(node), acl: node.word, family: aclFamily, direction });
    }
  }
  for (const word of ["group", "dialer", "input-precedence"]) value(filter, word);
  return bound;
}

const bindings = [
  ["input", "in"],
  ["input-list", "in"],
  ["input-chain", "in"],
  ["output", "out"],
  ["output-list", "out"],
  ["output-chain", "out"],
] as const;

const physicalWords = new Set([
  "accounting-profile",
  "aggregated-ether-options",
  "arp-resp",
  "auto-configure",
  "bandwidth",
  "clocking",
  "dce",
  "e1-options",
  "e3-options",
  "encapsulation",
  "ether-options",
  "ether-type",
  "enable",
  "fabric-options",
  "fastether-options",
  "flexible-vlan-tagging",
  "framing",
  "gigether-options",
  "gratuitous-arp-reply",
  "no-gratuitous-arp-reply",
  "no-gratuitous-arp-request",
  "hierarchical-scheduler",
  "hold-time",
  "interface-mib",
  "keepalives",
  "link-mode",
  "lmi",
  "logical-tunnel-options",
  "mac",
  "media-type",
  "mtu",
  "multi-chassis-protection",
  "multiservice-options",
  "native-vlan-id",
  "no-flow-control",
  "no-keepalives",
  "no-traps",
  "traps",
  "optics-options",
  "otn-options",
  "passive-monitor-mode",
  "per-unit-scheduler",
  "ppp-options",
  "promiscuous-mode",
  "redundancy-options",
  "redundant-ether-options",
  "scaling-mode",
  "schedulers",
  "serial-options",
  "services-options",
  "shared-interface",
  "shared-scheduler",
  "sonet-options",
  "speed",
  "stacked-vlan-tagging",
  "t1-options",
  "t3-options",
  "traceoptions",
  "vlan-tagging",
  "vlan-offload",
  "vlan-vci-tagging",
  "esi",
  "damping",
  "number-of-sub-ports",
  "port-params",
  "cesopsn-options",
  "satop-options",
  "cascade-port",
  "no-native-vlan-insert",
  "input-vlan-map",
  "external-clock",
  "unused",
]);

const unitWords = new Set([
  "accept-source-mac",
  "accounting-profile",
  "actual-transit-statistics",
  "advisory-options",
  "allow-any-vci",
  "arp-resp",
  "atm-options",
  "backup-options",
  "bandwidth",
  "cell-bundle-size",
  "clear-dont-fragment-bit",
  "compression",
  "copy-tos-to-outer-ip-header",
  "demux-options",
  "demux-source",
  "dialer-options",
  "dlci",
  "dont-clear-dont-fragment-bit",
  "encapsulation",
  "epd-threshold",
  "esi",
  "etree-ac-role",
  "force-vlan",
  "forwarding-class-accounting",
  "host-prefix-only",
  "input-vlan-map",
  "output-vlan-map",
  "interface-shared-with",
  "inner-vlan-id-range",
  "keepalives",
  "layer2-policer",
  "load-balancing-options",
  "local-interface",
  "mac",
  "mac-validate",
  "multipoint",
  "no-auto-mdix",
  "no-keepalives",
  "no-traps",
  "traps",
  "oam-liveness",
  "oam-period",
  "passive-monitor-mode",
  "peer-interface",
  "peer-psd",
  "peer-unit",
  "plp-to-clp",
  "point-to-point",
  "ppp-options",
  "pppoe-options",
  "pppoe-underlying-options",
  "proxy-arp",
  "radio-router",
  "reassemble-packets",
  "rpm",
  "rtp",
  "service-domain",
  "shaping",
  "short-sequence",
  "swap-by-poppush",
  "targeted-distribution",
  "targeted-options",
  "transmit-weight",
  "trunk-bandwidth",
  "trunk-id",
  "tunnel",
  "vci",
  "vci-range",
  "virtual-gateway-esi",
  "virtual-gateway-v4-mac",
  "virtual-gateway-v6-mac",
  "virtual-gateway-accept-data",
  "vlan-id",
  "vlan-id-list",
  "vlan-id-range",
  "vlan-tags",
  "vpi",
  "statistics",
  "no-preempt",
  "proxy-macip-advertisement",
  "l2circuit-control-passthrough",
  "enhanced-convergence",
  "static-interface",
  "sharing-mode",
]);

/** Address statements and the like that no fact rests on; filters, addresses and modes are read by name. */
const familyWords = new Set([
  "accounting",
  "address-assignment",
  "broadcast",
  "dhcp",
  "dhcp-client",
  "dhcpv6-client",
  "destination",
  "destination-class-usage",
  "duplicate-multicast",
  "demux-destination",
  "demux-source",
  "interface-mode",
  "inner-vlan-id-list",
  "ipsec-sa",
  "isid-list",
  "keep-address-and-control",
  "mac-validate",
  "mtu",
  "multicast-only",
  "maximum-labels",
  "native-vlan-id",
  "no-neighbor-learn",
  "no-redirects",
  "no-redirects-ipv6",
  "policer",
  "port-mode",
  "preferred-source-address",
  "primary",
  "next-hop-tunnel",
  "ndp",
  "arp",
  "recovery-timeout",
  "rpf-check",
  "sampling",
  "service",
  "simple-filter",
  "storm-control",
  "targeted-broadcast",
  "tcp-mss",
  "unconditional-src-learn",
  "unnumbered-address",
  "vlan",
  "vlan-id",
  "vlan-id-list",
  "vlan-auto-sense",
  "vlan-rewrite",
  "dad-disable",
  "nd6-stale-time",
  "bundle",
  "core-facing",
  "translate-discard-eligible",
  "translate-fecn-and-becn",
  "reflective-relay",
  "route-accounting",
  "negotiate-address",
  "access-concentrator",
  "delete",
  "icmp-error",
  "strip-mpls",
]);
