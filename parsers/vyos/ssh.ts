import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SshServer, WebTls } from "../../src/model/management.ts";
import { notWhole, vyosFrom, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, listed, markTree, stated, statedBy, value } from "./reading.ts";

/** Settings that the model holds nothing of. */
const others: ReadonlySet<string> = new Set([
  "access-control",
  "client-keepalive-interval",
  "disable-host-validation",
  "loglevel",
  "pubkey-accepted-algorithm",
  "rekey",
  "trusted-user-ca",
  "trusted-user-ca-key",
  "fido",
]);

/**
 * OpenSSH's own lists, which are in force where nothing is set (sshd_config.j2 of vyos-1x writes none then): Debian 12's
 * OpenSSH 9.2 in VyOS 1.4, Debian 10's 7.9 in 1.3 (their sshd_config(5), Ciphers, MACs, KexAlgorithms).
 */
const ciphers = [
  "chacha20-poly1305@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
];
const macs = [
  "umac-64-etm@openssh.com",
  "umac-128-etm@openssh.com",
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha1-etm@openssh.com",
  "umac-64@openssh.com",
  "umac-128@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512",
  "hmac-sha1",
];
const keyExchange = {
  "OpenSSH 9.2": [
    "sntrup761x25519-sha512@openssh.com",
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
  ],
  "OpenSSH 7.9": [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group14-sha1",
  ],
} as const;

/** Released images only: what a rolling image of the same number held is not known. */
function opensshOf(context: Context): keyof typeof keyExchange | null {
  const text = context.os === "vyos" ? (context.release?.text ?? "") : "";
  if (/^1\.4\.\d/.test(text)) return "OpenSSH 9.2";
  return /^1\.3\.\d/.test(text) ? "OpenSSH 7.9" : null;
}

/** `service ssh`; what cannot be configured is written into every sshd_config (vyos-1x, sshd_config.j2). */
export function readSsh(context: Context): SshServer {
  const ssh = child(context.service, "ssh");
  for (const part of children(ssh)) if (others.has(part.word)) markTree(part);
  const version = opensshOf(context);
  const listOf = (keywords: readonly string[], usual: readonly string[] | null): Fact<readonly string[]> => {
    const found = keywords.flatMap((keyword) => listed(ssh, keyword));
    if (found.length > 0)
      return algorithms(
        found.map(({ text }) => text),
        found.map(({ node }) => node),
      );
    if (!context.isWhole) return unknownFact(notWhole);
    return usual === null || version === null
      ? unknownFact("OpenSSH's own list is in force, and which OpenSSH the release has is not known here.")
      : byDefault(usual, `VyOS ${context.release?.text ?? ""}: ${version}'s own list`);
  };
  child(ssh, "disable-password-authentication");
  const since12 = vyosFrom(context, 1, 2);
  return {
    versions: versionsOf(context, ssh),
    ciphers: listOf(["ciphers"], ciphers),
    macs: listOf(["mac", "macs"], macs),
    keyExchange: listOf(["key-exchange"], version === null ? null : keyExchange[version]),
    hostKeys: listOf(["hostkey-algorithm"], null),
    loginTimeout:
      since12 === true
        ? byDefault<number | null>(120, "VyOS: 120 seconds (vyos-1x, sshd_config.j2, LoginGraceTime)")
        : unknownFact("What sshd_config of this release says of LoginGraceTime is not known."),
    retries: retriesOf(context, ssh),
    rootLogin: rootLoginOf(context, ssh, since12),
  };
}

/** Lists that begin with +, - or ^ change OpenSSH's own. */
function algorithms(names: readonly string[], nodes: readonly ConfigNode[]): Fact<readonly string[]> {
  const fact = statedBy<readonly string[]>(names, nodes);
  return names.some((name) => /^[+^-]/.test(name))
    ? unknownFact("The list changes OpenSSH's own, which is not known here.", fact.at)
    : fact;
}

function versionsOf(context: Context, ssh: ConfigNode | undefined): Fact<readonly (1 | 2)[]> {
  const version = value(ssh, "protocol-version");
  if (version !== undefined) {
    if (version.text === "v1") return stated<readonly (1 | 2)[]>([1], version.node);
    if (version.text === "v2") return stated<readonly (1 | 2)[]>([2], version.node);
    if (version.text === "all") return stated<readonly (1 | 2)[]>([1, 2], version.node);
    return unknownFact(`"${version.text}" is no version of SSH.`, placeOf(version.node).at);
  }
  if (vyosFrom(context, 1, 2) === true)
    return byDefault<readonly (1 | 2)[]>([2], "VyOS: 2 alone (vyos-1x, sshd_config.j2, Protocol)");
  return unknownFact("Which versions of SSH this release speaks where protocol-version is not set is not known.");
}

/** OpenSSH ends a connection after MaxAuthTries; no release here lets it be set. */
function retriesOf(context: Context, ssh: ConfigNode | undefined): Fact<number | null> {
  markTree(child(ssh, "dynamic-protection"));
  if (!context.isWhole) return unknownFact(notWhole);
  return byDefault<number | null>(6, "OpenSSH: 6 (sshd_config(5), MaxAuthTries)");
}

/** `allow-root` up to 1.1 and on EdgeOS; sshd_config refuses root since 1.2 whatever is configured. */
function rootLoginOf(context: Context, ssh: ConfigNode | undefined, since12: boolean | null): Fact<boolean> {
  const allowed = child(ssh, "allow-root");
  if (allowed !== undefined) return stated(!allowed.children.has("disable"), allowed);
  if (!context.isWhole) return unknownFact(notWhole);
  if (since12 === true) return byDefault(false, "VyOS: never (vyos-1x, sshd_config.j2, PermitRootLogin)");
  return byDefault(false, 'VyOS and EdgeOS: not unless "service ssh allow-root"');
}

/** TLS of `service https` and of EdgeOS's gui; "older-ciphers" of the latter is on in its first configuration. */
export function readTls(context: Context): WebTls {
  const web = child(context.service, context.os === "vyos" ? "https" : "gui");
  const versions = listed(web, "tls-version");
  const older = child(web, "older-ciphers");
  if (context.os === "vyos") {
    return {
      versions:
        versions.length > 0
          ? statedBy(
              versions.map(({ text }) => text),
              versions.map(({ node }) => node),
            )
          : unknownFact("Which TLS versions this release offers where tls-version is not set is not known."),
      ciphers: unknownFact("Which ciphers VyOS's web server offers is not configured."),
    };
  }
  const why = "Which TLS versions and ciphers EdgeOS's gui offers was not found.";
  const at = older === undefined ? [] : placeOf(older).at;
  return { versions: unknownFact(why, at), ciphers: unknownFact(why, at) };
}
