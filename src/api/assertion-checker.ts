import { parentPort, workerData } from "node:worker_threads";
import type { AssertedDevice } from "../assertions/assert-device.ts";
import { assertText } from "../assertions/assert-text.ts";
import { assertionsOf } from "../assertions/assertions-of.ts";
import { describeRefusal } from "../intake/failures.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { assertJson } from "../report/acl/assert-report.ts";
import type { FailedInput } from "../report/audit-report.ts";
import { oneByOne, runAside, usualBounds, type Stopped, type WorkerBounds } from "./run-aside.ts";

/** A configuration to check; `name` is what answers call it. */
export interface NamedText {
  readonly name: string;
  readonly os: OperatingSystem | undefined;
  readonly bytes: Uint8Array;
}

export interface PostedAssertions {
  /** A document that `assertionsOf` takes. */
  readonly document: unknown;
  /** How many assertions it has. */
  readonly count: number;
  readonly texts: readonly NamedText[];
  /** Inputs that there is no text of, to be told with the rest. */
  readonly failed: readonly FailedInput[];
}

export interface CheckedAssertions {
  readonly ok: true;
  readonly report: ReturnType<typeof assertJson>;
}

/** Checks assertions on configurations and forgets them. */
export type AssertionChecker = (posted: PostedAssertions) => Promise<CheckedAssertions | Stopped>;

/** In this thread: while it works, nothing else does. */
export const checkHere: AssertionChecker = async (posted) => checkNow(posted);

/** What takes long one after the other in a thread of its own, so that requests and pulls go on meanwhile. */
export function checkAside(bounds: WorkerBounds = usualBounds): AssertionChecker {
  const inTurn = oneByOne();
  return (posted) => {
    const bytes = posted.texts.reduce((sum, text) => sum + text.bytes.length, 0);
    if (bytes * posted.count < bounds.here) return Promise.resolve(checkNow(posted));
    return inTurn(() => runAside<CheckedAssertions>(new URL(import.meta.url), { mark: workerMark, posted }, bounds));
  };
}

const workerMark = "redoubt-assertions";

function checkNow({ document, texts, failed }: PostedAssertions): CheckedAssertions {
  const reading = assertionsOf(document);
  if (!reading.ok) throw new Error("The document was not checked before.");
  const { assertions } = reading;
  const devices: AssertedDevice[] = [];
  const refused: FailedInput[] = [...failed];
  for (const { name, os, bytes } of texts) {
    const asserted = assertText(bytes, { assertions, os, name, path: name });
    if (asserted.ok) devices.push(asserted.device);
    else refused.push({ path: name, line: asserted.line, message: describeRefusal(name, asserted) });
  }
  return { ok: true, report: assertJson({ version: null, assertions, devices, failed: refused }) };
}

/** This same file is what the worker runs. */
function isOrder(data: unknown): data is { readonly posted: PostedAssertions } {
  return typeof data === "object" && data !== null && "mark" in data && data.mark === workerMark;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
if (parentPort !== null && isOrder(workerData)) parentPort.postMessage(checkNow(workerData.posted));
