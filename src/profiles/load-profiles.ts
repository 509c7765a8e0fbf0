import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import type { Profile, Profiles } from "./profile.ts";
import { readProfile, type ProfileProblem } from "./read-profile.ts";

/** Profiles by id, and what is wrong with the files that gave none. */
export interface LoadedProfiles {
  readonly profiles: Profiles;
  readonly problems: readonly ProfileProblem[];
}

/** The folder of profiles that comes with the program, from src/ as from dist/src/. */
export function profilesFolder(): string {
  const packageJson = findPackageJSON("..", import.meta.url);
  if (packageJson === undefined) throw new Error("The program's own package.json is not there: install it again.");
  return join(dirname(packageJson), "device-profiles");
}

/** Reads every `*.yaml` of a folder. A file that is wrong leaves the others usable. */
export function loadProfiles(folder: string = profilesFolder()): LoadedProfiles {
  const profiles = new Map<string, Profile>();
  const problems: ProfileProblem[] = [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  for (const file of files.sort()) {
    const path = join(folder, file);
    const reading = readProfile(path, readFileSync(path, "utf8"));
    if (reading.ok) profiles.set(reading.profile.id, reading.profile);
    else problems.push(...reading.problems);
  }
  return { profiles, problems };
}

/** A problem as one line, in the form that editors jump to. */
export function describeProblem(problem: ProfileProblem): string {
  const where = problem.path === "" ? "" : `${problem.path}: `;
  return `${problem.file}:${problem.line}:${problem.column}: ${where}${problem.message}`;
}
