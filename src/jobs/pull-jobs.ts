import { collectFailures } from "../collect/pull.ts";
import type { Inventory } from "../inventory/inventory.ts";
import type { DeviceRecord, SyncResult } from "../store/device-store.ts";
import type { JobRecord } from "../store/pull-store.ts";
import type { Actor } from "../store/records.ts";
import { pullAndAudit, type PullAndAuditDeps, type PullAndAuditResult } from "./pull-and-audit.ts";
import { credentialsHash, loginHash } from "./pull-target.ts";
import { refusedLogins } from "./refused-logins.ts";
import { mayRetry, retryDelay } from "./retry.ts";
import { followSchedule, scheduledDevices } from "./schedules.ts";
import { slots } from "./slots.ts";
import { realTime, type Time } from "./time.ts";

export interface PullJobsDeps extends PullAndAuditDeps {
  readonly time?: Time;
}

export interface PullJobs {
  /** Brings the store in line with an inventory and follows its schedules, in place of those before. */
  readonly follow: (inventory: Inventory) => Promise<SyncResult>;
  /** A job for one device, or the one under way (`joined`). Answers before the pull starts. A person's word lifts a hold. */
  readonly requestPull: (
    deviceId: string,
    actor: Actor,
  ) => Promise<{ readonly job: JobRecord; readonly joined: boolean }>;
  /** Resolves when no job is queued, waiting or running. */
  readonly settled: () => Promise<void>;
  /** No further attempts; running pulls may finish within `stopTimeout`, then they are cancelled. */
  readonly stop: () => Promise<void>;
}

interface PullRequest {
  readonly deviceId: string;
  readonly actor: Actor;
  readonly schedule?: string;
}

/** After a cancelled pull was told to stop, it has this long to do so. */
const cancelTimeout = 2_000;

/**
 * Pulls in this process. Call once per open store: jobs that an earlier process left behind are marked interrupted.
 */
export async function startPullJobs(deps: PullJobsDeps, settings: Inventory["settings"]): Promise<PullJobs> {
  const { store, log, time = realTime } = deps;
  const stopping = new AbortController();
  const cancelling = new AbortController();
  const running = new Set<Promise<void>>();
  const active = new Set<string>();
  const logins = refusedLogins();
  const inSlot = slots(settings.concurrency);
  let schedules = new AbortController();

  for (const { id, deviceId } of await store.jobs.interruptUnfinished())
    log("job interrupted", { job: id, device: deviceId });

  /** Keeps a task in view until it ends; whatever it throws ends that task alone. */
  const watch = (task: Promise<void>): void => {
    const watched = task
      .catch((error: unknown) => log("job broke", { kind: kindOf(error) }))
      .finally(() => running.delete(watched));
    running.add(watched);
  };

  const runJob = async (job: JobRecord): Promise<void> => {
    let startedAt: string | undefined;
    for (let attempts = 1; ; attempts += 1) {
      const result = await inSlot(async () => {
        if (stopping.signal.aborted) return null;
        startedAt ??= now(time);
        await store.jobs.change(job.id, { state: "running", startedAt, attempts, nextAttemptAt: null });
        return await attempt(job);
      });
      const again =
        result !== null && result !== "held" && !result.ok && mayRetry(result.failure) && attempts < settings.attempts;
      if (result === null || !again || stopping.signal.aborted) {
        await endJob(job, result);
        return;
      }
      const delay = retryDelay(attempts, settings, time.random);
      const { failure, detail, pull } = result;
      const nextAttemptAt = new Date(time.clock() + delay).toISOString();
      await store.jobs.change(job.id, { state: "waiting", failure, detail, pullId: pull.id, nextAttemptAt });
      await time.sleep(delay, stopping.signal);
    }
  };

  /** One pull; "held" where the schedule keeps off a login that several devices refused in a row. */
  const attempt = async (job: JobRecord): Promise<PullAndAuditResult | "held"> => {
    const device = await store.devices.get(job.deviceId);
    const target = device === null ? null : deps.targetFor(device);
    const login = target?.ok === true ? loginHash(deps.ring, target.value) : null;
    if (login !== null && job.schedule !== null && logins.tooMany(login)) return "held";
    const result = await pullAndAudit(job.deviceId, deps, { jobId: job.id, signal: cancelling.signal });
    if (login !== null && result.ok) logins.accepted(login);
    if (login !== null && !result.ok && result.failure === "credentials-refused") logins.refused(login, job.deviceId);
    return result;
  };

  const endJob = async (job: JobRecord, result: PullAndAuditResult | "held" | null): Promise<void> => {
    const end = { endedAt: now(time), nextAttemptAt: null };
    if (result === "held") {
      const detail =
        "Not tried: several devices in a row refused this login, and the account could get locked. The schedule tries again once the credential changes, or when a pull that was asked for succeeds.";
      await store.jobs.change(job.id, { ...end, state: "failed", failure: "held", detail });
      log("login held", { device: job.deviceId, job: job.id });
      return;
    }
    if (result === null) {
      await store.jobs.change(job.id, { ...end, state: "cancelled" });
      return;
    }
    const pullId = result.pull.id;
    if (result.ok) {
      const auditId = result.audit.id;
      await store.jobs.change(job.id, { ...end, state: "succeeded", failure: null, detail: null, pullId, auditId });
      log("pulled", { device: job.deviceId, job: job.id, state: result.pull.state });
      return;
    }
    const { failure, detail } = result;
    const state = failure === "cancelled" ? "cancelled" : "failed";
    await store.jobs.change(job.id, { ...end, state, failure, detail, pullId });
    log("pull failed", { device: job.deviceId, job: job.id, failure, detail });
  };

  const enqueue = async (request: PullRequest): Promise<{ readonly job: JobRecord; readonly joined: boolean }> => {
    const queued = await store.jobs.enqueue(request);
    if (queued.joined && active.has(queued.job.id)) return queued;
    if (queued.joined) {
      // Its end could not be written, when the disk was full for example: nobody works on it.
      await store.jobs.change(queued.job.id, { state: "interrupted", endedAt: now(time), nextAttemptAt: null });
      return await enqueue(request);
    }
    const { id } = queued.job;
    active.add(id);
    watch(
      runJob(queued.job)
        .catch(async (error: unknown) => {
          log("job broke", { job: id, kind: kindOf(error) });
          await endBroken(id, kindOf(error));
        })
        .finally(() => active.delete(id)),
    );
    return queued;
  };

  const endBroken = async (id: string, kind: string): Promise<void> => {
    const detail = `The program failed (${kind}); the log says where.`;
    await store.jobs.change(id, {
      state: "failed",
      endedAt: now(time),
      nextAttemptAt: null,
      failure: "internal",
      detail,
    });
  };

  /** True when the device refused these very credentials before. A changed credential lifts the hold. */
  const isHeld = async (device: DeviceRecord, actor: Actor): Promise<boolean> => {
    if (device.hold === null) return false;
    const target = deps.targetFor(device);
    // Without credentials there will be no attempt at all, and the hold is as good as before.
    if (!target.ok) return false;
    if (credentialsHash(deps.ring, target.value) === device.hold.credentialsHash) return true;
    await store.devices.release(device.id, actor);
    return false;
  };

  const runSchedule = async (inventory: Inventory, schedule: Inventory["schedules"][number]): Promise<void> => {
    const actor = `schedule:${schedule.name}`;
    for (const name of scheduledDevices(inventory, schedule)) {
      if (stopping.signal.aborted) return;
      const device = await store.devices.byName(name);
      if (device === null || device.retiredAt !== null) continue;
      const request = { deviceId: device.id, actor, schedule: schedule.name };
      if (await isHeld(device, actor)) await noteHeld(device, request);
      else await enqueue(request);
    }
  };

  /** A job that says why nothing was tried, so that a schedule that leaves a device out is seen. */
  const noteHeld = async (device: DeviceRecord, request: PullRequest) => {
    const { job, joined } = await store.jobs.enqueue(request);
    if (joined || device.hold === null) return;
    const { failure, since } = device.hold;
    const detail = `Not tried: ${collectFailures[failure].happened} (${since}) The schedule tries again once the credential or the device's entry changes, or when a pull is asked for.`;
    await store.jobs.change(job.id, { state: "failed", endedAt: now(time), failure: "held", detail });
    log("device held", { device: device.name, failure });
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    const settled = Promise.all(running);
    if (await endsWithin(settled, settings.stopTimeout)) return;
    cancelling.abort();
    await endsWithin(settled, cancelTimeout);
  };
  let stopped: Promise<void> | null = null;

  return {
    async follow(inventory) {
      const result = await store.devices.sync(inventory.devices, "inventory");
      await store.schedules.sync(inventory.schedules, "inventory");
      schedules.abort();
      schedules = new AbortController();
      const signal = AbortSignal.any([schedules.signal, stopping.signal]);
      for (const schedule of inventory.schedules) {
        const run = (): void => watch(runSchedule(inventory, schedule));
        followSchedule(schedule, { store, time, log, run }, signal).catch((error: unknown) =>
          log("schedule broke", { schedule: schedule.name, kind: kindOf(error) }),
        );
      }
      return result;
    },
    async requestPull(deviceId, actor) {
      await store.devices.release(deviceId, actor);
      return await enqueue({ deviceId, actor });
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    stop: () => (stopped ??= stop()),
  };
}

async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const waiting = new AbortController();
  const late = realTime.sleep(milliseconds, waiting.signal).then(() => false);
  const ended = await Promise.race([work.then(() => true), late]);
  waiting.abort();
  return ended;
}

const now = (time: Time): string => new Date(time.clock()).toISOString();

const kindOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? `${error.name}, ${error.code}` : error.name;
};
