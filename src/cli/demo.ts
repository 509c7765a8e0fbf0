import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditText } from "../audit/audit-text.ts";
import type { PullTarget } from "../collect/pull.ts";
import { startDemoFleet } from "../demo/fleet.ts";
import { defaultSettings, type Inventory } from "../inventory/inventory.ts";
import { packageVersion } from "../package-root.ts";
import type { ReportedDevice } from "../report/audit-report.ts";
import { reportedDevice } from "../report/reported-device.ts";
import { auditTable } from "../report/table.ts";
import { rules } from "../rules/index.ts";
import { scopeNames } from "../api/access.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { knownProfiles } from "./known-profiles.ts";
import { startOperation, type Operation } from "./operation.ts";
import { pullDevices } from "./pull.ts";
import { startApi, untilSignal } from "./serve.ts";
import { terminalLook } from "./terminal-look.ts";

export interface DemoOptions {
  readonly once: boolean;
}

/** `redoubt demo`: simulated devices on loopback go the whole way of real ones. Everything is gone when it ends. */
export async function demo({ once }: DemoOptions): Promise<ExitCode> {
  // From the first moment on, so that Ctrl-C while pulling leaves no folder behind either.
  const stopped = untilSignal();
  const folder = mkdtempSync(join(tmpdir(), "redoubt-demo-"));
  const fleet = await startDemoFleet();
  try {
    const env = demoEnvironment(fleet.devices);
    const operation = await startOperation({
      folder,
      inventory: demoInventory(fleet.devices),
      profiles: knownProfiles(),
      env,
      log: () => undefined,
    });
    try {
      return await show(operation, fleet.devices, once ? null : stopped);
    } finally {
      await operation.stop();
    }
  } finally {
    await fleet.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A first look fits two screens; the API has the rest. */
const shownOfEach = 3;

/** Prints the audit, then serves until `stopped`; null: not at all. */
async function show(
  operation: Operation,
  targets: readonly PullTarget[],
  stopped: Promise<unknown> | null,
): Promise<ExitCode> {
  process.stdout.write(`Four simulated devices listen on loopback; pulling their configurations over SSH.\n\n`);
  const pulled = await pullDevices(
    operation,
    targets.map(({ name }) => name),
  );
  const devices = await Promise.all(
    pulled.filter(({ state }) => state !== "failed").map(({ device }) => reported(operation, device)),
  );
  const table = auditTable(
    { version: packageVersion, devices, failed: [], rules },
    {
      ...terminalLook(process.stdout.isTTY),
      all: false,
      most: shownOfEach,
      conclusion:
        "The devices are simulated, with good and bad settings. `npx redoubt audit PATH` shows every finding of your own files.",
    },
  );
  for (const text of table) process.stdout.write(text);
  const failed = pulled.filter(({ state }) => state === "failed");
  for (const { device, failure, detail } of failed) process.stderr.write(`${device}: ${failure} ${detail ?? ""}\n`);
  if (stopped !== null) await serveUntil(stopped, operation);
  return failed.length > 0 ? exitCodes.pullFailed : exitCodes.clean;
}

async function serveUntil(stopped: Promise<unknown>, operation: Operation): Promise<void> {
  const { plain } = await operation.store.tokens.create({ name: "demo", scopes: scopeNames, expiresAt: null }, "cli");
  const api = await startApi(operation, { host: "127.0.0.1", port: 0, logger: false });
  try {
    process.stdout.write(
      [
        "",
        `API      ${api.address}/api/v1   (described at ${api.address}/api/v1/docs)`,
        `Token    ${plain}`,
        `Try      curl -H "Authorization: Bearer ${plain}" "${api.address}/api/v1/findings?severity=critical,high&limit=5"`,
        "",
        "Ctrl-C ends the demo and leaves nothing behind.",
        "",
      ].join("\n"),
    );
    await stopped;
  } finally {
    await api.close();
  }
}

/** The very text that was stored goes through the audit again, to show its lines. */
async function reported({ store }: Operation, name: string): Promise<ReportedDevice> {
  const device = await store.devices.byName(name);
  const version = device === null ? null : await store.configs.latest(device.id);
  const text = version === null ? null : await store.configs.rawText(version.id);
  const audited = auditText(Buffer.from(text ?? "", "utf8"), { rules, device: name, path: name });
  if (!audited.ok) throw new Error(`The demo's device ${name} holds no configuration (${audited.failure}).`);
  return reportedDevice(name, audited, false);
}

function variable(name: string, field: string): string {
  return `DEMO_${name.replaceAll(/[^A-Za-z0-9]/g, "_")}_${field}`;
}

function demoEnvironment(targets: readonly PullTarget[]): Record<string, string | undefined> {
  const env: Record<string, string | undefined> = {};
  for (const { name, credentials } of targets) {
    for (const [field, value] of Object.entries(credentials)) env[variable(name, field)] = value;
  }
  return env;
}

function demoInventory(targets: readonly PullTarget[]): Inventory {
  return {
    devices: targets.map(({ name, host, port, profile, legacyAlgorithms, timeouts }) => ({
      name,
      host,
      port,
      profile,
      site: "demo",
      credentials: name,
      legacyAlgorithms,
      timeouts,
      snmp: null,
    })),
    sites: [{ name: "demo", description: "Simulated devices on loopback" }],
    credentials: new Map(
      targets.map(({ name, credentials }) => [
        name,
        { env: Object.fromEntries(Object.keys(credentials).map((field) => [field, variable(name, field)])) },
      ]),
    ),
    schedules: [],
    settings: defaultSettings,
  };
}
