import type { DeviceConfig } from "../../model/device-config.ts";
import { judge, type Decision, type Judgement } from "../rule.ts";

/** Judges the services of some names, each where it is set: on the device or on an interface. */
export function* judgeServices(
  device: DeviceConfig,
  names: ReadonlySet<string>,
  decide: (on: boolean, subject: string) => Decision,
): Iterable<Judgement> {
  for (const { name, interface: port, enabled } of device.smallServices) {
    if (!names.has(name)) continue;
    const subject = port === null ? name : `${name} on interface ${port}`;
    yield judge(subject, [enabled], (on) => decide(on, subject));
  }
}
