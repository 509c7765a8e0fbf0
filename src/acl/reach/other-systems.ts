import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown } from "../../model/fact.ts";
import { doubtful } from "./layer.ts";
import { ingresses, portOf, protocolOf, type Path } from "./offer.ts";

/**
 * Every way from an interface to a management service of a system whose stages nobody has looked up yet: whatever
 * comes in by any interface may get through or not, and that is what is said.
 */
export function unfollowedPaths(device: DeviceConfig): readonly Path[] {
  const why = `Which stages a packet to the device itself passes is not known for ${device.os}.`;
  return device.management.services.flatMap((service) => {
    const { name, enabled, instance, port, families } = service;
    if (name === "ping" || (isKnown(enabled) && !enabled.value)) return [];
    const offer = { service: name, instance, protocol: protocolOf(name), port: portOf(port), enabled };
    return (families ?? ([4, 6] as const)).flatMap((family) =>
      ingresses(device, family, ({ addresses }) =>
        addresses.some((address) => address.includes(":") === (family === 6)),
      ).map((ingress) => ({
        offer,
        ingress,
        family,
        layers: [doubtful("service", instance, why, "at" in enabled ? enabled.at : [])],
      })),
    );
  });
}
