import { type Dirent, closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { maximumFileBytes } from "../intake/decode-text.ts";
import { refuse, type Refusal } from "../intake/failures.ts";
import { compareText } from "../audit/order.ts";

/** Every file of the given paths: folders are walked in the order of names, and what begins with a dot is left out. */
export function* listInputs(paths: readonly string[]): Generator<string> {
  for (const path of paths) {
    if (path !== "-" && isFolder(path)) yield* walk(path);
    else yield path;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function* walk(folder: string): Generator<string> {
  const entries = entriesOf(folder);
  if (entries === null) {
    // Handed on as an input, so that reading it says why it cannot be read.
    yield folder;
    return;
  }
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    // A linked folder may lead back up, so only real ones are walked.
    if (entry.isDirectory()) yield* walk(path);
    else if (statSync(path, { throwIfNoEntry: false })?.isFile() ?? true) yield path;
  }
}

function entriesOf(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => compareText(a.name, b.name));
  } catch {
    return null;
  }
}

/** The bytes of one input, never more than an input may have. */
export function readInput(path: string): { readonly ok: true; readonly bytes: Uint8Array } | Refusal {
  let descriptor: number | null = null;
  try {
    descriptor = path === "-" ? 0 : openSync(path, "r");
    return readBounded(descriptor);
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOENT" ? refuse("not-found") : refuse("unreadable", code);
  } finally {
    if (descriptor !== null && descriptor !== 0) closeSync(descriptor);
  }
}

function readBounded(descriptor: number): { readonly ok: true; readonly bytes: Uint8Array } | Refusal {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 20);
    const got = readChunk(descriptor, chunk);
    if (got === 0) return { ok: true, bytes: Buffer.concat(chunks, total) };
    total += got;
    if (total > maximumFileBytes) return refuse("too-large", `more than ${maximumFileBytes} bytes`);
    chunks.push(chunk.subarray(0, got));
  }
}

/** Standard input that is a terminal or an empty pipe answers EAGAIN or EOF where a file just ends. */
function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const code = errorCode(error);
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
}
