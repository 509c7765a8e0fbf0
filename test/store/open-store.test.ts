import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { KeyRing } from "../../src/secrets/key-ring.ts";
import { openStore } from "../../src/store/open-store.ts";
import { temporaryFolder } from "./temporary-store.ts";
import { testRing } from "./test-ring.ts";

const refused = (code: string) => expect.objectContaining({ name: "StoreError", code });

/** A folder with a store that is closed again. */
async function closedStore(): Promise<string> {
  const folder = temporaryFolder();
  await (await openStore(folder, testRing)).close();
  return folder;
}

function alter(folder: string, ...statements: readonly string[]): void {
  const sqlite = new Sqlite(join(folder, "redoubt.sqlite"));
  for (const statement of statements) sqlite.exec(statement);
  sqlite.close();
}

const holdFolder = new URL("./hold-folder.ts", import.meta.url);
const writeForEver = new URL("./write-for-ever.ts", import.meta.url);

/** Runs a script until it says something. */
async function script(file: URL, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(file), folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return child;
}

describe("the data folder", () => {
  it("is made for its owner alone, and so is every file in it", async () => {
    const folder = join(temporaryFolder(), "a", "data");
    const store = await openStore(folder, testRing);
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
    await store.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(Object.fromEntries(modes)).toMatchObject({ "redoubt.sqlite": "600", "redoubt.sqlite-wal": "600" });
    expect(new Set(modes.map(([, mode]) => mode))).toEqual(new Set(["600"]));
  });

  it("is closed to others when it holds nothing else, and refused when it does", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    await (await openStore(folder, testRing)).close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    chmodSync(folder, 0o750);
    writeFileSync(join(folder, "thesis.txt"), "");
    await expect(openStore(folder, testRing)).rejects.toThrow(refused("folder-exposed"));
  });

  it.each([
    ["a file", "file"],
    ["below a file", "file/data"],
  ])("is not %s", async (_, path) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "", { mode: 0o600 });
    await expect(openStore(join(folder, path), testRing)).rejects.toThrow(refused("folder-unusable"));
  });

  it("keeps what it holds over opening and closing", async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder, testRing);
    await store.hostKeys.pin("r1", "SHA256:a");
    await store.close();
    const again = await openStore(folder, testRing);
    onTestFinished(() => again.close());
    expect(await again.hostKeys.pinned("r1")).toBe("SHA256:a");
  });
});

describe("a second opening", () => {
  it("by another process is refused and names the holder, until that one is gone in whatever way", async () => {
    const folder = temporaryFolder();
    const holder = await script(holdFolder, folder);
    await expect(openStore(folder, testRing)).rejects.toThrow(`process ${holder.pid}`);
    await expect(openStore(folder, testRing)).rejects.toThrow(refused("locked"));
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const store = await openStore(folder, testRing);
    await store.close();
  });

  it("by the same process is refused too", async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder, testRing);
    await expect(openStore(folder, testRing)).rejects.toThrow(`process ${process.pid}`);
    await store.ping();
    await store.close();
    await (await openStore(folder, testRing)).close();
  });

  it("works after one that was refused", async () => {
    const folder = await closedStore();
    const other = new KeyRing(Buffer.alloc(32, "FAKE-other"));
    await expect(openStore(folder, other)).rejects.toThrow(refused("wrong-key"));
    await (await openStore(folder, testRing)).close();
  });
});

describe("a database", () => {
  it("of a newer version is refused and left as it is", async () => {
    const folder = await closedStore();
    alter(folder, "insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')");
    await expect(openStore(folder, testRing)).rejects.toThrow(refused("newer-schema"));
    await expect(openStore(folder, testRing)).rejects.toThrow("9999-later");
  });

  it.each([
    ["another program's", (path: string) => new Sqlite(path).exec("create table t (a)").close(), "not-a-store"],
    ["no database", (path: string) => writeFileSync(path, "hostname r1\n".repeat(500)), "not-a-store"],
  ])("that is %s is refused", async (_, make, code) => {
    const folder = temporaryFolder();
    make(join(folder, "redoubt.sqlite"));
    await expect(openStore(folder, testRing)).rejects.toThrow(refused(code));
  });

  it("that is a folder is refused", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "redoubt.sqlite"));
    await expect(openStore(folder, testRing)).rejects.toThrow(refused("folder-unusable"));
  });

  it("whose migration broke in the middle has none of it", async () => {
    const folder = temporaryFolder();
    // The name of a later table is taken, so that the first migration fails half way.
    alter(folder, "pragma application_id = 1380205140", "create table jobs (a)");
    await expect(openStore(folder, testRing)).rejects.toThrow("jobs already exists");
    const sqlite = new Sqlite(join(folder, "redoubt.sqlite"));
    const tables = sqlite
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'kysely%'")
      .pluck()
      .all();
    sqlite.close();
    expect(tables).toEqual(["jobs"]);
  });

  it("answers with a named error after it was closed", async () => {
    const store = await openStore(temporaryFolder(), testRing);
    await store.close();
    await expect(store.devices.list()).rejects.toThrow(/closed|destroyed/);
  });
});

describe("a process that is killed while it writes", () => {
  it.each([40, 130, 310])("after %i ms leaves a whole database", async (milliseconds) => {
    const folder = temporaryFolder();
    const writer = await script(writeForEver, folder);
    await new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
    writer.kill("SIGKILL");
    await once(writer, "exit");
    const store = await openStore(folder, testRing);
    await store.jobs.interruptUnfinished();
    const [last] = (await store.pulls.list({ state: "stored" })).items;
    const text = await store.configs.rawText(last?.configId ?? "");
    const detail = await store.audits.detail(last?.auditId ?? "");
    const runningPulls = (await store.pulls.list({ state: "running" })).items;
    const runningJobs = (await store.jobs.list({ state: "running" })).items;
    await store.close();
    expect(text).toMatch(/^turn \d+\n/);
    expect(detail?.unread).toHaveLength(1);
    expect([...runningPulls, ...runningJobs]).toEqual([]);
    const sqlite = new Sqlite(join(folder, "redoubt.sqlite"));
    const count = (sql: string): unknown => sqlite.prepare(sql).pluck().get();
    const state = {
      integrity: count("pragma integrity_check"),
      dangling: sqlite.pragma("foreign_key_check"),
      storedWithoutAudit: count(
        "select count(*) from pulls where state = 'stored' and (audit_id is null or config_id is null)",
      ),
      auditsWithoutPull: count(
        "select count(*) from audits where pull_id not in (select id from pulls where audit_id = audits.id)",
      ),
      versionsWithoutPull: count(
        "select count(*) from config_versions where id not in (select config_id from pulls where config_id is not null)",
      ),
      textsWithoutVersion: count(
        "select count(*) from config_texts where hash not in (select hash from config_versions)",
      ),
      unresolvedPerDevice: sqlite
        .prepare(
          "select distinct (select count(*) from findings where device_id = devices.id and status <> 'resolved') from devices where last_audit_id is not null",
        )
        .pluck()
        .all(),
      changesAhead: count("select count(*) from findings where change > (select value from counters)"),
    };
    sqlite.close();
    expect(state).toEqual({
      integrity: "ok",
      dangling: [],
      storedWithoutAudit: 0,
      auditsWithoutPull: 0,
      versionsWithoutPull: 0,
      textsWithoutVersion: 0,
      unresolvedPerDevice: [50],
      changesAhead: 0,
    });
  });
});
