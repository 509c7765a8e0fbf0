import type { DeviceConfig } from "../../model/device-config.ts";
import { byDefault } from "../../model/fact.ts";
import { judge, pass, type Judgement } from "../rule.ts";
import { isOff } from "./off.ts";

/** True only where the SNMP agent is known to be off: its communities and users open nothing then. */
export function snmpIsOff(device: DeviceConfig): boolean {
  return isOff(device.snmp.enabled);
}

/** An agent without communities, if it is known that there are none. */
export function judgeNoCommunity({ snmp }: DeviceConfig): Judgement {
  const absence = byDefault(null, "No line defines an SNMP community.");
  return judge("SNMP agent", [snmp.enabled, snmp.versions, absence], () => pass("The SNMP agent knows no community."));
}
