import type { User } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { clearPassword, hashedPassword, isLocked } from "./passwords.ts";
import { child, children, entries, markTree, stated, value } from "./reading.ts";

/** `system login user` (VyOS User Guide, "Login/User Management"). */
export function readUsers(context: Context): User[] {
  const login = child(context.system, "login");
  markTree(child(login, "operator-group"));
  return entries(login, "user").flatMap((node) => {
    const authentication = child(node, "authentication");
    for (const word of ["full-name", "home-directory", "group"]) markTree(child(node, word));
    // An account that is switched off lets nobody in.
    if (child(node, "disable") !== undefined) {
      markTree(node);
      return [];
    }
    return [
      {
        ...placeOf(node),
        name: node.word,
        scope: null,
        password: passwordOf(node, authentication),
        ...rightsOf(context, node),
        sshKeys: keysOf(authentication),
        sources: byDefault<readonly SourceRestriction[]>([], "VyOS and EdgeOS: an account may log in from anywhere"),
        twoFactor: twoFactorOf(authentication),
      },
    ];
  });
}

/**
 * `plaintext-password` is emptied when it is hashed, so that one with a text was never committed, or is the one that
 * holds; without either password there is none to log in with.
 */
function passwordOf(node: ConfigNode, authentication: ConfigNode | undefined): Fact<Password | null> {
  const clear = value(authentication, "plaintext-password");
  const hashed = value(authentication, "encrypted-password");
  markTree(child(authentication, "plaintext-password"));
  if (clear !== undefined && clear.text !== "") return stated<Password | null>(clearPassword(clear.text), clear.node);
  if (hashed === undefined || hashed.text === "")
    return unknownFact(
      "No password is stated: the account has none, or it was removed from the text.",
      placeOf(node).at,
    );
  if (isLocked(hashed.text)) return notApplicable("The password is locked: nobody gets into the account by one.");
  return stated<Password | null>(hashedPassword(hashed.text), hashed.node);
}

/**
 * `level admin` or `level operator` up to 1.2 and on EdgeOS, admin where it is left out; 1.3 and 1.4 have
 * administrators alone, and `operator group` came after them (vyos-1x, T7745).
 */
function rightsOf(context: Context, node: ConfigNode): Pick<User, "role" | "administrator"> {
  const level = value(node, "level");
  const operator = child(node, "operator");
  if (operator !== undefined) {
    markTree(operator);
    return { role: stated<string | null>("operator", operator), administrator: stated(false, operator) };
  }
  if (level === undefined) {
    const source =
      context.os === "vyos"
        ? "VyOS: an account without operator level is an administrator"
        : 'EdgeOS: "admin" unless level says otherwise';
    return { role: byDefault<string | null>("admin", source), administrator: byDefault(true, source) };
  }
  const known = level.text === "admin" || level.text === "operator";
  return {
    role: stated<string | null>(level.text, level.node),
    administrator: known
      ? stated(level.text === "admin", level.node)
      : unknownFact(`What level "${level.text}" may do is not known.`, placeOf(level.node).at),
  };
}

function keysOf(authentication: ConfigNode | undefined): number {
  const keys = entries(authentication, "public-keys");
  for (const key of keys) markTree(key);
  markTree(child(authentication, "principal"));
  return keys.length;
}

function twoFactorOf(authentication: ConfigNode | undefined): Fact<boolean> {
  const otp = child(authentication, "otp");
  if (otp === undefined) return byDefault(false, "VyOS and EdgeOS: a password alone unless otp is configured");
  markTree(otp);
  const keyed = children(otp).some(({ word }) => word === "key");
  return keyed ? stated(true, otp) : read(false, joinRanges(placeOf(otp).at));
}
