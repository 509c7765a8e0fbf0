const maskForms = [
  // "<removed>", "<secret hidden>", a word of a template: "{{ key }}", "${KEY}".
  /^(?:<[^<>]*>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\[[^[\]]*\]|%[^%]*%)$/,
  /^(?:\*{2,}|x{3,}|#{3,}|\.{3,}|-{3,}|_{3,}|\?{3,}|\/\*.*\*\/)$/i,
  /^(?:hidden|masked|omitted|obfuscated|stripped)$/i,
];

/** Whether a text is what devices, archives and templates put in a secret's place: nothing is known of the secret then. */
export function isMask(text: string): boolean {
  const plain = text.replace(/^["']|["']$/g, "").trim();
  return (
    maskForms.some((form) => form.test(plain)) ||
    /scrub|removed|redact|sanitized|secret-data|secret hidden/i.test(plain.slice(0, 80))
  );
}

/**
 * A secret read from a configuration. It can be asked whether it equals a guess,
 * and never tells itself: JSON, string and inspection all give "[redacted]".
 */
export class Secret {
  readonly #plain: string;

  constructor(plain: string) {
    this.#plain = plain;
  }

  /** What stands there is what a device or an archive shows in a secret's place, so that the secret is not known. */
  get isMasked(): boolean {
    return isMask(this.#plain);
  }

  matchesAny(candidates: Iterable<string>): boolean {
    for (const candidate of candidates) if (candidate === this.#plain) return true;
    return false;
  }

  get length(): number {
    return this.#plain.length;
  }

  toJSON(): string {
    return "[redacted]";
  }

  toString(): string {
    return "[redacted]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[redacted]";
  }
}

/** How a stored password is protected; the names are the vendors' own. */
export type HashKind =
  | "cleartext"
  | "cisco-type-4"
  | "cisco-type-5"
  | "cisco-type-6"
  | "cisco-type-7"
  | "cisco-type-8"
  | "cisco-type-9"
  | "des-crypt"
  | "md5-crypt"
  | "sha1"
  | "sha256-crypt"
  | "sha512-crypt"
  | "bcrypt"
  | "nt-hash"
  | "eos-type-7"
  | "eos-type-8a"
  | "juniper-type-8"
  | "juniper-type-9"
  | "cisco-asa-md5"
  | "cisco-asa-pbkdf2"
  | "fortios-sh2"
  | "fortios-ak1"
  | "fortios-pb2"
  | "fortios-enc"
  | "fortios-private-enc"
  | "unrecognised";

/**
 * reversible: the clear text can be computed from what is stored (with a key that all devices share,
 * or none); weak: an unsalted, truncated or fast hash; keyed: reversible with a key kept on the device;
 * strong: salted and slow.
 */
export type HashStrength = "reversible" | "weak" | "keyed" | "strong" | "unrecognised";

/**
 * Cisco: "Password Types" in the NSA guide of 2022-02 (types 0, 4, 5, 6, 7, 8, 9); crypt(5) for the crypt kinds,
 * bcrypt and NT among them. ASA's "encrypted" is a shortened MD5 with no salt or four letters of the account's name
 * (hashcat 2400 and 2410), its "pbkdf2" is salted and slow (hashcat 12100).
 * FortiOS: AK1 and SH2 are one salted SHA-1 and SHA-256 (hashcat 7000 and 26300), PB2 is by its name PBKDF2 (no
 * text that says so was read); `fortios-enc` is encrypted with a key that every FortiGate shares (FG-IR-19-007,
 * CVE-2019-6693), `fortios-private-enc` with the device's own (private-data-encryption).
 * EOS: type 7 of a routing neighbour is encrypted with a key made of its name (arista.avd's filter `decrypt`), 8a
 * with the device's own ("password encryption reversible aes-256-gcm").
 */
export const hashStrength: Readonly<Record<HashKind, HashStrength>> = {
  cleartext: "reversible",
  "cisco-type-4": "weak",
  "cisco-type-5": "weak",
  "cisco-type-6": "keyed",
  "cisco-type-7": "reversible",
  "cisco-type-8": "strong",
  "cisco-type-9": "strong",
  "des-crypt": "weak",
  "md5-crypt": "weak",
  sha1: "weak",
  "sha256-crypt": "strong",
  "sha512-crypt": "strong",
  bcrypt: "strong",
  "nt-hash": "weak",
  "eos-type-7": "reversible",
  "eos-type-8a": "keyed",
  "juniper-type-8": "keyed",
  "juniper-type-9": "reversible",
  "cisco-asa-md5": "weak",
  "cisco-asa-pbkdf2": "strong",
  "fortios-sh2": "weak",
  "fortios-ak1": "weak",
  "fortios-pb2": "strong",
  "fortios-enc": "reversible",
  "fortios-private-enc": "keyed",
  unrecognised: "unrecognised",
};

/** A password as configured. `secret` is there only where its clear text can be had (clear or reversible). */
export interface Password {
  readonly hash: HashKind;
  readonly secret?: Secret;
}
