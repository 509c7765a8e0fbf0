import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { commitPull } from "../../src/store/commit-pull.ts";
import { openDatabase } from "../../src/store/database.ts";
import { openStore } from "../../src/store/open-store.ts";
import { pullStore } from "../../src/store/pulls.ts";
import { deviceStore } from "../../src/store/devices.ts";
import type { PullCommit, Store } from "../../src/store/store.ts";
import type { StoreContext } from "../../src/store/tables.ts";
import { uuidSource } from "../../src/store/uuid.ts";
import { auditInput, entry, finding } from "./records.ts";
import { addDevice, temporaryFolder, temporaryStore } from "./temporary-store.ts";
import { testRing } from "./test-ring.ts";

const commitOf = (pullId: string, text: string, change: Partial<PullCommit> = {}): PullCommit => ({
  pullId,
  config: { text, comparable: text, profile: "cisco-ios", os: "cisco-ios" },
  hostKey: "SHA256:a",
  audit: auditInput(),
  decided: () => true,
  ...change,
});

async function pulled(store: Store, deviceId: string, text: string, change: Partial<PullCommit> = {}) {
  const pull = await store.pulls.start(deviceId, null);
  return await store.commitPull(commitOf(pull.id, text, change));
}

async function snapshot(store: Store, deviceId: string) {
  return {
    device: await store.devices.get(deviceId),
    configs: (await store.configs.list(deviceId)).items,
    audits: (await store.audits.list()).items,
    findings: (await store.findings.list()).items,
  };
}

describe("a commit that breaks", () => {
  it("half way changes nothing", async () => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    await pulled(store, id, "one\n");
    const before = await snapshot(store, id);
    const broken = pulled(store, id, "two\n", {
      audit: auditInput({ findings: [finding("f2")] }),
      decided: () => {
        throw new Error("broken in the middle");
      },
    });
    await expect(broken).rejects.toThrow("broken in the middle");
    expect(await snapshot(store, id)).toEqual(before);
    expect((await pulled(store, id, "two\n")).pull.state).toBe("stored");
  });

  it("on a full disk says so, changes nothing, and goes on when there is room", async () => {
    const db = await openDatabase(join(temporaryFolder(), "redoubt.sqlite"));
    onTestFinished(() => db.destroy());
    const context: StoreContext = {
      db,
      ring: testRing,
      now: () => new Date().toISOString(),
      newId: uuidSource(Date.now),
    };
    await deviceStore(context).sync([entry("r1")], "test");
    const device = await deviceStore(context).byName("r1");
    const pulls = pullStore(context);
    const { id } = await pulls.start(device?.id ?? "", null);
    await sql.raw("pragma max_page_count = 60").execute(db);
    const large = Array.from({ length: 3000 }, (_, index) => finding(`f${index}`));
    const full = commitPull(context, commitOf(id, "one\n", { audit: auditInput({ findings: large }) }));
    await expect(full).rejects.toThrow(expect.objectContaining({ name: "StoreError", code: "disk-full" }));
    const counts = await sql<{
      n: number;
    }>`select (select count(*) from findings) + (select count(*) from audits) + (select count(*) from config_texts) as n`.execute(
      db,
    );
    expect(counts.rows).toEqual([{ n: 0 }]);
    expect((await pulls.get(id))?.state).toBe("running");
    await sql.raw("pragma max_page_count = 100000").execute(db);
    const done = await commitPull(context, commitOf(id, "one\n", { audit: auditInput({ findings: large }) }));
    expect(done.findings.opened).toHaveLength(3000);
  });
});

describe("a database that somebody changed", () => {
  async function altered(statement: string): Promise<Store> {
    const folder = temporaryFolder();
    const store = await openStore(folder, testRing);
    const id = await addDevice(store);
    await pulled(store, id, "one\n");
    await pulled(store, id, "two\n");
    await store.close();
    const sqlite = new Sqlite(join(folder, "redoubt.sqlite"));
    sqlite.exec(statement);
    sqlite.close();
    const again = await openStore(folder, testRing);
    onTestFinished(() => again.close());
    return again;
  }

  it.each([
    ["a changed text", "update config_texts set sealed = cast(sealed || x'00' as blob)"],
    [
      "texts under each other's hash",
      "update config_texts set sealed = (select sealed from config_texts join config_versions using (hash) where number = 1)",
    ],
  ])("is refused by name: %s", async (_, statement) => {
    const store = await altered(statement);
    const device = await store.devices.byName("r1");
    await expect(store.configs.rawText(device?.lastConfigId ?? "")).rejects.toThrow(
      expect.objectContaining({ name: "SecretError", code: "tampered" }),
    );
  });

  it("does not open verdicts that were put in place of others", async () => {
    const store = await altered("update audit_details set sealed = (select sealed from config_texts limit 1)");
    const device = await store.devices.byName("r1");
    await expect(store.audits.detail(device?.lastAuditId ?? "")).rejects.toThrow(
      expect.objectContaining({ code: "tampered" }),
    );
  });

  it.each(["update audit_log set actor = 'nobody'", "delete from audit_log"])(
    "keeps its audit log: %s",
    async (statement) => {
      await expect(altered(statement)).rejects.toThrow("the audit log is append only");
    },
  );
});

describe("the files of the store", () => {
  it("hold no configuration, no unread line and no token", async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder, testRing);
    const id = await addDevice(store);
    await pulled(store, id, "snmp-server community FAKE-secret-2\n");
    const { plain } = await store.tokens.create({ name: "ci", scopes: [], expiresAt: null }, "test");
    await store.idempotency.begin("k", "a", "POST /tokens");
    await store.idempotency.finish("k", "a", { status: 201, headers: {}, body: plain });
    const before = bytesOf(folder);
    await store.close();
    const all = Buffer.concat([before, bytesOf(folder)]);
    expect(all.length).toBeGreaterThan(10_000);
    // The unread line of auditInput holds FAKE-secret-1.
    const found = ["FAKE-secret-1", "FAKE-secret-2", "community", plain, plain.slice(12)].filter((secret) =>
      all.includes(secret),
    );
    expect(found).toEqual([]);
  });
});

function bytesOf(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}
