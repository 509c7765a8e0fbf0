import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pullConfig } from "../../src/collect/pull-config.ts";
import { iosSwitch } from "../../src/demo/configs/ios-switch.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { memoryHostKeys, targetFor } from "./pull-target.ts";
import { hasPeer, startPeer, temporaryFolder, type Peer } from "./real-peer.ts";

const sshd = "/usr/sbin/sshd";
const sshKeygen = "/usr/bin/ssh-keygen";
const { profiles } = loadProfiles();
const { username } = userInfo();

interface Sshd extends Peer {
  readonly port: number;
  readonly privateKey: string;
  readonly hostKey: string;
}

interface SshdOptions {
  readonly config?: string;
  readonly hostKeyType?: "ed25519" | "rsa";
  readonly clientKey?: readonly string[];
  readonly settings?: readonly string[];
}

/** A device command line as a shell script, behind a real sshd on a loopback port with keys of its own. */
async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const keygen = (name: string, args: readonly string[]): void => {
    execFileSync(sshKeygen, ["-q", "-f", at(name), "-C", "fake", ...args]);
  };
  keygen("host", ["-t", options.hostKeyType ?? "ed25519", "-N", ""]);
  keygen("client", options.clientKey ?? ["-t", "ed25519", "-N", ""]);
  writeFileSync(at("config.txt"), options.config ?? iosSwitch);
  writeFileSync(
    at("device.sh"),
    [
      "#!/bin/sh",
      "printf 'Authorised use only\\nfake#\\n'",
      "while printf 'access-sw1#' && IFS= read -r line; do",
      '  case "$line" in',
      `    "show running-config") printf 'Building configuration...\\n\\n'; cat "${at("config.txt")}"; echo ;;`,
      '    "" | "terminal length 0" | "terminal width 0") ;;',
      "    *) printf \"    ^\\n%% Invalid input detected at '^' marker.\\n\\n\" ;;",
      "  esac",
      "done",
    ].join("\n"),
    { mode: 0o700 },
  );
  // sshd insists on this folder when root starts it.
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true });
  const port = await freePort();
  writeFileSync(
    at("sshd_config"),
    [
      "ListenAddress 127.0.0.1",
      `Port ${port}`,
      `HostKey ${at("host")}`,
      `PidFile ${at("sshd.pid")}`,
      `AuthorizedKeysFile ${at("client.pub")}`,
      `ForceCommand /bin/sh ${at("device.sh")}`,
      "StrictModes no",
      "UsePAM no",
      "PermitRootLogin yes",
      "PasswordAuthentication yes",
      "PrintMotd no",
      "PrintLastLog no",
      ...(options.settings ?? []),
    ].join("\n"),
  );
  const peer = await startPeer(sshd, ["-D", "-e", "-f", at("sshd_config")], /Server listening/, folder);
  const shown = execFileSync(sshKeygen, ["-l", "-f", at("host.pub")], { encoding: "utf8" });
  return { ...peer, port, privateKey: readFileSync(at("client"), "utf8"), hostKey: shown.split(" ")[1] ?? "" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address === null || typeof address === "string" ? 0 : address.port));
    });
  });
}

const target = (server: Sshd, more: Parameters<typeof targetFor>[3] = {}, passphrase?: string) =>
  targetFor(
    server,
    "cisco-ios",
    { username, privateKey: server.privateKey, ...(passphrase === undefined ? {} : { passphrase }) },
    more,
  );

describe.skipIf(!hasPeer(sshd, "openssh-server"))("a real OpenSSH server", () => {
  it.each([
    ["ed25519", ["-t", "ed25519", "-N", ""], undefined],
    ["RSA", ["-t", "rsa", "-b", "3072", "-N", ""], undefined],
    ["ECDSA", ["-t", "ecdsa", "-N", ""], undefined],
    ["ed25519 under a passphrase", ["-t", "ed25519", "-N", "FAKE-passphrase-1"], "FAKE-passphrase-1"],
  ] as const)(
    "lets in by key (%s), and shows the key that ssh-keygen prints",
    async (_title, clientKey, passphrase) => {
      await using server = await startSshd({ clientKey });
      const hostKeys = memoryHostKeys();
      const outcome = await pullConfig(target(server, {}, passphrase), { profiles, hostKeys });
      expect(outcome).toMatchObject({ ok: true, hostKey: server.hostKey });
      expect(outcome.ok && outcome.config.text).toBe(`Building configuration...\n\n${iosSwitch}`);
      expect(hostKeys.keys.get("device-1")).toBe(server.hostKey);
    },
  );

  it("sends three megabytes whole", async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, index) => `access-list 101 permit tcp any host 10.0.0.1 eq ${index}\n`,
    );
    const config = iosSwitch.replace("control-plane\n", () => `${lines.join("")}control-plane\n`);
    await using server = await startSshd({ config });
    const outcome = await pullConfig(target(server, { timeouts: {} }), { profiles, hostKeys: memoryHostKeys() });
    expect(outcome.ok && outcome.config.text === `Building configuration...\n\n${config}`).toBe(true);
  });

  it("whose key changed is refused", async () => {
    await using before = await startSshd();
    const hostKeys = memoryHostKeys();
    expect(await pullConfig(target(before), { profiles, hostKeys })).toMatchObject({ ok: true });
    await using after = await startSshd();
    expect(await pullConfig(target(after), { profiles, hostKeys })).toMatchObject({
      ok: false,
      failure: "host-key-changed",
      hostKey: after.hostKey,
    });
    expect(after.output()).not.toMatch(/Accepted|Failed|userauth-request/);
  });

  it("counts one failure for a wrong password", async () => {
    await using server = await startSshd();
    const credentials = { username, password: "FAKE-wrong-1" };
    const outcome = await pullConfig(targetFor(server, "cisco-ios", credentials), {
      profiles,
      hostKeys: memoryHostKeys(),
    });
    expect(outcome).toMatchObject({ ok: false, failure: "credentials-refused" });
    expect(server.output().match(/Failed (?!none)\S+/g)).toEqual(["Failed password"]);
  });

  it("counts none for a wrong password beside a key that it does not know", async () => {
    await using server = await startSshd();
    await using other = await startSshd();
    const credentials = { username, privateKey: other.privateKey, password: "FAKE-wrong-1" };
    const outcome = await pullConfig(targetFor(server, "cisco-ios", credentials), {
      profiles,
      hostKeys: memoryHostKeys(),
    });
    expect(outcome).toMatchObject({ ok: false, failure: "credentials-refused" });
    expect(server.output()).not.toContain("Failed password");
  });

  const old = [
    ["key exchange", ["KexAlgorithms diffie-hellman-group14-sha1,diffie-hellman-group1-sha1"], "ed25519"],
    ["group 1 alone", ["KexAlgorithms diffie-hellman-group1-sha1"], "ed25519"],
    ["host key", ["HostKeyAlgorithms ssh-rsa"], "rsa"],
    ["AES-CBC", ["Ciphers aes128-cbc", "MACs hmac-sha1"], "ed25519"],
    ["3DES", ["Ciphers 3des-cbc", "MACs hmac-sha1"], "ed25519"],
  ] as const;

  it.each(old)("with an old %s is refused unless the device entry allows it", async (_title, settings, hostKeyType) => {
    await using server = await startSshd({ settings, hostKeyType });
    const deps = { profiles, hostKeys: memoryHostKeys() };
    expect(await pullConfig(target(server), deps)).toMatchObject({ ok: false, failure: "no-common-algorithm" });
    expect(await pullConfig(target(server, { legacyAlgorithms: true }), deps)).toMatchObject({ ok: true });
  });
});
