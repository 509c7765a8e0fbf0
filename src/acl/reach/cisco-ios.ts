import type { ControlPlane } from "../../model/control-plane.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, read, type Fact, type LineRange } from "../../model/fact.ts";
import type { LoginLine, ManagementService, SourceRestriction } from "../../model/management.ts";
import { controlPlaneLayer, managementPlaneLayer } from "./control-plane.ts";
import { closed, doubt, doubtful, doubtfulWay, fixedStep, ground, type Layer, type Way } from "./layer.ts";
import { interfaceList } from "./interface-list.ts";
import { ingresses, portOf, unseenLists, protocolOf, type Ingress, type Offer, type Path } from "./offer.ts";
import { speaks } from "./own-addresses.ts";
import { aclWay, restrictedWay, restrictedWays } from "./restrictions.ts";
import { snmpLayer } from "./snmp.ts";

/** Every way from an interface to a management service of an IOS device. */
export function iosPaths(device: DeviceConfig): readonly Path[] {
  const offers = offersOf(device);
  const zones = new Map(device.controlPlane?.inspectedZones.map((each) => [each.zone, each] as const));
  return ([4, 6] as const).flatMap((family) => {
    const policies = device.controlPlane?.policies.map((policy) => controlPlaneLayer(device, policy, family)) ?? [];
    // Many interfaces meet the same stages beyond their own list.
    const last = new Map<string, Layer>();
    const lastLayer = (ingress: Ingress, offer: Offer): Layer => {
      const key = JSON.stringify([ingress.vrf, offer.instance, offer.service]);
      const layer = last.get(key) ?? serviceLayer(device, ingress, offer, family);
      last.set(key, layer);
      return layer;
    };
    return ingresses(device, family, speaks).flatMap((ingress) => {
      const before = [interfaceList(device, ingress, family), ...inspection(zones.get(ingress.zone ?? ""))];
      return offers.map((offer) => ({
        offer,
        ingress,
        family,
        layers: [...before, ...managementPlane(device, ingress, offer), ...policies, lastLayer(ingress, offer)],
      }));
    });
  });
}

/** What lands on the terminal lines, by transport. */
const onLines: Readonly<Record<string, "ssh" | "telnet">> = { ssh: "ssh", scp: "ssh", telnet: "telnet" };

/** Telnet is told by the lines alone. */
function offersOf(device: DeviceConfig): readonly Offer[] {
  const offers: Offer[] = [];
  const { services, logins } = device.management;
  for (const { name, instance, port, furtherPorts = [], enabled } of services) {
    if (isKnown(enabled) && !enabled.value) continue;
    for (const each of [portOf(port), ...furtherPorts])
      offers.push({ service: name, instance, protocol: protocolOf(name), port: each, enabled });
  }
  const telnet = logins.filter((line) => line.kind === "vty" && accepts(line, "telnet") !== false);
  if (telnet.length > 0) {
    const enabled = read(
      true,
      telnet.flatMap(({ protocols, at }) => ("at" in protocols ? protocols.at : at)),
    );
    const further = telnet.flatMap(({ telnetPorts = [] }) => telnetPorts);
    for (const port of new Set([23, ...further]))
      offers.push({ service: "telnet", instance: "line vty", protocol: 6, port, enabled });
  }
  return offers;
}

/** True, false, or null where nobody can say. */
function accepts({ protocols, exec }: LoginLine, transport: "ssh" | "telnet"): boolean | null {
  if (isKnown(exec) && !exec.value) return false;
  return isKnown(protocols) ? protocols.value.includes(transport) : null;
}

function inspection(inspected: ControlPlane["inspectedZones"][number] | undefined): readonly Layer[] {
  if (inspected === undefined) return [];
  const why = `What a zone pair lets through from zone "${inspected.zone}" to the device itself is not read.`;
  return [doubtful("zone", inspected.zone, why, inspected.at)];
}

function managementPlane(device: DeviceConfig, ingress: Ingress, { service }: Offer): readonly Layer[] {
  // Of an interface that is not shown nobody knows whether it is one of those that are named.
  const unseen = unseenLists(ingress) !== null;
  const layer =
    device.controlPlane === undefined || unseen
      ? null
      : managementPlaneLayer(device.controlPlane, service, ingress.name);
  return layer === null ? [] : [layer];
}

function serviceLayer(device: DeviceConfig, ingress: Ingress, offer: Offer, family: 4 | 6): Layer {
  const transport = onLines[offer.service];
  if (transport !== undefined) return lineLayer(device, ingress, transport, family);
  if (offer.service === "snmp") return inVrf(snmpLayer(device, family), ingress, offer);
  const service = device.management.services.find(({ instance }) => instance === offer.instance);
  if (service === undefined) return doubtful("service", offer.instance, "The service is not described.", []);
  return inVrf(
    {
      kind: "service",
      ways: restrictedWays(device, "service", offer.instance, service.sources, family),
      closed: null,
    },
    ingress,
    offer,
    service,
  );
}

/** Whether a service answers in a VRF is a fact of its own. */
function inVrf(layer: Layer, { vrf }: Ingress, { instance }: Offer, service?: ManagementService): Layer {
  if (vrf === null) return layer;
  if (service !== undefined && isKnown(service.vrf) && service.vrf.value === vrf) return layer;
  const question = doubt("service", instance, `Whether "${instance}" answers in VRF "${vrf}" is not known.`, []);
  return { ...layer, ways: layer.ways.map((way) => ({ ...way, questions: [...way.questions, question] })) };
}

/** A session takes any free line that accepts its transport, so that the most open line counts. */
function lineLayer(device: DeviceConfig, ingress: Ingress, transport: "ssh" | "telnet", family: 4 | 6): Layer {
  const lines = device.management.logins.filter(({ kind }) => kind === "vty");
  const ways: Way[] = [];
  const refusing: LineRange[] = [];
  for (const line of lines) {
    const taken = accepts(line, transport);
    if (taken === false) {
      refusing.push(...("at" in line.protocols ? line.protocols.at : line.at));
      continue;
    }
    const way = lineWay(device, ingress, line, family);
    if (taken === true) ways.push(way);
    else {
      const why = "unknown" in line.protocols ? line.protocols.unknown : `What ${line.name} accepts is not known.`;
      ways.push({ ...way, questions: [...way.questions, doubt("line", line.name, why, line.at)] });
    }
  }
  if (lines.length === 0)
    return doubtful("line", null, "The text shows no terminal line that sessions could take.", []);
  if (ways.length > 0) return { kind: "line", ways, closed: null };
  return closed({ ...fixedStep("line", "deny", "line vty", ground(`No VTY accepts ${transport}`)), at: refusing });
}

/**
 * "access-class" judges sessions that come in outside VRFs, with vrf-also those of every VRF, with "vrf NAME" those of
 * one. What a list without vrf-also does to a session from a VRF differs among releases: some refuse it.
 */
function lineWay(device: DeviceConfig, { vrf }: Ingress, line: LoginLine, family: 4 | 6): Way {
  const { sources } = line;
  if (!isKnown(sources) || sources.value.length === 0) {
    const stated: Fact<readonly SourceRestriction[]> = sources;
    return { ...restrictedWay(device, "line", line.name, stated, family), ...place(line, sources) };
  }
  const at = "at" in sources ? sources.at : line.at;
  const acls = sources.value.flatMap((source) => (source.kind === "acl" ? [source] : []));
  const own = acls.filter((acl) => acl.family === "both" || acl.family === (family === 4 ? "ipv4" : "ipv6"));
  const [named, also, plain] = [
    own.filter(({ vrfs }) => vrf !== null && Array.isArray(vrfs) && vrfs.includes(vrf)),
    own.filter(({ vrfs }) => vrfs === "all"),
    own.filter(({ vrfs }) => vrfs === undefined),
  ];
  const judging = vrf === null ? [...plain, ...also] : [...named, ...also];
  if (judging.length > 0) return aclWay(device, "line", line.name, judging, family, at);
  if (own.length === 0) return aclWay(device, "line", line.name, [], family, at);
  if (vrf === null || plain.length === 0) {
    const why = `${line.name} has access lists for other VRFs alone, and what that means elsewhere is not known.`;
    return doubtfulWay("line", line.name, why, at);
  }
  const way = aclWay(device, "line", line.name, plain, family, at);
  const why = `The access list of ${line.name} does not say vrf-also, and releases differ in what sessions from VRF "${vrf}" meet then.`;
  return { ...way, questions: [...way.questions, doubt("line", line.name, why, at)] };
}

/** A line that restricts nobody is told by its own place. */
function place(line: LoginLine, sources: Fact<unknown>): Pick<Way, "said"> | Record<string, never> {
  if (!isKnown(sources)) return {};
  const none = "default" in sources ? sources.default : `${line.name} restricts no source`;
  return { said: [{ ...fixedStep("line", "permit", line.name, ground(none)), at: line.at }] };
}
