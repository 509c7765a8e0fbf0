import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { nearest } from "../profiles/nearest.ts";

export type Path = readonly (string | number)[];

/** One thing wrong with data that people write, in one sentence. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** What a kind of file says in words of its own; null: the usual words. */
export interface ShapeWords {
  readonly unknownKey?: (key: string, path: Path) => string | null;
  readonly pattern?: (path: Path, seen: string) => string | null;
  /** Where one of several shapes is expected. */
  readonly choice?: (path: Path, seen: string) => string | null;
  /** True where the value must not be quoted. */
  readonly hidden?: (path: Path) => boolean;
}

/** What is wrong with the shape of data: unknown and missing keys, wrong types and values, each with the value seen. */
export function shapeProblems(schema: TSchema, data: unknown, words: ShapeWords = {}): readonly Problem[] {
  const found: Problem[] = [];
  const seenAt = (path: Path): string => (words.hidden?.(path) === true ? "(not shown)" : seen(valueAt(data, path)));
  const errors = Value.Errors(schema, data);
  const choices = new Set(errors.flatMap(({ keyword, instancePath }) => (keyword === "anyOf" ? [instancePath] : [])));
  for (const error of errors) {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    const usual = `The value ${error.message}; seen: ${seenAt(path)}.`;
    if (error.keyword === "anyOf") {
      // A branch that went further down tells more than that no branch fits.
      if (errors.some(({ instancePath }) => instancePath.startsWith(`${error.instancePath}/`))) continue;
      found.push({ path, message: words.choice?.(path, seenAt(path)) ?? usual });
    } else if (choices.has(error.instancePath)) {
      // What each branch expected is told by the choice.
      continue;
    } else if (error.keyword === "additionalProperties") {
      for (const key of error.params.additionalProperties) {
        const message = words.unknownKey?.(key, path) ?? unknownKey(key, keysAt(schema, path));
        found.push({ path: [...path, key], message });
      }
    } else if (error.keyword === "required") {
      for (const key of error.params.requiredProperties) found.push({ path, message: `The key "${key}" is missing.` });
    } else if (error.keyword === "pattern") {
      found.push({ path, message: words.pattern?.(path, seenAt(path)) ?? usual });
    } else if (error.keyword === "enum") {
      const allowed = error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ");
      found.push({ path, message: `${seenAt(path)} is none of ${allowed}.` });
    } else if (error.keyword !== "boolean") {
      // "boolean" repeats an unknown key, which "additionalProperties" gave with its name.
      found.push({ path, message: usual });
    }
  }
  return found;
}

function unknownKey(key: string, keys: readonly string[]): string {
  const near = nearest(key, keys);
  return `There is no key "${key}" here.${near === null ? "" : ` Did you mean "${near}"?`}`;
}

function seen(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return isRecord(value) ? "a mapping" : JSON.stringify(value).slice(0, 80);
}

/** The keys that the schema knows at a path. */
function keysAt(schema: TSchema, path: Path): readonly string[] {
  let at: unknown = schema;
  for (const key of path) {
    if (!isRecord(at)) return [];
    const { properties, patternProperties, items } = at;
    if (isRecord(properties)) at = properties[key];
    else at = isRecord(patternProperties) ? Object.values(patternProperties)[0] : items;
  }
  const properties = isRecord(at) ? at["properties"] : undefined;
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
