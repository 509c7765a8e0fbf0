import { parentPort, Worker, workerData } from "node:worker_threads";
import { auditText } from "../audit/audit-text.ts";
import type { Refusal } from "../intake/failures.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { deviceJson } from "../report/json.ts";
import { reportedDevice } from "../report/reported-device.ts";
import type { Rule } from "../rules/rule.ts";
import { rules as everyRule } from "../rules/index.ts";

export interface PostedText {
  readonly bytes: Uint8Array;
  readonly os?: OperatingSystem;
  readonly name?: string;
  /** Every verdict with its evidence, passes too. */
  readonly all: boolean;
}

export interface TextAudit {
  readonly ok: true;
  readonly device: ReturnType<typeof deviceJson>;
}

/** The audit was stopped: it took longer, or more memory, than it may. */
export interface StoppedAudit {
  readonly ok: false;
  readonly failure: "stopped";
}

/** Audits a posted text and forgets it. */
export type TextAuditor = (posted: PostedText) => Promise<TextAudit | Refusal | StoppedAudit>;

/** In this thread: while it works, nothing else does. */
export function auditHere(rules: readonly Rule[]): TextAuditor {
  return async (posted) => auditNow(posted, rules);
}

export interface WorkerBounds {
  /** Shorter texts are audited in this thread, where they end before a worker has started. Bytes. */
  readonly here: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** Of the worker's heap. */
  readonly megabytes: number;
}

const usualBounds: WorkerBounds = { here: 64 * 1024, timeout: 120_000, megabytes: 3072 };

/**
 * Long texts one after the other in a thread of their own, so that requests and pulls go on meanwhile; by every
 * rule of the program, since rules cannot be sent to a thread.
 */
export function auditAside(bounds: WorkerBounds = usualBounds): TextAuditor {
  let last: Promise<unknown> = Promise.resolve();
  return (posted) => {
    if (posted.bytes.length < bounds.here) return Promise.resolve(auditNow(posted, everyRule));
    const audit = last.then(() => auditInWorker(posted, bounds));
    last = audit.catch(() => {});
    return audit;
  };
}

const workerMark = "redoubt-text-audit";

async function auditInWorker(posted: PostedText, bounds: WorkerBounds): Promise<TextAudit | Refusal | StoppedAudit> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { mark: workerMark, posted },
    resourceLimits: { maxOldGenerationSizeMb: bounds.megabytes },
    // Nothing that the text could make a library print reaches our streams.
    stdout: true,
    stderr: true,
  });
  try {
    return await answerOf(worker, bounds.timeout);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, timeout: number): Promise<TextAudit | Refusal | StoppedAudit> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ ok: false, failure: "stopped" }), timeout);
    worker.once("message", (answer: TextAudit | Refusal) => {
      clearTimeout(timer);
      resolve(answer);
    });
    worker.once("error", (error: Error & { readonly code?: string }) => {
      clearTimeout(timer);
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve({ ok: false, failure: "stopped" });
      else reject(error);
    });
  });
}

function auditNow({ bytes, os, name, all }: PostedText, rules: readonly Rule[]): TextAudit | Refusal {
  const path = name ?? "posted";
  const audited = auditText(bytes, { rules, os, device: name, path });
  if (!audited.ok) return audited;
  return { ok: true, device: deviceJson(reportedDevice(path, audited, all), all) };
}

/** This same file is what the worker runs. */
function isOrder(data: unknown): data is { readonly posted: PostedText } {
  return typeof data === "object" && data !== null && "mark" in data && data.mark === workerMark;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
if (parentPort !== null && isOrder(workerData)) parentPort.postMessage(auditNow(workerData.posted, everyRule));
