import { collectFailures, type CollectFailure } from "../collect/pull.ts";
import type { Inventory } from "../inventory/inventory.ts";
import type { JobRecord } from "../store/pull-store.ts";
import { textColumns } from "../report/text-columns.ts";
import { exitCodes, UsageError, type ExitCode } from "./exit-codes.ts";
import { knownProfiles } from "./known-profiles.ts";
import { inventoryFrom, startOperation, type Operation } from "./operation.ts";

export interface PullOptions {
  readonly inventory: string;
  readonly data: string;
  readonly format: "table" | "json";
}

/** What came of one device's pull. */
interface PulledDevice {
  readonly device: string;
  readonly state: "stored" | "unchanged" | "failed";
  readonly failure: JobRecord["failure"];
  readonly detail: string | null;
  readonly findings: number | null;
}

/** `redoubt pull [DEVICE…]`: pulls and audits once, without schedules; exit code 3 where a pull failed. */
export async function pull(
  names: readonly string[],
  { inventory: file, data, format }: PullOptions,
): Promise<ExitCode> {
  const profiles = knownProfiles();
  const inventory = inventoryFrom(file, profiles);
  const chosen = chooseDevices(inventory, names, file);
  const operation = await startOperation({
    folder: data,
    inventory: { ...inventory, schedules: [] },
    profiles,
    env: process.env,
    log: () => undefined,
  });
  try {
    const pulled = await pullDevices(operation, chosen);
    process.stdout.write(format === "json" ? `${JSON.stringify(pulled, null, 2)}\n` : pullTable(pulled));
    return pulled.some(({ state }) => state === "failed") ? exitCodes.pullFailed : exitCodes.clean;
  } finally {
    await operation.stop();
  }
}

function chooseDevices(inventory: Inventory, names: readonly string[], file: string): readonly string[] {
  const known = inventory.devices.map(({ name }) => name);
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) throw new UsageError(`${missing}: ${file} lists no such device.`);
  return names.length === 0 ? known : names;
}

/** Asks for a pull of each device and waits for all; one that fails keeps none of the others back. */
export async function pullDevices(
  { store, jobs }: Operation,
  names: readonly string[],
): Promise<readonly PulledDevice[]> {
  const ids: { readonly name: string; readonly job: string }[] = [];
  for (const name of names) {
    const device = await store.devices.byName(name);
    if (device === null) continue;
    const { job } = await jobs.requestPull(device.id, "cli");
    ids.push({ name, job: job.id });
  }
  await jobs.settled();
  return await Promise.all(
    ids.map(async ({ name, job }) => await pulledDevice(name, await store.jobs.get(job), store)),
  );
}

async function pulledDevice(device: string, job: JobRecord | null, store: Operation["store"]): Promise<PulledDevice> {
  const record = job?.pullId == null ? null : await store.pulls.get(job.pullId);
  if (job === null || job.state !== "succeeded" || (record?.state !== "stored" && record?.state !== "unchanged")) {
    return {
      device,
      state: "failed",
      failure: job?.failure ?? "internal",
      detail: job?.detail ?? null,
      findings: null,
    };
  }
  const counts = await store.findings.count({ device });
  const findings = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { device, state: record.state, failure: null, detail: null, findings };
}

function pullTable(pulled: readonly PulledDevice[]): string {
  return textColumns([
    ["device", "pull", "findings", "why"],
    ...pulled.map(({ device, state, failure, detail, findings }) => [
      device,
      state,
      findings === null ? "-" : String(findings),
      describeFailure(failure, detail),
    ]),
  ]);
}

function describeFailure(failure: JobRecord["failure"], detail: string | null): string {
  if (failure === null) return "";
  const known = isCollectFailure(failure)
    ? `${collectFailures[failure].happened} ${collectFailures[failure].mend}`
    : "";
  return `${failure}: ${[known, detail === null || detail === "" ? "" : `(${detail})`].filter((part) => part !== "").join(" ")}`;
}

function isCollectFailure(failure: string): failure is CollectFailure {
  return failure in collectFailures;
}
