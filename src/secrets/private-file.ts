import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Why a file that holds a secret was not read. */
export type PrivateFileProblem = "absent" | "not-a-file" | "too-large" | "exposed" | "owner" | "unreadable";

export type PrivateFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: PrivateFileProblem };

/**
 * Reads a file that holds a secret. The checks are made on the opened file, so that it cannot be
 * exchanged in between: a regular file, ours, and closed to group and others. Windows has no such modes.
 */
export function readPrivateFile(path: string, maxBytes: number): PrivateFile {
  let file: number;
  try {
    // Without O_NONBLOCK, opening a FIFO would wait for a writer.
    file = openSync(path, constants.O_RDONLY | (process.platform === "win32" ? 0 : constants.O_NONBLOCK));
  } catch (error) {
    return { ok: false, problem: isAbsent(error) ? "absent" : "unreadable" };
  }
  try {
    const { mode, uid, size, isFile } = describe(file);
    if (!isFile) return { ok: false, problem: "not-a-file" };
    if (size > maxBytes) return { ok: false, problem: "too-large" };
    const own = process.getuid?.();
    if (own !== undefined && uid !== own) return { ok: false, problem: "owner" };
    if (own !== undefined && (mode & 0o077) !== 0) return { ok: false, problem: "exposed" };
    return { ok: true, text: readFileSync(file, "utf8") };
  } catch {
    return { ok: false, problem: "unreadable" };
  } finally {
    closeSync(file);
  }
}

function describe(file: number): { mode: number; uid: number; size: number; isFile: boolean } {
  const status = fstatSync(file);
  return { mode: status.mode, uid: status.uid, size: status.size, isFile: status.isFile() };
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** One sentence on a problem, for people. */
export const privateFileProblems: Readonly<Record<PrivateFileProblem, string>> = {
  absent: "it does not exist",
  "not-a-file": "it is not a file",
  "too-large": "it is too large",
  exposed: "group or others may read it: chmod 600",
  owner: "it belongs to another user",
  unreadable: "it cannot be read",
};
