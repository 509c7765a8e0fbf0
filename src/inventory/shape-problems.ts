import { Value } from "typebox/value";
import { nearest } from "../profiles/nearest.ts";
import { credentialFieldNames } from "../secrets/credential-fields.ts";
import { inventorySchema } from "./schema.ts";

export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** How to mend a secret that stands in the file. */
export const literalSecret =
  "A secret must not stand in the inventory: put it into an environment variable and name that under env, or seal it with redoubt credential seal and name it under sealed.";

const secretKeys = new Set<string>([
  ...credentialFieldNames.filter((field) => field !== "username"),
  "secret",
  "enable",
  "enablePassword",
  "enable_secret",
  "pass",
  "token",
]);

/** What is wrong with the shape of the data: unknown and missing keys, wrong types and values. */
export function shapeProblems(data: unknown): readonly Problem[] {
  const found: Problem[] = [];
  for (const error of Value.Errors(inventorySchema, data)) {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    if (error.keyword === "additionalProperties") {
      for (const key of error.params.additionalProperties)
        found.push({ path: [...path, key], message: unknownKey(key, keysAt(path)) });
    } else if (error.keyword === "required") {
      for (const key of error.params.requiredProperties) found.push({ path, message: `The key "${key}" is missing.` });
    } else if (error.keyword === "pattern") {
      found.push({ path, message: patternMessage(path, seenAt(data, path)) });
    } else if (error.keyword === "enum") {
      const allowed = error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ");
      found.push({ path, message: `${seenAt(data, path)} is none of ${allowed}.` });
    } else if (error.keyword !== "boolean") {
      // "boolean" repeats an unknown key, which "additionalProperties" gave with its name.
      found.push({ path, message: `The value ${error.message}; seen: ${seenAt(data, path)}.` });
    }
  }
  return found;
}

function unknownKey(key: string, keys: readonly string[]): string {
  if (secretKeys.has(key)) return `There is no key "${key}" here. ${literalSecret}`;
  const near = nearest(key, keys);
  return `There is no key "${key}" here.${near === null ? "" : ` Did you mean "${near}"?`}`;
}

function patternMessage(path: Path, seen: string): string {
  if (path[0] === "credentials" && path[2] === "env")
    return `This is not the name of an environment variable. ${literalSecret}`;
  if (path[0] === "credentials") return 'A name of small letters, digits, ".", "_" and "-" is expected.';
  return `A name of letters, digits, "_", ".", ":" and "-" is expected; seen: ${seen}.`;
}

/** The value as far as it may be shown: nothing from the credentials, and nothing under a secret's name. */
function seenAt(data: unknown, path: Path): string {
  if (path[0] === "credentials" || path.some((key) => secretKeys.has(String(key)))) return "(not shown)";
  const value = valueAt(data, path);
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return isRecord(value) ? "a mapping" : JSON.stringify(value).slice(0, 80);
}

/** The keys that the schema knows at a path. */
function keysAt(path: Path): readonly string[] {
  let schema: unknown = inventorySchema;
  for (const key of path) {
    if (!isRecord(schema)) return [];
    const { properties, patternProperties, items } = schema;
    if (isRecord(properties)) schema = properties[key];
    else schema = isRecord(patternProperties) ? Object.values(patternProperties)[0] : items;
  }
  const properties = isRecord(schema) ? schema["properties"] : undefined;
  return isRecord(properties) ? Object.keys(properties) : [];
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const unescapePointer = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
