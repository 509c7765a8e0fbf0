import { describe, expect, it } from "vitest";
import type { FindingStatus } from "../../src/store/finding-store.ts";
import { finding } from "./records.ts";
import { addDevice, known, temporaryStore, testClock } from "./temporary-store.ts";

type Step =
  | { readonly audit: "seen" | "gone" | "unknown" }
  | { readonly person: "open" | "acknowledged" }
  | { readonly retire: boolean };

const seen: Step = { audit: "seen" };
const gone: Step = { audit: "gone" };
const doubt: Step = { audit: "unknown" };
const acknowledge: Step = { person: "acknowledged" };
const take: Step = { person: "open" };

describe("the life of a finding", () => {
  it.each<{ steps: readonly Step[]; status: FindingStatus | null; undecided?: boolean }>([
    { steps: [gone], status: null },
    { steps: [seen], status: "open" },
    { steps: [seen, seen], status: "open" },
    { steps: [seen, gone], status: "resolved" },
    { steps: [seen, gone, gone], status: "resolved" },
    { steps: [seen, gone, seen], status: "reopened" },
    { steps: [seen, gone, seen, seen], status: "reopened" },
    { steps: [seen, gone, seen, gone], status: "resolved" },
    { steps: [seen, gone, seen, gone, seen], status: "reopened" },
    { steps: [seen, doubt], status: "open", undecided: true },
    { steps: [seen, doubt, seen], status: "open" },
    { steps: [seen, doubt, doubt, gone], status: "resolved" },
    { steps: [seen, gone, doubt], status: "resolved" },
    { steps: [seen, acknowledge], status: "acknowledged" },
    { steps: [seen, acknowledge, seen], status: "acknowledged" },
    { steps: [seen, acknowledge, doubt], status: "acknowledged", undecided: true },
    { steps: [seen, acknowledge, gone], status: "resolved" },
    { steps: [seen, acknowledge, gone, seen], status: "reopened" },
    { steps: [seen, acknowledge, take], status: "open" },
    { steps: [seen, gone, seen, acknowledge], status: "acknowledged" },
    { steps: [seen, gone, seen, acknowledge, take], status: "reopened" },
    { steps: [seen, gone, acknowledge], status: "resolved" },
    { steps: [seen, { retire: true }], status: "open" },
    { steps: [seen, { retire: true }, { retire: false }, gone], status: "resolved" },
  ])("$steps → $status", async ({ steps, status, undecided = false }) => {
    const clock = testClock();
    const store = await temporaryStore(clock);
    const id = await addDevice(store);
    for (const step of steps) {
      clock.forward(1000);
      if ("retire" in step) await (step.retire ? store.devices.sync([], "test") : addDevice(store));
      else if ("person" in step) await store.findings.update("f1", { status: step.person }, { actor: "test" });
      else {
        const found = step.audit === "seen" ? [finding("f1")] : [];
        await store.findings.reconcile(id, null, found, { decided: () => step.audit === "gone" });
      }
    }
    const stored = await store.findings.get("f1");
    expect(stored?.status ?? null).toBe(status);
    expect((stored?.undecidedSince ?? null) !== null).toBe(undecided);
    expect((stored?.resolvedAt ?? null) !== null).toBe(status === "resolved");
  });

  it("keeps ticket, owner and first sight when it comes back", async () => {
    const clock = testClock();
    const store = await temporaryStore(clock);
    const id = await addDevice(store);
    await store.findings.reconcile(id, null, [finding("f1")], { decided: known });
    await store.findings.update("f1", { ticket: "NET-7", owner: "ann" }, { actor: "test" });
    clock.forward(1000);
    await store.findings.reconcile(id, null, [], { decided: known });
    clock.forward(1000);
    const result = await store.findings.reconcile(id, null, [finding("f1")], { decided: known });
    expect(result).toEqual({ opened: [], reopened: ["f1"], resolved: [], seen: [], undecided: [] });
    expect(await store.findings.get("f1")).toMatchObject({
      ticket: "NET-7",
      owner: "ann",
      firstSeenAt: "2026-01-01T00:00:00.000Z",
      reopenedAt: "2026-01-01T00:00:02.000Z",
      resolvedAt: null,
    });
  });

  it("resolves only what the audit decided", async () => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    const both = [finding("f1"), finding("f2", { rule: "ssh-version" })];
    await store.findings.reconcile(id, null, both, { decided: known });
    const result = await store.findings.reconcile(id, null, [], { decided: ({ rule }) => rule === "ssh-version" });
    expect(result).toMatchObject({ resolved: ["f2"], undecided: ["f1"] });
  });

  it("leaves the findings of other devices alone, even under an id that both claim", async () => {
    const store = await temporaryStore();
    const one = await addDevice(store, "r1");
    const two = await addDevice(store, "r2");
    await store.findings.reconcile(one, null, [finding("f1")], { decided: known });
    const { opened } = await store.findings.reconcile(two, null, [finding("f1")], { decided: known });
    expect(opened[0]).toMatch(/^f1-[0-9a-f]{8}$/);
    await store.findings.reconcile(two, null, [], { decided: known });
    expect((await store.findings.get("f1"))?.status).toBe("open");
    expect((await store.findings.get(opened[0] ?? ""))?.status).toBe("resolved");
  });

  it("counts moved lines as no change, new words as one", async () => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    await store.findings.reconcile(id, null, [finding("f1")], { decided: known });
    await store.findings.reconcile(id, null, [finding("f1", { lines: [[9, 9]] })], { decided: known });
    expect(await store.findings.get("f1")).toMatchObject({ change: 1, version: 2, lines: [[9, 9]] });
    await store.findings.reconcile(id, null, [finding("f1", { severity: "low" })], { decided: known });
    expect(await store.findings.get("f1")).toMatchObject({ change: 2, version: 3, severity: "low" });
  });

  it("refuses a change of another version", async () => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    await store.findings.reconcile(id, null, [finding("f1")], { decided: known });
    const by = { actor: "test", ifVersion: 1 };
    expect(await store.findings.update("f1", { owner: "ann" }, by)).toMatchObject({
      ok: true,
      finding: { version: 2 },
    });
    expect(await store.findings.update("f1", { owner: "bob" }, by)).toEqual({ ok: false, failure: "version-conflict" });
    expect(await store.findings.update("f9", {}, by)).toEqual({ ok: false, failure: "not-found" });
  });
});
