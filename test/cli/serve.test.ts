import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ciscoIos } from "../../src/demo/cisco-ios.ts";
import { newHostKey, startSimulatedDevice } from "../../src/demo/simulated-device.ts";
import { packageRoot } from "../../src/package-root.ts";
import { runRedoubt } from "./run-redoubt.ts";

const password = "FAKE-login-1";
const community = "FAKE-community-1";
const config = (transport: string): string =>
  `version 15.7\n!\nhostname edge\n!\nip ssh version 2\n!\nsnmp-server community ${community} RW\n!\nline vty 0 4\n login local\n transport input ${transport}\n!\nend\n`;

let folder = "";
let address = "";
let token = "";
let server: ChildProcess | null = null;
let device: Awaited<ReturnType<typeof startSimulatedDevice>> | null = null;
let printed = "";

const data = (): string => join(folder, "data");
const inventory = (): string => join(folder, "inventory.yaml");

const hostKey = newHostKey();

/** Another configuration behind another port, written to the inventory. */
async function startDevice(transport: string, key = hostKey): Promise<void> {
  await device?.close();
  device = await startSimulatedDevice({
    personality: ciscoIos,
    hostname: "edge",
    config: config(transport),
    username: "auditor",
    password,
    hostKey: key,
  });
  writeFileSync(
    inventory(),
    [
      "credentials:",
      "  auditor:",
      "    env: { username: EDGE_NAME, password: EDGE_PASSWORD }",
      "sites:",
      "  hq: {}",
      "devices:",
      "  - name: edge-1",
      "    host: 127.0.0.1",
      `    port: ${device.port}`,
      "    profile: cisco-ios",
      "    credentials: auditor",
      "    site: hq",
      "schedules:",
      "  - name: nightly",
      '    cron: "30 2 * * *"',
      "    all: true",
      "settings:",
      "  attempts: 1",
      "",
    ].join("\n"),
  );
}

/** The running server takes the inventory anew on SIGHUP. */
async function startDeviceAnew(transport: string, key = hostKey): Promise<void> {
  await startDevice(transport, key);
  server?.kill("SIGHUP");
  await expect.poll(async () => (await ask("/devices")).body.items[0].port, { timeout: 10_000 }).toBe(device?.port);
}

/** What JSON holds: each test says by `expect` what shape it must have. */
type Json = ReturnType<typeof JSON.parse>;

async function startServer(): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      join(packageRoot, "src", "bin.ts"),
      "serve",
      "--inventory",
      inventory(),
      "--data",
      data(),
      "--listen",
      "127.0.0.1:0",
    ],
    { env: { ...process.env, EDGE_NAME: "auditor", EDGE_PASSWORD: password }, stdio: ["ignore", "pipe", "pipe"] },
  );
  server = child;
  const note = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  await vi.waitFor(() => expect(printed).toMatch(/answers on http/), { timeout: 20_000 });
  address = [...printed.matchAll(/answers on (http:\S+?)\/api/g)].at(-1)?.[1] ?? "";
  token = /shown this once: (\S+)/.exec(printed)?.[1] ?? "";
}

async function stopServer(): Promise<number | null> {
  const child = server;
  if (child === null) return null;
  server = null;
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return await ended;
}

async function ask(
  path: string,
  init: { readonly method?: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<{ readonly status: number; readonly body: Json }> {
  const response = await fetch(`${address}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  return { status: response.status, body: await response.json() };
}

async function pull(): Promise<Json> {
  const { body: devices } = await ask("/devices");
  const { status, body } = await ask(`/devices/${devices.items[0].id}/pulls`, { method: "POST" });
  expect(status).toBe(202);
  const job = (): Promise<Json> => ask(`/jobs/${body.id}`).then((answer) => answer.body);
  await expect.poll(async () => (await job()).endedAt, { timeout: 20_000 }).not.toBeNull();
  return await job();
}

async function telnet(): Promise<Json> {
  const { body } = await ask("/findings?rule=telnet-login&status=open,acknowledged,resolved,reopened");
  return body.items[0];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-serve-"));
  await startDevice("telnet ssh");
  await startServer();
}, 40_000);

afterAll(async () => {
  await stopServer();
  await device?.close();
  rmSync(folder, { recursive: true, force: true });
});

it("lists what the inventory says", async () => {
  expect((await ask("/devices")).body.items).toMatchObject([{ name: "edge-1", site: "hq", profile: "cisco-ios" }]);
  expect((await ask("/schedules")).body.items).toMatchObject([{ name: "nightly", cron: "30 2 * * *" }]);
});

it("keeps a finding's life over pulls: open, resolved, reopened, the same id", async () => {
  expect(await pull()).toMatchObject({ state: "succeeded" });
  const opened = await telnet();
  expect(opened).toMatchObject({ status: "open", device: "edge-1", site: "hq" });

  await startDeviceAnew("ssh");
  await pull();
  expect(await telnet()).toMatchObject({ id: opened.id, status: "resolved" });

  await startDeviceAnew("telnet ssh");
  await pull();
  expect(await telnet()).toMatchObject({ id: opened.id, status: "reopened" });
}, 60_000);

it("refuses a changed host key until a person forgets the old one", async () => {
  await startDeviceAnew("telnet ssh", newHostKey());
  expect(await pull()).toMatchObject({ state: "failed", failure: "host-key-changed" });
  const changed = async (): Promise<Json> =>
    (await ask("/findings?rule=host-key-changed&status=open,resolved")).body.items[0];
  expect(await changed()).toMatchObject({ severity: "high", device: "edge-1", status: "open" });
  const { body: devices } = await ask("/devices");
  const forgotten = await fetch(`${address}/api/v1/devices/${devices.items[0].id}/host-key`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(forgotten.ok).toBe(true);
  expect(await pull()).toMatchObject({ state: "succeeded" });
  expect(await changed()).toMatchObject({ status: "resolved" });
}, 60_000);

it("keeps every distinct configuration, and nothing of it in clear", async () => {
  const { body: devices } = await ask("/devices");
  const { body } = await ask(`/devices/${devices.items[0].id}/configs`);
  expect(body.items).toHaveLength(3);
  const stored = readdirSync(data())
    .map((file) => join(data(), file))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));
  expect(stored.some((bytes) => bytes.includes(community) || bytes.includes(password))).toBe(false);
});

it("audits a posted text", async () => {
  const { status, body } = await ask("/audits", {
    method: "POST",
    body: config("telnet"),
    headers: { "content-type": "text/plain" },
  });
  expect(status).toBe(200);
  expect(body.findings.map(({ rule }: { rule: string }) => rule)).toContain("telnet-login");
});

it("refuses a second process on the same folder", () => {
  const { code, stderr } = runRedoubt([
    "serve",
    "--inventory",
    inventory(),
    "--data",
    data(),
    "--listen",
    "127.0.0.1:0",
  ]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Another redoubt works in this data folder\./);
});

it("stops cleanly at once, and starts again with what it had", async () => {
  expect(await stopServer()).toBe(0);
  const before = token;
  printed = "";
  await startServer();
  token = before;
  expect(printed).not.toContain("first token");
  expect(await telnet()).toMatchObject({ status: "reopened" });
});

it("prints no secret", () => {
  expect(printed).not.toContain(password);
  expect(printed).not.toContain(community);
});

it.each([
  ["a credential in the inventory", "credentials:\n  a: { password: FAKE-literal-1 }\n", /inventory\.yaml:2:/],
  ["an unknown key", "devices:\n  - name: a\n    hots: 192.0.2.1\n", /inventory\.yaml:3:5.*hots.*host/],
  [
    "an unknown credential",
    "devices:\n  - { name: a, host: 192.0.2.1, profile: cisco-ios, credentials: none }\n",
    /inventory\.yaml:2:.*none/,
  ],
  ["a schedule that is none", 'schedules:\n  - { name: s, cron: "every day", all: true }\n', /inventory\.yaml:2:/],
])("refuses %s with its place", (_, text, message) => {
  const wrong = join(folder, "wrong");
  rmSync(wrong, { recursive: true, force: true });
  writeFileSync(join(folder, "w-inventory.yaml"), text);
  const { code, stderr } = runRedoubt(["serve", "--inventory", join(folder, "w-inventory.yaml"), "--data", wrong]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain("FAKE-literal-1");
});
