import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SshServer } from "../../src/model/management.ts";
import { absent, isAtLeast, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, entries, markTree, numberOf, stated, statedBy, value, valueFact } from "./reading.ts";

const noDefault = (what: string): Fact<readonly string[]> =>
  unknownFact(
    `Which ${what} SSH accepts without a statement depends on the release, and no manual lists them by release.`,
  );

/** [edit system services ssh], CLI reference "ssh (System Services)". */
export function readSsh(context: Context, rootKeys: number): SshServer {
  const ssh = child(context.system, "services", "ssh");
  for (const word of harmless) {
    const found = child(ssh, word);
    if (found !== undefined) markTree(found);
  }
  return {
    versions: versionsOf(context, ssh),
    ciphers: listOf(ssh, "ciphers"),
    macs: listOf(ssh, "macs"),
    keyExchange: listOf(ssh, "key-exchange", "key-exchange algorithms"),
    hostKeys: hostKeysOf(ssh),
    loginTimeout: valueFact(
      child(context.system, "login", "retry-options"),
      "maximum-time",
      Number,
      loginTimeoutDefault(context),
    ),
    retries: triesOf(context),
    rootLogin: rootLoginOf(context, ssh, rootKeys),
  };
}

/** `maximum-time` exists since 9.6 (12.3 CLI reference, retry-options), and is 120 seconds where it is not set (13.2, the same). */
function loginTimeoutDefault(context: Context): Fact<number | null> {
  const { release } = context;
  if (release !== null && !isAtLeast(release, 9, 6))
    return unknownFact(
      `How long Junos ${release.text} waits for a login is not documented: maximum-time came with 9.6.`,
    );
  return absent<number | null>(
    context,
    120,
    "Junos: 120 seconds to log in (13.2 CLI reference, retry-options maximum-time)",
  );
}

/** Limits, keys and files that no fact of the model rests on. */
const harmless = [
  "client-alive-count-max",
  "client-alive-interval",
  "connection-limit",
  "rate-limit",
  "max-sessions-per-connection",
  "max-pre-authentication-packets",
  "fingerprint-hash",
  "log-key-changes",
  "rekey",
  "no-tcp-forwarding",
  "tcp-forwarding",
  "allow-tcp-forwarding",
  "sftp-server",
  "no-sftp-server",
  "no-challenge-response",
  "no-password-authentication",
  "no-passwords",
  "no-public-keys",
  "authorized-keys-command",
  "authorized-keys-command-user",
  "authorized-principals",
  "authorized-principals-file",
  "authorized-principals-command",
  "trusted-user-ca-key-file",
  "host-certificate-file",
  "port",
  "access-disable-external",
];

/** Version 2 alone is the default since 11.4 (13.2 CLI reference, protocol-version); before, both are (10.3, "Configuring the SSH Protocol Version"). */
function versionsOf(context: Context, ssh: ConfigNode | undefined): Fact<readonly (1 | 2)[]> {
  const words = entries(ssh, "protocol-version");
  if (words.length > 0) {
    const versions = ([1, 2] as const).filter((version) => words.some((word) => word.word === `v${version}`));
    return versions.length === words.length
      ? statedBy(versions, words)
      : unknownFact(
          "protocol-version names something that is no version.",
          words.flatMap((word) => placeOf(word).at),
        );
  }
  if (context.release === null) {
    return unknownFact("The release is not stated, and up to Junos 11.3 SSH accepts version 1 unless told otherwise.");
  }
  return isAtLeast(context.release, 11, 4)
    ? byDefault([2], `Junos ${context.release.text}: SSH version 2 only, the default since 11.4`)
    : byDefault([1, 2], `Junos ${context.release.text}: SSH versions 1 and 2, the default before 11.4`);
}

function listOf(ssh: ConfigNode | undefined, word: string, what = word): Fact<readonly string[]> {
  const listed = entries(ssh, word);
  return listed.length === 0
    ? noDefault(what)
    : statedBy(
        listed.map((item) => item.word),
        listed,
      );
}

/** `hostkey-algorithm` switches single kinds on and off, so that the list is known only where every kind is named. */
function hostKeysOf(ssh: ConfigNode | undefined): Fact<readonly string[]> {
  const named = [...entries(ssh, "hostkey-algorithm"), ...entries(ssh, "hostkey-algorithm-list")];
  if (named.length === 0) return noDefault("host keys");
  return unknownFact(
    "hostkey-algorithm switches single kinds on or off; which of the others are on depends on the release.",
    named.flatMap((item) => placeOf(item).at),
  );
}

function triesOf(context: Context): Fact<number | null> {
  const tries = value(child(context.system, "login", "retry-options"), "tries-before-disconnect");
  if (tries !== undefined) return stated(numberOf(tries), tries);
  return unknownFact("tries-before-disconnect is not set; its default is 10 in old releases and 3 in newer ones.");
}

/**
 * Default: `allow` before 15.1 (10.3 and 12.3, "Configuring the Root Login Through SSH"); later references give
 * `deny-password` "for most systems" and exceptions by platform, which the text does not name.
 */
function rootLoginOf(context: Context, ssh: ConfigNode | undefined, rootKeys: number): Fact<boolean> {
  const set = value(ssh, "root-login");
  if (set !== undefined) {
    if (set.word === "allow") return stated(true, set);
    if (set.word === "deny") return stated(false, set);
    // By key only: with no key there is no way in.
    if (set.word === "deny-password") return stated(rootKeys > 0, set);
    return unknownFact("root-login has a value that is not known.", placeOf(set).at);
  }
  const { release } = context;
  if (release === null)
    return unknownFact("root-login is not set, and its default depends on the release, which is not stated.");
  if (!isAtLeast(release, 15, 1))
    return byDefault(true, `Junos ${release.text}: root may log in over SSH (root-login allow)`);
  return unknownFact(`root-login is not set, and its default in Junos ${release.text} depends on the platform.`);
}
