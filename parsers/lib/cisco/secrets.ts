import { isBlank } from "../words.ts";
import type { LazyLines } from "../lazy-lines.ts";
import type { Ledger } from "../ledger.ts";

/** A word with its columns in the line. */
interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

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

const suspicious =
  /pass|secret|nthash|key|communit|psk|authentication|snmp|:\/\/|\$\d+\$|-----|spi|cipher|hmac|ah-md5/i;
const passwordType = /^[0-9]$/;
const commentMark = 33; // !
const lineFeed = 10;

// A terminal that breaks long lines leaves the rest of a stored password alone on the next.
const shortestBroken = 24;
const brokenOff = /^\s*[0-9A-Fa-f]{24,}\s*$/;

/**
 * Marks every secret of a text, whatever becomes of its lines: output is redacted by these marks,
 * so a word too many is marked rather than one too few. One pass, linear in the text; lines that the ledger knows to
 * be plain are passed by.
 */
export function markSecrets(ledger: Ledger, lines: LazyLines): void {
  const parents = new Parents(lines);
  let privateKey = false;
  const communities = new Set<string>();
  const groups: [line: number, token: Token][] = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (!privateKey && ledger.isPlain(index + 1)) continue;
    const line = lines.at(index) ?? "";
    if (!privateKey && !suspicious.test(line)) {
      if (line.length >= shortestBroken && line.length < 300 && brokenOff.test(line))
        ledger.secret(index + 1, line.trim());
      continue;
    }
    if (privateKey || (line.includes("-----BEGIN") && line.includes("PRIVATE KEY"))) {
      const ends = line.includes("-----END");
      if (privateKey && !ends) ledger.secret(index + 1, line.trim());
      privateKey = !ends;
      parents.passBy(index);
      continue;
    }
    const tokens = tokensOf(line);
    if (word(tokens, 0) === "snmp-server") {
      if (word(tokens, 1) === "community") communities.add(word(tokens, 2));
      const group = word(tokens, 1) === "group" ? tokens[2] : undefined;
      if (group !== undefined) groups.push([index + 1, group]);
    }
    for (const [start, end] of joined(secretsOf(tokens, line, parents.of(index))))
      ledger.secret(index + 1, line.slice(start, end), start);
  }
  // Some releases write the groups that communities stand for, under the community's own name.
  for (const [line, { text, start }] of groups) if (communities.has(text)) ledger.secret(line, text, start);
}

/** The lines that others stand under, found for the few lines of which somebody asks, in the order of the text. */
class Parents {
  readonly #lines: LazyLines;
  /** Index of the next line to look at, and of the last at the left edge that is no comment. */
  #next = 0;
  #parent = -1;

  constructor(lines: LazyLines) {
    this.#lines = lines;
  }

  /** The line at the left edge at or before an index. */
  of(index: number): string {
    for (; this.#next <= index; this.#next += 1) {
      const first = this.#lines.codes[this.#lines.startOf(this.#next)] ?? 0;
      if ((!isBlank(first) && first !== commentMark) || first === lineFeed) this.#parent = this.#next;
    }
    return this.#lines.at(this.#parent) ?? "";
  }

  /** Leaves out a line under which nothing stands. */
  passBy(index: number): void {
    this.of(index - 1);
    this.#next = index + 1;
  }
}

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let start = -1;
  for (let index = 0; index <= line.length; index += 1) {
    const blank = index === line.length || isBlank(line.charCodeAt(index));
    if (blank && start >= 0) {
      tokens.push({ text: line.slice(start, index), start, end: index });
      start = -1;
    } else if (!blank && start < 0) start = index;
  }
  return tokens;
}

type Span = readonly [start: number, end: number];

function joined(spans: readonly Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (end > start) result.push([start, end]);
  }
  return result;
}

function secretsOf(tokens: readonly Token[], line: string, parent: string): Span[] {
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

const word = (tokens: readonly Token[], index: number): string => tokens[index]?.text ?? "";
const only = (token: Token | undefined): Span[] => (token === undefined ? [] : [[token.start, token.end]]);

/** Statements whose secret no keyword announces, or whose keywords mean something else. */
function specialForm(tokens: readonly Token[]): Span[] | null {
  const start = `${word(tokens, 0)} ${word(tokens, 1)}`;
  switch (start) {
    case "snmp-server community":
      // After a type digit the string is the next word; both are marked where that is in doubt.
      return passwordType.test(word(tokens, 2)) ? [...only(tokens[2]), ...only(tokens[3])] : only(tokens[2]);
    case "snmp-server host":
      return hostCommunity(tokens);
    case "snmp-server user":
      return usersKeys(tokens);
    case "snmp-server mib":
      return word(tokens, 2) === "community-map" ? only(tokens[3]) : [];
    case "authentication text":
      return only(tokens[2]);
    case "snmp mib":
      return only(tokens[3]);
    case "ntp authentication-key":
      return tokens.slice(4).flatMap((token) => (/^\d$/.test(token.text) ? [] : only(token)));
    case "ip nhrp":
      return word(tokens, 2) === "authentication" ? only(tokens[3]) : [];
    default:
  }
  const first = word(tokens, 0);
  if (
    (first === "standby" || first === "vrrp" || first === "glbp") &&
    tokens.some(({ text }) => text === "authentication")
  )
    return groupAuthentication(tokens);
  if (tokens.some(({ text }, index) => text === "ipsec" && word(tokens, index + 1) === "spi"))
    return tokens.filter(({ text }) => /^[0-9A-Fa-f]{8,}$/.test(text)).flatMap((token) => only(token));
  if (tokens.some(({ text }) => text === "session-key")) return tokens.slice(4).flatMap((token) => only(token));
  return null;
}

/** "snmp-server host A [vrf V] [informs|traps] [version V [LEVEL]] COMMUNITY …". */
function hostCommunity(tokens: readonly Token[]): Span[] {
  let index = 3;
  for (;;) {
    const text = word(tokens, index);
    if (text === "vrf" || text === "udp-port") index += 2;
    else if (text === "informs" || text === "traps") index += 1;
    else if (text === "version") index += word(tokens, index + 1) === "3" ? 3 : 2;
    // NX-OS says on lines of their own how a host is reached.
    else return text === "use-vrf" || text === "source-interface" || text === "filter-vrf" ? [] : only(tokens[index]);
  }
}

/** Words between "auth" or "priv" and the key: an algorithm, or its length by itself. */
const algorithm = /^(?:md5|sha|sha-?\d{3}|sha-2|des|des56|3des|aes|aes-?\d{3}|\d{3})$/;

/** "auth [A] KEY priv [P [BITS]] KEY"; NX-OS leaves out the group before and the algorithm of "priv". */
function usersKeys(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let index = 3; index < tokens.length; index += 1) {
    if (word(tokens, index) !== "auth" && word(tokens, index) !== "priv") continue;
    let key = index + 1;
    while (algorithm.test(word(tokens, key)) && tokens[key + 1] !== undefined) key += 1;
    spans.push(...only(tokens[key]));
  }
  return spans;
}

/** "standby N authentication [text|md5 key-string [7]] SECRET"; a key chain's name is none. */
function groupAuthentication(tokens: readonly Token[]): Span[] {
  const index = tokens.findIndex(({ text }) => text === "authentication");
  if (tokens.some(({ text }) => text === "key-chain")) return [];
  const rest = tokens
    .slice(index + 1)
    .filter(({ text }) => !["text", "md5", "ietf-md5", "key-string"].includes(text) && !passwordType.test(text));
  return rest.slice(0, 1).flatMap((token) => only(token));
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
