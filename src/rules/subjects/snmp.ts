import type { DeviceConfig } from "../../model/device-config.ts";
import { isOff } from "./off.ts";

/** True only where the SNMP agent is known to be off: its communities and users open nothing then. */
export function snmpIsOff(device: DeviceConfig): boolean {
  return isOff(device.snmp.enabled);
}
