import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer, type AddressInfo, type Socket } from "node:net";
import ssh2, { type Algorithms, type AuthContext, type Connection, type ServerChannel } from "ssh2";
import { createDeviceShell, type DeviceShell, type ShellOutput } from "./device-shell.ts";
import type { Faults } from "./faults.ts";
import type { Personality } from "./personality.ts";

export interface SimulatedDeviceOptions {
  readonly personality: Personality;
  readonly hostname: string;
  readonly config: string;
  readonly username: string;
  readonly password: string;
  /** Null: login is privileged already. */
  readonly enableSecret?: string | null;
  /** OpenSSH public key that may log in as well. */
  readonly publicKey?: string;
  /** SSH methods offered, "password" unless told. "none" leaves the question to nobody. */
  readonly methods?: readonly ("password" | "keyboard-interactive" | "publickey" | "none")[];
  readonly motd?: readonly string[];
  /** Shown by SSH before login. */
  readonly banner?: string;
  readonly faults?: Faults;
  /** PEM; made anew where absent. */
  readonly hostKey?: string;
  readonly algorithms?: Algorithms;
  /** In place of the personality's command line, such as a recorded session. */
  readonly openShell?: (output: ShellOutput) => DeviceShell;
}

export interface SimulatedDevice extends AsyncDisposable {
  readonly port: number;
  /** "SHA256:…" of its host key. */
  readonly hostKey: string;
  /** Commands received over all sessions. */
  readonly commands: readonly string[];
  /** Credentials tried over all connections. */
  readonly attempts: number;
  close(): Promise<void>;
}

/** Starts an SSH server on a free loopback port that plays one device. */
export async function startSimulatedDevice(options: SimulatedDeviceOptions): Promise<SimulatedDevice> {
  const hostKey = options.hostKey ?? newHostKey();
  const faults = options.faults ?? {};
  const shells: { readonly commands: readonly string[] }[] = [];
  const sockets = new Set<Socket>();
  let attempts = 0;

  const server = new ssh2.Server(
    {
      hostKeys: [hostKey],
      ident: "SimulatedDevice",
      ...(options.banner === undefined ? {} : { banner: options.banner }),
      ...(options.algorithms === undefined ? {} : { algorithms: options.algorithms }),
    },
    (connection) => {
      connection.on("error", () => undefined);
      connection.on("authentication", (context) => {
        if (context.method !== "none") attempts++;
        authenticate(context, options);
      });
      connection.on("ready", () => acceptSessions(connection, options, shells));
    },
  );

  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    if (faults.silent !== true) server.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", resolve);
  });
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => listener.close(resolve));
  };
  return {
    port: portOf(listener.address()),
    hostKey: fingerprintOf(hostKey),
    get commands() {
      return shells.flatMap((shell) => shell.commands);
    },
    get attempts() {
      return attempts;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** PEM. Not the SSH library's own maker, whose keys it cannot always read itself. */
export function newHostKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "sec1", format: "pem" }).toString();
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The simulated device has no port.");
  return address.port;
}

function fingerprintOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `SHA256:${createHash("sha256").update(key.getPublicSSH()).digest("base64").replace(/=+$/, "")}`;
}

function authenticate(context: AuthContext, options: SimulatedDeviceOptions): void {
  const methods = options.methods ?? (options.publicKey === undefined ? ["password"] : ["publickey", "password"]);
  const offered = methods.filter((method) => method !== "none");
  if (context.method === "none" && methods.includes("none")) return context.accept();
  if (options.faults?.refuseCredentials === true || context.username !== options.username) {
    return context.reject(offered);
  }
  if (context.method === "password" && offered.includes("password") && context.password === options.password) {
    return context.accept();
  }
  if (context.method === "keyboard-interactive" && offered.includes("keyboard-interactive")) {
    return context.prompt([{ prompt: "Password: ", echo: false }], (answers) => {
      if (answers[0] === options.password) context.accept();
      else context.reject(offered);
    });
  }
  if (context.method === "publickey" && options.publicKey !== undefined) {
    const allowed = ssh2.utils.parseKey(options.publicKey);
    if (!(allowed instanceof Error) && allowed.getPublicSSH().equals(context.key.data)) {
      const { blob, signature } = context;
      if (signature === undefined) return context.accept();
      // The library gives an Error, not false, where it cannot verify.
      const verified: unknown = blob === undefined ? false : allowed.verify(blob, signature, context.hashAlgo);
      if (verified === true) return context.accept();
    }
  }
  return context.reject(offered);
}

function acceptSessions(
  connection: Connection,
  options: SimulatedDeviceOptions,
  shells: { readonly commands: readonly string[] }[],
): void {
  connection.on("session", (accept) => {
    const session = accept();
    session.on("pty", (acceptPty) => acceptPty());
    session.on("shell", (acceptShell) => {
      const channel = acceptShell();
      const output: ShellOutput = {
        write: (text) => writeText(channel, text, options.faults?.trickle),
        end: () => connection.end(),
      };
      const shell = options.openShell?.(output) ?? shellOf(options, output);
      shells.push(shell);
      channel.on("error", () => undefined);
      const { delay } = options.faults ?? {};
      channel.on("data", (data: Buffer) => {
        const text = data.toString("utf8");
        if (delay === undefined) shell.input(text);
        else setTimeout(() => shell.input(text), delay);
      });
      shell.start().catch(() => connection.end());
    });
  });
}

function shellOf(options: SimulatedDeviceOptions, output: ShellOutput): DeviceShell {
  const { personality, hostname, enableSecret = null, motd = [], faults = {} } = options;
  const config = options.config.replace(/\n$/, "").split("\n");
  return createDeviceShell({ personality, hostname, config, enableSecret, motd, faults }, output);
}

async function writeText(channel: ServerChannel, text: string, trickle: Faults["trickle"]): Promise<void> {
  const size = trickle?.characters ?? text.length;
  for (let at = 0; at < text.length; at += size) {
    if (!channel.writable) throw new Error("The peer is gone.");
    if (!channel.write(text.slice(at, at + size))) await drained(channel);
    if (trickle !== undefined) await new Promise((resolve) => setTimeout(resolve, trickle.milliseconds));
  }
}

function drained(channel: ServerChannel): Promise<void> {
  return new Promise((resolve) => {
    channel.once("drain", resolve);
    channel.once("close", resolve);
  });
}
