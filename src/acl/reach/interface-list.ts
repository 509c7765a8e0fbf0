import type { DeviceConfig } from "../../model/device-config.ts";
import { doubtful, filtered, fixedStep, ground, open, type Layer } from "./layer.ts";
import { unseenLists, type Ingress } from "./offer.ts";
import { aclName, aclOf, listFilter, undefinedList } from "./restrictions.ts";

/** The input list of the interface in a family. */
export function interfaceList(device: DeviceConfig, ingress: Ingress, family: 4 | 6): Layer {
  const unseen = unseenLists(ingress);
  if (unseen !== null) return unseen;
  const bound = ingress.boundAcls.findLast(
    (each) => each.direction === "in" && each.family === (family === 4 ? "ipv4" : "ipv6"),
  );
  if (bound === undefined)
    return open(
      fixedStep("interface-acl", "permit", null, ground(`No IPv${family} list is bound inbound to ${ingress.name}`)),
    );
  const acl = aclOf(device, bound.acl, family);
  if (acl === undefined)
    return { kind: "interface-acl", ways: [undefinedList(device, "interface-acl", bound.acl, bound.at)], closed: null };
  const filter = listFilter(device, acl);
  if (filter === null)
    return doubtful("interface-acl", bound.acl, `${aclName(bound.acl)} is no list of IP packets`, bound.at);
  return filtered("interface-acl", aclName(bound.acl), filter, acl);
}

/** A stage of which nobody found it said whether it judges: what it denies may get through all the same. */
export function perhaps(layer: Layer, why: string): Layer {
  const plain = layer.ways.some(({ questions }) => questions.length === 0);
  if (plain) return layer;
  const passing = doubtful(layer.kind, null, why, []);
  return { ...layer, ways: [...layer.ways, ...passing.ways] };
}
