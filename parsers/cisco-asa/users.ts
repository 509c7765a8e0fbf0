import type { User } from "../../src/model/accounts.ts";
import { byDefault, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Password } from "../../src/model/secret.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import type { Draft, UserDraft } from "./draft.ts";
import { storedPassword } from "./passwords.ts";

const userTouches = ["users", "passwords", "aaa"] as const;

/** "username", "enable password" and "passwd" (Command Reference). */
export const userStatements = [
  block<Draft>("username", username),
  on<Draft>("enable password", (draft, statement) => {
    const { words, negated } = statement;
    if (negated) return words.length === 2;
    const levelled = words.indexOf("level");
    const level = levelled < 0 ? 15 : decimal(words[levelled + 1]);
    const rest = levelled < 0 ? words.slice(2) : [...words.slice(2, levelled), ...words.slice(levelled + 2)];
    const [stored, kind] = rest;
    if (stored === undefined || rest.length > 2) return false;
    const password = storedPassword(stored, kind);
    draft.privilegedPasswords.push({ name: "enable password", level, password, at: placeOf(statement) });
    return true;
  }),
  on<Draft>(["passwd", "password"], (draft, statement) => {
    const [, stored, kind, extra] = statement.words;
    if (statement.negated || stored === undefined || extra !== undefined) return false;
    draft.loginPasswords.push(readAt(storedPassword(stored, kind), statement));
    return true;
  }),
  // Which levels may use which commands: what users of a lower level may do is unknown then.
  on<Draft>("privilege", (draft, statement) => {
    draft.lists.set("privilege", readAt(["lowered"], statement));
    return !statement.negated;
  }),
  touching(userTouches, "username", "enable", "passwd", "privilege"),
];

interface UserContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly user: { keys: number };
}

/** "username X attributes": what a session of the user gets; keys count. */
export const attributeTable = table<UserContext>([
  on("ssh authentication", (context, statement) => {
    if (!statement.negated) context.user.keys += 1;
  }),
  on("vpn-filter value", ({ draft }, statement) =>
    use(draft, "acl", statement.words[2], statement, "username attributes vpn-filter"),
  ),
  skip(
    "vpn-sessions",
    "vpn-simultaneous-logins",
    "vpn-idle-timeout",
    "vpn-session-timeout",
    "vpn-filter",
    "vpn-tunnel-protocol",
    "vpn-framed-ip-address",
    "vpn-framed-ipv6-address",
    "vpn-group-policy",
    "group-lock",
    "password-storage",
    "ikev1",
    "memberof",
    "exit",
  ),
  on("vpn-access-hours value", ({ draft }, statement) =>
    use(draft, "time-range", statement.words[2], statement, "username attributes vpn-access-hours"),
  ),
  skip("vpn-sessions", "vpn-access-hours"),
  skipBlock("vpn-sessions", "webvpn"),
  on("service-type", () => true),
]);

/** "username X nopassword|password P [encrypted|pbkdf2|nt-encrypted|mschap] [privilege N]" and "username X attributes". */
function username(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const [, name, first, ...rest] = words;
  if (name === undefined || first === undefined || negated) {
    for (const child of statement.children) draft.ledger.leave(child.line, userTouches);
    return false;
  }
  if (first === "attributes") {
    const user = { keys: 0 };
    readStatements({ ledger: draft.ledger, draft, user }, statement.children, attributeTable, userTouches);
    const known = draft.users.get(name);
    if (known !== undefined) {
      known.at.push(...wholePlace(statement));
      draft.users.set(name, { ...known, sshKeys: known.sshKeys + user.keys });
    }
    return known !== undefined;
  }
  const stored = first === "password" ? rest[0] : undefined;
  const options = first === "password" ? rest.slice(1) : rest;
  const kind = hashWords.has(options[0] ?? "") ? options[0] : undefined;
  const left = kind === undefined ? options : options.slice(1);
  const level = left[0] === "privilege" ? decimal(left[1]) : null;
  const understood = left.length === (level === null ? 0 : 2) && (first === "nopassword" || stored !== undefined);
  const at = [...placeOf(statement)];
  // An account that is not understood stays one: its password is what is not known.
  const password: Fact<Password | null> = understood
    ? readAt(stored === undefined ? null : storedPassword(stored, kind), statement)
    : unknownFact("How the account is stored is not understood.", placeOf(statement));
  draft.users.set(name, {
    name,
    scope: null,
    at,
    password,
    role:
      level === null
        ? byDefault("2", 'ASA: level 2 unless "privilege" (Command Reference, "username")')
        : readAt(String(level), statement),
    sshKeys: draft.users.get(name)?.sshKeys ?? 0,
    sources: byDefault([], "ASA: accounts are restricted to no source; the services are"),
    twoFactor: notApplicable("ASA has no second factor for local accounts."),
  } satisfies UserDraft);
  return understood;
}

const hashWords: ReadonlySet<string> = new Set(["encrypted", "pbkdf2", "nt-encrypted", "mschap"]);

/**
 * Level 15 may change everything. A lower level counts only where commands are authorised by it ("aaa authorization
 * command LOCAL"); whoever knows the enable password has level 15 without it.
 */
export function usersOf(draft: Draft): readonly User[] {
  const authorised = draft.methodLists.find(
    ({ type, service, methods }) => type === "authorization" && service === "command" && methods.includes("local"),
  );
  const lowered = draft.lists.get("privilege");
  return [...draft.users.values()].map((user): User => {
    const level = "value" in user.role ? user.role.value : null;
    if (level === "15") return { ...user, administrator: read(true, user.at) };
    if (authorised !== undefined && lowered === undefined)
      return { ...user, administrator: read(false, [...user.at, ...authorised.at]) };
    const why =
      lowered === undefined
        ? 'What levels below 15 may do depends on the enable password, since no "aaa authorization command LOCAL" is there.'
        : "Which levels may use which commands is not read.";
    return { ...user, administrator: unknownFact(why, user.at) };
  });
}
