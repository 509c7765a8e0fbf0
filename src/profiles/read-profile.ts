import { Value } from "typebox/value";
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import { nearest } from "./nearest.ts";
import { patternProblem } from "./pattern.ts";
import { compileProfile, type Profile } from "./profile.ts";
import { profileSchema, type ProfileData } from "./schema.ts";

/** One thing wrong with a profile file. Line and column count from 1. */
export interface ProfileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key: "pager.pauses.0.send"; empty is the whole file. */
  readonly path: string;
  readonly message: string;
}

export type ProfileReading =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly problems: readonly ProfileProblem[] };

type Path = readonly (string | number)[];

/** Words of the schema whose text is a pattern. */
const patternKeys = new Set([
  "pattern",
  "user",
  "ready",
  "above",
  "username",
  "password",
  "passwordChange",
  "refused",
  "from",
  "to",
  "last",
  "partial",
  "lines",
  "values",
  "secrets",
]);

/** Groups that the pattern of a key must have. */
const requiredGroups: Readonly<Record<string, string>> = {
  "prompts.user": "name",
  "prompts.ready": "name",
  "volatile.values": "value",
  secrets: "secret",
};

/** Reads one profile; `file` is named in problems and gives the id that the profile must have. */
export function readProfile(file: string, text: string): ProfileReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const problem = (path: Path, message: string, at: { line: number; col: number }): ProfileProblem => ({
    file,
    line: at.line,
    column: at.col,
    path: path.join("."),
    message,
  });
  // What follows the first syntax error is only its consequence.
  const [broken] = document.errors;
  if (broken !== undefined) {
    const message = broken.message.split(/ at line |\n/, 1)[0] ?? broken.message;
    return { ok: false, problems: [problem([], `${message}.`, lineCounter.linePos(broken.pos[0]))] };
  }
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  const at = (path: Path): { line: number; col: number } => lineCounter.linePos(offsetOf(document, path));
  const problems = schemaProblems(data).map(({ path, message }) => problem(path, message, at(path)));
  if (problems.length > 0 || !isProfileData(data)) return { ok: false, problems };

  const name = file.replace(/^.*[/\\]/, "").replace(/\.yaml$/, "");
  if (data.id !== name) problems.push(problem(["id"], `"${data.id}" is not the name of the file.`, at(["id"])));
  for (const [path, source] of patternsOf(data, [])) {
    const message = patternProblem(source) ?? missingGroup(path, source);
    if (message !== null) problems.push(problem(path, `${message} Seen: ${JSON.stringify(source)}.`, at(path)));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, profile: compileProfile(data) };
}

function isProfileData(data: unknown): data is ProfileData {
  return Value.Check(profileSchema, data);
}

function schemaProblems(data: unknown): { path: Path; message: string }[] {
  const found: { path: Path; message: string }[] = [];
  for (const error of Value.Errors(profileSchema, data)) {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    const seen = JSON.stringify(valueAt(data, path)) ?? "nothing";
    // The same key is reported once more as "additionalProperties", with its name.
    if (error.keyword === "boolean") continue;
    if (error.keyword === "additionalProperties") {
      for (const key of error.params.additionalProperties) {
        const near = nearest(key, keysAt(path));
        const hint = near === null ? "" : ` Did you mean "${near}"?`;
        found.push({ path: [...path, key], message: `There is no key "${key}" here.${hint}` });
      }
    } else if (error.keyword === "required") {
      for (const key of error.params.requiredProperties) found.push({ path, message: `The key "${key}" is missing.` });
    } else if (error.keyword === "enum") {
      const allowed = error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ");
      found.push({ path, message: `${seen} is none of ${allowed}.` });
    } else found.push({ path, message: `The value ${error.message}; seen: ${seen.slice(0, 80)}.` });
  }
  return found;
}

const unescapePointer = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value;
}

/** The keys that the schema knows at a path. */
function keysAt(path: Path): readonly string[] {
  let schema: unknown = profileSchema;
  for (const key of path) {
    if (!isRecord(schema)) return [];
    const properties = schema["properties"];
    schema = isRecord(properties) ? properties[key] : schema["items"];
  }
  const properties = isRecord(schema) ? schema["properties"] : undefined;
  return isRecord(properties) ? Object.keys(properties) : [];
}

/** Where a path stands in the file: its key, else the nearest thing above it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const key = path[length - 1];
    const parent = document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isRecord(node) && Array.isArray(node["range"])) return Number(node["range"][0]);
  }
  return 0;
}

function* patternsOf(value: unknown, path: Path): Generator<readonly [Path, string]> {
  if (!isRecord(value)) {
    const key = path.findLast((part): part is string => typeof part === "string");
    if (typeof value === "string" && key !== undefined && patternKeys.has(key)) yield [path, value];
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    yield* patternsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function missingGroup(path: Path, source: string): string | null {
  const group = requiredGroups[path.filter((part) => typeof part === "string").join(".")];
  return group === undefined || source.includes(`(?<${group}>`) ? null : `The pattern needs the group (?<${group}>…).`;
}
