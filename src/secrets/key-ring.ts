import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { SecretError } from "./secret-failures.ts";

export const masterKeyBytes = 32;

const version = 1;
const keyIdBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + keyIdBytes;
const overheadBytes = headerBytes + nonceBytes + tagBytes;

/** What is sealed under its own key: configurations (and audits of them), or credentials. */
export type SealPurpose = "configs" | "credentials";

/** What is hashed under its own key. */
export type HashPurpose = "config-text" | "audit-detail" | "token" | "credentials-seen";

/**
 * The keys drawn from one master key (HKDF-SHA-256, RFC 5869), one for each purpose. It shows
 * none of them: JSON, string and inspection give "[redacted]".
 */
export class KeyRing {
  /** Tells which master key sealed a value; public, and says nothing of the key. */
  readonly keyId: string;
  readonly #master: Buffer;
  readonly #drawn = new Map<string, Buffer>();

  /** `master` is 32 bytes. */
  constructor(master: Buffer) {
    if (master.length !== masterKeyBytes) throw new SecretError("key-malformed");
    this.#master = Buffer.from(master);
    this.keyId = this.#key("key-id").subarray(0, keyIdBytes).toString("hex");
  }

  /**
   * AES-256-GCM. The result is version byte, key id, 96-bit random nonce, tag, ciphertext. `context`
   * names the place of the value and is authenticated with it, so that a value moved elsewhere does not open.
   */
  seal(purpose: SealPurpose, plain: Uint8Array, context: string): Buffer {
    const header = this.#header();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key(`seal:${purpose}`), nonce, { authTagLength: tagBytes });
    cipher.setAAD(additionalData(header, context));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([header, nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws SecretError "sealed-format", "wrong-key" or "tampered". */
  open(purpose: SealPurpose, sealed: Uint8Array, context: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < overheadBytes || bytes[0] !== version) throw new SecretError("sealed-format", context);
    const header = bytes.subarray(0, headerBytes);
    if (!header.equals(this.#header())) throw new SecretError("wrong-key", context);
    const nonce = bytes.subarray(headerBytes, headerBytes + nonceBytes);
    const tag = bytes.subarray(headerBytes + nonceBytes, overheadBytes);
    const decipher = createDecipheriv("aes-256-gcm", this.#key(`seal:${purpose}`), nonce, { authTagLength: tagBytes });
    decipher.setAAD(additionalData(header, context));
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(bytes.subarray(overheadBytes)), decipher.final()]);
    } catch {
      throw new SecretError("tampered", context);
    }
  }

  /** HMAC-SHA-256 in hex: equal for equal texts, and of no use to guess them without the key. */
  hash(purpose: HashPurpose, text: string): string {
    return createHmac("sha256", this.#key(`hash:${purpose}`))
      .update(text, "utf8")
      .digest("hex");
  }

  #header(): Buffer {
    return Buffer.concat([Buffer.from([version]), Buffer.from(this.keyId, "hex")]);
  }

  #key(purpose: string): Buffer {
    const drawn = this.#drawn.get(purpose);
    if (drawn !== undefined) return drawn;
    const key = Buffer.from(hkdfSync("sha256", this.#master, "redoubt", `redoubt/1/${purpose}`, 32));
    this.#drawn.set(purpose, key);
    return key;
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

function additionalData(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, "utf8")]);
}
