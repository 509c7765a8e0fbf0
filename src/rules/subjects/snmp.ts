import type { DeviceConfig } from "../../model/device-config.ts";
import { byDefault, joinRanges, read } from "../../model/fact.ts";
import { judge, pass, unknown, type Judgement } from "../rule.ts";
import { isOff } from "./off.ts";

/** True only where the SNMP agent is known to be off: its communities and users open nothing then. */
export function snmpIsOff(device: DeviceConfig): boolean {
  return isOff(device.snmp.enabled);
}

/** An agent without communities, if it is known that there are none. */
export function judgeNoCommunity({ snmp }: DeviceConfig): Judgement {
  const absence = byDefault(null, "No line defines an SNMP community.");
  const grouped = snmp.groups.filter(({ version }) => version !== "v3");
  const groups = read(null, joinRanges(grouped.flatMap(({ at }) => at)));
  return judge("SNMP agent", [snmp.enabled, snmp.versions, absence, groups], () =>
    grouped.length === 0
      ? pass("The SNMP agent knows no community.")
      : unknown("Groups of SNMP v1 or v2c are defined: names of their users serve as communities."),
  );
}
