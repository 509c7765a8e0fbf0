import { parentPort, workerData } from "node:worker_threads";
import { auditText } from "../audit/audit-text.ts";
import type { Refusal } from "../intake/failures.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { deviceJson } from "../report/json.ts";
import { reportedDevice } from "../report/reported-device.ts";
import type { AuditSettings, Rule } from "../rules/rule.ts";
import { rules as everyRule } from "../rules/index.ts";
import { oneByOne, runAside, usualBounds, type Stopped, type WorkerBounds } from "./run-aside.ts";

export interface PostedText {
  readonly bytes: Uint8Array;
  readonly os?: OperatingSystem;
  readonly name?: string;
  /** Every verdict with its evidence, passes too. */
  readonly all: boolean;
  /** What the operator told beside the configuration. */
  readonly settings?: AuditSettings;
}

export interface TextAudit {
  readonly ok: true;
  readonly device: ReturnType<typeof deviceJson>;
}

/** Audits a posted text and forgets it. */
export type TextAuditor = (posted: PostedText) => Promise<TextAudit | Refusal | Stopped>;

/** In this thread: while it works, nothing else does. */
export function auditHere(rules: readonly Rule[]): TextAuditor {
  return async (posted) => auditNow(posted, rules);
}

/**
 * Long texts one after the other in a thread of their own, so that requests and pulls go on meanwhile; by every
 * rule of the program, since rules cannot be sent to a thread.
 */
export function auditAside(bounds: WorkerBounds = usualBounds): TextAuditor {
  const inTurn = oneByOne();
  return (posted) => {
    if (posted.bytes.length < bounds.here) return Promise.resolve(auditNow(posted, everyRule));
    return inTurn(() => runAside<TextAudit | Refusal>(new URL(import.meta.url), { mark: workerMark, posted }, bounds));
  };
}

const workerMark = "redoubt-text-audit";

function auditNow({ bytes, os, name, all, settings }: PostedText, rules: readonly Rule[]): TextAudit | Refusal {
  const path = name ?? "posted";
  const audited = auditText(bytes, { rules, os, device: name, path, settings });
  if (!audited.ok) return audited;
  return { ok: true, device: deviceJson(reportedDevice(path, audited, all), all) };
}

/** This same file is what the worker runs. */
function isOrder(data: unknown): data is { readonly posted: PostedText } {
  return typeof data === "object" && data !== null && "mark" in data && data.mark === workerMark;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
if (parentPort !== null && isOrder(workerData)) parentPort.postMessage(auditNow(workerData.posted, everyRule));
