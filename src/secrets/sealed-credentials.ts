import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { parseCredentialFields, type CredentialFields } from "./credential-fields.ts";
import type { KeyRing } from "./key-ring.ts";
import { privateFileProblems, readPrivateFile } from "./private-file.ts";
import { SecretError } from "./secret-failures.ts";

const maxSecretBytes = 64 * 1024;

export function isSealedName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(name);
}

/**
 * Writes a sealed credential into the data folder, in place of an older one of that name. A crash leaves
 * the old or the new one. The value is read by `readSecretInput`, never taken from an argument.
 */
export function sealCredential(folder: string, ring: KeyRing, name: string, fields: CredentialFields): void {
  if (!isSealedName(name)) throw new SecretError("credential-name");
  const place = join(folder, "credentials");
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const sealed = ring.seal("credentials", Buffer.from(JSON.stringify(fields), "utf8"), contextOf(name));
  const temporary = join(place, `.${name}.${randomBytes(6).toString("hex")}`);
  const file = openSync(temporary, "wx", 0o600);
  try {
    writeSync(file, `${sealed.toString("base64")}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, fileOf(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

export type SealedCredential =
  | { readonly ok: true; readonly fields: CredentialFields }
  | { readonly ok: false; readonly detail: string };

/** Opens a sealed credential; a missing or unreadable one is a value that says why. */
export function openCredential(folder: string, ring: KeyRing, name: string): SealedCredential {
  if (!isSealedName(name)) return { ok: false, detail: "no valid name of a sealed credential" };
  const file = readPrivateFile(fileOf(folder, name), 4 * maxSecretBytes);
  if (!file.ok) return { ok: false, detail: privateFileProblems[file.problem] };
  try {
    const plain = ring.open("credentials", Buffer.from(file.text, "base64"), contextOf(name));
    return { ok: true, fields: parseCredentialFields(plain.toString("utf8"), `sealed credential ${name}`) };
  } catch (error) {
    if (error instanceof SecretError) return { ok: false, detail: error.message };
    throw error;
  }
}

/**
 * Reads a credential from standard input: a YAML or JSON mapping of fields, or, where `username` is given,
 * the bare password (one final line end is not part of it). At most 64 KiB.
 */
export async function readSecretInput(input: Readable, username: string | null): Promise<CredentialFields> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxSecretBytes) throw new SecretError("credential-malformed", "standard input: more than 64 KiB");
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (username === null) return parseCredentialFields(text, "standard input");
  const password = text.replace(/\r?\n$/, "");
  if (password === "") throw new SecretError("credential-malformed", "standard input: empty");
  return { username, password };
}

function fileOf(folder: string, name: string): string {
  return join(folder, "credentials", `${name}.sealed`);
}

function contextOf(name: string): string {
  return `credential:${name}`;
}
