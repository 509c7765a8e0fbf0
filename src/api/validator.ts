import type { FastifySchemaCompiler } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { FieldError } from "./api-errors.ts";

/**
 * Checks by the schema alone: nothing is dropped, filled in or bent. Words of a query become numbers and
 * booleans only where the schema asks for them and the word is one, exactly.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  const properties = httpPart === "querystring" ? propertiesOf(schema) : {};
  return (value: unknown) => {
    const readValue = httpPart === "querystring" && isRecord(value) ? readWords(properties, value) : value;
    if (check.Check(readValue)) return { value: readValue };
    // Fastify takes an array as the list of what is wrong.
    return { error: [...check.Errors(readValue)] };
  };
};

function readWords(properties: Record<string, unknown>, words: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, readWord(properties[name], word)]));
}

function readWord(property: unknown, word: unknown): unknown {
  if (!isRecord(property) || typeof word !== "string") return word;
  if (property["type"] === "integer" && /^\d{1,15}$/.test(word)) return Number(word);
  if (property["type"] === "boolean" && (word === "true" || word === "false")) return word === "true";
  return word;
}

function propertiesOf(schema: unknown): Record<string, unknown> {
  return isRecord(schema) && isRecord(schema["properties"]) ? schema["properties"] : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What Fastify hands on of a failed check. */
export interface ValidationFault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const parts = { body: "body", querystring: "query", params: "path", headers: "header" } as const;
const mostErrors = 10;

/** The faults as a caller reads them: each with its field, never with the value that was sent. */
export function fieldErrors(faults: readonly ValidationFault[], context: keyof typeof parts): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const { keyword, instancePath, params, message = "does not fit" } of faults) {
    const field = bounded(instancePath.slice(1));
    const unknown = params["additionalProperties"];
    if (keyword === "additionalProperties" && Array.isArray(unknown)) {
      for (const name of unknown)
        errors.push({ in: parts[context], field: below(field, name), message: "is not known here" });
      continue;
    }
    // What may be null fits otherwise: that it is not null either is no news.
    if (keyword === "type" && params["type"] === "null" && faults.length > 1) continue;
    // "boolean" repeats each unknown field; "anyOf" and "if" repeat what their branches say.
    if (keyword === "boolean" || keyword === "anyOf") continue;
    const missing = params["requiredProperties"];
    if (keyword === "required" && Array.isArray(missing)) {
      for (const name of missing) errors.push({ in: parts[context], field: below(field, name), message: "is missing" });
      continue;
    }
    const allowed = params["allowedValues"];
    errors.push({
      in: parts[context],
      field,
      message: Array.isArray(allowed) ? `must be one of ${allowed.join(", ")}` : message,
    });
  }
  return errors.slice(0, mostErrors);
}

function below(field: string, name: unknown): string {
  return bounded(field === "" ? String(name) : `${field}/${String(name)}`);
}

function bounded(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
