import type { CollectFailure, HostKeys, Timeouts } from "../collect/pull.ts";
import type { Actor, Page, PageRequest, Time } from "./records.ts";

/** A device as the inventory lists it. Credentials are the name of a reference, never a value. */
export interface DeviceEntry {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly profile: string | null;
  readonly site: string | null;
  readonly credentials: string | null;
  readonly legacyAlgorithms: boolean;
  readonly timeouts: Partial<Timeouts>;
}

/** Why the schedule leaves a device alone: its credentials were refused, and trying again could lock the account. */
export interface DeviceHold {
  readonly failure: CollectFailure;
  readonly since: Time;
  /** Keyed hash of entry and credentials that were refused; another hash lifts the hold. */
  readonly credentialsHash: string;
}

export interface DeviceRecord extends DeviceEntry {
  readonly id: string;
  /** What the last audit read; null before it, or where the configuration does not say. */
  readonly os: string | null;
  readonly osVersion: string | null;
  readonly hostname: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly hold: DeviceHold | null;
  /** Ids of the newest pull that ended, the newest stored version, and the newest audit. */
  readonly lastPullId: string | null;
  readonly lastConfigId: string | null;
  readonly lastAuditId: string | null;
  /** When a configuration was last pulled whole. */
  readonly lastSuccessAt: Time | null;
  readonly createdAt: Time;
  readonly updatedAt: Time;
  /** Set when the inventory no longer lists it; history stays. */
  readonly retiredAt: Time | null;
  /** Grows with every write of the record: for ETag. */
  readonly version: number;
}

export interface DeviceFilter {
  readonly site?: string;
  readonly os?: string;
  readonly name?: string;
  /** Without it only devices that the inventory lists; true: retired ones only. */
  readonly retired?: boolean | "any";
}

export interface SyncResult {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly restored: readonly string[];
  readonly retired: readonly string[];
}

/** Ordered by name. */
export interface DeviceStore {
  /** Makes the stored devices those of the inventory, in one transaction. A changed entry lifts its hold. */
  sync(entries: readonly DeviceEntry[], actor: Actor): Promise<SyncResult>;
  get(id: string): Promise<DeviceRecord | null>;
  byName(name: string): Promise<DeviceRecord | null>;
  list(filter?: DeviceFilter, page?: PageRequest): Promise<Page<DeviceRecord>>;
  hold(id: string, hold: { readonly failure: CollectFailure; readonly credentialsHash: string }): Promise<void>;
  /** Lets the schedule try again; false when there was no hold. */
  release(id: string, actor: Actor): Promise<boolean>;
}

export interface HostKeyRecord {
  readonly device: string;
  /** "SHA256:…" */
  readonly fingerprint: string;
  readonly pinnedAt: Time;
}

/** Keys by device name. `pin` of a second, different key throws StoreError "host-key-pinned": forget first. */
export interface HostKeyStore extends HostKeys {
  get(device: string): Promise<HostKeyRecord | null>;
  /** Forgets the pinned key so that the next pull pins anew; false when none was pinned. */
  forget(device: string, actor: Actor): Promise<boolean>;
}
