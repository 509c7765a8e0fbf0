import { describe, expect, it } from "vitest";
import { retryDelay } from "../../src/jobs/retry.ts";
import { slots } from "../../src/jobs/slots.ts";

describe("the delay before another attempt", () => {
  const settings = { retryDelay: 1000, longestRetryDelay: 5000 };

  it.each([
    [1, 1, 1000],
    [2, 1, 2000],
    [3, 1, 4000],
    [4, 1, 5000],
    [50, 1, 5000],
    [2000, 1, 5000],
    [1, 0, 500],
    [4, 0, 2500],
    [1, 0.5, 750],
  ])("after %i attempts and chance %d is %i ms", (attempts, chance, milliseconds) => {
    expect(retryDelay(attempts, settings, () => chance)).toBe(milliseconds);
  });
});

describe("slots", () => {
  it("are given back by tasks that break, and in order", async () => {
    const inSlot = slots(1);
    const order: number[] = [];
    const tasks = [1, 2, 3].map((number) =>
      inSlot(async () => {
        order.push(number);
        if (number === 2) throw new Error("broke");
      }),
    );
    const results = await Promise.allSettled(tasks);
    expect(order).toEqual([1, 2, 3]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});
