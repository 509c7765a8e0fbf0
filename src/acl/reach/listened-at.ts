import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";
import { addressNumber, familyBits } from "../sets/address-number.ts";
import { anyPacket } from "../sets/conditions.ts";
import { filtered, madeClause, madeFilter, type Layer } from "./layer.ts";
import type { Ingress } from "./offer.ts";
import { spaceOf } from "./own-addresses.ts";

/**
 * Only packets to the addresses that a service listens at get to it. An address that no interface of the VRF states may
 * come from elsewhere, such as a protocol of redundant routers: then nothing is taken away.
 */
export function listenedAt(
  device: DeviceConfig,
  { instance, addresses, interfaces }: ManagementService,
  ingress: Ingress,
  family: 4 | 6,
): readonly Layer[] {
  const heard = (addresses ?? []).filter((text) => text.includes(":") === (family === 6));
  if (heard.length === 0) return [];
  const space = spaceOf(ingress);
  const own = new Set(
    device.interfaces
      .filter((port) => spaceOf(port) === space)
      .flatMap((port) => port.addresses.map((address) => keyOf(address.split("/")[0] ?? ""))),
  );
  if (heard.some((text) => !own.has(keyOf(text)))) return [];
  const include = heard.map((text) => ({ kind: "prefix" as const, prefix: `${text}/${familyBits[family]}` }));
  const at = isKnown(interfaces) && "at" in interfaces ? interfaces.at : [];
  const label = heard.join(", ");
  const clause = madeClause(label, "permit", { ...anyPacket, destinations: { include, exclude: [] } }, at);
  return [filtered("service", instance, madeFilter(instance, [clause]), { at })];
}

/** The same for every way to write an address. */
function keyOf(text: string): string {
  const number = addressNumber(text);
  return number === null ? text : `${number.family} ${number.value}`;
}
