import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as its user does, from the sources. */
export function runRedoubt(
  words: readonly string[],
  options: { readonly cwd?: string; readonly input?: string | Uint8Array } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(packageRoot, "src", "bin.ts"), ...words], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  return { code: status, stdout, stderr };
}
