import type { User } from "../../src/model/accounts.ts";
import { byDefault, isKnown, joinRanges, knownValue, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Draft, UserDraft } from "./draft.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";

const viewTouches = ["users", "aaa", "passwords"] as const;

interface ViewContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly name: string;
}

export const viewTable = table<ViewContext>([
  on(["secret", "password"], ({ draft, name }, statement) => {
    const password = passwordAt(statement.words, 1);
    if (password === null || statement.negated) return false;
    draft.privilegedPasswords.push({ name, level: null, password, at: placeOf(statement) });
    return true;
  }),
  // Users of a view are never called restricted, so that its commands need no reading.
  skip("view-commands", "commands", "view", "description", "exit"),
]);

/** "privilege MODE [all] level N COMMAND" and "parser view NAME" of the Cisco IOS Security Command Reference. */
export const rightsStatements = [
  on<Draft>("privilege", privilege),
  block<Draft>("parser view", (draft, statement) => {
    const name = statement.words[2];
    const context = { ledger: draft.ledger, draft, name: `parser view ${name ?? ""}` };
    readStatements(context, statement.children, viewTable, viewTouches);
    return name !== undefined && !statement.negated;
  }),
];

/** Commands of the EXEC that change no configuration, whoever may give them. */
const harmless: ReadonlySet<string> = new Set([
  "clear",
  "connect",
  "debug",
  "dir",
  "disable",
  "exit",
  "logout",
  "more",
  "ping",
  "show",
  "ssh",
  "telnet",
  "terminal",
  "traceroute",
  "undebug",
  "who",
]);

/** Keeps from which level on a command that may change the configuration can be given. */
function privilege(draft: Draft, statement: Statement): boolean {
  const { words } = statement;
  const at = words.indexOf("level");
  if (at < 2 || at > 3 || statement.negated) return words[1] !== "level" && words.includes("reset");
  const level = decimal(words[at + 1]);
  const command = words[at + 2];
  if (level === null || level > 15 || command === undefined) return false;
  // Without the EXEC's "configure" no command of a configuration mode can be given.
  if (words[1] === "exec" && level < 15 && !harmless.has(command))
    draft.loweredCommands.push({ level, at: placeOf(statement) });
  return true;
}

/** Accounts with what they may do, which lines and lowered commands decide too. */
export function usersOf(draft: Draft): readonly User[] {
  return [...draft.users.values()].map((user) => {
    const role = roleOf(user, draft);
    return {
      ...user,
      at: joinRanges(user.at),
      sshKeys: draft.keyCounts.get(user.name) ?? user.sshKeys,
      role,
      administrator: administrator(role, draft),
    };
  });
}

/**
 * An account without a level of its own has the level of the line it logs in on ("privilege level (line)"),
 * which is 1 by default (Cisco document 13860, "How to Assign Privilege Levels with TACACS+ and RADIUS").
 */
function roleOf({ role }: UserDraft, draft: Draft): User["role"] {
  if (role !== undefined) return role;
  const raised = draft.lines.flatMap(({ settings }) => {
    const statement = settings.get("privilege level");
    return statement === undefined || statement.negated || statement.words[2] === "1" ? [] : placeOf(statement);
  });
  return raised.length === 0
    ? byDefault("1", 'IOS: privilege 1 unless "privilege" (How to Assign Privilege Levels)')
    : unknownFact(
        "Without a privilege of its own the account has that of the login line, and lines differ.",
        joinRanges(raised),
      );
}

function administrator(role: User["role"], draft: Draft): Fact<boolean> {
  if (!isKnown(role)) return "unknown" in role ? unknownFact(role.unknown, role.at) : unknownFact("No role is known.");
  const level = decimal(knownValue(role) ?? undefined);
  const at = "at" in role ? role.at : [];
  if (level === null) return unknownFact("What the account's view lets it do is not judged.", at);
  const lowered = draft.loweredCommands.filter((command) => command.level <= level).flatMap((command) => command.at);
  if (level < 15 && lowered.length > 0)
    return unknownFact(
      `Level ${level} may give commands that are not known as harmless.`,
      joinRanges([...at, ...lowered]),
    );
  return "default" in role ? byDefault(false, role.default) : read(level === 15, at);
}
