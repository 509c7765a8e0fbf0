import type { Credentials, SnmpCredentials } from "../collect/pull.ts";
import {
  credentialFieldNames,
  parseCredentialFields,
  type CredentialField,
  type CredentialFields,
} from "./credential-fields.ts";
import type { KeyRing } from "./key-ring.ts";
import { privateFileProblems, readPrivateFile } from "./private-file.ts";
import { openCredential } from "./sealed-credentials.ts";
import { SecretError } from "./secret-failures.ts";

/** Where a credential is: environment variables by field, a file with such fields, or a sealed entry of the data folder. */
export type CredentialReference =
  | { readonly env: Readonly<Partial<Record<CredentialField, string>>> }
  | { readonly file: string }
  | { readonly sealed: string };

export interface CredentialPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Data folder with the sealed entries. */
  readonly folder: string;
  readonly ring: KeyRing;
}

/** `detail` names variable, file or entry, never a value. */
export type Resolved<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: "credential-missing"; readonly detail: string };

export type SnmpKind =
  | { readonly version: "v2c" }
  | {
      readonly version: "v3";
      readonly authProtocol: "sha" | "sha224" | "sha256" | "sha384" | "sha512";
      readonly privProtocol: "aes" | "aes256b" | "aes256r" | null;
    };

const maxFileBytes = 64 * 1024;

/** Credentials for a login. Every call reads anew, so that a changed secret is used without a restart. */
export function resolveCredentials(reference: CredentialReference, places: CredentialPlaces): Resolved<Credentials> {
  const resolved = resolveFields(reference, places);
  if (!resolved.ok) return resolved;
  const { username, password, privateKey, passphrase, enableSecret } = resolved.value;
  if (username === undefined) return missing(`${placeOf(reference)} gives no username`);
  if (password === undefined && privateKey === undefined)
    return missing(`${placeOf(reference)} gives neither password nor privateKey`);
  return {
    ok: true,
    value: {
      username,
      ...(password === undefined ? {} : { password }),
      ...(privateKey === undefined ? {} : { privateKey }),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(enableSecret === undefined ? {} : { enableSecret }),
    },
  };
}

/** Credentials for SNMP; versions and algorithms are no secret and stand in the inventory. */
export function resolveSnmpCredentials(
  reference: CredentialReference,
  kind: SnmpKind,
  places: CredentialPlaces,
): Resolved<SnmpCredentials> {
  const resolved = resolveFields(reference, places);
  if (!resolved.ok) return resolved;
  const { community, username, authKey, privKey } = resolved.value;
  if (kind.version === "v2c") {
    if (community === undefined) return missing(`${placeOf(reference)} gives no community`);
    return { ok: true, value: { version: "v2c", community } };
  }
  if (username === undefined) return missing(`${placeOf(reference)} gives no username`);
  if (authKey === undefined) return missing(`${placeOf(reference)} gives no authKey`);
  if (kind.privProtocol !== null && privKey === undefined) return missing(`${placeOf(reference)} gives no privKey`);
  const { authProtocol, privProtocol } = kind;
  const key = privProtocol === null ? null : (privKey ?? null);
  return { ok: true, value: { version: "v3", user: username, authProtocol, authKey, privProtocol, privKey: key } };
}

/** Every secret of a credential, to be masked in logs; the user name is none. */
export function secretsOf(credentials: Credentials | SnmpCredentials): readonly string[] {
  if ("community" in credentials) return [credentials.community];
  if ("authKey" in credentials) return [credentials.authKey, credentials.privKey].filter((key) => key !== null);
  const { password, privateKey, passphrase, enableSecret } = credentials;
  return [password, privateKey, passphrase, enableSecret].filter((secret) => secret !== undefined);
}

function resolveFields(reference: CredentialReference, places: CredentialPlaces): Resolved<CredentialFields> {
  if ("env" in reference) return fromEnvironment(reference.env, places.env);
  if ("file" in reference) return fromFile(reference.file);
  const sealed = openCredential(places.folder, places.ring, reference.sealed);
  if (!sealed.ok) return missing(`${placeOf(reference)}: ${sealed.detail}`);
  return { ok: true, value: sealed.fields };
}

function fromEnvironment(
  names: Readonly<Partial<Record<CredentialField, string>>>,
  env: Readonly<Record<string, string | undefined>>,
): Resolved<CredentialFields> {
  const fields: Partial<Record<CredentialField, string>> = {};
  for (const field of credentialFieldNames) {
    const name = names[field];
    if (name === undefined) continue;
    const value = env[name];
    if (value === undefined || value === "") return missing(`environment variable ${name} is not set`);
    fields[field] = value;
  }
  return { ok: true, value: fields };
}

function fromFile(path: string): Resolved<CredentialFields> {
  const file = readPrivateFile(path, maxFileBytes);
  if (!file.ok) return missing(`file ${path}: ${privateFileProblems[file.problem]}`);
  try {
    return { ok: true, value: parseCredentialFields(file.text, path) };
  } catch (error) {
    if (error instanceof SecretError) return missing(error.message);
    throw error;
  }
}

function placeOf(reference: CredentialReference): string {
  if ("env" in reference) return "the environment reference";
  if ("file" in reference) return `file ${reference.file}`;
  return `sealed credential ${reference.sealed}`;
}

function missing(detail: string): {
  readonly ok: false;
  readonly failure: "credential-missing";
  readonly detail: string;
} {
  return { ok: false, failure: "credential-missing", detail };
}
