import { askingNothing, type AclSet } from "../../src/model/acl.ts";
import { anyAddress, anyPort, type AddressSpec, type PortMatch } from "../../src/model/address.ts";
import type { NatRule } from "../../src/model/nat.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import { ofProtocols } from "../lib/netfilter/services.ts";
import { use, type Context } from "./context.ts";
import { portsOf } from "./firewall-ports.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, entries, markTree, peek, value, type Value } from "./reading.ts";

/** One rule of EdgeOS's `port-forward`: packets to the address of `wan-interface` go on to an inside host. */
interface Forward {
  readonly node: ConfigNode;
  readonly protocols: readonly number[];
  readonly ports: PortMatch;
  /** Null where the inside host is not understood. */
  readonly host: AddressSpec | null;
  /** The port of the host; left out it is the one that was asked for. */
  readonly hostPort: Value | undefined;
  readonly disabled: boolean;
}

function readForwards(context: Context): readonly Forward[] {
  return entries(child(context.root, "port-forward"), "rule").map((node) => {
    markTree(child(node, "description"));
    const to = child(node, "forward-to");
    const address = value(to, "address");
    const match = address === undefined ? null : addressMatch(address.text);
    const asked = value(node, "original-port");
    const protocol = value(node, "protocol")?.text;
    return {
      node,
      protocols: protocol === "tcp" ? [6] : protocol === "udp" ? [17] : [6, 17],
      ports: asked === undefined ? anyPort : portsOf(asked.text),
      host: match === null ? null : { include: [match], exclude: [] },
      hostPort: value(to, "port"),
      disabled: child(node, "disable") !== undefined,
    };
  });
}

export function forwardRules(context: Context): NatRule[] {
  const root = child(context.root, "port-forward");
  const wan = value(root, "wan-interface");
  for (const word of ["hairpin-nat", "lan-interface", "auto-firewall"]) markTree(child(root, word));
  if (wan !== undefined) use(context, "interface", wan.node, "port-forward wan-interface", wan.text);
  return readForwards(context).map(({ node, protocols, ports, host, hostPort, disabled }) => ({
    ...placeOf(node),
    name: `port-forward rule ${node.word}`,
    scope: null,
    kind: "destination" as const,
    fromZones: wan === undefined ? ("any" as const) : [wan.text],
    toZones: "any" as const,
    source: anyAddress,
    destination: anyAddress,
    services: [{ ...ofProtocols(protocols), destinationPorts: ports }],
    translatedSource: null,
    translatedDestination: host,
    enabled: !disabled,
    unresolved: [
      "addressed to what the interface has at the time",
      ...(hostPort === undefined ? [] : [`translation port ${hostPort.text}`]),
    ],
  }));
}

/**
 * `port-forward auto-firewall enable`: what is forwarded is let in before the lists of the interface are asked, by
 * rules that the configuration does not show.
 */
export function forwardedLists(context: Context): AclSet[] {
  const root = peek(context.root, "port-forward");
  if (root === undefined || value(root, "auto-firewall")?.text !== "enable") return [];
  const wan = value(root, "wan-interface");
  const permitted = readForwards(context).map(({ node, protocols, ports, host, hostPort, disabled }) => ({
    ...askingNothing,
    ...placeOf(node),
    label: node.word,
    action: "permit" as const,
    destination: host ?? anyAddress,
    services: [
      { ...ofProtocols(protocols), destinationPorts: hostPort === undefined ? ports : portsOf(hostPort.text) },
    ],
    ...(wan === undefined ? {} : { interfaces: [wan.text] }),
    inactive: disabled,
    unresolved: host === null ? ["forward-to is not understood"] : [],
  }));
  return [
    {
      ...placeOf(root),
      name: "port-forward",
      family: "ipv4",
      kind: "port-forward auto-firewall",
      entries: permitted,
      defaultAction: "deny",
      laterFragments: "unmatched",
    },
  ];
}
