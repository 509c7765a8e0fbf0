import { passwordType, word, type Span, type Token } from "./secret-tokens.ts";
import { specialForm } from "./secret-statements.ts";

/** What follows a keyword: the secret's word, or all the line from there on since a password may hold blanks. */
type Extent = "word" | "rest";

const keywords: ReadonlyMap<string, Extent> = new Map<string, Extent>([
  ["password", "rest"],
  ["secret", "rest"],
  ["passphrase", "rest"],
  ["passwd", "rest"],
  ["pass-phrase", "rest"],
  ["super-user-password", "rest"],
  ["area-password", "rest"],
  ["domain-password", "rest"],
  ["lsp-password", "rest"],
  ["key-string", "rest"],
  ["server-key", "rest"],
  ["shared-secret", "rest"],
  ["shared-key", "rest"],
  ["nthash", "rest"],
  ["wpa-psk", "rest"],
  ["psk", "rest"],
  ["set-key", "rest"],
  ["password-encrypt", "rest"],
  ["pre-shared-key", "rest"],
  ["authentication-key", "word"],
  ["message-digest-key", "rest"],
  ["key", "word"],
  ["community", "word"],
  ["hmac-sha-256", "word"],
  ["cipher", "word"],
  ["authenticator", "word"],
  ["ah-md5", "rest"],
  ["key-octet-string", "rest"],
]);

/** Words that stand between a keyword and its secret. */
const between: ReadonlySet<string> = new Set([
  "encrypted",
  "clear",
  "ascii",
  "hex",
  "local",
  "remote",
  "md5",
  "sha1",
  "sha256",
  "key",
  "key-string",
  "hidden",
  "level",
  "string",
  "text",
  "is",
  ":",
  "=",
]);

/** The secrets of a line, which stands under another or at the left edge itself. */
export function secretsOf(tokens: readonly Token[], line: string, parent: string): Span[] {
  const spans: Span[] = [];
  for (const token of tokens) {
    if (/^"?\$\d+\$/.test(token.text)) spans.push([token.start, token.end]);
    const url = urlPassword(token);
    if (url !== null) spans.push(url);
  }
  const words = tokens[0]?.text === "no" ? tokens.slice(1) : tokens;
  const special = specialForm(words);
  if (special !== null) return [...spans, ...special];
  for (const [index, token] of words.entries()) {
    const extent = keywords.get(token.text.toLowerCase().replace(/[:=]$/, ""));
    if (extent === undefined || isPlain(words, index, parent)) continue;
    const span = spanAfter(words, index, extent, line);
    if (span !== null) spans.push(span);
  }
  return spans;
}

/** "scheme://user:password@host" within a word. */
function urlPassword({ text, start }: Token): Span | null {
  const scheme = text.indexOf("://");
  const end = text.lastIndexOf("@");
  if (scheme < 0 || end < 0) return null;
  const colon = text.indexOf(":", scheme + 3);
  return colon >= 0 && colon < end ? [start + colon + 1, start + end] : null;
}

/** Where a keyword is part of a statement's name, or of what is no secret. */
function isPlain(tokens: readonly Token[], index: number, parent: string): boolean {
  const first = word(tokens, 0);
  const second = word(tokens, 1);
  const next = word(tokens, index + 1);
  switch (word(tokens, index).toLowerCase()) {
    case "key":
      if (index === 0)
        return (
          second === "chain" || second === "config-key" || (parent.startsWith("key chain") && /^\d+$/.test(second))
        );
      if ((first === "crypto" || first === "ssh") && index === 1) return true;
      // The number of an NTP key, not the key.
      return (
        first === "ntp" ||
        next === "chain" ||
        next === "config-key" ||
        first === "match" ||
        first === "description" ||
        first === "remark" ||
        first === "access-list"
      );
    case "community":
      return (
        first === "set" ||
        first === "match" ||
        first === "ip" ||
        first === "neighbor" ||
        first === "bgp" ||
        first === "description" ||
        first === "remark" ||
        first === "access-list" ||
        first === "show"
      );
    case "password":
      return (
        index === 0 &&
        (second === "encryption" || second === "logging" || second === "strength-check" || second === "secure-mode")
      );
    case "secret":
    case "cipher":
      return first === "match" || (first === "cipher" && index === 0);
    case "passphrase":
      return next === "lifetime";
    case "psk":
      return next === "" || next === "set-key";
    default:
      return false;
  }
}

function spanAfter(tokens: readonly Token[], index: number, extent: Extent, line: string): Span | null {
  let at = index + 1;
  // "address A [mask] key K" and "hostname H key K" announce the secret a second time.
  if (word(tokens, at) === "address" || word(tokens, at) === "hostname") return null;
  while (at < tokens.length - 1) {
    const text = word(tokens, at);
    const number = /^\d{1,3}(?:bit)?$/.test(text);
    if (text === "size") at += 1;
    else if (text === "level") at += 2;
    else if (
      between.has(text.toLowerCase()) ||
      passwordType.test(text) ||
      (number && tokens[at + 1] !== undefined && extent === "rest" && word(tokens, index) === "message-digest-key") ||
      text.endsWith("bit")
    )
      at += 1;
    else break;
  }
  const token = tokens[at];
  if (token === undefined) return null;
  const typed = /^[5-9]$/.test(word(tokens, at - 1));
  if (extent === "word" || typed) return keyRest(tokens, at, typed, line);
  return [token.start, line.trimEnd().length];
}

const keyStatements: ReadonlySet<string> = new Set(["radius-server", "tacacs-server", "server-private", "key"]);

/** A RADIUS or TACACS+ key may hold blanks and runs to the end of its line. */
function keyRest(tokens: readonly Token[], at: number, typed: boolean, line: string): Span | null {
  const token = tokens[at];
  if (token === undefined) return null;
  return !typed && keyStatements.has(word(tokens, 0)) ? [token.start, line.trimEnd().length] : [token.start, token.end];
}
