import { parse as parseYaml } from "yaml";
import { SecretError } from "./secret-failures.ts";

/** What a credential may hold: the first five for a login, the rest (with username for v3) for SNMP. */
export const credentialFieldNames = [
  "username",
  "password",
  "privateKey",
  "passphrase",
  "enableSecret",
  "community",
  "authKey",
  "privKey",
] as const;

export type CredentialField = (typeof credentialFieldNames)[number];

export type CredentialFields = Readonly<Partial<Record<CredentialField, string>>>;

export function isCredentialField(name: string): name is CredentialField {
  return credentialFieldNames.some((known) => known === name);
}

/**
 * Reads a YAML or JSON mapping of fields to text. `place` names where it came from.
 * Throws SecretError "credential-malformed", which quotes field names and never values.
 */
export function parseCredentialFields(text: string, place: string): CredentialFields {
  let content: unknown;
  try {
    content = parseYaml(text, { maxAliasCount: 0 });
  } catch {
    // The parser's own message quotes the text.
    throw new SecretError("credential-malformed", `${place}: no valid YAML or JSON`);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new SecretError("credential-malformed", place);
  const fields: Partial<Record<CredentialField, string>> = {};
  for (const [name, value] of Object.entries(content)) {
    // A list written as a mapping could put the secret where the name stands, so an unknown name is not quoted.
    if (!isCredentialField(name))
      throw new SecretError("credential-malformed", `${place}: a field has an unknown name`);
    if (typeof value !== "string" || value === "")
      throw new SecretError("credential-malformed", `${place}: ${name} is no text (put numbers in quotes)`);
    fields[name] = value;
  }
  return fields;
}
