import type { LoggerOptions } from "pino";
import { auditDevice } from "../audit/audit-device.ts";
import { pullConfig } from "../collect/pull-config.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { loadInventory, problemLine } from "../inventory/read-inventory.ts";
import type { JobLog } from "../jobs/pull-and-audit.ts";
import { startPullJobs, type PullJobs } from "../jobs/pull-jobs.ts";
import { pullTargets } from "../jobs/pull-target.ts";
import { parsers } from "../../parsers/index.ts";
import type { Profiles } from "../profiles/profile.ts";
import { rules } from "../rules/index.ts";
import type { AuditSettings } from "../rules/rule.ts";
import { loadMasterKey, type LoadedKey } from "../secrets/master-key.ts";
import { SecretError } from "../secrets/secret-failures.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { StoreError } from "../store/store-failures.ts";
import { UsageError } from "./exit-codes.ts";

/** A data folder in use: what `serve`, `pull` and `demo` work with. */
export interface Operation {
  readonly store: Store;
  readonly jobs: PullJobs;
  readonly profiles: Profiles;
  readonly key: LoadedKey;
  /** What the inventory in use tells beside configurations. */
  readonly settings: () => AuditSettings;
  /** Takes another inventory from now on. */
  follow(inventory: Inventory): Promise<void>;
  /** Lets running pulls finish within their bound, then closes the store. */
  stop(): Promise<void>;
}

export interface OperationOptions {
  readonly folder: string;
  readonly inventory: Inventory;
  readonly profiles: Profiles;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: JobLog;
}

/** Opens the data folder, making it where it is missing, and follows the inventory. Throws UsageError in words for the user. */
export async function startOperation({ folder, inventory, profiles, env, log }: OperationOptions): Promise<Operation> {
  const { key, store } = await openFolder(folder, env);
  let targetFor = pullTargets(inventory, { env, folder, ring: key.ring });
  let settings: AuditSettings = inventory.settings;
  const jobs = await startPullJobs(
    {
      store,
      ring: key.ring,
      rules,
      log,
      targetFor: (device) => targetFor(device),
      pull: (target, signal) => pullConfig(target, { profiles, hostKeys: store.hostKeys, signal }),
      parserFor: (os) => parsers.find(({ id }) => id === os),
      audit: (parsed, device) => auditDevice(parsed, rules, device, settings),
    },
    inventory.settings,
  );
  const follow = async (next: Inventory): Promise<void> => {
    targetFor = pullTargets(next, { env, folder, ring: key.ring });
    settings = next.settings;
    await jobs.follow(next);
  };
  await follow(inventory);
  return {
    store,
    jobs,
    profiles,
    key,
    settings: () => settings,
    follow,
    async stop() {
      await jobs.stop();
      await store.close();
    },
  };
}

/** The data folder's key and store; what is wrong with either is the user's to mend. */
async function openFolder(
  folder: string,
  env: OperationOptions["env"],
): Promise<{ readonly key: LoadedKey; readonly store: Store }> {
  try {
    const key = loadMasterKey({ folder, env, create: true });
    return { key, store: await openStore(folder, key.ring) };
  } catch (error) {
    if (error instanceof SecretError || error instanceof StoreError) throw new UsageError(error.message);
    throw error;
  }
}

/** An inventory from a file, or every problem of it as a line with its place. */
export function inventoryFrom(file: string, profiles: Profiles): Inventory {
  const reading = loadInventory(file, [...profiles.keys()]);
  if (!reading.ok) throw new UsageError(reading.problems.map(problemLine).join("\n"));
  return reading.inventory;
}

/** Log lines go to standard error as JSON; output stays clean. */
export const logOptions: LoggerOptions = {
  level: process.env["REDOUBT_LOG_LEVEL"] ?? "info",
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
};
