/** Closed table of what can go wrong with a pull: what happened, what to do, and whether trying again may help. */
export const collectFailures = {
  "connect-refused": {
    happened: "The device refused the connection.",
    mend: "Check address, port and any access list on the way.",
    retry: true,
  },
  "connect-timeout": {
    happened: "The device did not answer in time.",
    mend: "Check that it is up and reachable from here.",
    retry: true,
  },
  "name-not-found": {
    happened: "The host name has no address.",
    mend: "Correct the name in the inventory or in DNS.",
    retry: false,
  },
  "no-common-algorithm": {
    happened: "The device offers only SSH algorithms that are not accepted.",
    mend: "Upgrade the device, or set legacyAlgorithms: true on this device entry.",
    retry: false,
  },
  "host-key-changed": {
    happened: "The device's host key is not the one pinned at the first pull.",
    mend: "Find out why it changed; if it is right, forget the pinned key.",
    retry: false,
  },
  "credentials-refused": {
    happened: "The device refused the credentials.",
    mend: "Correct the credential; no further attempt is made, so that the account is not locked.",
    retry: false,
  },
  "enable-refused": {
    happened: "The device refused the enable secret.",
    mend: "Correct the enable secret of the credential.",
    retry: false,
  },
  "password-change-asked": {
    happened: "The device asks for a new password before it lets anyone in.",
    mend: "Log in by hand and set the password.",
    retry: false,
  },
  "permission-denied": {
    happened: "The account may not show the configuration.",
    mend: "Give the account the read-only role that the profile names.",
    retry: false,
  },
  "command-refused": {
    happened: "The device did not accept a command of the profile.",
    mend: "Check that the profile fits the device.",
    retry: false,
  },
  "login-timeout": {
    happened: "No prompt came after login.",
    mend: "Look at the device's banners and the profile's prompt.",
    retry: true,
  },
  "command-timeout": {
    happened: "A command did not finish in time.",
    mend: "Raise the command timeout of the device or the profile.",
    retry: true,
  },
  "idle-timeout": {
    happened: "The device fell silent in the middle of its answer.",
    mend: "Try again; look at the device's load.",
    retry: true,
  },
  "connection-lost": {
    happened: "The connection ended before the configuration did.",
    mend: "Try again; look at the device's session limits.",
    retry: true,
  },
  "too-much-output": {
    happened: "The device sent more than a configuration can be, without a prompt.",
    mend: "Check that the profile fits the device.",
    retry: false,
  },
  "incomplete-configuration": {
    happened: "The text lacks the mark that ends a whole configuration.",
    mend: "Try again; nothing was stored.",
    retry: true,
  },
  "not-a-configuration": {
    happened: "What the device sent is no configuration of the expected kind.",
    mend: "Check that the profile fits the device.",
    retry: false,
  },
  "no-profile": {
    happened: "No profile was given and none fits what SNMP says of the device.",
    mend: "Name a profile on the device entry.",
    retry: false,
  },
  "snmp-no-answer": {
    happened: "The device did not answer SNMP, and no profile was given.",
    mend: "Name a profile on the device entry, or correct its SNMP credential.",
    retry: true,
  },
  "credential-missing": {
    happened: "The credential that the device refers to is not there.",
    mend: "Set the environment variable, file or sealed entry that the inventory names.",
    retry: false,
  },
  cancelled: { happened: "The pull was stopped.", mend: "Start it again.", retry: true },
} as const satisfies Readonly<
  Record<string, { readonly happened: string; readonly mend: string; readonly retry: boolean }>
>;

export type CollectFailure = keyof typeof collectFailures;

/** What is needed to log in. Never logged, never part of an error. */
export interface Credentials {
  readonly username: string;
  readonly password?: string;
  /** PEM or OpenSSH text. */
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly enableSecret?: string;
}

export type SnmpCredentials =
  | { readonly version: "v2c"; readonly community: string }
  | {
      readonly version: "v3";
      readonly user: string;
      readonly authProtocol: "sha" | "sha224" | "sha256" | "sha384" | "sha512";
      readonly authKey: string;
      readonly privProtocol: "aes" | "aes256b" | "aes256r" | null;
      readonly privKey: string | null;
    };

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  readonly login: number;
  readonly command: number;
  readonly idle: number;
}

/** One device to pull, with its credentials already resolved. */
export interface PullTarget {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Profile id, or null to ask the device over SNMP. */
  readonly profile: string | null;
  readonly credentials: Credentials;
  readonly snmp: (SnmpCredentials & { readonly port: number }) | null;
  readonly legacyAlgorithms: boolean;
  /** Overrides of the profile's timeouts. */
  readonly timeouts: Partial<Timeouts>;
}

/** A whole configuration as the device sent it, without echo, pager and prompt. */
export interface RawConfig {
  readonly text: string;
  /** The text without volatile lines: what is hashed to tell whether anything changed. */
  readonly comparable: string;
  readonly profile: string;
  readonly os: string;
}

export type PullOutcome =
  | { readonly ok: true; readonly config: RawConfig; readonly hostKey: string }
  | {
      readonly ok: false;
      readonly failure: CollectFailure;
      /** Further words: which command, what was seen. Free of secrets. */
      readonly detail: string;
      /** "SHA256:…" of the key shown by the device, where one was. */
      readonly hostKey: string | null;
    };

/** Where pinned host keys live; fingerprints are "SHA256:" and unpadded base64, as ssh-keygen -l prints them. */
export interface HostKeys {
  pinned(device: string): Promise<string | null>;
  pin(device: string, fingerprint: string): Promise<void>;
}
