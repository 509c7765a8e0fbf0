import type { Ledger } from "../lib/ledger.ts";
import { wordsOf } from "../lib/indented.ts";

/** Words after which a secret stands, in any statement. */
const keywords: ReadonlySet<string> = new Set([
  "password",
  "secret",
  "key",
  "community",
  "psk",
  "key-string",
  "authentication-key",
  "message-digest-key",
  "pre-shared-key",
  "passphrase",
  "passwd",
  "md5",
  "sha",
  "sha256",
  "hmac-sha-256",
  "authentication",
  "text",
  "auth",
  "priv",
  "wpa-psk",
  "pac",
  "shared-secret",
  "credential",
  "area-password",
  "domain-password",
  "super-user-password",
  "string",
  "clear",
  "encrypted",
  "pass",
]);

/** Words that no secret is: types, and what stands between a keyword and its secret. */
const between: ReadonlySet<string> = new Set([
  "0",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "level",
  "encrypted",
  "ascii",
  "hex",
  "set-key",
  "local",
  "remote",
  "address",
  "key",
  "key-string",
  "md5",
  "sha",
  "password",
  "secret",
  "md5-auth",
  "text",
]);

const suspicious =
  /pass|secret|key|communit|psk|auth|priv|md5|sha|string|snmp-server host|:\/\/|credential|-----|encrypt/i;

/**
 * Marks every secret of a line, whatever becomes of the line: output is redacted by these marks.
 * A word too much is marked rather than one too few.
 */
export function markSecrets(ledger: Ledger, text: string, line: number): void {
  if (!suspicious.test(text)) return;
  const words = wordsOf(text);
  const first = words[0] === "no" ? 1 : 0;
  if (isPlain(words, first)) return;
  markUrl(ledger, text, words, line);
  if (words[first] === "snmp-server") {
    markSnmp(ledger, text, words.slice(first), line);
    return;
  }
  let column = 0;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    column = text.indexOf(word, column);
    const next = column + word.length;
    if (keywords.has(word.toLowerCase())) markAfter(ledger, text, words, index, next, line);
    column = next;
  }
}

/** Statements where the keywords mean something else. */
const plainStarts: readonly (readonly string[])[] = [
  ["service"],
  ["password", "encryption"],
  ["security"],
  ["key", "chain"],
  ["crypto", "key"],
  ["crypto", "pki"],
  ["aaa", "authentication"],
  ["aaa", "authorization"],
  ["aaa", "accounting"],
  ["ip", "community-list"],
  ["match"],
  ["set", "community"],
  ["login"],
  ["description"],
  ["ip", "ssh"],
  ["ntp", "authenticate"],
  ["ntp", "trusted-key"],
  ["access-list"],
  ["permit"],
  ["deny"],
  ["remark"],
  ["logging"],
  ["authentication", "pre-share"],
  ["hash"],
  ["authentication", "open"],
  ["authentication", "mode"],
  ["route-map"],
  ["ip", "http", "authentication"],
];

function isPlain(words: readonly string[], first: number): boolean {
  for (const start of plainStarts) if (start.every((word, index) => words[first + index] === word)) return true;
  return false;
}

function markAfter(
  ledger: Ledger,
  text: string,
  words: readonly string[],
  index: number,
  from: number,
  line: number,
): void {
  let at = index + 1;
  let column = from;
  // "address A [mask] key K", "level N", "1 md5 7 K": the secret stands further on.
  while (at < words.length) {
    const word = words[at] ?? "";
    if (at === words.length - 1) break;
    if (!between.has(word.toLowerCase()) && !/^\d{1,3}$/.test(word)) break;
    column = text.indexOf(word, column) + word.length;
    at += 1;
  }
  const secret = words[at];
  if (secret !== undefined && !keywords.has(secret.toLowerCase())) ledger.secret(line, secret, column);
}

/** "scheme://user:password@host". */
function markUrl(ledger: Ledger, text: string, words: readonly string[], line: number): void {
  for (const word of words) {
    const at = word.indexOf("://");
    if (at < 0) continue;
    const authority = word.slice(at + 3);
    const end = authority.lastIndexOf("@");
    const colon = authority.indexOf(":");
    if (end > 0 && colon >= 0 && colon < end)
      ledger.secret(line, authority.slice(colon + 1, end), text.indexOf(word) + at);
  }
}

function markSnmp(ledger: Ledger, text: string, words: readonly string[], line: number): void {
  void text;
  const kind = words[1];
  if (kind === "community") {
    for (const word of words.slice(2, 4)) if (!/^(?:ro|rw|view|[0-9])$/i.test(word)) ledger.secret(line, word);
  }
}
