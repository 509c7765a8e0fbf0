import { describeProblem, loadProfiles } from "../profiles/load-profiles.ts";
import type { Profiles } from "../profiles/profile.ts";
import { UsageError } from "./exit-codes.ts";

/** Every device profile; one that is wrong is told with its place, since a pull might need it. */
export function knownProfiles(): Profiles {
  const { profiles, problems } = loadProfiles();
  if (problems.length > 0) throw new UsageError(problems.map(describeProblem).join("\n"));
  return profiles;
}
