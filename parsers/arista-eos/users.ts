import type { User } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Password } from "../../src/model/secret.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, touching } from "../lib/statements.ts";
import type { Draft, UserDraft } from "./draft.ts";
import { accountSecretAt } from "./passwords.ts";

/** Local accounts of the EOS User Manual, "User Security". */
export const userStatements = [
  on<Draft>("username", username),
  on<Draft>(["enable password", "enable secret"], (draft, statement) => {
    if (statement.negated) {
      draft.privilegedPasswords.delete("enable password");
      return statement.words.length === 2;
    }
    const password = accountSecretAt(statement.words, 2);
    if (password === null) return false;
    keepPassword(draft, "enable password", 15, password, statement);
    return true;
  }),
  on<Draft>("aaa root", root),
  // The password of the boot loader's shell.
  on<Draft>("boot secret", (draft, statement) => {
    const password = accountSecretAt(statement.words, 2);
    if (password === null || statement.negated) return false;
    keepPassword(draft, "boot secret", null, password, statement);
    return true;
  }),
  block<Draft>("role", (draft, statement) => {
    const name = statement.words[1];
    if (name === undefined) return false;
    draft.roles.set(name, wholePlace(statement));
    for (const { line, words } of statement.children) {
      const word = words[/^\d+$/.test(words[0] ?? "") ? 1 : 0] ?? "";
      if (["permit", "deny", "exit"].includes(word)) draft.ledger.read(line);
      else draft.ledger.leave(line, ["users"]);
    }
    return !statement.negated;
  }),
  touching(["users", "passwords", "aaa"], "username", "user", "enable", "role", "aaa root", "boot secret"),
];

const optionWords: ReadonlySet<string> = new Set(["privilege", "role", "shell", "ssh-key", "sshkey", "nopassword"]);

/** How many words a secret takes: a word for its kind and itself, or itself alone. */
function secretLength(words: readonly string[], index: number): 1 | 2 {
  const next = words[index + 1];
  return next === undefined || optionWords.has(next) ? 1 : 2;
}

/** "username NAME [privilege N] [role R] [nopassword|secret [kind] SECRET] [shell S] [ssh-key [secondary] KEY]". */
function username(draft: Draft, statement: Statement): boolean {
  const [, name, ...options] = statement.words;
  if (name === undefined) return false;
  if (statement.negated) {
    if (options.length === 0) draft.users.delete(name);
    return options.length === 0;
  }
  const user = draft.users.get(name) ?? {
    name,
    at: [],
    password: undefined,
    role: undefined,
    privilege: undefined,
    sshKeys: 0,
  };
  draft.users.set(name, user);
  user.at.push(...placeOf(statement));
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index] ?? "";
    const value = options[index + 1];
    if (word === "nopassword") user.password = readAt(null, statement);
    else if (word === "secret") {
      if (value === undefined) return false;
      const length = secretLength(options, index + 1);
      user.password = readAt(accountSecretAt(options.slice(0, index + 1 + length), index + 1), statement);
      index += length;
    } else if (word === "ssh-key" || word === "sshkey" || word === "ssh-certificate") {
      if (word !== "ssh-certificate" && value !== undefined && value !== "role") user.sshKeys += 1;
      return value !== undefined && value !== "role";
    } else if (word === "privilege" && decimal(value) !== null) {
      user.privilege = readAt(decimal(value) ?? 0, statement);
      index += 1;
    } else if (word === "role" && value !== undefined) {
      user.role = readAt(value, statement);
      index += 1;
    } else if (word === "shell" && value !== undefined) index += 1;
    else return false;
  }
  return true;
}

function keepPassword(
  draft: Draft,
  name: string,
  level: number | null,
  password: Password,
  statement: Statement,
): void {
  draft.privilegedPasswords.set(name, { name, level, password, at: placeOf(statement) });
}

/** "[no] aaa root [nopassword|secret [kind] SECRET]". */
function root(draft: Draft, statement: Statement): boolean {
  const [, , word] = statement.words;
  draft.switches.set("aaa root", readAt(!statement.negated, statement));
  draft.privilegedPasswords.delete("aaa root");
  draft.users.delete("root");
  if (statement.negated) return true;
  if (word === "nopassword") {
    const user = { name: "root", at: [...placeOf(statement)], privilege: undefined, sshKeys: 0 };
    draft.users.set("root", { ...user, password: readAt(null, statement), role: readAt("root", statement) });
    return true;
  }
  const password = word === "secret" ? accountSecretAt(statement.words, 3) : null;
  if (password === null) return false;
  keepPassword(draft, "aaa root", null, password, statement);
  return true;
}

/** Accounts without a role of their own have "network-operator" ("aaa authorization policy local default-role"). */
function roleOf(user: UserDraft, draft: Draft): Fact<string | null> {
  return (
    user.role ??
    draft.defaultRole ??
    byDefault("network-operator", 'EOS: "network-operator" unless "role" (EOS User Manual, "User Security")')
  );
}

/**
 * A role holds only where commands are authorised locally; without that whoever knows the enable password, which may
 * be nobody's secret, gives every command ("Role Based Authorization", EOS User Manual, "User Security"). What a role
 * of the configuration permits is not judged, be it one that the system has without it.
 */
function administrator(user: UserDraft, role: Fact<string | null>, draft: Draft): Fact<boolean> {
  const name = "value" in role ? role.value : null;
  const at = joinRanges("at" in role ? role.at : []);
  if (name === "network-admin" || name === "root") return read(true, at);
  const commands = draft.methodLists.get("authorization commands all default");
  const byRole = commands !== undefined && commands.methods.length === 1 && commands.methods[0] === "local";
  const redefined = draft.roles.get(name ?? "");
  if (name === "network-operator" && byRole && redefined === undefined)
    return read(false, joinRanges([...at, ...commands.at]));
  if (!byRole && user.privilege?.value === 15) return read(true, user.privilege.at);
  const why = byRole
    ? "What the account's role lets it do is not judged."
    : 'Without "aaa authorization commands all default local" the account\'s role decides nothing.';
  return unknownFact(why, joinRanges([...at, ...user.at, ...(redefined ?? [])]));
}

export function usersOf(draft: Draft): readonly User[] {
  return [...draft.users.values()].map((user) => {
    const role = roleOf(user, draft);
    return {
      name: user.name,
      scope: null,
      at: joinRanges(user.at),
      password: user.password ?? unknownFact("No statement gives the account a password.", joinRanges(user.at)),
      role,
      administrator: administrator(user, role, draft),
      sshKeys: user.sshKeys,
      sources: byDefault([], "EOS: an account may log in from anywhere"),
      twoFactor: notApplicable("EOS has no second factor for local accounts."),
    };
  });
}
