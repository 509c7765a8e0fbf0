import { Value } from "typebox/value";
import { isRecord, shapeProblems, type Path, type Problem } from "../yaml/shape-problems.ts";
import { readYaml } from "../yaml/yaml-text.ts";
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
  const reading = readYaml(text, { aliases: 0 });
  // What follows the first syntax error is only its consequence.
  if (!reading.ok)
    return { ok: false, problems: reading.faults.slice(0, 1).map((fault) => ({ file, path: "", ...fault })) };
  const { data, placeOf } = reading;
  const problem = ({ path, message }: Problem): ProfileProblem => ({
    file,
    ...placeOf(path),
    path: path.join("."),
    message,
  });
  const shape = shapeProblems(profileSchema, data);
  if (shape.length > 0 || !isProfileData(data)) return { ok: false, problems: shape.map(problem) };

  const problems: Problem[] = [];
  const name = file.replace(/^.*[/\\]/, "").replace(/\.yaml$/, "");
  if (data.id !== name) problems.push({ path: ["id"], message: `"${data.id}" is not the name of the file.` });
  for (const [path, source] of patternsOf(data, [])) {
    const message = patternProblem(source) ?? missingGroup(path, source);
    if (message !== null) problems.push({ path, message: `${message} Seen: ${JSON.stringify(source)}.` });
  }
  return problems.length > 0
    ? { ok: false, problems: problems.map(problem) }
    : { ok: true, profile: compileProfile(data) };
}

function isProfileData(data: unknown): data is ProfileData {
  return Value.Check(profileSchema, data);
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
