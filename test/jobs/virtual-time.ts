import type { Time } from "../../src/jobs/time.ts";

/** Time that goes on only when it is told to. `forward` moves it in steps of a minute and lets everything that is due run. */
export function virtualTime(
  start = "2026-01-01T00:00:30.000Z",
): Time & { forward: (milliseconds: number) => Promise<void> } {
  let now = Date.parse(start);
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  const step = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    for (const sleeper of sleepers) if (sleeper.due <= now) sleeper.wake();
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  };
  return {
    clock: () => now,
    random: () => 0,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          due: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        if (signal.aborted) sleeper.wake();
        signal.addEventListener("abort", sleeper.wake, { once: true });
      }),
    async forward(milliseconds) {
      for (let left = milliseconds; left > 0; left -= 60_000) await step(Math.min(left, 60_000));
      await step(0);
    },
  };
}
