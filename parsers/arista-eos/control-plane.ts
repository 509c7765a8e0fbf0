import type { ControlPlane, ControlPlaneClass, ControlPlanePolicy } from "../../src/model/control-plane.ts";
import { joinRanges, read } from "../../src/model/fact.ts";
import { defaultVrf, type Draft, type OfferDraft } from "./draft.ts";

/**
 * "ip access-group NAME [vrf VRF] in" of the control plane: packets to the device's own processes, in that VRF or the
 * default one, that the list does not permit are dropped. Without one "default-control-plane-acl" holds, which lets SSH,
 * Telnet, HTTP, HTTPS, SNMP and gNMI in from anywhere (EOS User Manual, "Displaying Contents of an ACL"); nothing is
 * taken away by leaving it out.
 */
export function controlPlaneOf(draft: Draft): ControlPlane | undefined {
  const offers = [...draft.offers.values()].filter(({ service }) => service === "control-plane");
  const policies = offers.flatMap((offer) => (offer.sources.length === 0 ? [] : [policyOf(draft, offer)]));
  if (policies.length === 0) return undefined;
  return { policies, managementInterfaces: [], inspectedZones: [] };
}

function policyOf(draft: Draft, offer: OfferDraft): ControlPlanePolicy {
  const at = joinRanges(offer.sourcesAt);
  const name = `${offer.instance} access-group`;
  const vrf = offer.key === defaultVrf ? null : offer.key;
  const classes: ControlPlaneClass[] = [];
  for (const [family, word] of [
    [4, "ipv4"],
    [6, "ipv6"],
  ] as const) {
    for (const source of offer.sources) {
      if (source.kind !== "acl" || source.family !== word) continue;
      const condition = { at, negated: false };
      classes.push(
        {
          name: `access-group ${source.name}`,
          at,
          match: "any",
          conditions: [{ ...condition, kind: "acl", name: source.name }],
          action: read("pass", at),
        },
        {
          name: `what ${source.name} does not permit`,
          at,
          match: "any",
          conditions: [{ ...condition, kind: "family", family }],
          action: read("drop", at),
        },
      );
    }
  }
  // A switch that names no VRF has the default one alone.
  const namesVrfs = draft.vrfs.size > 0 || [...draft.interfaces.values()].some((port) => port.vrf !== null);
  return { name, at, ...(vrf === null && !namesVrfs ? {} : { vrf }), classes: read(classes, at) };
}
