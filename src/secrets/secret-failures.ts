/** Closed table of what can be wrong with the master key, a sealed value or a credential: what happened, what to do. */
export const secretFailures = {
  "key-malformed": {
    happened: "The master key is not 32 bytes in base64 or hex.",
    mend: "Make one with: openssl rand -base64 32",
  },
  "key-exposed": {
    happened: "The master key file can be read by others than its owner.",
    mend: "Run chmod 600 on it; replace the key if others may have read it.",
  },
  "key-owner": {
    happened: "The master key file belongs to another user.",
    mend: "Run redoubt as the owner of the file, or change the owner.",
  },
  "key-missing": {
    happened: "The master key is not there.",
    mend: "Set REDOUBT_KEY or REDOUBT_KEY_FILE, or restore the key file of the data folder.",
  },
  "key-ambiguous": {
    happened: "REDOUBT_KEY and REDOUBT_KEY_FILE are both set.",
    mend: "Unset one of them.",
  },
  "wrong-key": {
    happened: "The value was sealed with another master key.",
    mend: "Give the master key that this data folder was made with.",
  },
  tampered: {
    happened: "A sealed value was changed, damaged or moved from its place.",
    mend: "Restore it from a backup.",
  },
  "sealed-format": {
    happened: "A sealed value is of a form that this version does not know.",
    mend: "Use the version of redoubt that wrote it, or restore it from a backup.",
  },
  "credential-malformed": {
    happened: "The credential is not a mapping of known fields to text.",
    mend: "Give username and password, privateKey, passphrase, enableSecret, community, authKey or privKey.",
  },
  "credential-name": {
    happened: "The name of a sealed credential may hold only small letters, digits, '.', '_' and '-'.",
    mend: "Choose another name.",
  },
} as const satisfies Readonly<Record<string, { readonly happened: string; readonly mend: string }>>;

export type SecretFailure = keyof typeof secretFailures;

/** `detail` names the place (file, variable, row), never a value. */
export class SecretError extends Error {
  readonly code: SecretFailure;

  constructor(code: SecretFailure, detail = "") {
    const { happened, mend } = secretFailures[code];
    super(`${happened}${detail === "" ? "" : ` (${detail})`} ${mend}`);
    this.name = "SecretError";
    this.code = code;
  }
}
