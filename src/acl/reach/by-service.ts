import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, type Fact } from "../../model/fact.ts";
import type { LoginLine, ManagementService } from "../../model/management.ts";
import { anyPacket } from "../sets/conditions.ts";
import {
  closed,
  doubt,
  doubtful,
  filtered,
  fixedStep,
  ground,
  madeClause,
  madeFilter,
  open,
  reasonOf,
  type Layer,
  type Way,
} from "./layer.ts";
import { listenedAt } from "./listened-at.ts";
import { ingresses, portOf, protocolOf, unseenLists, type Ingress, type Path } from "./offer.ts";
import { spaceOf, speaks } from "./own-addresses.ts";
import { restrictedWay, restrictedWays } from "./restrictions.ts";
import { snmpLayer } from "./snmp.ts";

/** How systems differ whose services say for themselves where they answer and whom. */
export interface ServiceSystem {
  /** Stages before the service. */
  readonly before: (
    device: DeviceConfig,
    ingress: Ingress,
    service: ManagementService,
    family: 4 | 6,
  ) => readonly Layer[];
  /** True where the sources of a service are everybody who may come: an IP version that none is of may not. */
  readonly namesEverybody?: true;
  /** True where a service listens at the addresses of its interfaces, whichever way a packet comes to these. */
  readonly listensAtAddresses?: true;
  /** True where a session takes a terminal line that restricts it too. */
  readonly takesLines?: true;
}

/** Every way from an interface to a management service of such a system. */
export function servicePaths(device: DeviceConfig, system: ServiceSystem): readonly Path[] {
  return device.management.services.flatMap((service) => {
    const { name, enabled, instance, port, furtherPorts = [], families = [4, 6] } = service;
    if (name === "ping" || (isKnown(enabled) && !enabled.value)) return [];
    return families.flatMap((family) => {
      const behind = [
        ...serviceLayers(device, service, system, family),
        ...lineLayers(device, service, system, family),
      ];
      return ingresses(device, family, speaks).flatMap((ingress) => {
        const answering =
          answers(service, ingress) ??
          (system.listensAtAddresses === true ? atAddresses(device, service, ingress, family) : null);
        if (answering === null) return [];
        const layers = [
          ...system.before(device, ingress, service, family),
          answering,
          ...listenedAt(device, service, ingress, family),
          ...behind,
        ];
        return [portOf(port), ...furtherPorts].map((each) => ({
          offer: { service: name, instance, protocol: protocolOf(name), port: each, enabled },
          ingress,
          family,
          layers,
        }));
      });
    });
  });
}

/** Whether a service answers what comes in by an interface; null where it does not. */
function answers({ instance, interfaces, vrf, enabled }: ManagementService, ingress: Ingress): Layer | null {
  const on = open(fixedStep("service", "permit", instance, enabled));
  if (unseenLists(ingress) !== null) return on;
  if (!isKnown(interfaces)) return doubtful("service", instance, reasonOf(interfaces), placesOf(interfaces));
  if (interfaces.value !== "all") return interfaces.value.includes(ingress.name) ? on : null;
  if (isKnown(vrf)) return vrf.value === ingress.vrf ? on : null;
  const why = `Whether "${instance}" answers in ${ingress.vrf === null ? "the default VRF" : `VRF "${ingress.vrf}"`} is not known.`;
  return doubtful("service", instance, why, placesOf(vrf));
}

/**
 * What comes in elsewhere for the addresses that a service listens at; null where there are none. A host takes packets
 * to any of its addresses by any interface (RFC 1122, 3.3.4.2, weak host model; FreeBSD, inet(4), net.inet.ip.check_interface).
 */
function atAddresses(
  device: DeviceConfig,
  { instance, interfaces }: ManagementService,
  ingress: Ingress,
  family: 4 | 6,
): Layer | null {
  if (!isKnown(interfaces) || interfaces.value === "all" || interfaces.value.length === 0) return null;
  const { value } = interfaces;
  const at = placesOf(interfaces);
  const space = spaceOf(ingress);
  const ports = device.interfaces.filter((port) => value.includes(port.name) && spaceOf(port) === space);
  if (ports.some(({ unstatedAddresses }) => unstatedAddresses?.includes(family) === true)) {
    const why = `"${instance}" listens at addresses of ${value.join(", ")} that the text does not state.`;
    return doubtful("service", instance, why, at);
  }
  const include = ports
    .flatMap(({ addresses, virtualAddresses = [] }) => [...addresses, ...virtualAddresses])
    .filter((text) => text.includes(":") === (family === 6))
    .map((text) => ({ kind: "prefix" as const, prefix: `${text.split("/")[0] ?? ""}/${family === 4 ? 32 : 128}` }));
  if (include.length === 0) return null;
  const label = `addresses of ${value.join(", ")}`;
  const clause = madeClause(label, "permit", { ...anyPacket, destinations: { include, exclude: [] } }, at);
  return filtered("service", instance, madeFilter(instance, [clause]), { at });
}

function serviceLayers(
  device: DeviceConfig,
  { name, instance, sources }: ManagementService,
  system: ServiceSystem,
  family: 4 | 6,
): readonly Layer[] {
  if (name === "snmp" && !isKnown(sources)) return [snmpLayer(device, family)];
  // What the lines say stands in place of what the service says nothing of.
  if (system.takesLines === true && !isKnown(sources) && transportOf(name) !== null) return [];
  const nobody = system.namesEverybody === true && namesOther(sources, family);
  const why = ground(`${instance} names no IPv${family} source`);
  if (nobody) return [closed({ ...fixedStep("service", "deny", instance, why), at: placesOf(sources) })];
  return [{ kind: "service", ways: restrictedWays(device, "service", instance, sources, family), closed: null }];
}

/** True where there are prefixes, all of the other IP version. */
function namesOther(sources: ManagementService["sources"], family: 4 | 6): boolean {
  if (!isKnown(sources) || sources.value.length === 0) return false;
  return sources.value.every((each) => each.kind === "prefix" && each.prefix.includes(":") !== (family === 6));
}

function transportOf(service: ManagementService["name"]): "ssh" | "telnet" | null {
  if (service === "telnet") return "telnet";
  return service === "ssh" || service === "scp" || service === "sftp" ? "ssh" : null;
}

/** A session takes any free line that accepts its transport, so that the most open line counts. */
function lineLayers(
  device: DeviceConfig,
  { name }: ManagementService,
  { takesLines }: ServiceSystem,
  family: 4 | 6,
): readonly Layer[] {
  const transport = transportOf(name);
  if (takesLines !== true || transport === null) return [];
  const lines = device.management.logins.filter(({ kind }) => kind === "vty");
  if (lines.length === 0)
    return [doubtful("line", null, "The text shows no terminal line that sessions could take.", [])];
  const ways = lines.flatMap((line) => lineWay(device, line, transport, family));
  if (ways.length > 0) return [{ kind: "line", ways, closed: null }];
  const refusing = ground(`No terminal line accepts ${transport}`);
  return [closed({ ...fixedStep("line", "deny", "line vty", refusing), at: lines.flatMap(({ at }) => at) })];
}

function lineWay(device: DeviceConfig, line: LoginLine, transport: "ssh" | "telnet", family: 4 | 6): readonly Way[] {
  const { protocols } = line;
  if (isKnown(protocols) && !protocols.value.includes(transport)) return [];
  const way = restrictedWay(device, "line", line.name, line.sources, family);
  if (isKnown(protocols)) return [way];
  return [
    { ...way, questions: [...way.questions, doubt("line", line.name, reasonOf(protocols), placesOf(protocols))] },
  ];
}

function placesOf(fact: Fact<unknown>): readonly (readonly [number, number])[] {
  return "at" in fact ? fact.at : [];
}
