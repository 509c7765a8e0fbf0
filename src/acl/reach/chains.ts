import type { AclEntry, AclSet } from "../../model/acl.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { filterOfAcl } from "../filter.ts";
import { doubtful, filtered, fixedStep, ground, open, type Layer } from "./layer.ts";
import { unseenLists, type Ingress } from "./offer.ts";
import { groupsOf } from "./restrictions.ts";

/** A chain that judges whatever comes in to the device, as a stage for one interface; open where there is none. */
export function chainLayer(device: DeviceConfig, ingress: Ingress, name: string, family: 4 | 6): Layer {
  const chain = device.aclSets.find((acl) => acl.name === name && acl.family === (family === 4 ? "ipv4" : "ipv6"));
  if (chain === undefined)
    return open(fixedStep("local-in", "permit", null, ground(`No rule is in chain "${name}" of IPv${family}`)));
  return unseenLists(ingress) ?? chainFor(device, ingress, chain, untracked(device, family));
}

/** A list of that name bound to an interface for what comes in there to the device itself. */
export function localListLayer(device: DeviceConfig, ingress: Ingress, family: 4 | 6): Layer | null {
  const version = family === 4 ? "ipv4" : "ipv6";
  const bound = ingress.boundAcls.findLast((each) => each.direction === "local" && each.family === version);
  if (bound === undefined) return null;
  const list = device.aclSets.find((acl) => acl.name === bound.acl && acl.family === version);
  if (list === undefined) {
    const why = `List "${bound.acl}" is not defined, and what that means is not known for ${device.os}.`;
    return doubtful("local-in", bound.acl, why, bound.at);
  }
  return chainFor(device, ingress, list, untracked(device, family));
}

const layers = new WeakMap<AclSet, Map<string, Layer>>();

function chainFor(device: DeviceConfig, { name }: Ingress, chain: AclSet, mayBeUntracked: boolean): Layer {
  const known = layers.get(chain) ?? new Map<string, Layer>();
  layers.set(chain, known);
  // Interfaces that no entry asks for meet one and the same list.
  const asked = chain.entries.some(
    ({ interfaces, exceptInterfaces }) =>
      interfaces?.includes(name) === true || exceptInterfaces?.includes(name) === true,
  )
    ? name
    : "";
  const layer = known.get(asked) ?? made(device, asked, chain, mayBeUntracked);
  known.set(asked, layer);
  return layer;
}

function made(device: DeviceConfig, port: string, chain: AclSet, mayBeUntracked: boolean): Layer {
  const entries = chain.entries.flatMap((entry) => {
    if (entry.interfaces?.includes(port) === false || entry.exceptInterfaces?.includes(port) === true) return [];
    return mayBeUntracked ? [withoutInterfaces(entry)] : openingEntries(withoutInterfaces(entry));
  });
  const filter = filterOfAcl({ ...chain, entries }, groupsOf(device));
  if (filter === null) return doubtful("local-in", chain.name, `${chain.name} cannot be read`, chain.at);
  return filtered("local-in", `chain "${chain.name}"`, filter, chain);
}

/** The interface of an entry is no question once it is known. */
function withoutInterfaces(entry: AclEntry): AclEntry {
  if (entry.interfaces === undefined && entry.exceptInterfaces === undefined) return entry;
  const { interfaces: _, exceptInterfaces: __, ...others } = entry;
  return others;
}

/**
 * What an entry asks of the first packet of a session, which connection tracking calls new ("The state machine",
 * Iptables Tutorial; conntrack(8)): one that asks for other states alone matches none, and the question is no open one.
 */
function openingEntries(entry: AclEntry): readonly AclEntry[] {
  const { connectionStates: states, ...others } = entry;
  if (states === undefined) return [entry];
  if (!states.includes("new")) return [];
  const said = `connection state ${states.join(",")}`;
  return [{ ...others, unresolved: entry.unresolved.filter((text) => text !== said) }];
}

/** True where a rule may take packets out of connection tracking, so that the first of a session need not be new. */
function untracked(device: DeviceConfig, family: 4 | 6): boolean {
  const version = family === 4 ? "ipv4" : "ipv6";
  return device.aclSets.some(
    ({ kind, family: own, entries }) =>
      own === version && / raw\b/.test(kind) && entries.some(({ action, inactive }) => action === "next" && !inactive),
  );
}
