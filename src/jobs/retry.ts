import { collectFailures, type CollectFailure } from "../collect/pull.ts";
import type { Settings } from "../inventory/inventory.ts";

/** Whether trying again may help. Neither an error of the program nor a pull that we stopped is tried again by itself. */
export function mayRetry(failure: CollectFailure | "internal"): boolean {
  return failure !== "internal" && failure !== "cancelled" && collectFailures[failure].retry;
}

/**
 * Milliseconds before the attempt after the `attempts` made so far: doubled each time up to the longest, and
 * then something between half and all of it, so that devices that failed together do not come back together.
 * `random` gives 0…1.
 */
export function retryDelay(
  attempts: number,
  settings: Pick<Settings, "retryDelay" | "longestRetryDelay">,
  random: () => number,
): number {
  const whole = Math.min(settings.retryDelay * 2 ** (attempts - 1), settings.longestRetryDelay);
  return Math.round(whole * (0.5 + random() / 2));
}
