import type { PasswordPolicy } from "../../src/model/accounts.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, note, stated, value } from "./reading.ts";

/**
 * `mgt-config password-complexity` and `admin-lockout`. No failed login locks an account unless set, and a lock without
 * a time stays until somebody lifts it (Web Interface Help, Device > Setup > Management, "Authentication Settings": 0 and 0;
 * in FIPS-CC mode 10, which no line tells).
 */
export function readPasswordPolicy(context: Context): PasswordPolicy {
  const policy = child(context.root, "mgt-config", "password-complexity");
  note(
    policy,
    "block-repeated-characters",
    "block-username-inclusion",
    "minimum-lowercase-letters",
    "minimum-numeric-letters",
    "minimum-special-characters",
    "minimum-uppercase-letters",
    "new-password-differs-by-characters",
    "password-change",
    "password-change-on-first-login",
    "password-change-period-block",
    "password-history-count",
  );
  const enabled = value(policy, "enabled");
  const length = value(policy, "minimum-length");
  const isOn = enabled?.word === "yes";
  const lockout = lockoutOf(context);
  return {
    minimumLength:
      enabled !== undefined && isOn && length !== undefined && /^\d{1,3}$/.test(length.word)
        ? stated(length.word === "0" ? null : Number(length.word), length)
        : unknownFact(
            "No minimum length is stated and enabled; whether one holds then depends on the release.",
            enabled === undefined ? [] : placeOf(enabled).at,
          ),
    complexity: complexity(policy, enabled),
    obscured: byDefault(true, "PAN-OS: passwords of administrators are stored as hashes"),
    ...lockout,
  };
}

/** Complexity is asked for where at least one sort of character is. */
function complexity(policy: PanosNode | undefined, enabled: PanosNode | undefined): Fact<boolean> {
  if (policy === undefined || enabled === undefined) {
    return unknownFact("Nothing states whether complexity is asked for; what holds then depends on the release.");
  }
  if (enabled.word !== "yes") return stated(false, enabled);
  const sorts = ["uppercase-letters", "lowercase-letters", "numeric-letters", "special-characters"];
  const asked = sorts.flatMap((sort) => value(policy, `minimum-${sort}`) ?? []).filter(({ word }) => Number(word) > 0);
  return stated(asked.length > 0, asked[0] ?? enabled);
}

function lockoutOf(context: Context): Pick<PasswordPolicy, "lockoutAttempts" | "lockoutTime"> {
  const system = child(context.root, "deviceconfig", "system");
  const chosen = value(system, "authentication-profile");
  const profiles = [context.levels.shared, child(context.root, "panorama")].flatMap((holder) => [
    ...entries(holder, "authentication-profile"),
  ]);
  const ofProfile =
    chosen === undefined
      ? undefined
      : child(
          profiles.find(({ word }) => word === chosen.word),
          "lockout",
        );
  const own = child(context.root, "deviceconfig", "setting", "management", "admin-lockout");
  // A profile's own lock counts in place of the device's (CIS Palo Alto Firewall benchmark, 1.4.2).
  if (chosen !== undefined && value(ofProfile, "failed-attempts") === undefined) {
    const why = "Administrators log in by a profile, and the text does not say what its lock is.";
    return { lockoutAttempts: unknownFact(why, placeOf(chosen).at), lockoutTime: unknownFact(why, placeOf(chosen).at) };
  }
  const attempts = value(ofProfile, "failed-attempts") ?? value(own, "failed-attempts");
  const time = value(ofProfile, "lockout-time") ?? value(own, "lockout-time");
  return {
    lockoutAttempts:
      attempts === undefined
        ? absent(context, null, "failed logins lock nothing")
        : /^\d{1,3}$/.test(attempts.word)
          ? stated(attempts.word === "0" ? null : Number(attempts.word), attempts)
          : unknownFact("Not a number.", placeOf(attempts).at),
    lockoutTime:
      time === undefined
        ? absent(context, null, "a lock stays until somebody lifts it")
        : /^\d{1,4}$/.test(time.word)
          ? stated(time.word === "0" ? null : Number(time.word) * 60, time)
          : unknownFact("Not a number.", placeOf(time).at),
  };
}
