import { byDefault, notApplicable } from "../../src/model/fact.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { use } from "../lib/cisco/objects.ts";
import { switched, type Draft, type UserDraft } from "./draft.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";

const weaker = (statement: Statement) => ["enable", statement.words[1] ?? ""].join(" ");

/** Local accounts, "enable" passwords and password policy of the Cisco IOS Security Command Reference. */
export const criteriaTable = table<Draft>([
  on(["numeric-count", "upper-case", "lower-case", "special-case"], (draft, statement) => {
    if (statement.negated) draft.complexityKinds.delete(statement.words[0] ?? "");
    else draft.complexityKinds.set(statement.words[0] ?? "", placeOf(statement));
  }),
  skip(
    "password-criteria",
    "min-length",
    "max-length",
    "char-changes",
    "lifetime",
    "char-repetition",
    "restrict-consecutive-letters",
    "copy",
    "exit",
  ),
]);

export const userStatements = [
  block<Draft>("aaa common-criteria policy", (draft, statement) => {
    if (statement.negated) draft.complexityKinds.clear();
    readStatements(draft, statement.children, criteriaTable, ["passwords"]);
  }),
  on<Draft>("username", username),
  on<Draft>(["enable secret", "enable password"], enable),
  on<Draft>("service password-encryption", switched("service password-encryption")),
  on<Draft>("security passwords min-length", (draft, statement) => number(draft, statement, "min-length", 3)),
  on<Draft>("security authentication failure rate", (draft, statement) => number(draft, statement, "failure rate", 4)),
  on<Draft>("login block-for", loginBlock),
  on<Draft>("login quiet-mode access-class", (draft, statement) => {
    use(draft, "acl", statement.words[3], statement, "login quiet-mode access-class");
  }),
  on<Draft>(["login on-failure", "login on-success"], (draft, statement) => {
    const { words, negated } = statement;
    // "… log every 10" tells of each tenth alone.
    const every = words.indexOf("every");
    const isEach = every === -1 || decimal(words[every + 1]) === 1;
    draft.switches.set(words.slice(0, 2).join(" "), readAt(!negated && isEach, statement));
  }),
  skip("login-delay", "login delay"),
  skip("password-recovery", "service password-recovery"),
  skip("password-encryption", "password encryption", "password logging", "key config-key"),
  touching(
    ["users", "passwords", "aaa", "objects"],
    "username",
    "enable",
    "security",
    "aaa common-criteria",
    "user-name",
    "parser",
  ),
  // Under a line without its indentation "privilege level" and "password" are the line's.
  touching(["users", "passwords", "aaa", "management.logins"], "privilege", "password"),
  touching(["users", "passwords", "logging", "management.logins", "objects"], "login"),
];

function number(draft: Draft, statement: Statement, name: string, index: number): boolean {
  const value = decimal(statement.words[index]);
  if (value === null && !statement.negated) return false;
  draft.numbers.set(name, readAt(statement.negated ? null : value, statement));
  return true;
}

/** "login block-for SECONDS attempts TRIES within SECONDS". */
function loginBlock(draft: Draft, statement: Statement): boolean {
  const seconds = decimal(statement.words[2]);
  const tries = decimal(statement.words[4]);
  if (statement.negated || seconds === null || tries === null) return false;
  draft.numbers.set("block-for", readAt(seconds, statement));
  draft.numbers.set("block-for attempts", readAt(tries, statement));
  const within = decimal(statement.words[6]);
  if (within !== null) draft.numbers.set("block-for within", readAt(within, statement));
  return true;
}

/** "enable secret|password [level N] [type] PASSWORD". */
function enable(draft: Draft, statement: Statement): boolean {
  const { words } = statement;
  if (statement.negated) return words.length <= 2;
  const levelled = words[2] === "level";
  const level = levelled ? decimal(words[3]) : 15;
  const password = passwordAt(words, levelled ? 4 : 2);
  if (password === null) return false;
  draft.privilegedPasswords.push({ name: weaker(statement), level, password, at: placeOf(statement) });
  return true;
}

const flags: ReadonlySet<string> = new Set([
  "noescape",
  "nohangup",
  "one-time",
  "callback-line",
  "mac",
  "serial-number",
]);
const valued: ReadonlySet<string> = new Set([
  "autocommand",
  "access-class",
  "user-maxlinks",
  "view",
  "aaa",
  "common-criteria-policy",
  "dnis",
  "callback-dialstring",
  "callback-rotary",
  "description",
]);

/**
 * "username NAME [privilege N] [view V] [access-class A] [password|secret [type] P]", over one line or several.
 * What stays without a level gets that of the lines, when all are read.
 */
function username(draft: Draft, statement: Statement): boolean {
  const [, name, ...options] = statement.words;
  if (name === undefined || statement.negated) return false;
  let password: Password | null | undefined;
  let role: string | null = null;
  let acl: string | null = null;
  let view: string | null = null;
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index] ?? "";
    const value = options[index + 1];
    if (word === "password" || word === "secret") {
      password = passwordAt(options, index + 1);
      break;
    }
    if (word === "nopassword") password = null;
    else if (word === "privilege" && value !== undefined) {
      role = value;
      index += 1;
    } else if (word === "common-criteria-policy") {
      draft.switches.set(`password policy of ${name}`, readAt(true, statement));
      index += 1;
    } else if (word === "algorithm-type") index += 1;
    else if (word === "access-class" && value !== undefined) {
      acl = value;
      index += 1;
    } else if (word === "view" && value !== undefined) {
      view = value;
      index += 1;
    } else if (word === "autocommand") break;
    else if (valued.has(word)) index += 1;
    else if (!flags.has(word)) return false;
  }
  if (acl !== null) use(draft, "acl", acl, statement, `username ${name} access-class`);
  const before = draft.users.get(name);
  const place = placeOf(statement);
  // A view replaces the level, in whatever order the two are stated.
  const stated = view === null ? role : `view ${view}`;
  const kept = before?.role !== undefined && before.role.value.startsWith("view ") && view === null;
  const at = before?.at ?? [];
  at.push(...place);
  const added: UserDraft = {
    name,
    scope: null,
    at,
    password:
      password === undefined
        ? (before?.password ?? byDefault(null, "IOS: the account has no password"))
        : readAt(password, statement),
    role: stated === null || kept ? before?.role : readAt(stated, statement),
    sshKeys: before?.sshKeys ?? 0,
    sources:
      acl === null
        ? (before?.sources ?? byDefault([], 'IOS: anywhere unless "access-class"'))
        : readAt([{ kind: "acl", name: acl, family: "ipv4" }], statement),
    twoFactor: notApplicable("IOS has no second factor for local accounts."),
  };
  draft.users.set(name, added);
  return true;
}
