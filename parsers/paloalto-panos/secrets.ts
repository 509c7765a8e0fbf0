import type { Ledger } from "../lib/ledger.ts";
import type { PanosNode } from "./node.ts";

/** Names of leaves that hold a secret, in any form and at any place. */
const secretWords = [
  "api-key",
  "auth-key",
  "auth-password",
  "authentication-key",
  "authpwd",
  "bind-password",
  "client-secret",
  "community",
  "passphrase",
  "passwd",
  "password",
  "phash",
  "pre-shared-key",
  "private-key",
  "privpwd",
  "psk",
  "secret",
  "secret-key",
  "snmp-community-string",
  "token",
  "vm-auth-key",
  "wpa-key",
];
const exactly = new Set(secretWords);

const endings = ["password", "passwd", "passphrase", "secret", "private-key"] as const;

function isSecretWord(word: string): boolean {
  return exactly.has(word) || (word.length > 5 && endings.some((ending) => word.endsWith(ending)));
}

/** Places in which a leaf `key` is a secret, and not the name of one. */
const aroundKeys = new Set([
  "pre-shared-key",
  "md5",
  "authentication",
  "encryption",
  "peer",
  "symmetric-key",
  "sha1",
  "sha256",
  "manual-key",
]);

/** What the device encrypted with its master key. */
const encrypted = /^-[A-Za-z0-9+/]{2}==/;

function isEncrypted(word: string): boolean {
  return word.startsWith("-") && encrypted.test(word);
}

/** Marks every secret of the tree in its lines, and what looks like one in lines that make no word of it. */
export function markSecrets(root: PanosNode, lines: readonly string[], ledger: Ledger): void {
  const known = new Uint8Array(lines.length + 1);
  const visit = (node: PanosNode, isSecret: boolean): void => {
    for (let place = 0; place < node.statements; place += 1) {
      const first = node.firstOf(place);
      const last = node.lastOf(place);
      known[first] = 1;
      known[last] = 1;
      if (!node.encloses) for (let line = first + 1; line < last; line += 1) known[line] = 1;
    }
    if ((isSecret && node.word !== "*") || isEncrypted(node.word)) markNode(node, lines, ledger);
    const { children } = node;
    if (children.size === 0) return;
    const inKey = isSecretWord(node.word) || isKey(node);
    for (let place = 0; place < children.size; place += 1) {
      const child = children.at(place);
      // A word below the name of a secret that has words of its own is a setting of it.
      if (child !== undefined) visit(child, inKey && (child.children.size === 0 || isSecretLeaf(child)));
    }
  };
  visit(root, false);
  for (let line = 1; line <= lines.length; line += 1)
    if (known[line] === 0) markLine(lines[line - 1] ?? "", line, ledger);
}

function isSecretLeaf(node: PanosNode): boolean {
  return node.kind === "text";
}

function isKey(node: PanosNode): boolean {
  return (
    node.word === "key" &&
    (aroundKeys.has(node.parent?.word ?? "") ||
      aroundKeys.has(node.parent?.parent?.word ?? "") ||
      aroundKeys.has(node.parent?.parent?.parent?.word ?? ""))
  );
}

function markNode(node: PanosNode, lines: readonly string[], ledger: Ledger): void {
  const parts = node.word.split("\n").map((part) => part.trim());
  const name = node.parent?.word ?? "";
  for (const [first, last] of node.own) {
    for (let line = first; line <= last; line += 1) {
      const text = lines[line - 1] ?? "";
      const from = Math.max(0, text.indexOf(name)) + (text.includes(name) ? name.length : 0);
      let marked = false;
      for (const part of parts) marked = markAll(text, part, from, line, ledger) || marked;
      // An entity or an odd quote hides the value from a search: everything after the name goes.
      if (!marked && text.length > from) markAll(text, text.slice(from).trim(), from, line, ledger);
    }
  }
}

function markAll(text: string, secret: string, from: number, line: number, ledger: Ledger): boolean {
  if (secret === "") return false;
  let found = false;
  for (let at = text.indexOf(secret, from); at !== -1; at = text.indexOf(secret, at + secret.length)) {
    ledger.secret(line, secret, at);
    found = true;
  }
  return found;
}

const inLine = new RegExp(
  `(?:^|[\\s<"'/])(?:${secretWords.join("|")}|[\\w-]*(?:password|secret|passwd|private-key))(?=[\\s>"'])`,
);

/** A line that no statement could be made of: everything after a name of a secret goes. */
function markLine(text: string, line: number, ledger: Ledger): void {
  const found = inLine.exec(text);
  if (found !== null) {
    const from = found.index + found[0].length;
    const rest = text.slice(from).replace(/^[\s>"']+/, "");
    ledger.secret(line, rest, from);
  }
  for (const word of text.split(/[\s<>"']+/)) if (encrypted.test(word)) ledger.secret(line, word);
}
