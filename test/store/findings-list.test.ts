import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FindingFilter, FindingRecord } from "../../src/store/finding-store.ts";
import type { Page, PageRequest } from "../../src/store/records.ts";
import type { Store } from "../../src/store/store.ts";
import { severities } from "../../src/model/verdict.ts";
import { entry, finding } from "./records.ts";
import { known, temporaryStore, testClock } from "./temporary-store.ts";

const refused = expect.objectContaining({ name: "StoreError", code: "cursor-invalid" });

/** Two devices at two sites with four findings, then one resolved and one acknowledged. */
async function filled(): Promise<Store> {
  const clock = testClock();
  const store = await temporaryStore(clock);
  await store.devices.sync([entry("r1", { site: "berlin" }), entry("r2", { site: "rome" })], "test");
  const [one, two] = (await store.devices.list()).items;
  const ssh = { rule: "ssh-version", severity: "medium" } as const;
  const ntp = { rule: "ntp-auth", severity: "low", area: "time" } as const;
  await store.findings.reconcile(one?.id ?? "", null, [finding("a"), finding("b", ssh)], { decided: known });
  await store.findings.reconcile(two?.id ?? "", null, [finding("c"), finding("d", ntp)], { decided: known });
  clock.forward(60_000);
  await store.findings.reconcile(two?.id ?? "", null, [finding("d", ntp)], { decided: known });
  await store.findings.update("b", { status: "acknowledged", ticket: "NET-7", owner: "ann" }, { actor: "test" });
  return store;
}

const ids = (page: Page<FindingRecord>): string => page.items.map(({ id }) => id).join("");

async function allPages<T>(list: (page: PageRequest) => Promise<Page<T>>, limit: number): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page<T> = await list(cursor === undefined ? { limit } : { limit, cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

describe("findings", () => {
  it.each<[FindingFilter, string]>([
    [{}, "acbd"],
    [{ device: "r1" }, "ab"],
    [{ device: "r9" }, ""],
    [{ site: "rome" }, "cd"],
    [{ severity: ["high"] }, "ac"],
    [{ severity: ["high", "low"] }, "acd"],
    [{ status: ["open"] }, "ad"],
    [{ status: ["resolved"] }, "c"],
    [{ status: ["acknowledged", "resolved"] }, "cb"],
    [{ rule: ["ssh-version", "ntp-auth"] }, "bd"],
    [{ area: ["time"] }, "d"],
    [{ ticket: "NET-7" }, "b"],
    [{ owner: "ann" }, "b"],
    [{ owner: "bob" }, ""],
    [{ severity: [] }, ""],
    [{ changedAfter: 0 }, "adcb"],
    [{ changedAfter: 4 }, "cb"],
    [{ changedAfter: 99 }, ""],
    [{ changedSince: "2026-01-01T00:01:00Z" }, "cb"],
    [{ changedSince: "2026-01-01T01:01:00+01:00" }, "cb"],
    [{ changedAfter: 0, status: ["open"] }, "ad"],
    [{ site: "rome", severity: ["high"], status: ["resolved"], rule: ["telnet-login"] }, "c"],
  ])("by %j are %j", async (filter, expected) => {
    const store = await filled();
    expect(ids(await store.findings.list(filter))).toBe(expected);
    const paged = await allPages((page) => store.findings.list(filter, page), 1);
    expect(paged.map(({ id }) => id).join("")).toBe(expected);
  });

  it("are counted by severity, resolved ones only when asked", async () => {
    const { findings } = await filled();
    expect(await findings.count()).toEqual({ info: 0, low: 1, medium: 1, high: 1, critical: 0 });
    expect(await findings.count({ status: ["resolved"] })).toMatchObject({ high: 1, low: 0 });
    expect(await findings.count({ site: "berlin" })).toMatchObject({ high: 1, medium: 1, low: 0 });
  });

  it("of retired devices are left out, except for who asks and who follows", async () => {
    const store = await filled();
    const { lastChange } = await store.findings.list({ changedAfter: 0 });
    await store.devices.sync([entry("r2", { site: "rome" })], "test");
    expect(ids(await store.findings.list())).toBe("cd");
    expect(ids(await store.findings.list({ retired: true }))).toBe("acbd");
    const followed = await store.findings.list({ changedAfter: lastChange });
    expect(followed.items.map(({ id, deviceRetired }) => [id, deviceRetired])).toEqual([
      ["a", true],
      ["b", true],
    ]);
    expect((await store.findings.get("a"))?.deviceRetired).toBe(true);
  });

  it("can be followed by what was changed last", async () => {
    const store = await filled();
    const first = await store.findings.list({ changedAfter: 0 }, { limit: 3 });
    expect(first.lastChange).toBe(5);
    const second = await store.findings.list({ changedAfter: first.lastChange });
    expect(ids(second)).toBe("b");
    expect((await store.findings.list({ changedAfter: second.lastChange })).lastChange).toBe(second.lastChange);
  });
});

describe("pages", () => {
  it("neither repeat nor leave out what was there, whatever comes in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.constantFrom(...severities)), {
          selector: ([id]) => id,
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (all, early, limit) => {
          const store = await temporaryStore();
          await store.devices.sync([entry("r1")], "test");
          const device = await store.devices.byName("r1");
          const drafts = all.map(([id, severity]) => finding(id, { severity }));
          const add = (count: number) =>
            store.findings.reconcile(device?.id ?? "", null, drafts.slice(0, count), { decided: () => false });
          await add(early);
          let added = false;
          const seen = await allPages(async (page) => {
            const result = await store.findings.list({}, page);
            if (!added) await add(all.length);
            added = true;
            return result;
          }, limit);
          const names = seen.map(({ id }) => id);
          expect(new Set(names).size).toBe(names.length);
          expect(names).toEqual(expect.arrayContaining(drafts.slice(0, early).map(({ id }) => id)));
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each([
    ["", refused],
    ["x", refused],
    ["AAAA", refused],
    [Buffer.from("[]").toString("base64url"), refused],
    [Buffer.from('["x",1]').toString("base64url"), refused],
    ["A".repeat(5000), refused],
  ])("refuse the cursor %j", async (cursor, error) => {
    const store = await filled();
    await expect(store.findings.list({}, { cursor })).rejects.toThrow(error);
    await expect(store.devices.list({}, { cursor })).rejects.toThrow(error);
    await expect(store.log.list({}, { cursor })).rejects.toThrow(error);
  });

  it("refuse a cursor of another query", async () => {
    const store = await filled();
    const { next } = await store.findings.list({ site: "rome" }, { limit: 1 });
    const cursor = next ?? "";
    await expect(store.findings.list({ site: "berlin" }, { cursor })).rejects.toThrow(refused);
    await expect(store.devices.list({}, { cursor })).rejects.toThrow(refused);
    expect(ids(await store.findings.list({ site: "rome" }, { cursor }))).toBe("d");
  });

  it.each([
    [0, 1],
    [-5, 1],
    [2.7, 2],
    [Number.NaN, 4],
    [100_000, 4],
  ])("of limit %d hold %i", async (limit, count) => {
    const store = await filled();
    expect((await store.findings.list({}, { limit })).items).toHaveLength(count);
  });
});
