import { readYaml } from "../yaml/yaml-text.ts";
import { assertionsOf } from "./assertions-of.ts";
import type { DeviceAssertion } from "./document.ts";

/** One thing wrong with a file of assertions. Line and column count from 1. */
export interface AssertionProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, "networks.servers.0"; empty is the whole file. */
  readonly path: string;
  readonly message: string;
}

export type AssertionReading =
  | { readonly ok: true; readonly assertions: readonly DeviceAssertion[] }
  | { readonly ok: false; readonly problems: readonly AssertionProblem[] };

/** Reads the text of a file of assertions; `file` is named in problems. */
export function readAssertions(file: string, text: string): AssertionReading {
  const yaml = readYaml(text, { aliases: 100 });
  if (!yaml.ok) return { ok: false, problems: yaml.faults.map((fault) => ({ file, path: "", ...fault })) };
  const { data, placeOf } = yaml;
  const reading = assertionsOf(withoutEmptySections(data), (path) => placeOf(path).line);
  if (reading.ok) return reading;
  const problems = reading.problems.map(({ path, message }) => ({
    file,
    ...placeOf(path),
    path: path.join("."),
    message,
  }));
  return { ok: false, problems };
}

/** "networks:" with nothing below is an empty section. */
function withoutEmptySections(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(
    Object.entries(data).filter(([name, value]) => value !== null || (name !== "networks" && name !== "services")),
  );
}

/** "assertions.yaml:3:5: networks.servers.0: …" */
export function assertionProblemLine({ file, line, column, path, message }: AssertionProblem): string {
  return `${file}:${line}:${column}: ${path === "" ? "" : `${path}: `}${message}`;
}
