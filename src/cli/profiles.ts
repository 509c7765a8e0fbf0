import { readFileSync } from "node:fs";
import { join } from "node:path";
import { profilesFolder } from "../profiles/load-profiles.ts";
import { textColumns } from "../report/text-columns.ts";
import { UsageError } from "./exit-codes.ts";
import { knownProfiles } from "./known-profiles.ts";

/** `redoubt profiles list`: every profile. */
export function listProfiles(format: "table" | "json"): void {
  const profiles = [...knownProfiles().values()].map(({ id, title, os }) => ({ id, title, os }));
  process.stdout.write(
    format === "json"
      ? `${JSON.stringify(profiles, null, 2)}\n`
      : textColumns([["profile", "os", "title"], ...profiles.map(({ id, title, os }) => [id, os, title])]),
  );
}

/** `redoubt profiles show ID`: the file as it is written, comments and all. */
export function showProfile(id: string): void {
  if (!knownProfiles().has(id))
    throw new UsageError(`${id}: there is no such profile; \`redoubt profiles list\` shows all.`);
  process.stdout.write(readFileSync(join(profilesFolder(), `${id}.yaml`), "utf8"));
}
