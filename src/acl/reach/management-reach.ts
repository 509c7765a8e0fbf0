import type { DeviceConfig } from "../../model/device-config.ts";
import type { Fact } from "../../model/fact.ts";
import type { ManagementServiceName } from "../../model/management.ts";
import { addressNumber, familyBits } from "../sets/address-number.ts";
import { anyPacket } from "../sets/conditions.ts";
import type { Packet } from "../sets/packet.ts";
import { servicePaths } from "./by-service.ts";
import { openingService } from "./opening.ts";
import { iosPaths } from "./cisco-ios.ts";
import { fortiosPaths } from "./fortinet-fortios.ts";
import { junosPaths } from "./juniper-junos.ts";
import type { LayerKind, ReachStep } from "./layer.ts";
import { someInterface, type Path } from "./offer.ts";
import { ownAddresses, type OwnAddresses } from "./own-addresses.ts";
import { serviceSystems } from "./systems.ts";
import { sourcesThrough, type Opening, type Through } from "./through.ts";

export type { LayerKind, ReachStep } from "./layer.ts";

/** Sources of which nobody can say whether they get through, and what that depends on. */
export interface UncertainSources {
  readonly sources: readonly string[];
  readonly why: readonly string[];
  readonly witness: Packet;
}

/** Who can reach one management service by one interface in one IP version. */
export interface ManagementReach {
  readonly service: ManagementServiceName;
  /** Where it is offered, in the vendor's words. */
  readonly instance: string;
  /** TCP or UDP. */
  readonly protocol: 6 | 17;
  /** Null where nobody can say; then any port is meant. */
  readonly port: number | null;
  /** Whether the service listens; it may be unknown, and is never known to be off. */
  readonly enabled: Fact<boolean>;
  readonly interface: string;
  readonly vrf: string | null;
  readonly scope: string | null;
  readonly family: 4 | 6;
  /** The device's own addresses that packets were taken to be addressed to; "any" where they are not all stated. */
  readonly destinations: readonly string[];
  /** Exactly the sources whose opening packet gets through; canonical text as blocks have it, none where nobody does. */
  readonly sources: readonly string[];
  readonly uncertain: readonly UncertainSources[];
  /** False where a bound was reached: more sources than these may get through. */
  readonly complete: boolean;
  /** A packet that gets through; null where none does. */
  readonly witness: Packet | null;
  /** What each stage does with the witness, in order. */
  readonly chain: readonly ReachStep[];
  /** What keeps other packets out; where nobody gets through, what keeps everybody out. */
  readonly denials: readonly ReachStep[];
  /** One sentence. */
  readonly why: string;
}

export interface ReachOptions {
  /** Networks whose reach is taken for granted: what is asked is who else gets through. */
  readonly outside?: readonly string[];
  /** Stages that are passed over: what the others do is asked. */
  readonly without?: readonly LayerKind[];
  /** Names of services that are asked about; left out: every one. */
  readonly services?: readonly string[];
}

const reaches = new WeakMap<DeviceConfig, Map<string, readonly ManagementReach[]>>();

/**
 * Who can reach the management of a device: for each service, each interface by which packets come in and each IP
 * version the sources whose opening packet passes everything on its way together. It is addressed to any own
 * address in the interface's VRF and VDOM. Lists that are not defined let everything pass where the vendor says so;
 * what is not understood makes sources uncertain, never unreachable. Lists of switch ports, address translation and
 * routes are not followed. The answer is kept with the configuration.
 */
export function managementReach(device: DeviceConfig, options: ReachOptions = {}): readonly ManagementReach[] {
  const { outside = [], without = [], services = [] } = options;
  const kept = reaches.get(device) ?? new Map<string, readonly ManagementReach[]>();
  reaches.set(device, kept);
  const key = JSON.stringify([outside.toSorted(), without.toSorted(), services.toSorted()]);
  const known = kept.get(key) ?? reachesOf(device, { outside, without, services });
  kept.set(key, known);
  return known;
}

function reachesOf(
  device: DeviceConfig,
  { outside, without, services }: Required<ReachOptions>,
): readonly ManagementReach[] {
  // An ASA is managed at the address of the interface that a packet comes in by ("Configuring Management Access").
  const own = ownAddresses(device, device.os === "cisco-asa");
  const through = sourcesThrough();
  const asked = pathsOf(device).filter(({ offer }) => services.length === 0 || services.includes(offer.service));
  return asked.map((whole) => {
    const path = { ...whole, layers: whole.layers.filter(({ kind }) => !without.includes(kind)) };
    const destinations = own(path.ingress, path.family);
    // Only there do policies name zones of packets to the device itself.
    const zone = device.os === "juniper-junos" ? path.ingress.zone : null;
    return reachOf(path, destinations, through(path, openingPackets(path, zone, outside), destinations));
  });
}

function pathsOf(device: DeviceConfig): readonly Path[] {
  const { os } = device;
  if (os === "cisco-ios") return iosPaths(device);
  if (os === "juniper-junos") return junosPaths(device);
  if (os === "fortinet-fortios") return fortiosPaths(device);
  return servicePaths(device, serviceSystems[os]);
}

/** The packets that open a session with the service, from outside the networks and to wherever. */
function openingPackets({ offer, family }: Path, zone: string | null, outside: readonly string[]): Opening {
  const { protocol, port } = offer;
  const networks = outside.filter((prefix) => prefix.includes(":") === (family === 6));
  return {
    ...anyPacket,
    sources: { include: [{ kind: "any", family }], exclude: networks.map((prefix) => ({ kind: "prefix", prefix })) },
    ...openingService(protocol, port === null ? [] : [port]),
    fromZones: zone === null ? "any" : [zone],
    toZones: zone === null ? "any" : ["junos-host"],
  };
}

function reachOf({ offer, ingress, family }: Path, destinations: OwnAddresses, found: Through): ManagementReach {
  const { service, instance, protocol, port, enabled } = offer;
  const { sources, uncertain, complete, witness, chain } = found;
  return {
    service,
    instance,
    protocol,
    port,
    enabled,
    interface: ingress.name,
    vrf: ingress.vrf,
    scope: ingress.scope,
    family,
    destinations: destinations.texts,
    sources,
    uncertain,
    complete,
    witness,
    chain,
    get denials() {
      return found.denials();
    },
    get why() {
      return sentence(service, ingress.name, family, destinations, found);
    },
  };
}

const most = 5;

function sentence(
  service: string,
  port: string,
  family: 4 | 6,
  { unknown }: OwnAddresses,
  { sources, uncertain, denials, complete }: Through,
): string {
  const by = `by ${port === someInterface.name ? port : `interface ${port}`} over IPv${family}`;
  const to =
    unknown === null || port === someInterface.name ? "" : ` (any destination counts as the device, since ${unknown})`;
  const shown =
    sources.length > most
      ? `${sources.slice(0, most).join(", ")} and ${sources.length - most} more`
      : sources.join(", ");
  if (sources.length > 0) return `${service} is reached ${by} from ${shown}${to}.`;
  const [doubt] = uncertain;
  if (doubt !== undefined)
    return `Who reaches ${service} ${by} cannot be told: ${(doubt.why[0] ?? "something is not known").replace(/[.]$/, "")}${to}.`;
  if (!complete) return `Who reaches ${service} ${by} was not found within the bound of the search.`;
  const last = denials().at(-1);
  return `Nobody reaches ${service} ${by}${last === undefined ? "" : `: ${denialText(last)}`}.`;
}

function denialText({ name, label, default: ground }: ReachStep): string {
  if (ground !== null) return ground;
  return `${name ?? "the list"} denies it${label === null ? "" : ` by ${label}`}`;
}

/** True where a text is one address or network of the families that are known; for what people set as networks. */
export function isNetwork(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const number = addressNumber(address);
  if (number === null || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && BigInt(length) <= familyBits[number.family]);
}
