import type { BoundAcl, DeviceConfig } from "../../model/device-config.ts";
import { isKnown, joinRanges } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";
import { anyPacket } from "../conditions.ts";
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
} from "./layer.ts";
import {
  ingresses,
  portOf,
  protocolOf,
  someInterface,
  unseenLists,
  type Ingress,
  type Offer,
  type Path,
} from "./offer.ts";
import { speaks } from "./own-addresses.ts";
import { aclOf, groupsOf, listFilter } from "./restrictions.ts";
import { snmpLayer } from "./snmp.ts";

/** Every way from an interface to a management service of a Junos device. */
export function junosPaths(device: DeviceConfig): readonly Path[] {
  const { services } = device.management;
  const zoned = hasZones(services);
  const offered = services.filter(
    ({ enabled, instance }) => !(isKnown(enabled) && !enabled.value) && !isOfZone(instance),
  );
  return ([4, 6] as const).flatMap((family) =>
    ingresses(device, family, speaks).flatMap((ingress) => {
      const seen = ingress !== someInterface;
      const before = !seen ? unseenLists() : filters(device, ingress.name, ingress.boundAcls, "interface-acl", family);
      const after = [
        ...junosHost(device, ingress, zoned),
        filters(device, "lo0", guard(device, ingress), "control-plane", family),
      ];
      return offered.map((service) => ({
        offer: offerOf(service),
        ingress,
        family,
        layers: [
          before,
          offeredOn(services, service, ingress, zoned),
          ...after,
          ...(service.name === "snmp" ? [snmpLayer(device, family)] : []),
        ],
      }));
    }),
  );
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
 * Applying Standard Firewall Filters").
 */
function guard(device: DeviceConfig, { vrf }: Ingress): readonly BoundAcl[] {
  const units = device.interfaces.filter(({ name }) => name.startsWith("lo0."));
  const own = units.filter((unit) => unit.vrf === vrf);
  const guarding = own.length > 0 || vrf === null ? own : units.filter((unit) => unit.vrf === null);
  return guarding.flatMap(({ boundAcls }) => boundAcls);
}

/** Whether a service is offered on the interface: by its own list, and by host-inbound-traffic of the zone. */
function offeredOn(
  services: readonly ManagementService[],
  service: ManagementService,
  ingress: Ingress,
  zoned: boolean,
): Layer {
  const { instance, interfaces } = service;
  if (ingress === someInterface) return open(fixedStep("service", "permit", instance, service.enabled));
  if (zoned && !isManagementPort(ingress)) return byZone(services, service, ingress);
  if (!isKnown(interfaces)) {
    const why = "unknown" in interfaces ? interfaces.unknown : interfaces.notApplicable;
    return doubtful("service", instance, why, []);
  }
  const { value } = interfaces;
  if (value === "all" || value.some((name) => isSame(name, ingress.name)))
    return open(fixedStep("service", "permit", instance, value === "all" ? service.enabled : interfaces));
  return closed(
    fixedStep(
      "service",
      "deny",
      instance,
      "at" in interfaces ? interfaces : ground(`${instance} is not offered on ${ingress.name}`),
    ),
  );
}

function byZone(services: readonly ManagementService[], service: ManagementService, { name, zone }: Ingress): Layer {
  if (zone === null) return closed(fixedStep("zone", "deny", null, ground(`${name} is in no security zone`)));
  const letIn = services.find(({ name: own, instance, interfaces }) => {
    if (own !== service.name || !isOfZone(instance) || !isKnown(interfaces)) return false;
    return interfaces.value !== "all" && interfaces.value.some((each) => isSame(each, name));
  });
  if (letIn !== undefined) return open(fixedStep("zone", "permit", letIn.instance, letIn.interfaces));
  // What no zone can name is let in by none of the services that the parser derives from zones.
  if (!zoneServices.has(service.name)) {
    const why = `Whether zone "${zone}" lets ${service.name} in is not read.`;
    return doubtful("zone", zone, why, []);
  }
  const why = ground(`host-inbound-traffic of zone "${zone}" does not name ${service.name}`);
  const { interfaces } = service;
  return closed({
    ...fixedStep("zone", "deny", `security-zone ${zone}`, why),
    at: "at" in interfaces ? interfaces.at : [],
  });
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

/** A name without a unit means unit 0. */
function isSame(listed: string, name: string): boolean {
  return listed === name || `${listed}.0` === name;
}

/** Ports that are in no zone, and whose traffic no zone limits. */
function isManagementPort({ name, role, zone }: Ingress): boolean {
  return zone === null && (role === "management" || name.startsWith("fxp"));
}

/**
 * Policies to zone junos-host are asked after host-inbound-traffic. What none of them matches is said to be dropped
 * where there are any, but no manual that was read says so: it is left uncertain.
 */
function junosHost(device: DeviceConfig, { zone }: Ingress, zoned: boolean): readonly Layer[] {
  if (!zoned || zone === null) return [];
  const own = device.firewallPolicies.filter(
    ({ fromZones, toZones, enabled }) =>
      enabled &&
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
