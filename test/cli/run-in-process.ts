import { main } from "../../src/cli/main.ts";
import type { Ran } from "./run-redoubt.ts";

/**
 * Runs a command line in this process, where starting the program anew for each of many cases would take most of the
 * time. One at a time, since standard output is taken over; `cwd` holds while it runs.
 */
export async function runInProcess(words: readonly string[], cwd: string): Promise<Ran> {
  const before = process.cwd();
  // Each run listens for a closed pipe.
  process.stdout.setMaxListeners(0);
  const stdout = takeOver(process.stdout);
  const stderr = takeOver(process.stderr);
  process.chdir(cwd);
  try {
    return { code: await main(words), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.chdir(before);
    stdout.giveBack();
    stderr.giveBack();
  }
}

function takeOver(stream: NodeJS.WriteStream): { readonly text: () => string; readonly giveBack: () => void } {
  const write = stream.write.bind(stream);
  let taken = "";
  stream.write = (chunk: string | Uint8Array): boolean => {
    taken += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return true;
  };
  return {
    text: () => taken,
    giveBack: () => {
      stream.write = write;
    },
  };
}
