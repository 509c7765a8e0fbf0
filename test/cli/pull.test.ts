import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ciscoIos } from "../../src/demo/cisco-ios.ts";
import { startSimulatedDevice } from "../../src/demo/simulated-device.ts";
import { packageRoot } from "../../src/package-root.ts";
import { runRedoubt } from "./run-redoubt.ts";

const password = "FAKE-login-2";
const enableSecret = "FAKE-enable-2";
const config =
  "version 15.7\n!\nhostname edge\n!\nip ssh version 2\n!\nline vty 0 4\n login local\n transport input ssh\n!\nend\n";

let folder = "";
let device: Awaited<ReturnType<typeof startSimulatedDevice>>;

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The device lives in this process, so that the program must not block it. */
function pull(...words: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [
    join(packageRoot, "src", "bin.ts"),
    "pull",
    "--inventory",
    join(folder, "inventory.yaml"),
    "--data",
    join(folder, "data"),
    ...words,
  ]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-pull-"));
  device = await startSimulatedDevice({
    personality: ciscoIos,
    hostname: "edge",
    config,
    username: "auditor",
    password,
    enableSecret,
  });
  writeFileSync(
    join(folder, "inventory.yaml"),
    `credentials:
  sealed-one: { sealed: auditor }
devices:
  - { name: edge-1, host: 127.0.0.1, port: ${device.port}, profile: cisco-ios, credentials: sealed-one }
  - { name: nobody, host: 127.0.0.1, port: 1, profile: cisco-ios, credentials: sealed-one }
settings:
  attempts: 1
`,
  );
});

afterAll(async () => {
  await device.close();
  rmSync(folder, { recursive: true, force: true });
});

it("says which credential is missing, and sends nothing", async () => {
  const { code, stdout } = await pull("edge-1");
  expect(code).toBe(3);
  expect(stdout).toMatch(/edge-1 +failed .*credential-missing: .*auditor/);
  expect(device.attempts).toBe(0);
});

it("seals a credential from standard input", () => {
  const { code, stdout, stderr } = runRedoubt(["credential", "seal", "auditor", "--data", join(folder, "data")], {
    input: `username: auditor\npassword: ${password}\nenableSecret: ${enableSecret}\n`,
  });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).not.toContain(password);
});

it("pulls and audits what it can, and names the failure of the other", async () => {
  const { code, stdout, stderr } = await pull();
  expect(stdout).toMatch(/edge-1 +stored +[1-9]/);
  expect(stdout).toMatch(/nobody +failed +- +connect-refused: The device refused the connection\./);
  expect(code).toBe(3);
  expect(stdout + stderr).not.toContain(password);
});

it("knows an unchanged configuration", async () => {
  const { code, stdout } = await pull("edge-1", "--format", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ device: "edge-1", state: "unchanged", failure: null }]);
});

it("refuses a device that is not in the inventory", async () => {
  const { code, stderr } = await pull("edge-9");
  expect(code).toBe(2);
  expect(stderr).toMatch(/edge-9: .* lists no such device/);
});
