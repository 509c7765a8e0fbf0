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
  const spared = [...draft.users.values()].filter(({ role }) => role?.value === "15");
  return spared.length === 0
    ? ofAccounts
    : unknownFact(
        'Accounts of level 15 are never locked by "aaa local authentication attempts max-fail", and there are some.',
        joinRanges([...ofAccounts.at, ...spared.flatMap(({ at }) => at)]),
      );
}
