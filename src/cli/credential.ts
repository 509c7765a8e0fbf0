import { loadMasterKey } from "../secrets/master-key.ts";
import { readSecretInput, sealCredential } from "../secrets/sealed-credentials.ts";
import { SecretError } from "../secrets/secret-failures.ts";
import { UsageError } from "./exit-codes.ts";

export interface SealOptions {
  readonly data: string;
  readonly username?: string;
}

/** `redoubt credential seal NAME`: the secret comes from standard input, so that no process list and no shell history sees it. */
export async function sealFromInput(name: string, { data, username }: SealOptions): Promise<void> {
  if (process.stdin.isTTY) process.stderr.write("Reading from standard input; end with Ctrl-D.\n");
  try {
    const fields = await readSecretInput(process.stdin, username ?? null);
    const { ring, source, created } = loadMasterKey({ folder: data, env: process.env, create: true });
    sealCredential(data, ring, name, fields);
    if (created) process.stdout.write(`A new key was made: ${source}. Keep a copy elsewhere.\n`);
    process.stdout.write(`Sealed. Refer to it in the inventory: credentials: { ${name}: { sealed: ${name} } }\n`);
  } catch (error) {
    if (error instanceof SecretError) throw new UsageError(error.message);
    throw error;
  }
}
