import { byDefault, joinRanges, unknownFact, type Fact } from "../../src/model/fact.ts";
import { atLeast } from "../lib/cisco/version.ts";
import { releaseOf, type Draft } from "./draft.ts";

/**
 * Until 9.16 a locked account stays so until somebody clears it ("aaa local authentication attempts max-fail"). Whether
 * accounts of level 15 are locked at all is in no manual that was read; IOS does not lock them by the same statement.
 */
export function lockoutTime(draft: Draft): Fact<number | null> {
  const spared = [...draft.users.values()].filter(({ role }) => "value" in role && role.value === "15");
  if (draft.numbers.has("max-fail") && spared.length > 0)
    return unknownFact(
      "Whether accounts of level 15 are locked too is not known, and there are some.",
      joinRanges(spared.flatMap(({ at }) => at)),
    );
  const release = releaseOf(draft);
  if (release === null || atLeast(release, 9, 17))
    return unknownFact("How long an account stays locked depends on the release, and is not known for this one.");
  return byDefault(null, `ASA ${release.text}: until "clear aaa local user lockout" (Command Reference)`);
}
