import type { PasswordPolicy } from "../../src/model/accounts.ts";
import { byDefault, isKnown, unknownFact, type Fact } from "../../src/model/fact.ts";
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

/** Where the lock of some administrators is set. */
interface Lock {
  readonly attempts: Fact<number | null>;
  readonly time: Fact<number | null>;
}

/**
 * Accounts of the device are locked by `admin-lockout`, those that log in by an authentication profile by the profile's
 * own lock (CIS Palo Alto Firewall benchmark, 1.4.2); the laxer of the two is told.
 */
function lockoutOf(context: Context): Pick<PasswordPolicy, "lockoutAttempts" | "lockoutTime"> {
  const own = child(context.root, "deviceconfig", "setting", "management", "admin-lockout");
  const device = lockAt(context, own);
  const users = entries(child(context.root, "mgt-config"), "users");
  const chosen = [child(context.root, "deviceconfig", "system"), ...users].flatMap(
    (holder) => value(holder, "authentication-profile") ?? [],
  );
  const isLocal = users.length === 0 || users.some((user) => !user.children.has("authentication-profile"));
  const holders = [context.levels.shared, child(context.root, "panorama")];
  const locks: Lock[] = isLocal || chosen.length === 0 ? [device] : [];
  for (const node of chosen) {
    const profile = holders
      .map((holder) => child(holder, "authentication-profile", node.word))
      .find((found) => found !== undefined);
    const lock = child(profile, "lockout");
    const why = "Administrators log in by a profile, and the text does not say what its lock is.";
    const silent = unknownFact(why, placeOf(node).at);
    locks.push(
      lock?.children.has("failed-attempts") === true ? lockAt(context, lock) : { attempts: silent, time: silent },
    );
  }
  const [first = device, ...others] = locks;
  const laxest = others.reduce((one, other) => (laxness(other) > laxness(one) ? other : one), first);
  return { lockoutAttempts: laxest.attempts, lockoutTime: laxest.time };
}

/** No lock at all is the laxest, then one that nobody knows, then more tries. */
function laxness({ attempts }: Lock): number {
  if (!isKnown(attempts)) return 1000;
  return attempts.value ?? 2000;
}

function lockAt(context: Context, holder: PanosNode | undefined): Lock {
  const attempts = value(holder, "failed-attempts");
  const time = value(holder, "lockout-time");
  return {
    attempts: attempts === undefined ? absent(context, null, "failed logins lock nothing") : number(attempts, 1),
    time: time === undefined ? absent(context, null, "a lock stays until somebody lifts it") : number(time, 60),
  };
}

/** Zero is none: no limit, and no end. */
function number(node: PanosNode, factor: number): Fact<number | null> {
  if (!/^\d{1,4}$/.test(node.word)) return unknownFact("Not a number.", placeOf(node).at);
  return stated(node.word === "0" ? null : Number(node.word) * factor, node);
}
