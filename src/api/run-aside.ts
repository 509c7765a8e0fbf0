import { Worker } from "node:worker_threads";

export interface WorkerBounds {
  /** Smaller work is done in this thread, where it ends before a worker has started. Bytes. */
  readonly here: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** Of the worker's heap. */
  readonly megabytes: number;
}

export const usualBounds: WorkerBounds = { here: 64 * 1024, timeout: 120_000, megabytes: 3072 };

/** The work was stopped: it took longer, or more memory, than it may. */
export interface Stopped {
  readonly ok: false;
  readonly failure: "stopped";
}

/** Runs a file in a thread of its own and gives the one message that it posts. `order` is its workerData. */
export async function runAside<Answer>(
  file: URL,
  order: unknown,
  { timeout, megabytes }: WorkerBounds,
): Promise<Answer | Stopped> {
  const worker = new Worker(file, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    // Nothing that a text could make a library print reaches our streams.
    stdout: true,
    stderr: true,
  });
  try {
    return await answerOf<Answer>(worker, timeout);
  } finally {
    await worker.terminate();
  }
}

function answerOf<Answer>(worker: Worker, timeout: number): Promise<Answer | Stopped> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ ok: false, failure: "stopped" }), timeout);
    worker.once("message", (answer: Answer) => {
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

/** Lets one piece of work begin when the one before has ended, however it ended. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
