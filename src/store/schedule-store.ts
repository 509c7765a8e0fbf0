import type { Actor, Page, PageRequest, Time } from "./records.ts";

export interface ScheduleEntry {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string | null;
  /** Device names and site names; "all" is every device. */
  readonly devices: "all" | readonly string[];
  readonly sites: readonly string[];
}

export interface ScheduleRecord extends ScheduleEntry {
  readonly id: string;
  readonly lastRunAt: Time | null;
  readonly nextRunAt: Time | null;
  readonly version: number;
}

/** Ordered by name. */
export interface ScheduleStore {
  sync(entries: readonly ScheduleEntry[], actor: Actor): Promise<void>;
  /** By id or name. */
  get(idOrName: string): Promise<ScheduleRecord | null>;
  list(page?: PageRequest): Promise<Page<ScheduleRecord>>;
  ran(name: string, at: Time | null, next: Time | null): Promise<void>;
}
