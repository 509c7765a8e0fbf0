import type { DeviceConfig, OperatingSystem } from "../../model/device-config.ts";
import { joinRanges, read } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";
import { filterOfPolicies } from "../filter.ts";
import type { ServiceSystem } from "./by-service.ts";
import { controlPlaneLayer } from "./control-plane.ts";
import { chainLayer, localListLayer } from "./chains.ts";
import { interfaceList, perhaps } from "./interface-list.ts";
import { doubtful, filtered, fixedStep, ground, open, type Layer } from "./layer.ts";
import { portOf, protocolOf, unseenLists, type Ingress } from "./offer.ts";
import { groupsOf, restrictedWays } from "./restrictions.ts";

/** Systems whose ways to the management are written out one by one. */
type OwnPaths = "cisco-ios" | "juniper-junos" | "fortinet-fortios";

/** Systems whose services say for themselves where they answer and whom, and what stands before these. */
export const serviceSystems: Readonly<Record<Exclude<OperatingSystem, OwnPaths>, ServiceSystem>> = {
  // "Application Order" names the list of the interface before that of the VTY (Configuring IP ACLs, Nexus 7000 Security
  // Guide); policing is for what enters by other ports than that for management (Configuring CoPP, Nexus 3000 and 9000 API).
  "cisco-nxos": {
    before: (device, ingress, _, family) => [
      interfaceList(device, ingress, family),
      ...(ingress.role === "management" ? [] : policies(device, ingress, family)),
    ],
    takesLines: true,
  },
  "arista-eos": {
    before: (device, ingress, service, family) => [
      perhaps(interfaceList(device, ingress, family), unsaid(ingress)),
      ...eosControlPlane(device, ingress, service, family),
    ],
  },
  "cisco-iosxr": {
    before: (device, ingress, { name }, family) => [
      perhaps(interfaceList(device, ingress, family), unsaid(ingress)),
      ...managementPeers(device, ingress, name, family),
    ],
    takesLines: true,
  },
  // Who may manage needs no access rule ("Access Rules", ASA Firewall CLI Configuration Guide): lists of interfaces are
  // for what passes through.
  "cisco-asa": {
    before: (device, ingress, _, family) => controlPlaneList(device, ingress, family),
    namesEverybody: true,
  },
  "paloalto-panos": { before: (_, ingress) => securityPolicies(ingress), namesEverybody: true },
  "mikrotik-routeros": {
    before: (device, ingress, _, family) => [
      chainLayer(device, ingress, "raw prerouting", family),
      chainLayer(device, ingress, "input", family),
    ],
  },
  vyos: { before: vyosFirewall },
  "ubiquiti-edgeos": { before: vyosFirewall },
  opnsense: { before: (device, ingress) => [filterRules(device, ingress)], listensAtAddresses: true },
  pfsense: { before: (device, ingress) => [filterRules(device, ingress)], listensAtAddresses: true },
  // A ruleset says nothing of what the host runs, so that nothing is offered.
  "linux-iptables": { before: () => [] },
};

function unsaid({ name }: Ingress): string {
  return `Whether the list of ${name} judges packets to the device itself is said by no manual that was read.`;
}

function policies(device: DeviceConfig, { vrf: own }: Ingress, family: 4 | 6): readonly Layer[] {
  const judging = device.controlPlane?.policies.filter(({ vrf }) => vrf === undefined || vrf === own) ?? [];
  return judging.map((policy) => controlPlaneLayer(device, policy, family));
}

/** What the list lets in that guards every switch until another takes its place ("Restricting access to the switch", Arista). */
const eosOpenPorts: Readonly<Record<6 | 17, readonly number[]>> = { 6: [22, 23, 80, 443], 17: [161] };

function eosControlPlane(
  device: DeviceConfig,
  ingress: Ingress,
  { name, port }: ManagementService,
  family: 4 | 6,
): readonly Layer[] {
  const own = policies(device, ingress, family);
  if (own.length > 0) return own;
  const number = portOf(port);
  const list = "default-control-plane-acl";
  if (number !== null && eosOpenPorts[protocolOf(name)].includes(number))
    return [open(fixedStep("control-plane", "permit", list, ground(`EOS: ${list} lets port ${number} in`)))];
  return [
    doubtful(
      "control-plane",
      list,
      `Whether ${list} lets port ${number ?? "of the service"} in differs by release.`,
      [],
    ),
  ];
}

/** Peers that management plane protection lets a protocol in from; the interfaces themselves are told by the service. */
function managementPeers(device: DeviceConfig, ingress: Ingress, service: string, family: 4 | 6): readonly Layer[] {
  // "allow HTTP" is for both ("Management Plane Protection Commands", System Security Command Reference).
  const protocol = service === "https" ? "http" : service;
  const own = (device.controlPlane?.managementInterfaces ?? []).filter(
    ({ interface: port, protocols }) =>
      (port === ingress.name || port === "all") && (protocols.includes(protocol) || protocols.includes("all")),
  );
  if (own.length === 0 || own.some(({ sources = [] }) => sources.length === 0)) return [];
  const ways = own.flatMap(({ sources = [], at }) =>
    restrictedWays(device, "control-plane", "management-plane", read(sources, at), family),
  );
  return [{ kind: "control-plane", ways, closed: null }];
}

/**
 * A list bound with "control-plane" judges packets to the ASA itself. Whether what "ssh", "telnet" and "http" name comes
 * before it is said by no manual that was read, so what it denies may get through.
 */
function controlPlaneList(device: DeviceConfig, ingress: Ingress, family: 4 | 6): readonly Layer[] {
  const layer = localListLayer(device, ingress, family);
  if (layer === null) return [];
  return [
    perhaps(
      layer,
      `Whether the control-plane list of ${ingress.name} comes before the management statements is not known.`,
    ),
  ];
}

/** Packets to a port for data pass the security policy of its zone too, which is not followed. */
function securityPolicies({ name, role, zone, at }: Ingress): readonly Layer[] {
  if (role === "management") return [];
  const why = `Which security policy takes packets to ${name} itself${zone === null ? "" : `, in zone "${zone}",`} is not followed.`;
  return [doubtful("zone", zone, why, at)];
}

/** Chains of hooks, lists bound to an interface for the router itself, and zones, which are not followed. */
function vyosFirewall(device: DeviceConfig, ingress: Ingress, _: ManagementService, family: 4 | 6): readonly Layer[] {
  // A zone may hold interfaces by their VRF alone, and its own device without any.
  const zoned = device.definitions.find(({ kind }) => kind === "zone");
  const local = localListLayer(device, ingress, family);
  return [
    chainLayer(device, ingress, `ipv${family} prerouting raw`, family),
    chainLayer(device, ingress, `ipv${family} input filter`, family),
    ...(local === null ? [] : [local]),
    ...(zoned === undefined
      ? []
      : [doubtful("local-in", ingress.zone, "What zones let through to the router itself is not followed.", zoned.at)]),
  ];
}

const rulesOfZones = new WeakMap<DeviceConfig, Map<string, Layer>>();

/** The rules of pf for what comes in by an interface, those that come with the system among them, in their order. */
function filterRules(device: DeviceConfig, ingress: Ingress): Layer {
  const { zone } = ingress;
  if (zone === null)
    return (
      unseenLists(ingress) ??
      doubtful("local-in", null, `Which rules are for ${ingress.name} is not known.`, ingress.at)
    );
  const known = rulesOfZones.get(device) ?? new Map<string, Layer>();
  rulesOfZones.set(device, known);
  const own = device.firewallPolicies.filter(({ fromZones }) => fromZones === "any" || fromZones.includes(zone));
  const at = joinRanges(own.flatMap((policy) => policy.at));
  const inZone = own.map((policy) => ({ ...policy, fromZones: "any" as const }));
  const name = `filter rules of ${zone}`;
  const layer = known.get(zone) ?? filtered("local-in", name, filterOfPolicies(inZone, groupsOf(device), name), { at });
  known.set(zone, layer);
  return layer;
}
