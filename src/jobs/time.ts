import { setTimeout as wait } from "node:timers/promises";

/** Clock, waiting and chance, given from outside so that tests need none of the real ones. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Resolves after the time, or at once when the signal is or gets aborted. Never rejects. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0…1 */
  readonly random: () => number;
}

export const realTime: Time = {
  clock: Date.now,
  sleep: async (milliseconds, signal) => {
    try {
      await wait(milliseconds, undefined, { signal });
    } catch {
      // Aborted: the waiting is over.
    }
  },
  random: Math.random,
};
