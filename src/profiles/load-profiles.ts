import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";
import type { Profile, Profiles } from "./profile.ts";
import { readProfile, type ProfileProblem } from "./read-profile.ts";

/** Profiles by id, and what is wrong with the files that gave none. */
export interface LoadedProfiles {
  readonly profiles: Profiles;
  readonly problems: readonly ProfileProblem[];
}

/** The folder of profiles that comes with the program. */
export function profilesFolder(): string {
  return join(packageRoot, "device-profiles");
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
