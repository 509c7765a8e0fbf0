import { byDefault, joinRanges, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Draft } from "./draft.ts";

/**
 * "login block-for" locks sources; "aaa local authentication attempts max-fail" locks local accounts, of AAA alone and
 * none of level 15 ("Login Password Retry Lockout", AAA Configuration Guide, IOS XE 16.12: the administrator of
 * privilege 15 cannot be locked out).
 */
export function lockoutAttempts(draft: Draft): Fact<number | null> {
  const blocks = draft.numbers.get("block-for attempts");
  if (blocks !== undefined) return blocks;
  const ofAccounts = draft.numbers.get("max-fail");
  if (ofAccounts === undefined) return byDefault(null, 'IOS: never unless "login block-for" (Login Enhancements)');
  const aaa = draft.switches.get("aaa new-model");
  if (aaa?.value === false) return { value: null, at: joinRanges([...ofAccounts.at, ...aaa.at]) };
  return ofAccounts;
}

/** Seconds of the lock; what locks accounts alone and leaves out those of level 15 is not known to hold. */
export function lockoutTime(draft: Draft): Fact<number | null> {
  const blocks = draft.numbers.get("block-for");
  if (blocks !== undefined) return blocks;
  const spared = [...draft.users.values()].filter(({ role }) => role?.value === "15");
  return draft.numbers.has("max-fail") && spared.length > 0
    ? unknownFact(
        'Accounts of level 15 are never locked by "aaa local authentication attempts max-fail", and there are some.',
        joinRanges(spared.flatMap(({ at }) => at)),
      )
    : byDefault(null, 'IOS: none unless "login block-for" (Login Enhancements)');
}
