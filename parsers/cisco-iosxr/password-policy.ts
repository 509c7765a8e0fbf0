import type { PasswordPolicy } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

/** Numbers of a password policy that the model has a word for, and the words that state them. */
const policyNumbers: ReadonlySet<string> = new Set([
  "min-length",
  "authen-max-attempts",
  "upper-case",
  "lower-case",
  "numeric",
  "special-char",
]);

/** What a policy asks of new passwords beside these. */
export const policyDetails: ReadonlySet<string> = new Set([
  "max-length",
  "min-char-change",
  "warn-interval",
  "restrict-old-time",
  "restrict-old-count",
  "restrict-consecutive-characters",
  "restrict-password-reverse",
  "restrict-password-advanced",
  "restrict-username",
  "max-char-repetition",
  "lifetime",
]);

const unitSeconds: Readonly<Record<string, number>> = { days: 86_400, hours: 3600, minutes: 60, seconds: 1 };

/** "aaa password-policy NAME" ("Password Policy", System Security Configuration Guide, since 6.2). */
export function passwordPolicy(draft: Draft, statement: Statement): boolean {
  const name = statement.words[2];
  const numbers = new Map<string, ReturnType<typeof readAt<number>>>();
  for (const child of statement.children) {
    const [word = "", ...values] = child.words;
    const value = decimal(values[0]);
    if (policyNumbers.has(word) && value !== null && !child.negated) numbers.set(word, readAt(value, child));
    else if (word === "lockout-time" && !child.negated) {
      const parts = timeOf(values);
      if (parts === null) {
        draft.ledger.leave(child.line, ["passwords"]);
        continue;
      }
      numbers.set(word, readAt(parts, child));
    } else if (policyDetails.has(word)) {
      draft.ledger.skip(child.line, "password-criteria");
      continue;
    } else {
      draft.ledger.leave(child.line, ["passwords"]);
      continue;
    }
    draft.ledger.read(child.line);
  }
  if (name === undefined || statement.negated || statement.words.length > 3) return false;
  draft.passwordPolicies.set(name, { name, at: wholePlace(statement), numbers });
  return true;
}

/** "days 1 hours 2 minutes 3" in seconds, null where it is no such thing. */
function timeOf(words: readonly string[]): number | null {
  let seconds = 0;
  for (let index = 0; index < words.length; index += 2) {
    const unit = unitSeconds[words[index] ?? ""];
    const value = decimal(words[index + 1]);
    if (unit === undefined || value === null) return null;
    seconds += unit * value;
  }
  return words.length === 0 ? null : seconds;
}

/** What holds for the passwords of all accounts. */
export function passwordPolicyOf(draft: Draft): PasswordPolicy {
  return {
    minimumLength: ofEveryUser(draft, "min-length", "no shortest length"),
    complexity: complexity(draft),
    obscured: byDefault(
      true,
      'IOS XR: clear text is stored under type 7 ("password (AAA)", System Security Command Reference)',
    ),
    lockoutAttempts: ofEveryUser(draft, "authen-max-attempts", "no lock"),
    lockoutTime: ofEveryUser(draft, "lockout-time", "no lock"),
  };
}

/**
 * A password policy holds for the accounts that name it ("username … password-policy"); what holds for all of them is
 * said where each names one and all say the same.
 */
function ofEveryUser(draft: Draft, name: string, otherwise: string): Fact<number | null> {
  const users = [...draft.users.values()];
  const without = users.find(({ policy }) => policy === null);
  if (draft.passwordPolicies.size === 0 || users.every(({ policy }) => policy === null))
    return byDefault(null, `IOS XR: ${otherwise} unless an account names an "aaa password-policy"`);
  if (without !== undefined) return read(null, joinRanges(without.at));
  const stated = users.map(({ policy }) => draft.passwordPolicies.get(policy?.value ?? "")?.numbers.get(name));
  const [first] = stated;
  const at = joinRanges(users.flatMap((user) => user.at));
  if (first === undefined || stated.some((fact) => fact?.value !== first.value))
    return unknownFact(`The password policies of the accounts differ, or leave "${name}" to the release.`, at);
  return read(first.value, joinRanges([...at, ...first.at]));
}

function complexity(draft: Draft): Fact<boolean> {
  const asked = ["upper-case", "lower-case", "numeric", "special-char"].map((name) =>
    ofEveryUser(draft, name, "no such rule"),
  );
  const stated = asked.find((fact) => "at" in fact && "value" in fact && fact.value !== null && fact.value > 0);
  if (stated !== undefined && "at" in stated) return read(true, stated.at);
  const unknown = asked.find((fact) => "unknown" in fact);
  if (unknown !== undefined && "unknown" in unknown) return unknownFact(unknown.unknown, unknown.at);
  const none = asked.find((fact) => "at" in fact);
  return none !== undefined && "at" in none
    ? read(false, none.at)
    : byDefault(false, 'IOS XR: none unless an account names an "aaa password-policy"');
}
