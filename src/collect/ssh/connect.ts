import { createHash } from "node:crypto";
import { setTimeout as rest } from "node:timers/promises";
import ssh2, { type Client, type ClientChannel } from "ssh2";
import { PullStopped } from "../pull-stopped.ts";
import type { CollectFailure, HostKeys, PullTarget, Timeouts } from "../pull.ts";
import type { Terminal } from "../terminal.ts";
import { algorithmsFor } from "./algorithms.ts";
import { createAuthentication } from "./authenticate.ts";

/** A device logged in to over SSH, with its shell open. */
export interface SshConnection {
  readonly terminal: Terminal;
  /** SSH asked for no credential, so the shell may. */
  readonly shellAsks: boolean;
}

export interface SshOptions {
  readonly target: PullTarget;
  readonly timeouts: Timeouts;
  readonly hostKeys: HostKeys;
  readonly signal: AbortSignal | undefined;
  /** Told as soon as the device has shown its key. */
  readonly onHostKey: (fingerprint: string) => void;
}

/** Wide and long, so that a device which asks the terminal neither wraps nor pages. */
const windowSize = { term: "vt100", cols: 511, rows: 511, width: 0, height: 0 };

/** How long a device may take to say goodbye. */
const goodbye = 500;

const socketFailures: Readonly<Record<string, CollectFailure>> = {
  ECONNREFUSED: "connect-refused",
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  ETIMEDOUT: "connect-timeout",
  EHOSTUNREACH: "connect-timeout",
  ENETUNREACH: "connect-timeout",
};

/** "SHA256:" and unpadded base64, as `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/** Runs `work` in a shell of the device and closes the connection whatever happens. Rejects with PullStopped. */
export async function withSsh<T>(options: SshOptions, work: (connection: SshConnection) => Promise<T>): Promise<T> {
  const { privateKey, passphrase } = options.target.credentials;
  if (privateKey !== undefined && ssh2.utils.parseKey(privateKey, passphrase) instanceof Error) {
    throw new PullStopped("credentials-refused", "Nothing was sent: the private key cannot be read.");
  }
  const client = new ssh2.Client();
  let closed = false;
  client.once("close", () => {
    closed = true;
  });
  const destroy = (): void => {
    client.destroy();
  };
  options.signal?.addEventListener("abort", destroy, { once: true });
  try {
    const shellAsks = await logIn(client, options);
    const channel = await openShell(client, options.timeouts.login);
    return await work({ terminal: terminalOf(channel), shellAsks });
  } finally {
    options.signal?.removeEventListener("abort", destroy);
    if (!closed) await close(client);
  }
}

function logIn(client: Client, options: SshOptions): Promise<boolean> {
  const { target, timeouts, hostKeys, signal } = options;
  return new Promise((resolve, reject) => {
    let phase: "connect" | "login" | "done" = "connect";
    let seenKey: string | null = null;
    const offers: string[] = [];
    const stop = (reason: Error): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      phase = "done";
      reject(reason);
    };
    const cancel = (): void => stop(new PullStopped("cancelled", "During login."));
    let timer = setTimeout(
      () => stop(new PullStopped("connect-timeout", `After ${timeouts.connect / 1000} s.`)),
      timeouts.connect,
    );
    signal?.addEventListener("abort", cancel, { once: true });
    const authentication = createAuthentication(target.credentials, stop);

    const verify = async (key: Buffer): Promise<boolean> => {
      seenKey = fingerprint(key);
      options.onHostKey(seenKey);
      const pinned = await hostKeys.pinned(target.name);
      if (pinned === null || pinned === seenKey) return true;
      stop(new PullStopped("host-key-changed", `Pinned ${pinned}, shown ${seenKey}. No credential was sent.`));
      return false;
    };

    /** The key is pinned once the device has proved to hold it, and before any credential leaves. */
    const pin = async (): Promise<void> => {
      if (seenKey !== null && (await hostKeys.pinned(target.name)) === null) await hostKeys.pin(target.name, seenKey);
    };

    client
      .on("connect", () => client.setNoDelay(true))
      .on("handshake", () => {
        if (phase !== "connect") return;
        phase = "login";
        clearTimeout(timer);
        timer = setTimeout(
          () => stop(new PullStopped("login-timeout", `After ${timeouts.login / 1000} s of authentication.`)),
          timeouts.login,
        );
      })
      .on("ready", () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", cancel);
        phase = "done";
        resolve(!authentication.attempted);
      })
      .on("change password", () => stop(new PullStopped("password-change-asked", "SSH itself asked for it.")))
      .on("error", (error) => stop(connectFailure(error, authentication.attempted, offers)))
      .on("close", () => stop(lost(authentication.attempted)))
      .connect({
        host: target.host,
        port: target.port,
        username: target.credentials.username,
        readyTimeout: 0,
        algorithms: algorithmsFor(target.legacyAlgorithms),
        hostVerifier: (key: Buffer, verified: (permitted: boolean) => void) => {
          verify(key).then(verified, (error: unknown) => {
            stop(asError(error));
            verified(false);
          });
        },
        authHandler: (offered, partial, next) => {
          const proceed = (): void => {
            try {
              if (phase !== "done") next(authentication.next(offered, partial));
            } catch (error) {
              stop(asError(error));
            }
          };
          // oxlint-disable-next-line typescript/no-unnecessary-condition -- ssh2 passes null at first
          if (offered === null) pin().then(proceed, (error: unknown) => stop(asError(error)));
          else proceed();
        },
        debug: (message) => {
          const offer = /^Handshake: \(remote\) (?:KEX method|Host key format|C->S cipher|C->S MAC): (.*)$/.exec(
            message,
          );
          if (offer?.[1] !== undefined) offers.push(offer[1]);
        },
      });
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function lost(attempted: boolean): PullStopped {
  // Trying again could be one failure too many for the account.
  if (attempted) return new PullStopped("credentials-refused", "The connection ended after the credentials were sent.");
  return new PullStopped("connection-lost", "It ended before login; perhaps the device does not speak SSH version 2.");
}

function connectFailure(
  error: Error & { level?: string; code?: unknown },
  attempted: boolean,
  offers: string[],
): Error {
  const code = typeof error.code === "string" ? error.code : "";
  const failure = socketFailures[code];
  if (failure !== undefined) return new PullStopped(failure, code);
  if (/no matching/.test(error.message)) {
    const what = /no matching ([\w >-]{1,40})/.exec(error.message)?.[1] ?? "algorithm";
    const offered = (offers.at(-1) ?? "").split(",").filter((name) => /^[\w@.-]{1,64}$/.test(name));
    return new PullStopped("no-common-algorithm", `No common ${what}; the device offers ${offered.join(", ")}.`);
  }
  if (error.level === "client-authentication") return new PullStopped("credentials-refused", "");
  return lost(attempted);
}

function openShell(client: Client, patience: number): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    const fail = (failure: CollectFailure, detail: string): void => reject(new PullStopped(failure, detail));
    const timer = setTimeout(() => fail("login-timeout", "The device opened no shell."), patience);
    client.once("close", () => {
      clearTimeout(timer);
      fail("connection-lost", "It ended before a shell was open.");
    });
    client.shell(windowSize, (error, channel) => {
      clearTimeout(timer);
      if (error === undefined) resolve(channel);
      else fail("permission-denied", "The device gives this account no shell.");
    });
  });
}

function terminalOf(channel: ClientChannel): Terminal {
  return {
    send(text) {
      if (channel.writable) channel.write(Buffer.from(text, "utf8"));
    },
    listen(listener) {
      channel.on("data", (data: Buffer) => listener.data(data.toString("latin1")));
      channel.stderr.on("data", (data: Buffer) => listener.data(data.toString("latin1")));
      channel.on("close", () => listener.ended());
      channel.on("error", () => listener.ended());
    },
  };
}

async function close(client: Client): Promise<void> {
  // Late errors of a connection that nobody needs any more.
  client.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => {
    client.once("close", () => resolve());
  });
  const timeout = new AbortController();
  client.end();
  await Promise.race([closed, rest(goodbye, undefined, { signal: timeout.signal }).catch(() => undefined)]);
  timeout.abort();
  client.destroy();
}
