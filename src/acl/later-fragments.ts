import { anyService } from "../model/address.ts";
import type { Conditions } from "./sets/conditions.ts";

/** Later fragments that an entry takes although it asks for a header, which they do not have. */
export function comesAlong(conditions: Conditions): Conditions {
  const services = conditions.services.map(({ protocols }) => ({ ...anyService, protocols }));
  return { ...conditions, services, established: false, tcpFlags: null, fragments: ["later"] };
}
