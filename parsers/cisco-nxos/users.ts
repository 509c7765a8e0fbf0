import type { User } from "../../src/model/accounts.ts";
import { byDefault, isKnown, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { isMask, type Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";
import type { RoleDraft, UserDraft } from "./user-draft.ts";

/** Accounts and roles ("Configuring User Accounts and RBAC", Cisco Nexus NX-OS Security Configuration Guide). */
export const userStatements = [
  on<Draft>("username", username),
  block<Draft>("role name", role),
  on<Draft>("enable secret", (draft, statement) => {
    const { words } = statement;
    const password = passwordOf(words.slice(0, passwordEnd(words, 2)), 2, statement);
    const at = words.indexOf("priv-lvl");
    if (statement.negated || !isKnown(password) || password.value === null) return false;
    const level = at < 0 ? 15 : decimal(words[at + 1]);
    draft.privilegedPasswords.push({ name: "enable secret", level, password: password.value, at: placeOf(statement) });
    return true;
  }),
  on<Draft>("password strength-check", switched("password strength-check")),
  on<Draft>("userpassphrase", userPassphrase),
  skip("role-distribution", "role distribute", "role commit", "role abort", "role feature-group"),
  skip("password-text", "password prompt", "password secure-mode"),
  touching(["users", "aaa", "passwords"], "username", "role", "enable", "password", "userpassphrase"),
];

function userDraft(draft: Draft, name: string): UserDraft {
  const user = draft.users.get(name) ?? { name, at: [], password: null, roles: [], sshKeys: 0 };
  draft.users.set(name, user);
  return user;
}

/**
 * "username NAME [password [0|5|8|9] P] [expire D] [role R] [priv-lvl N]", and beside it lines for further roles, for
 * SSH keys and for how long a passphrase lives.
 */
function username(draft: Draft, statement: Statement): boolean {
  const [, name, ...options] = statement.words;
  if (name === undefined || statement.negated) return false;
  const user = userDraft(draft, name);
  user.at.push(...placeOf(statement));
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index];
    const value = options[index + 1];
    if (word === "password" || word === "secret") {
      const end = passwordEnd(options, index + 1);
      user.password = passwordOf(options.slice(0, end), index + 1, statement);
      index = end - 1;
    } else if (word === "role" && value !== undefined) {
      user.roles.push({ name: value, at: placeOf(statement) });
      index += 1;
    } else if (word === "priv-lvl" && value !== undefined) {
      user.roles.push({ name: `priv-${value}`, at: placeOf(statement) });
      index += 1;
    } else if (word === "sshkey" || word === "ssh-cert-dn") {
      user.sshKeys += 1;
      return value !== undefined;
    } else if (word === "passphrase" || word === "keypair" || word === "shelltype") return true;
    else if (word === "expire" && value !== undefined) index += 1;
    else if (word !== "iapp") return false;
  }
  return true;
}

/** Index after the password: one word after its type, or the several that an archive put in its place. */
function passwordEnd(options: readonly string[], from: number): number {
  const typed = /^\d$/.test(options[from] ?? "") && options[from + 1] !== undefined;
  const start = typed ? from + 1 : from;
  const end =
    options[start]?.startsWith("<") === true
      ? options.findIndex((word, at) => at >= start && word.endsWith(">"))
      : start;
  return Math.min(options.length, Math.max(start, end) + 1);
}

/** "5 !" is what NX-OS writes for an account whose password nobody knows, since it was made with a key alone. */
function passwordOf(options: readonly string[], at: number, statement: Statement): Fact<Password | null> {
  const typed = options.length > at + 1 && /^\d$/.test(options[at] ?? "");
  const stored = options.slice(typed ? at + 1 : at).join(" ");
  if (typed && (stored === "!" || stored === "*"))
    return notApplicable("No password opens the account: it is locked, and keys alone let in.");
  if (isMask(stored)) return unknownFact("The password was removed from the text.", placeOf(statement));
  const password = passwordAt(options, at);
  if (password === null) return unknownFact("The password is missing from the line.", placeOf(statement));
  return readAt(typed && options[at] === "5" ? { hash: cryptKind(stored) } : password, statement);
}

/** Type 5 is an MD5 hash in old releases and a SHA-256 hash in new ones: the hash tells by its own beginning. */
function cryptKind(stored: string): Password["hash"] {
  if (stored.startsWith("$5$")) return "sha256-crypt";
  if (stored.startsWith("$6$")) return "sha512-crypt";
  return stored.startsWith("$1$") ? "md5-crypt" : "unrecognised";
}

/** "userpassphrase min-length N max-length M", "userpassphrase default-lifetime N" and others. */
function userPassphrase(draft: Draft, statement: Statement): boolean {
  const { words } = statement;
  const at = words.indexOf("min-length");
  const least = at < 0 ? null : decimal(words[at + 1]);
  if (at >= 0 && (least === null || statement.negated)) return false;
  if (least !== null) draft.numbers.set("min-length", readAt(least, statement));
  return words.slice(1).some((word) => word.includes("length") || word.startsWith("default-") || word === "lifetime");
}

export const ruleTable = table<{ readonly ledger: Draft["ledger"]; readonly role: RoleDraft }>([
  on("rule", ({ role: of }, statement) => {
    const [, , action, ...rest] = statement.words;
    if (statement.negated || (action !== "permit" && action !== "deny")) return false;
    if (action === "permit" && rest.length === 1 && rest[0] === "read-write") of.all = true;
    else if (action === "permit" && rest[0] !== "read") of.readsOnly = false;
    return true;
  }),
  // Within a policy the VLANs, interfaces or VRFs follow that the rules are for: which, is not judged.
  block(["vlan policy", "interface policy", "vrf policy", "vsan policy"], ({ ledger }, statement) => {
    for (const child of statement.children) if (child.words[0] === "permit") ledger.read(child.line);
  }),
  skip("role-text", "description", "exit"),
]);

function role(draft: Draft, statement: Statement): boolean {
  const name = statement.words[2];
  if (name === undefined || statement.negated) return false;
  const found = draft.roles.get(name) ?? { name, at: [], all: false, readsOnly: true };
  draft.roles.set(name, found);
  found.at.push(...wholePlace(statement));
  readStatements({ ledger: draft.ledger, role: found }, statement.children, ruleTable, ["users"]);
  return true;
}

export function usersOf(draft: Draft): readonly User[] {
  return [...draft.users.values()].map((user) => {
    return {
      name: user.name,
      scope: null,
      at: joinRanges(user.at),
      password:
        user.password ??
        unknownFact(
          "No line states a password, and whether such an account can log in is not documented.",
          joinRanges(user.at),
        ),
      role:
        user.roles.length > 0
          ? read(user.roles.map((each) => each.name).join(", "), placesOf(user.roles))
          : byDefault(
              "network-operator",
              "NX-OS: network-operator unless a role is stated (Configuring User Accounts)",
            ),
      administrator: administrator(draft, user),
      sshKeys: user.sshKeys,
      sources: notApplicable("NX-OS does not restrict where an account logs in from."),
      twoFactor: notApplicable("NX-OS has no second factor for local accounts."),
    };
  });
}

function placesOf(roles: UserDraft["roles"]): ReturnType<typeof joinRanges> {
  return joinRanges(roles.flatMap((each) => each.at));
}

/** "User Roles", Security Configuration Guide: network-admin and vdc-admin change everything, the operators nothing. */
const everything: ReadonlySet<string> = new Set(["network-admin", "vdc-admin", "priv-15"]);
const readers: ReadonlySet<string> = new Set(["network-operator", "vdc-operator", "priv-0"]);

function administrator(draft: Draft, user: UserDraft): Fact<boolean> {
  const roles = user.roles.map((each) => ({ ...each, rights: rightsOf(draft, each.name) }));
  const all = roles.filter(({ rights }) => rights === "all");
  if (all.length > 0) return read(true, placesOf(all));
  const doubtful = roles.filter(({ rights }) => rights === null);
  if (doubtful.length > 0)
    return unknownFact(`What role "${doubtful[0]?.name ?? ""}" permits is not judged.`, placesOf(doubtful));
  return roles.length > 0
    ? read(false, placesOf(roles))
    : byDefault(false, "NX-OS: network-operator unless a role is stated (Configuring User Accounts)");
}

function rightsOf(draft: Draft, name: string): "all" | "read" | null {
  if (everything.has(name)) return "all";
  const stated = draft.roles.get(name);
  if (stated?.all === true) return "all";
  if (stated !== undefined && name !== "priv-0") return stated.readsOnly && !name.startsWith("priv-") ? "read" : null;
  return readers.has(name) ? "read" : null;
}
