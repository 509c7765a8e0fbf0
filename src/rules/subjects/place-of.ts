import { read, type Fact, type Place } from "../../model/fact.ts";

/**
 * Where a subject itself stands, as a fact to judge by: so that a finding that a default decides
 * still shows the lines that it is about.
 */
export function placeOf({ at, path }: Place): Fact<null> {
  return read(null, at, path);
}
