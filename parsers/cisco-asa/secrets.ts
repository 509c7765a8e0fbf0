import { joined, tokensOf, type Span, type Token } from "../lib/cisco/secret-tokens.ts";
import { Signs } from "../lib/letter-triples.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";

/** Words that a secret follows, after the words of `between`. */
const announcing: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "pre-shared-key",
  "community",
  "secret",
  "passphrase",
  "ldap-login-password",
  "authentication-key",
  "message-digest-key",
  "key-string",
  "key",
  "shared-secret",
  "hex",
  "password-storage",
  "nt-auth-password",
  "registration-key",
  "auth",
  "priv",
  "cipher",
  "authenticator",
  "idtoken",
]);

/** Words that stand between a keyword and its secret. */
const between: ReadonlySet<string> = new Set([
  "0",
  "8",
  "ascii-text",
  "hex",
  "md5",
  "sha",
  "sha1",
  "sha224",
  "sha256",
  "sha384",
  "sha512",
  "cmac",
  "des",
  "3des",
  "aes",
  "128",
  "192",
  "256",
  "key",
  "eigrp",
  "local",
  "remote",
  "is",
  "=",
  ":",
]);

/** What each line with a secret holds one of. */
const suspicious = new Signs(
  [
    ["pass", "pas"],
    ["-pw ", "-pw"],
    ["secret", "cre"],
    ["key", "key"],
    ["communit", "mun"],
    ["auth", "uth"],
    ["priv", "pri"],
    ["cipher", "iph"],
    ["pbkdf2", "pbk"],
    ["encrypted", "ncr"],
    ["idtoken", "idt"],
    ["-server", "-se"],
    ["-----", "---"],
    ["://", "://"],
  ],
  "i",
);
/** Statements in whose text only the plainest words announce a secret. */
const plainStarts: ReadonlySet<string> = new Set([
  "access-list",
  "description",
  "banner",
  "class-map",
  "policy-map",
  "match",
  "set",
  "router",
  "route-map",
  "community-list",
  "object",
  "object-group",
  "network-object",
  "group-object",
]);

/**
 * Marks every secret of a text, whatever becomes of its lines: output is redacted by these marks, so a word too many is
 * marked rather than one too few. One pass, linear in the text; lines that the ledger knows to be plain are passed by.
 */
export function markSecrets(ledger: Ledger, lines: LazyLines): void {
  let privateKey = false;
  for (let number = 1; number <= lines.length; number += 1) {
    if (!privateKey && ledger.isPlain(number)) continue;
    if (!privateKey && !suspicious.mayStandIn(lines, number - 1)) continue;
    const line = lines.at(number - 1) ?? "";
    if (privateKey || (line.includes("-----BEGIN") && line.includes("PRIVATE KEY"))) {
      const ends = line.includes("-----END");
      if (privateKey && !ends) ledger.secret(number, line.trim());
      privateKey = !ends;
      continue;
    }
    // Entries of lists are most of long texts; what a remark says may be anything.
    if (line.startsWith("access-list ") && !line.includes(" remark ")) continue;
    if (!suspicious.standIn(line)) continue;
    for (const [start, end] of joined(spansOf(line))) ledger.secret(number, line.slice(start, end), start);
  }
}

const spanOf = ({ start, end }: Token): Span => [start, end];

function spansOf(line: string): Span[] {
  const tokens = tokensOf(line);
  const first = tokens[0]?.text === "no" ? (tokens[1]?.text ?? "") : (tokens[0]?.text ?? "");
  const spans: Span[] = tokens.flatMap((token) => urlPassword(token));
  const words = plainStarts.has(first) ? plainest : announcing;
  spans.push(...inlineSecret(tokens, first));
  for (const [index, { text }] of tokens.entries()) {
    const next = tokens[index + 1]?.text;
    // "HASH encrypted": whatever stands before.
    if (hashWords.has(text) && index > 1 && hashed.has(first)) {
      const before = tokens[index - 1];
      if (before !== undefined && !announcing.has(before.text)) spans.push(spanOf(before));
    }
    const word = text.toLowerCase().replace(/[:=]$/, "");
    if (!(words.has(word) || ending.test(word)) || next === undefined || isPlain(tokens, index, first)) continue;
    const found = secretAfter(tokens, index);
    for (const token of found) spans.push(spanOf(token));
  }
  return spans;
}

/** "radius-common-pw", "policy-server-secret" and their like. */
const ending = /-(?:password|passwd|secret|passphrase|pw)$/;

const plainest: ReadonlySet<string> = new Set(["password", "passwd", "secret", "passphrase", "pre-shared-key"]);

/** "aaa-server G (I) host ADDRESS KEY" and "logging ftp-server HOST PATH USER PASSWORD": no keyword announces these. */
function inlineSecret(tokens: readonly Token[], first: string): Span[] {
  const host = first === "aaa-server" ? tokens.findIndex(({ text }) => text === "host") : -1;
  const ftp = tokens[1]?.text === "ftp-server" ? tokens.slice(5) : [];
  const inline = host > 0 && tokens[host + 2]?.text !== "timeout" ? tokens.slice(host + 2, host + 3) : [];
  return [...inline, ...ftp].map(spanOf);
}

/** Statements that say after a hash what it is. */
const hashed: ReadonlySet<string> = new Set(["enable", "passwd", "password", "username"]);
const hashWords: ReadonlySet<string> = new Set(["encrypted", "pbkdf2", "nt-encrypted", "mschap"]);

/** "https://user:password@host" within a word. */
function urlPassword({ text, start }: Token): Span[] {
  const scheme = text.indexOf("://");
  const end = text.lastIndexOf("@");
  if (scheme < 0 || end < 0) return [];
  const colon = text.indexOf(":", scheme + 3);
  return colon >= 0 && colon < end ? [[start + colon + 1, start + end]] : [];
}

/** The words after a keyword up to the first that is none of its own; a type may also be the secret itself. */
function secretAfter(tokens: readonly Token[], index: number): readonly Token[] {
  const found: Token[] = [];
  let at = index + 1;
  // The number of a key, of "message-digest-key 1 md5 KEY" and "authentication-key 1 md5 KEY".
  const counted = tokens[index]?.text === "message-digest-key" || tokens[0]?.text === "ntp";
  if (counted && /^\d+$/.test(tokens[at]?.text ?? "") && tokens[at + 1] !== undefined) at += 1;
  while (tokens[at + 1] !== undefined && at < index + 6 && isBetween(tokens, at)) at += 1;
  const token = tokens[at];
  if (token !== undefined) found.push(token);
  // "auth sha KEY" and its like: the word after the algorithm, whatever it is.
  return found;
}

/** A word that names an algorithm or a type, or the number of an EIGRP process. */
function isBetween(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? "";
  return (
    between.has(text.toLowerCase()) || /^\d$/.test(text) || (tokens[at - 1]?.text === "eigrp" && /^\d+$/.test(text))
  );
}

/** Where a keyword is a part of a statement's name, or of what is no secret. */
function isPlain(tokens: readonly Token[], index: number, first: string): boolean {
  const text = tokens[index]?.text ?? "";
  const next = tokens[index + 1]?.text ?? "";
  switch (text) {
    case "key":
      if ((first === "crypto" && index === 1) || first === "ssh") return true;
      // "ntp server A key 1" names a key.
      if (first === "ntp") return true;
      return (
        first === "key" && (next === "config-key" || next === "chain" || (tokens.length === 2 && /^\d$/.test(next)))
      );
    case "password":
      return next === "encryption";
    case "auth":
    case "priv":
      return first !== "snmp-server" || tokens[1]?.text !== "user";
    case "community":
      return first !== "snmp-server";
    case "cipher":
      return first === "ssl" || first === "ssh" || first === "cipher";
    case "hex":
      return !tokens.some((token) => token.text === "pre-shared-key");
    default:
      return false;
  }
}
