import type { BoundAcl, DeviceConfig } from "../../model/device-config.ts";
import { isKnown, joinRanges } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";
import { anyPacket } from "../sets/conditions.ts";
import { filterOfPolicies, type Filter } from "../filter.ts";
import {
  closed,
  doubtful,
  filtered,
  fixedStep,
  ground,
  madeClause,
  open,
  type Layer,
  type LayerKind,
  reasonOf,
} from "./layer.ts";
import { ingresses, portOf, protocolOf, unseenLists, type Ingress, type Offer, type Path } from "./offer.ts";
import { spaceOf, speaks } from "./own-addresses.ts";
import { aclOf, groupsOf, listFilter } from "./restrictions.ts";
import { snmpLayer } from "./snmp.ts";

/** Every way from an interface to a management service of a Junos device. */
export function junosPaths(device: DeviceConfig): readonly Path[] {
  const { services } = device.management;
  const zoned = hasZones(services) ? zoneOffers(services) : null;
  const guards = guardsOf(device);
  const offered = services.filter(
    ({ enabled, instance }) => !(isKnown(enabled) && !enabled.value) && !isOfZone(instance),
  );
  return ([4, 6] as const).flatMap((family) => {
    const snmp = [snmpLayer(device, family)];
    // Interfaces of one zone and instance meet the same stages beyond their own filter.
    const shared = new Map<string, readonly Layer[]>();
    const beyond = (ingress: Ingress): readonly Layer[] => {
      const key = JSON.stringify([ingress.vrf, ingress.scope, ingress.zone]);
      const layers = shared.get(key) ?? [
        ...(zoned === null ? [] : junosHost(device, ingress)),
        guarded(device, guards(ingress), ingress, family),
      ];
      shared.set(key, layers);
      return layers;
    };
    return ingresses(device, family, speaks).flatMap((ingress) => {
      const before = unseenLists(ingress) ?? filters(device, ingress.name, ingress.boundAcls, "interface-acl", family);
      return offered.map((service) => ({
        offer: offerOf(service),
        ingress,
        family,
        layers: [
          before,
          offeredOn(service, ingress, zoned),
          ...beyond(ingress),
          ...(service.name === "snmp" ? snmp : []),
        ],
      }));
    });
  });
}

function offerOf({ name, instance, port, enabled }: ManagementService): Offer {
  return { service: name, instance, protocol: protocolOf(name), port: portOf(port), enabled };
}

function isOfZone(instance: string): boolean {
  return instance.startsWith("security-zone ");
}

/** Zones let services in by name; fxp0, which is in none, stands in their lists where there are zones. */
function hasZones(services: readonly ManagementService[]): boolean {
  return services.some(({ interfaces, instance }) => {
    return (
      !isOfZone(instance) && isKnown(interfaces) && interfaces.value !== "all" && interfaces.value.includes("fxp0")
    );
  });
}

/**
 * Input filters, one list after another as one ("Guidelines for Applying Multiple Firewall Filters as a List", Routing
 * Policies Guide): each goes on where the one before matches nothing, and the end of the last denies.
 */
function filters(
  device: DeviceConfig,
  where: string,
  boundAcls: readonly BoundAcl[],
  layer: LayerKind,
  family: 4 | 6,
): Layer {
  const bound = boundAcls.filter((each) => each.direction === "in" && each.family === (family === 4 ? "ipv4" : "ipv6"));
  const [first] = bound;
  if (first === undefined)
    return open(fixedStep(layer, "permit", null, ground(`No IPv${family} input filter is bound to ${where}`)));
  const at = joinRanges(bound.flatMap((each) => each.at));
  const lists: Filter[] = [];
  for (const { acl: name } of bound) {
    const acl = aclOf(device, name, family);
    const filter = acl === undefined ? null : listFilter(device, acl);
    if (filter === null) return doubtful(layer, name, `Filter "${name}" is not defined.`, at);
    lists.push(filter);
  }
  const [only] = lists;
  const names = bound.map(({ acl }) => `"${acl}"`).join(", ");
  if (only !== undefined && lists.length === 1) return filtered(layer, `filter ${names}`, only, { at });
  return filtered(layer, `filters ${names}`, chained(device, lists), { at });
}

const chains = new WeakMap<DeviceConfig, Map<string, Filter>>();

function chained(device: DeviceConfig, lists: readonly Filter[]): Filter {
  const known = chains.get(device) ?? new Map<string, Filter>();
  chains.set(device, known);
  const [first] = lists;
  const key = JSON.stringify([first?.families, lists.map(({ name }) => name)]);
  const filter = known.get(key) ?? {
    name: lists.map(({ name }) => name).join(" "),
    families: first?.families ?? [],
    clauses: lists.flatMap(({ clauses }) => clauses),
    defaultAction: "deny",
    laterFragments: first?.laterFragments ?? "unmatched",
  };
  known.set(key, filter);
  return filter;
}

/**
 * Filters that guard the routing engine for an interface: those of the lo0 unit in its routing instance; where the
 * instance has no such unit, those of the default instance ("Configuring Logical Units on the Loopback Interface for
 * Routing Instances in Layer 3 VPNs", Routing Policies Guide). Local packets of fxp0 pass them too ("Guidelines for
 * Applying Standard Firewall Filters"). A logical system or tenant has loopback units of its own; null where it has none.
 */
function guardsOf(device: DeviceConfig): (ingress: Ingress) => readonly BoundAcl[] | null {
  const units = Map.groupBy(
    device.interfaces.filter(({ name }) => name.startsWith("lo0.")),
    spaceOf,
  );
  return ({ vrf, scope }) => {
    const found = units.get(spaceOf({ vrf, scope })) ?? units.get(spaceOf({ vrf: null, scope }));
    return found?.flatMap(({ boundAcls }) => boundAcls) ?? (scope === null ? [] : null);
  };
}

/** Whether what guards the main system holds for one without a loopback unit is told by no manual that was read. */
function guarded(
  device: DeviceConfig,
  guards: readonly BoundAcl[] | null,
  { scope, vrf }: Ingress,
  family: 4 | 6,
): Layer {
  const bound = guards !== null ? [] : mainGuards(device, vrf);
  if (bound.length === 0) return filters(device, "lo0", guards ?? [], "control-plane", family);
  const why = `Whether the filters on lo0 of the main system hold for ${scope ?? "it"} is not known.`;
  return doubtful("control-plane", "lo0", why, joinRanges(bound.flatMap(({ at }) => at)));
}

function mainGuards({ interfaces }: DeviceConfig, vrf: string | null): readonly BoundAcl[] {
  const units = interfaces.filter(({ name, scope }) => name.startsWith("lo0.") && scope === null);
  return units.filter((port) => port.vrf === null || port.vrf === vrf).flatMap(({ boundAcls }) => boundAcls);
}

/** What zones let in, by service and interface. */
type ZoneOffers = ReadonlyMap<string, ManagementService>;

function zoneOffers(services: readonly ManagementService[]): ZoneOffers {
  const found = new Map<string, ManagementService>();
  for (const service of services) {
    const { name, instance, interfaces } = service;
    if (!isOfZone(instance) || !isKnown(interfaces) || interfaces.value === "all") continue;
    // A name without a unit means unit 0.
    for (const port of interfaces.value) found.set(`${name} ${port.includes(".") ? port : `${port}.0`}`, service);
  }
  return found;
}

/** Whether a service is offered on the interface: by its own list, and by host-inbound-traffic of the zone. */
function offeredOn(service: ManagementService, ingress: Ingress, zoned: ZoneOffers | null): Layer {
  const { instance, interfaces } = service;
  if (unseenLists(ingress) !== null) return open(fixedStep("service", "permit", instance, service.enabled));
  if (zoned !== null && !isManagementPort(ingress)) return byZone(service, ingress, zoned);
  if (!isKnown(interfaces)) {
    return doubtful("service", instance, reasonOf(interfaces), []);
  }
  const { value } = interfaces;
  if (value === "all" || value.some((name) => name === ingress.name || `${name}.0` === ingress.name))
    return open(fixedStep("service", "permit", instance, value === "all" ? service.enabled : interfaces));
  const elsewhere = "at" in interfaces ? interfaces : ground(`${instance} is not offered on ${ingress.name}`);
  return closed(fixedStep("service", "deny", instance, elsewhere));
}

function byZone(service: ManagementService, { name, zone }: Ingress, zoned: ZoneOffers): Layer {
  if (zone === null) return closed(fixedStep("zone", "deny", null, ground(`${name} is in no security zone`)));
  const letIn = zoned.get(`${service.name} ${name}`);
  if (letIn !== undefined) return open(fixedStep("zone", "permit", letIn.instance, letIn.interfaces));
  // What no zone can name is let in by none of the services that the parser derives from zones.
  if (!zoneServices.has(service.name)) {
    const why = `Whether zone "${zone}" lets ${service.name} in is not read.`;
    return doubtful("zone", zone, why, []);
  }
  const why = ground(`host-inbound-traffic of zone "${zone}" does not name ${service.name}`);
  const { interfaces } = service;
  const at = "at" in interfaces ? interfaces.at : [];
  return closed({ ...fixedStep("zone", "deny", `security-zone ${zone}`, why), at });
}

/** Services that host-inbound-traffic has a name for. */
const zoneServices = new Set([
  "finger",
  "ftp",
  "http",
  "https",
  "netconf",
  "rlogin",
  "rsh",
  "snmp",
  "ssh",
  "telnet",
  "tftp",
  "xnm-clear-text",
  "xnm-ssl",
]);

/** Ports that are in no zone, and whose traffic no zone limits. */
function isManagementPort({ name, role, zone }: Ingress): boolean {
  return zone === null && (role === "management" || name.startsWith("fxp"));
}

/**
 * Policies to zone junos-host are asked after host-inbound-traffic. What none of them matches is said to be dropped
 * where there are any, but no manual that was read says so: it is left uncertain.
 */
function junosHost(device: DeviceConfig, { zone, scope }: Ingress): readonly Layer[] {
  if (zone === null) return [];
  const own = device.firewallPolicies.filter(
    ({ fromZones, toZones, enabled, scope: within }) =>
      enabled &&
      within === scope &&
      toZones !== "any" &&
      toZones.includes("junos-host") &&
      (fromZones === "any" || fromZones.includes(zone)),
  );
  if (own.length === 0) return [];
  const at = joinRanges(own.flatMap((policy) => policy.at));
  const filter = filterOfPolicies(own, groupsOf(device), `policies from "${zone}" to junos-host`, "permit");
  const why = "What no policy to junos-host matches may be dropped or not.";
  const rest = { ...madeClause(why, "deny", anyPacket, at), certain: null, unresolved: [why] };
  return [filtered("zone", filter.name, { ...filter, clauses: [...filter.clauses, rest] }, { at })];
}
