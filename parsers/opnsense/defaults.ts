import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { Os } from "./source.ts";

/** A value that a system sets from one release up to another, both included. */
export interface Dated<T> {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly value: T;
  readonly source: string;
}

interface Defaults {
  readonly tlsVersions: readonly Dated<readonly string[]>[];
  readonly sshCiphers: readonly Dated<readonly string[]>[];
  readonly sshMacs: readonly Dated<readonly string[]>[];
  readonly sshKex: readonly Dated<readonly string[]>[];
  readonly sshHostKeys: readonly Dated<readonly string[]>[];
  readonly sshLoginTimeout: readonly Dated<number | null>[];
  /** ICMP redirects are sent: `net.inet.ip.redirect` and its like of IPv6. */
  readonly redirects: readonly Dated<boolean>[];
}

/** pfSense writes its own sshd_config: etc/sshd, alike in the sources whose `latest_config` is 20.0 and 21.2. */
const sshdReleases = { from: [20, 0], to: [21, 2], source: "pfSense, configurations 20.0 to 21.2: etc/sshd" } as const;

const pfsense: Defaults = {
  tlsVersions: [],
  sshCiphers: [
    {
      ...sshdReleases,
      value: [
        "chacha20-poly1305@openssh.com",
        "aes256-gcm@openssh.com",
        "aes128-gcm@openssh.com",
        "aes256-ctr",
        "aes192-ctr",
        "aes128-ctr",
      ],
    },
  ],
  sshMacs: [
    {
      ...sshdReleases,
      value: [
        "hmac-sha2-512-etm@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "umac-128-etm@openssh.com",
        "hmac-sha2-512",
        "hmac-sha2-256",
        "umac-128@openssh.com",
      ],
    },
  ],
  sshKex: [{ ...sshdReleases, value: ["curve25519-sha256@libssh.org", "diffie-hellman-group-exchange-sha256"] }],
  sshHostKeys: [],
  sshLoginTimeout: [{ ...sshdReleases, value: 30 }],
  redirects: [
    { from: [13, 1], to: [21, 2], value: true, source: "pfSense, configurations 13.1 to 21.2: globals.inc, $sysctls" },
  ],
};

/** OPNsense leaves SSH's lists to OpenSSH. */
const opnsense: Defaults = {
  tlsVersions: [
    {
      from: [24, 7],
      to: [24, 7, 99],
      value: ["1.2", "1.3"],
      source: 'OPNsense 24.7, webgui.inc: "MinProtocol" => "TLSv1.2" unless <ssl-ciphers> names some',
    },
  ],
  sshCiphers: [],
  sshMacs: [],
  sshKex: [],
  sshHostKeys: [],
  sshLoginTimeout: [],
  redirects: [],
};

export function defaultsOf<K extends keyof Defaults>(os: Os, key: K): Defaults[K] {
  return (os === "pfsense" ? pfsense : opnsense)[key];
}

/** The release a configuration was written by, as far as it tells. */
export interface Release {
  readonly numbers: readonly number[] | null;
  /** The default of the release, or why nobody knows it. */
  known<T>(dated: readonly Dated<T>[], what: string): Fact<T>;
}

export function releaseOf(text: string | null): Release {
  const parts = text?.split(".").map((part) => decimal(part)) ?? [null];
  const numbers = parts.flatMap((part) => (part === null ? [] : [part]));
  const parsed = numbers.length === parts.length ? numbers : null;
  return {
    numbers: parsed,
    known: <T>(dated: readonly Dated<T>[], what: string) => {
      const found =
        parsed === null ? undefined : dated.find(({ from, to }) => atLeast(parsed, from) && atLeast(to, parsed));
      if (found !== undefined) return byDefault(found.value, found.source);
      return unknownFact(
        parsed === null
          ? `The release, and with it the default of ${what}, is not stated.`
          : `The default of ${what} in this release is not known.`,
      );
    },
  };
}

function atLeast(one: readonly number[], other: readonly number[]): boolean {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
