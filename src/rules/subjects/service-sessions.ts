import type { DeviceConfig } from "../../model/device-config.ts";
import { joinRanges, read, type Fact, type LineRange } from "../../model/fact.ts";
import type { ManagementService } from "../../model/management.ts";

/** True where the sessions of a service land on the device's login lines, so that these decide on them. */
export function landsOnLoginLines(device: DeviceConfig, { name }: ManagementService): boolean {
  return (name === "ssh" || name === "telnet") && device.management.logins.some(({ kind }) => kind === "vty");
}

/** One service wherever it is offered alike, so that one setting for all interfaces is one finding. */
export interface OfferedAlike {
  readonly name: string;
  readonly services: readonly [ManagementService, ...ManagementService[]];
  /** Where it is offered: the first few instances. */
  readonly where: string;
  readonly enabled: Fact<boolean>;
}

/** Services by name and by the value of one of their facts. */
export function offeredAlike(
  services: readonly ManagementService[],
  setting: (service: ManagementService) => Fact<unknown>,
): readonly OfferedAlike[] {
  const alike = Map.groupBy(services, (service) =>
    JSON.stringify([service.name, service.enabled, setting(service)].map(sameness)),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const all = [first, ...others] as const;
    return [{ name: first.name, services: all, where: whereOf(all), enabled: joinedEnabled(all) }];
  });
}

/** What makes two facts the same for a reader: their value or what is not known of it, not their place. */
function sameness(part: string | Fact<unknown>): unknown {
  if (typeof part === "string") return part;
  return "value" in part ? part.value : "unknown" in part ? part.unknown : part.notApplicable;
}

function whereOf(services: readonly ManagementService[]): string {
  const instances = services.map(({ instance }) => instance);
  return instances.length <= 3
    ? instances.join(", ")
    : `${instances.slice(0, 2).join(", ")} and ${instances.length - 2} more places`;
}

function joinedEnabled([first, ...others]: readonly [ManagementService, ...ManagementService[]]): Fact<boolean> {
  const at: LineRange[] = [];
  for (const { enabled } of [first, ...others]) if ("at" in enabled) at.push(...enabled.at);
  return "value" in first.enabled && at.length > 0 ? read(first.enabled.value, joinRanges(at)) : first.enabled;
}
