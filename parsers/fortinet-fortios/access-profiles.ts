import { joinRanges, read, unknownFact, type Fact, type LineRange, type UnknownFact } from "../../src/model/fact.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

interface Profile {
  /** It lets change something; "unknown" where a right is not known and none that is known lets. */
  readonly writes: boolean | "unknown";
  readonly at: readonly LineRange[];
}

/** Access profiles by name. */
export type Profiles = ReadonlyMap<string, Profile>;

export function readProfiles(source: Source): Profiles {
  return new Map(
    source.tables.entries("system accprofile").map((entry) => {
      const rights = [...entry.settings.keys()].map((key) => mayWrite(source, entry, key));
      const writes = rights.includes(true) || (rights.includes("unknown") ? "unknown" : false);
      return [entry.name, { writes, at: entry.at }];
    }),
  );
}

export function roleOf(source: Source, entry: Entry): Fact<string | null> {
  const value = source.take(entry, "accprofile");
  const other = overridden(source, entry);
  if (other !== null) return other;
  if (value === undefined) return unknownFact("The account names no access profile.", entry.at);
  return read(value.words[0] ?? null, value.at);
}

/** The remote server may name another access profile ("accprofile-override", CLI reference 6.0.0, system admin). */
function overridden(source: Source, entry: Entry): UnknownFact | null {
  const keys = ["accprofile-override", "radius-accprofile-override"];
  const key = keys.find((each) => source.parsed(entry, each, enabled) === true);
  return key === undefined
    ? null
    : unknownFact("The remote server names the access profile.", entry.settings.get(key)?.at ?? entry.at);
}

/**
 * `super_admin` may change everything and cannot be edited (FortiOS 6.0 handbook, "Administrators"), and
 * `prof_admin`, whose groups are read-write from the factory, everything of its VDOM unless it was
 * edited; of a profile in the text its groups tell.
 */
export function mayChange(source: Source, entry: Entry, profiles: Profiles): Fact<boolean> {
  const value = entry.settings.get("accprofile");
  const name = value?.words[0];
  const other = overridden(source, entry);
  if (other !== null) return other;
  if (value === undefined || name === undefined) return unknownFact("The account names no access profile.", entry.at);
  if (name === "super_admin") return read(true, value.at);
  if (name === "super_admin_readonly" || name === "no_access") return read(false, value.at);
  const profile = profiles.get(name);
  if (profile === undefined && name === "prof_admin") return read(true, value.at);
  if (profile === undefined) return unknownFact(`The access profile "${name}" is not in the text.`, value.at);
  // A device writes a profile at one place; of many the first are told, so that each account's share stays small.
  const at = joinRanges([...value.at, ...profile.at.slice(0, 4)]);
  return profile.writes === "unknown"
    ? unknownFact(`A right of the access profile "${name}" is not one that the parser knows.`, at)
    : read(profile.writes, at);
}

/** Whether one group of an access profile lets change something; `custom` tells in a table of its own. */
function mayWrite(source: Source, profile: Entry, key: string): boolean | "unknown" {
  if (!key.endsWith("grp") && key !== "wifi") return false;
  const parts = profile.tables.get(`${key}-permission`)?.own;
  const words = [...(parts?.settings.keys() ?? [])].map((part) => rightOf(source, parts, part));
  const word = rightOf(source, profile, key);
  if (word !== "custom") return word === "unknown" ? word : word === "read-write";
  if (parts === undefined) return true;
  return words.includes("read-write") || (words.includes("unknown") ? "unknown" : false);
}

const rightWords = oneOf("none", "read", "read-write", "custom");

/** An unset right is none. */
function rightOf(source: Source, entry: Entry | undefined, key: string): ReturnType<typeof rightWords> | "unknown" {
  const word = source.parsed(entry, key, rightWords);
  return word ?? (entry?.settings.get(key)?.unset === true ? "none" : "unknown");
}
