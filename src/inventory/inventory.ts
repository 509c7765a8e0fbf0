import type { Timeouts } from "../collect/pull.ts";
import type { CredentialReference, SnmpKind } from "../secrets/resolve-credentials.ts";

export interface InventoryDevice {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly profile: string | null;
  readonly site: string | null;
  /** Name of a credential. */
  readonly credentials: string;
  readonly legacyAlgorithms: boolean;
  readonly timeouts: Partial<Timeouts>;
  readonly snmp: { readonly kind: SnmpKind; readonly port: number; readonly credentials: string } | null;
}

export interface InventorySchedule {
  readonly name: string;
  readonly cron: string;
  /** IANA name; null is UTC. */
  readonly timezone: string | null;
  readonly devices: "all" | readonly string[];
  readonly sites: readonly string[];
}

/** Times in milliseconds. */
export interface Settings {
  readonly concurrency: number;
  readonly attempts: number;
  readonly retryDelay: number;
  readonly longestRetryDelay: number;
  readonly stopTimeout: number;
  /** Networks that devices are managed from; empty where nobody said. */
  readonly managementNetworks: readonly string[];
}

export const defaultSettings: Settings = {
  concurrency: 8,
  attempts: 3,
  retryDelay: 5_000,
  longestRetryDelay: 300_000,
  stopTimeout: 10_000,
  managementNetworks: [],
};

/** What the inventory file says, checked: every name that is referred to is there. */
export interface Inventory {
  readonly devices: readonly InventoryDevice[];
  readonly sites: readonly { readonly name: string; readonly description: string | null }[];
  readonly credentials: ReadonlyMap<string, CredentialReference>;
  readonly schedules: readonly InventorySchedule[];
  readonly settings: Settings;
}

export const emptyInventory: Inventory = {
  devices: [],
  sites: [],
  credentials: new Map(),
  schedules: [],
  settings: defaultSettings,
};

/** One thing wrong with the file. Line and column count from 1. */
export interface InventoryProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, "devices.0.host"; empty is the whole file. */
  readonly path: string;
  /** Never quotes what could be a secret. */
  readonly message: string;
}

export type InventoryReading =
  | { readonly ok: true; readonly inventory: Inventory }
  | { readonly ok: false; readonly problems: readonly InventoryProblem[] };
