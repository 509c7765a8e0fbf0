import type { DeviceConfig } from "../../model/device-config.ts";
import type { ManagementService } from "../../model/management.ts";

/** True where the sessions of a service land on the device's login lines, so that these decide on them. */
export function landsOnLoginLines(device: DeviceConfig, { name }: ManagementService): boolean {
  return (name === "ssh" || name === "telnet") && device.management.logins.some(({ kind }) => kind === "vty");
}
