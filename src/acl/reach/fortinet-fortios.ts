import type { AclEntry, AclSet } from "../../model/acl.ts";
import type { DeviceConfig, Interface } from "../../model/device-config.ts";
import { isKnown } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";
import { filterOfAcl, type Filter } from "../filter.ts";
import { doubtful, filtered, fixedStep, ground, open, type Layer } from "./layer.ts";
import { furtherInterfaces, mostInterfaces, portOf, protocolOf, unseenLists, type Offer, type Path } from "./offer.ts";
import { groupsOf, restrictedWays } from "./restrictions.ts";
import { snmpLayer } from "./snmp.ts";

/**
 * Every way from an interface to a management service of a FortiGate: local-in policies first, then the access that
 * the interface allows, then the trusted hosts of all administrators together (Fortinet community, "Local-in vs
 * Auto-provisioned vs Admin-in Policies"; "The difference between Local-in-policy and Trusted Hosts").
 */
export function fortiosPaths(device: DeviceConfig): readonly Path[] {
  // Beyond the bound nothing is said of single interfaces.
  const ports = new Map(
    device.interfaces.map((port, place) => [port.name, { port, seen: place < mostInterfaces }] as const),
  );
  const beyond = new Set<string>();
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
      const { port, seen = false } = ports.get(portName) ?? {};
      if (port === undefined || (isKnown(port.enabled) && !port.enabled.value)) return [];
      if (!seen) return further(offer, beyond);
      return (families ?? ([4, 6] as const)).map((family) => ({
        offer,
        ingress: port,
        family,
        layers: layersOf(device, service, port, family),
      }));
    });
  });
}

/** One way for each service of the interfaces beyond the bound. */
function further(offer: Offer, beyond: Set<string>): readonly Path[] {
  if (beyond.has(offer.service)) return [];
  beyond.add(offer.service);
  const unseen = unseenLists(furtherInterfaces);
  return [{ offer, ingress: furtherInterfaces, family: 4, layers: unseen === null ? [] : [unseen] }];
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

const localInFilters = new WeakMap<AclSet, Map<string, Filter | null>>();

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
  const known = localInFilters.get(acl) ?? new Map<string, Filter | null>();
  localInFilters.set(acl, known);
  const places = placesOf(acl);
  const own = [...(places.get(port.name) ?? []), ...(port.zone === null ? [] : (places.get(port.zone) ?? []))];
  const key = own.join(" ");
  const filter = known.get(key) ?? filterFor(device, acl, new Set([...own, ...(places.get(null) ?? [])]));
  known.set(key, filter);
  if (filter === null) return doubtful("local-in", acl.name, `${acl.name} cannot be read`, acl.at);
  return filtered("local-in", acl.name, filter, acl);
}

function filterFor(device: DeviceConfig, acl: AclSet, asking: ReadonlySet<number>): Filter | null {
  const entries = acl.entries.filter((_, place) => asking.has(place)).map(settled);
  return filterOfAcl({ ...acl, entries }, groupsOf(device));
}

const entryPlaces = new WeakMap<AclSet, ReadonlyMap<string | null, readonly number[]>>();

/** Where the entries of a list stand that ask for an interface or zone; null are those that ask for none. */
function placesOf(acl: AclSet): ReadonlyMap<string | null, readonly number[]> {
  const known = entryPlaces.get(acl);
  if (known !== undefined) return known;
  const found = new Map<string | null, number[]>();
  for (const [place, { interfaces }] of acl.entries.entries()) {
    for (const name of interfaces ?? [null]) {
      const places = found.get(name);
      if (places === undefined) found.set(name, [place]);
      else places.push(place);
    }
  }
  entryPlaces.set(acl, found);
  return found;
}

/** The interface of an entry is no open question once it is known. */
function settled(entry: AclEntry): AclEntry {
  if (entry.interfaces === undefined) return entry;
  const { interfaces, ...others } = entry;
  const said = `interface ${interfaces.join(" ")}`;
  return { ...others, unresolved: entry.unresolved.filter((text) => text !== said) };
}
