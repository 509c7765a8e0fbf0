import { Cron } from "croner";
import type { Inventory, InventorySchedule } from "../inventory/inventory.ts";
import type { Store } from "../store/store.ts";
import type { JobLog } from "./pull-and-audit.ts";
import type { Time } from "./time.ts";

// Short waits, so that a clock that was set or a machine that slept is noticed.
const longestWait = 60_000;

/** When a schedule comes next after a time; null: never. */
export function nextRun(
  { cron, timezone }: Pick<InventorySchedule, "cron" | "timezone">,
  after: number,
): number | null {
  const pattern = new Cron(cron, { mode: "5-part", paused: true, timezone: timezone ?? "UTC" });
  return pattern.nextRun(new Date(after))?.getTime() ?? null;
}

/** Names of the devices that a schedule means, each once. */
export function scheduledDevices(inventory: Inventory, { devices, sites }: InventorySchedule): readonly string[] {
  return inventory.devices
    .filter(({ name, site }) => devices === "all" || devices.includes(name) || (site !== null && sites.includes(site)))
    .map(({ name }) => name);
}

/**
 * Runs a schedule until the signal: `run` is called at each time and not waited for. Times that passed while
 * the program was down or `run` could not be called are left out, not made up for.
 */
export async function followSchedule(
  schedule: InventorySchedule,
  deps: { readonly store: Store; readonly time: Time; readonly log: JobLog; readonly run: () => void },
  signal: AbortSignal,
): Promise<void> {
  const { store, time, log, run } = deps;
  let last: string | null = null;
  while (!signal.aborted) {
    const next = nextRun(schedule, time.clock());
    await store.schedules.ran(schedule.name, last, next === null ? null : new Date(next).toISOString());
    if (next === null) return;
    while (!signal.aborted && time.clock() < next) await time.sleep(Math.min(next - time.clock(), longestWait), signal);
    if (signal.aborted) return;
    last = new Date(time.clock()).toISOString();
    log("schedule", { schedule: schedule.name });
    run();
  }
}
