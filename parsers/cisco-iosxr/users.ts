import type { User } from "../../src/model/accounts.ts";
import { joinRanges, notApplicable, read, unknownFact, byDefault, type Fact } from "../../src/model/fact.ts";
import { hashStrength, type Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { groupRights, type GroupRights } from "./group-rights.ts";
import type { Draft, TaskGroupDraft, UserDraft, UserGroupDraft } from "./draft.ts";

const userTouches: Touches = ["users", "passwords", "aaa"];

interface UserContext {
  readonly ledger: Ledger;
  readonly user: UserDraft;
}

/** "[type] PASSWORD"; type 10 is SHA-512 by crypt(3) ("secret", System Security Command Reference, since 7.0). */
function storedAt(words: readonly string[], index: number): Password | null {
  if (words[index] === "10" && words[index + 1] !== undefined) return { hash: "sha512-crypt" };
  if (words[index] === "encrypted" && words[index + 1] !== undefined)
    return passwordAt(["7", ...words.slice(index + 1)], 0);
  if (words[index] === "clear" && words[index + 1] !== undefined)
    return passwordAt(["0", ...words.slice(index + 1)], 0);
  return passwordAt(words, index);
}

export const userTable = table<UserContext>([
  on("group", ({ user }, statement) => {
    const name = statement.words[1];
    if (name === undefined || statement.words.length > 2) return false;
    if (!statement.negated) user.groups.push(readAt(name, statement));
    return true;
  }),
  on(["secret", "password"], ({ user }, statement) => {
    const stored = storedAt(statement.words, 1);
    if (statement.negated || stored === null) return statement.negated;
    user.passwords.push(readAt(stored, statement));
    return true;
  }),
  // "password-policy NAME password TYPE PASSWORD" sets both.
  on("password-policy", ({ user }, statement) => {
    const [, name, word] = statement.words;
    if (name === undefined || statement.negated) return false;
    user.policy = readAt(name, statement);
    if (word === undefined) return true;
    const stored = word === "password" || word === "secret" ? storedAt(statement.words, 3) : null;
    if (stored === null) return false;
    user.passwords.push(readAt(stored, statement));
    return true;
  }),
  on("keystring", ({ user }) => {
    user.sshKeys += 1;
  }),
  skip("login-history", "login-history"),
]);

interface GroupContext {
  readonly ledger: Ledger;
  readonly group: UserGroupDraft;
}

const groupTable = table<GroupContext>([
  on("taskgroup", ({ group }, statement) => {
    group.taskGroups.push(statement.words[1] ?? "");
  }),
  on("inherit usergroup", ({ group }, statement) => {
    group.parents.push(statement.words[2] ?? "");
  }),
  on("description", () => true),
]);

interface TaskContext {
  readonly ledger: Ledger;
  readonly group: TaskGroupDraft;
}

const taskTable = table<TaskContext>([
  on(["task read", "task debug"], () => true),
  on(["task write", "task execute"], ({ group }) => {
    group.writes = true;
  }),
  on("inherit taskgroup", ({ group }, statement) => {
    group.parents.push(statement.words[2] ?? "");
  }),
  on("description", () => true),
]);

/** Local accounts and their groups ("Configuring AAA Services", System Security Configuration Guide). */
export const userStatements = [
  block<Draft>("username", (draft, statement) => {
    const [, name, ...words] = statement.words;
    if (name === undefined || statement.negated) {
      for (const child of statement.children) draft.ledger.leave(child.line, userTouches);
      return false;
    }
    const user = draft.users.get(name) ?? { name, at: [], groups: [], passwords: [], policy: null, sshKeys: 0 };
    draft.users.set(name, user);
    user.at.push(...wholePlace(statement));
    const context = { ledger: draft.ledger, user };
    readStatements(context, statement.children, userTable, userTouches);
    return words.length === 0 || inline(context, statement, words);
  }),
  block<Draft>("usergroup", (draft, statement) => {
    const group: UserGroupDraft = { name: statement.words[1] ?? "", taskGroups: [], parents: [] };
    draft.userGroups.set(group.name, group);
    readStatements({ ledger: draft.ledger, group }, statement.children, groupTable, userTouches);
    return !statement.negated && statement.words.length === 2;
  }),
  block<Draft>("taskgroup", (draft, statement) => {
    const group: TaskGroupDraft = { name: statement.words[1] ?? "", writes: false, parents: [] };
    draft.taskGroups.set(group.name, group);
    readStatements({ ledger: draft.ledger, group }, statement.children, taskTable, userTouches);
    return !statement.negated && statement.words.length === 2;
  }),
  touching(userTouches, "username", "usergroup", "taskgroup"),
];

/** "username NAME group G", "username NAME secret 5 HASH": one setting on the line itself. */
function inline({ user }: UserContext, statement: Statement, words: readonly string[]): boolean {
  if (words[0] === "group" && words[1] !== undefined && words.length === 2) {
    user.groups.push(readAt(words[1], statement));
    return true;
  }
  const stored = words[0] === "secret" || words[0] === "password" ? storedAt(words, 1) : null;
  if (stored !== null) user.passwords.push(readAt(stored, statement));
  return stored !== null;
}

export function usersOf(draft: Draft): readonly User[] {
  const rights = groupRights(draft);
  return [...draft.users.values()].map((user): User => {
    const at = joinRanges(user.at);
    const roles = [...new Set(user.groups.map(({ value }) => value))];
    const stated = joinRanges(user.groups.flatMap((group) => group.at));
    return {
      name: user.name,
      scope: null,
      password: passwordOf(user),
      role:
        roles.length === 0
          ? byDefault(null, "IOS XR: an account without a group has the rights of no task")
          : read(roles.join(" "), stated),
      administrator: administratorOf(rights, user),
      sshKeys: user.sshKeys + (draft.numbers.has(`ssh keys ${user.name}`) ? 1 : 0),
      sources: notApplicable("IOS XR restricts no account to sources."),
      twoFactor: unknownFact("Whether the account's logins need a second factor is decided by its servers."),
      at,
    };
  });
}

/** The weakest of what is stored: "secret" and "password" may stand side by side on old releases. */
function passwordOf(user: UserDraft): Fact<Password | null> {
  const ofStrength = (wanted: string) =>
    user.passwords.find(({ value }) => value !== null && hashStrength[value.hash] === wanted);
  const weakest = ofStrength("reversible") ?? ofStrength("unrecognised") ?? user.passwords.at(-1);
  if (weakest !== undefined) return weakest;
  return unknownFact(
    "No password is stated: whether the account logs in by a key is not in the configuration.",
    joinRanges(user.at),
  );
}

function administratorOf(rights: GroupRights, user: UserDraft): Fact<boolean> {
  const at = joinRanges(user.groups.flatMap((group) => group.at));
  if (user.groups.length === 0)
    return unknownFact("The account is in no group: which tasks it may do is not told.", joinRanges(user.at));
  const mays = user.groups.map(({ value }) => rights(value));
  if (mays.includes(true)) return read(true, at);
  return mays.includes(null)
    ? unknownFact("What a group of the account may do is not in the configuration.", at)
    : read(false, at);
}
