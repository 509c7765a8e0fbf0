import type { ObjectKind } from "../../../src/model/acl.ts";
import type { Statement } from "../indented.ts";
import { LetterTriples } from "../letter-triples.ts";
import type { Ledger } from "../ledger.ts";
import { use, type NamedObjects } from "./objects.ts";

interface Draft extends NamedObjects {
  readonly ledger: Ledger;
}

/** Words that announce a named object wherever they stand. */
const announcing: ReadonlyMap<string, ObjectKind> = new Map<string, ObjectKind>([
  ["prefix-list", "prefix-list"],
  ["access-group", "acl"],
  ["access-class", "acl"],
  ["access-list", "acl"],
  ["acl", "acl"],
  ["redirect-list", "acl"],
  ["group-list", "acl"],
  ["rp-list", "acl"],
  ["key-chain", "key-chain"],
  ["time-range", "time-range"],
  ["authc-list", "aaa-list"],
  ["authz-list", "aaa-list"],
  ["login-authentication", "aaa-list"],
  ["exec-authorization", "aaa-list"],
]);

/** The last letters of these, and of words that announce a name beside another. */
const announcingLetters = new LetterTriples(
  [...announcing.keys(), "list", "match", "ppp"].map((word) => word.slice(-3)),
);

/** Whether a word of a statement may announce a name, told without making the words where their letters are known. */
function mayAnnounce({ source, from, to }: Statement): boolean {
  return (
    source === undefined || from === undefined || to === undefined || announcingLetters.mayBeWithin(source, from, to)
  );
}

const noName: ReadonlySet<string> = new Set(["in", "out", "name", "default", "ipv4", "ipv6", "ip", "mac"]);

/**
 * Uses of named objects in statements that no handler read: an object whose only use stands in a
 * skipped line must not be called unused.
 */
export function recordNamedUses(draft: Draft, statements: readonly Statement[]): void {
  // By index: an iterator of many statements makes an object for each.
  for (let index = 0; index < statements.length; index += 1) {
    const statement = statements[index];
    if (statement === undefined) continue;
    // Most blocks are read as a whole, and their statements need not be made again.
    if (statement.end !== undefined && draft.ledger.areRead(statement.line, statement.end)) continue;
    if (!draft.ledger.isRead(statement.line)) namedUses(draft, statement);
    if (statement.children.length > 0) recordNamedUses(draft, statement.children);
  }
}

function namedUses(draft: Draft, statement: Statement): void {
  if (!mayAnnounce(statement)) return;
  const { words } = statement;
  if (statement.negated || words[0] === "description" || words[0] === "remark") return;
  if (words[1] === "as-path" || words[1] === "access-list") return;
  for (let index = 0; index < words.length - 1; index += 1) {
    const word = words[index] ?? "";
    const kind = announcing.get(word);
    if (kind !== undefined && index > 0) use(draft, kind, nameAfter(words, index), statement, placeWords(words, index));
    else if (word === "list")
      use(
        draft,
        listKind(words[index - 1], words[index - 2]),
        nameAfter(words, index),
        statement,
        placeWords(words, index),
      );
    else if (word === "match" && words[index + 1] === "address")
      use(draft, "acl", nameAfter(words, index + 1), statement, placeWords(words, index + 1));
  }
  // "ppp authentication chap LIST": the list stands after the protocols.
  if (words[0] === "ppp" && words[1] === "authentication") {
    const list = words.slice(2).find((word) => !pppWords.has(word));
    use(draft, "aaa-list", list, statement, "ppp authentication");
  }
}

/** The first word and the one that announces the name: what stands between may be a secret. */
function placeWords(words: readonly string[], index: number): string {
  return index < 2 ? words.slice(0, index + 1).join(" ") : `${words[0] ?? ""} ${words[index] ?? ""}`;
}

const pppWords: ReadonlySet<string> = new Set([
  "chap",
  "pap",
  "ms-chap",
  "ms-chap-v2",
  "eap",
  "callin",
  "callout",
  "callback",
  "if-needed",
  "optional",
  "one-time",
  "default",
]);
const aaaWords: ReadonlySet<string> = new Set(["authentication", "authorization", "accounting"]);

/** "authentication list L" and "aaa authorization group psk list L" name a method list, other "list"s an access list. */
function listKind(before: string | undefined, earlier: string | undefined): ObjectKind {
  return aaaWords.has(before ?? "") || aaaWords.has(earlier ?? "") || before === "psk" || before === "cert"
    ? "aaa-list"
    : "acl";
}

function nameAfter(words: readonly string[], index: number): string | undefined {
  const next = words[index + 1];
  if (next === "eigrp") return words[index + 3];
  if (next === "name" || next === "ipv4" || next === "ipv6") return words[index + 2];
  return next === undefined || noName.has(next) ? undefined : next;
}
