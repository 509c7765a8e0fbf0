import { isKnown, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import { integer, type Source } from "./source.ts";

/**
 * Seconds until an idle administrator is logged out: `admintimeout` (minutes), or where an access
 * profile in use overrides it the longest that any profile gives; 0 in a profile is taken for never.
 */
export function idleTimeout(source: Source): Fact<number | null> {
  const global = source.tables.single("system global");
  const base = source.fact(global, "system global", "admintimeout", integer);
  const used = new Set(
    source.tables.entries("system admin").flatMap((admin) => admin.settings.get("accprofile")?.words ?? []),
  );
  let longest = 0;
  const at: LineRange[] = [];
  for (const profile of source.tables.entries("system accprofile")) {
    const override = source.word(profile, "admintimeout-override");
    const minutes = source.take(profile, "admintimeout");
    if (!used.has(profile.name) || override !== "enable") continue;
    const value = integer(minutes?.words ?? []);
    if (minutes === undefined || value === undefined) {
      return unknownFact(
        `The access profile "${profile.name}" overrides the idle timeout with a value that is not known.`,
        profile.at,
      );
    }
    at.push(...minutes.at);
    longest = Math.max(longest, value === 0 ? Number.POSITIVE_INFINITY : value * 60);
  }
  if (!isKnown(base)) return longest === Number.POSITIVE_INFINITY ? read(null, joinRanges(at)) : base;
  const own = base.value === 0 ? Number.POSITIVE_INFINITY : base.value * 60;
  if (longest > own) return read(longest === Number.POSITIVE_INFINITY ? null : longest, joinRanges(at));
  const value = own === Number.POSITIVE_INFINITY ? null : own;
  return "default" in base ? { value, default: base.default } : read(value, base.at);
}
