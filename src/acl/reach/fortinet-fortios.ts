import type { AclEntry, AclSet } from "../../model/acl.ts";
import type { DeviceConfig, Interface } from "../../model/device-config.ts";
import { isKnown } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";
import { filterOfAcl } from "../filter.ts";
import { doubtful, filtered, fixedStep, ground, open, type Layer } from "./layer.ts";
import { portOf, protocolOf, type Path } from "./offer.ts";
import { groupsOf, restrictedWays } from "./restrictions.ts";
import { snmpLayer } from "./snmp.ts";

/**
 * Every way from an interface to a management service of a FortiGate: local-in policies first, then the access that
 * the interface allows, then the trusted hosts of all administrators together (Fortinet community, "Local-in vs
 * Auto-provisioned vs Admin-in Policies"; "The difference between Local-in-policy and Trusted Hosts").
 */
export function fortiosPaths(device: DeviceConfig): readonly Path[] {
  const ports = new Map(device.interfaces.map((port) => [port.name, port] as const));
  return device.management.services.flatMap((service) => {
    const { name, enabled, interfaces, families } = service;
    if (name === "ping" || (isKnown(enabled) && !enabled.value)) return [];
    if (!isKnown(interfaces) || interfaces.value === "all") return [];
    const offer = {
      service: name,
      instance: service.instance,
      protocol: protocolOf(name),
      port: portOf(service.port),
      enabled,
    };
    return interfaces.value.flatMap((portName) => {
      const port = ports.get(portName);
      if (port === undefined || (isKnown(port.enabled) && !port.enabled.value)) return [];
      return (families ?? ([4, 6] as const)).map((family) => ({
        offer,
        ingress: port,
        family,
        layers: layersOf(device, service, port, family),
      }));
    });
  });
}

function layersOf(device: DeviceConfig, service: ManagementService, port: Interface, family: 4 | 6): readonly Layer[] {
  const { name, instance, enabled, sources } = service;
  const trusted = name === "snmp" ? "trusted hosts" : instance;
  return [
    localIn(device, port, family),
    ...(port.loopback === true ? [toLoopback(port)] : []),
    open(fixedStep("service", "permit", instance, enabled)),
    { kind: "service", ways: restrictedWays(device, "service", trusted, sources, family), closed: null },
    ...(name === "snmp" ? [snmpLayer(device, family)] : []),
  ];
}

/** Traffic to a loopback interface passes the firewall policies to it first, which are not followed here. */
function toLoopback({ name, at }: Interface): Layer {
  return doubtful("zone", name, `Firewall policies decide who gets to loopback interface "${name}".`, at);
}

const localInFilters = new WeakMap<AclSet, Map<string, ReturnType<typeof filterOfAcl>>>();

const localInLists = new WeakMap<DeviceConfig, ReadonlyMap<string, AclSet>>();

/** The local-in policies by VDOM and family. */
function localInOf(device: DeviceConfig): ReadonlyMap<string, AclSet> {
  const lists = device.aclSets.filter(({ kind }) => kind === "local-in policy");
  const known =
    localInLists.get(device) ??
    new Map(lists.map((acl) => [JSON.stringify([acl.scope ?? null, acl.family]), acl] as const));
  localInLists.set(device, known);
  return known;
}

/** Local-in policies of the interface's VDOM that name it, its zone, or any; what none matches goes by allowaccess. */
function localIn(device: DeviceConfig, port: Interface, family: 4 | 6): Layer {
  const acl = localInOf(device).get(JSON.stringify([port.scope, family === 4 ? "ipv4" : "ipv6"]));
  if (acl === undefined)
    return open(
      fixedStep(
        "local-in",
        "permit",
        null,
        ground(`FortiOS: no IPv${family} local-in policy restricts anything unless configured`),
      ),
    );
  const known = localInFilters.get(acl) ?? new Map<string, ReturnType<typeof filterOfAcl>>();
  localInFilters.set(acl, known);
  const entries = acl.entries.filter((entry) => asks(entry, port)).map(settled);
  const key = entries.map(({ label }) => label).join(" ");
  const filter = known.get(key) ?? filterOfAcl({ ...acl, entries }, groupsOf(device));
  known.set(key, filter);
  if (filter === null) return doubtful("local-in", acl.name, `${acl.name} cannot be read`, acl.at);
  return filtered("local-in", acl.name, filter, acl);
}

function asks({ interfaces }: AclEntry, { name, zone }: Interface): boolean {
  return interfaces === undefined || interfaces.includes(name) || (zone !== null && interfaces.includes(zone));
}

/** The interface of an entry is no open question once it is known. */
function settled(entry: AclEntry): AclEntry {
  if (entry.interfaces === undefined) return entry;
  const said = `interface ${entry.interfaces.join(" ")}`;
  return { ...entry, unresolved: entry.unresolved.filter((text) => text !== said) };
}
