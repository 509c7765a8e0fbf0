import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger, Lines } from "../lib/ledger.ts";
import { linesHolding } from "../lib/lines-holding.ts";
import type { ConfigNode } from "./node.ts";
import { readWords } from "./words.ts";

/** Keywords whose value is a secret wherever they stand. */
const keywords: ReadonlySet<string> = new Set([
  "encrypted-password",
  "plaintext-password",
  "password",
  "passphrase",
  "pre-shared-secret",
  "pre-shared-key",
  "pre-share-key",
  "preshared-key",
  "private-key",
  "secret",
  "shared-secret",
  "shared-secret-key",
  "secret-key",
  "access-key",
  "plaintext-key",
  "encrypted-key",
  "md5-key",
  "md5",
  "cak",
  "ckn",
  "token",
  "auth-key",
  "cisco-authentication",
  "wep",
  "tsig-key",
  "connection",
  "auth-pass",
  "bearer-token",
]);

/** Words below such a keyword that are keywords themselves: `md5 key-id 1 md5-key X`, `secret { … }`. */
const notSecret: ReadonlySet<string> = new Set([
  "key-id",
  "key",
  "type",
  "mode",
  "static",
  "dynamic",
  "path",
  "length",
  "md5",
  "plaintext-password",
]);

/** Keywords that some value of may be a secret: those above, and what is told by where it stands. */
const asking: ReadonlySet<string> = new Set([...keywords, "community", "key", "value"]);

/** Where a `key` is public. */
const publicKeys: ReadonlySet<string> = new Set([
  "public-keys",
  "public",
  "public-key",
  "rsa-key-name",
  "trusted-user-ca",
]);

/** Names that are secrets themselves: an SNMP community. */
const namedSecrets: ReadonlySet<string> = new Set(["community"]);

/** Parents of `community` that are about routing, where a community is no secret. */
const routing: ReadonlySet<string> = new Set(["policy", "protocols", "vrf"]);

/** What is needed to mark a secret, and what it stands below. */
export interface SecretSurroundings {
  readonly lines: Lines;
  readonly ledger: Ledger;
  readonly isRouting: boolean;
}

export function isRouting(top: ConfigNode): boolean {
  return routing.has(top.word);
}

/** Whether any word below a keyword may be a secret. */
export function mayHoldSecret(keyword: ConfigNode): boolean {
  return asking.has(keyword.word);
}

/** Marks what follows a keyword in lines that no rule of the grammar takes, and passwords within addresses. */
export function markStrays(lines: LazyLines, ends: readonly (ConfigNode | undefined)[], ledger: Ledger): void {
  const addresses = linesHolding(lines, ["://"]);
  let next = 0;
  for (let line = 1; line <= lines.length; line += 1) {
    if (ends[line] === undefined) markStray(lines.at(line - 1) ?? "", line, ledger);
    if (addresses[next] !== line) continue;
    markUserInfo(lines.at(line - 1) ?? "", line, ledger);
    next += 1;
  }
}

/** Whether a word below a keyword is a secret. */
export function isSecret(keyword: ConfigNode, node: ConfigNode, surroundings: SecretSurroundings): boolean {
  const { word, parent } = keyword;
  if (namedSecrets.has(word)) return !surroundings.isRouting;
  if (word === "key") return isSecretKey(keyword);
  // `container name X environment NAME value SECRET`.
  if (word === "value") return parent?.parent?.word === "environment";
  if (!keywords.has(word)) return false;
  // `md5 5 password X`: the number is the key's name.
  if (word === "md5" && (node.children.size > 0 || node.word === "key-id")) return false;
  if (word === "connection") return parent?.word === "unms";
  return !(notSecret.has(node.word) && node.children.size > 0);
}

/** A key is a secret unless it is known to be public: `public-keys NAME key`. */
function isSecretKey({ parent }: ConfigNode): boolean {
  return parent === null || !(publicKeys.has(parent.word) || publicKeys.has(parent.parent?.word ?? ""));
}

/** Marks the words of a value in every line that holds it. */
export function markTree(node: ConfigNode, surroundings: SecretSurroundings): void {
  const words = new Set<string>();
  for (const part of node.word.split("\n")) words.add(part);
  markLines(node, node, words, surroundings);
}

function markLines(
  secret: ConfigNode,
  at: ConfigNode,
  words: ReadonlySet<string>,
  surroundings: SecretSurroundings,
): void {
  const { lines, ledger } = surroundings;
  for (const [first, last] of at.own)
    for (let line = first; line <= last; line += 1)
      markWords(lines.at(line - 1) ?? "", line, words, at !== secret, ledger);
  for (const child of at.children.values()) {
    // Words that no quotes hold together are one value.
    const more =
      secret.children.size === 1 && child.children.size === 0 && !secret.encloses
        ? new Set([...words, child.word])
        : words;
    markLines(secret, child, more, surroundings);
  }
}

function markWords(text: string, line: number, words: ReadonlySet<string>, mayMiss: boolean, ledger: Ledger): void {
  let found = false;
  for (const word of readWords(text).words) {
    if (!words.has(word.text) || word.text === "") continue;
    found = true;
    ledger.secret(line, text.slice(word.start, word.end), word.start);
  }
  if (found || mayMiss) return;
  // A value over several lines, or one whose quotes are written otherwise: the whole line then.
  for (const part of words) if (part !== "" && text.includes(part)) ledger.secret(line, part);
}

/** What follows a keyword in a line that is no statement. */
function markStray(text: string, line: number, ledger: Ledger): void {
  const { words } = readWords(text);
  for (const [index, word] of words.entries()) {
    if (!keywords.has(word.text) && word.text !== "key" && word.text !== "community") continue;
    for (const secret of words.slice(index + 1))
      ledger.secret(line, text.slice(secret.start, secret.end), secret.start);
    return;
  }
}

/** A password within an address: "scp://user:password@host/…". */
function markUserInfo(text: string, line: number, ledger: Ledger): void {
  const start = text.indexOf("://") + 3;
  const end = text.indexOf("@", start);
  const colon = text.indexOf(":", start);
  if (colon !== -1 && colon < end) ledger.secret(line, text.slice(colon + 1, end), colon + 1);
}
