import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a real peer is installed. Where it is not, says so and lets its tests be skipped; in CI it throws. */
export function hasPeer(path: string, debianPackage: string): boolean {
  if (existsSync(path)) return true;
  const message = `${path} is not there (Debian package ${debianPackage})`;
  if (process.env["CI"] === "true") throw new Error(message);
  console.warn(`Skipped: ${message}.`);
  return false;
}

export interface Peer extends AsyncDisposable {
  readonly output: () => string;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "redoubt-peer-"));
}

/** Starts a daemon in the foreground, waits until it says `ready`, and ends it with its folder on disposal. */
export async function startPeer(
  command: string,
  args: readonly string[],
  ready: RegExp,
  folder: string,
): Promise<Peer> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, SNMP_PERSISTENT_DIR: folder },
  });
  let output = "";
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    const take = (data: Buffer): void => {
      output += data.toString("utf8");
      if (ready.test(output)) resolve();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${command} ended: ${output}`)));
  });
  return { output: () => output, [Symbol.asyncDispose]: () => stopPeer(child, ended, folder) };
}

async function stopPeer(child: ChildProcess, ended: Promise<void>, folder: string): Promise<void> {
  child.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true });
}
