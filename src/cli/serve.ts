import pino from "pino";
import { scopeNames } from "../api/access.ts";
import { buildApi } from "../api/build-api.ts";
import { checkAside } from "../api/assertion-checker.ts";
import { auditAside } from "../api/text-auditor.ts";
import { packageVersion } from "../package-root.ts";
import { rules } from "../rules/index.ts";
import { logRedactPaths } from "../secrets/redact.ts";
import type { Store } from "../store/store.ts";
import { UsageError } from "./exit-codes.ts";
import { knownProfiles } from "./known-profiles.ts";
import { inventoryFrom, logOptions, startOperation, type Operation } from "./operation.ts";

export interface ServeOptions {
  readonly inventory: string;
  readonly data: string;
  readonly listen: string;
}

/** `redoubt serve`: pulls on schedule and answers the API until it is told to stop. SIGHUP reads the inventory again. */
export async function serve({ inventory: file, data, listen }: ServeOptions): Promise<void> {
  const { host, port } = parseListen(listen);
  const stopped = untilSignal();
  const logger = pino({ ...logOptions, redact: [...logRedactPaths] }, pino.destination(2));
  const profiles = knownProfiles();
  const operation = await startOperation({
    folder: data,
    inventory: inventoryFrom(file, profiles),
    profiles,
    env: process.env,
    log: (message, fields) => logger.info(fields, message),
  });
  try {
    if (operation.key.created) {
      process.stdout.write(
        `A new key was made: ${operation.key.source}. Keep a copy elsewhere; without it nothing stored can be opened.\n`,
      );
    }
    const token = await firstToken(operation.store);
    if (token !== null) process.stdout.write(`A first token with every scope, shown this once: ${token}\n`);
    if (!isLoopback(host))
      logger.warn("The API speaks plain HTTP, so that tokens can be read on the way: put a TLS proxy before it.");
    const api = await startApi(operation, { host, port, logger: logOptions });
    try {
      process.stdout.write(`Redoubt answers on ${api.address}/api/v1 (described at ${api.address}/api/v1/docs)\n`);
      const reload = (): void => void reloadInventory(operation, file, (message) => logger.error(message));
      process.on("SIGHUP", reload);
      const signal = await stopped;
      process.off("SIGHUP", reload);
      logger.info({ signal }, "stopping");
    } finally {
      await api.close();
    }
  } finally {
    await operation.stop();
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

interface ApiOptions {
  readonly host: string;
  readonly port: number;
  readonly logger: Parameters<typeof buildApi>[0]["logger"];
}

/** Starts the API of an operation; `address` is what a browser takes. Throws UsageError where the address is taken. */
export async function startApi(
  { store, jobs, profiles, settings }: Operation,
  { host, port, logger }: ApiOptions,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const aside = auditAside();
  const app = await buildApi({
    store,
    pulls: jobs,
    rules,
    profiles,
    auditPosted: (posted) => aside({ ...posted, settings: settings() }),
    checkAssertions: checkAside(),
    clock: Date.now,
    logger: logger === false ? false : { ...logger, stream: pino.destination(2) },
    version: packageVersion,
  });
  try {
    return { address: await app.listen({ host, port }), close: () => app.close() };
  } catch (error) {
    await app.close();
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new UsageError(`--listen ${host}:${port}: this address cannot be used (${code}). Name another one.`);
  }
}

/** A data folder without any token gets one, since nobody could ask the API for the first. */
async function firstToken(store: Store): Promise<string | null> {
  const { items } = await store.tokens.list({ limit: 1 });
  if (items.length > 0) return null;
  const { plain } = await store.tokens.create({ name: "first", scopes: scopeNames, expiresAt: null }, "cli");
  return plain;
}

async function reloadInventory(operation: Operation, file: string, fail: (message: string) => void): Promise<void> {
  try {
    await operation.follow(inventoryFrom(file, operation.profiles));
  } catch (error) {
    // A wrong file leaves the inventory that is in use.
    fail(error instanceof UsageError ? error.message : "The inventory could not be read again.");
  }
}

/** Resolves at the first signal to stop; the second one ends the process the hard way. */
export function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
  });
}

function parseListen(listen: string): { readonly host: string; readonly port: number } {
  const colon = listen.lastIndexOf(":");
  const port = Number(listen.slice(colon + 1));
  const host = listen.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  if (colon < 1 || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(`--listen ${listen}: write it as address:port, such as 127.0.0.1:8700.`);
  }
  return { host, port };
}
