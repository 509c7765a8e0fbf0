import { isBlank, isWhite } from "../words.ts";
import { Signs } from "../letter-triples.ts";
import { secretsOf } from "./secret-words.ts";
import { joined, tokensOf, word, type Token } from "./secret-tokens.ts";
import type { LazyLines } from "../lazy-lines.ts";
import type { Ledger } from "../ledger.ts";

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));

/** What each line with a secret holds one of. */
const suspicious = new Signs(
  [
    ["pass", "pas"],
    ["secret", "cre"],
    ["nthash", "nth"],
    ["key", "key"],
    ["communit", "mun"],
    ["psk", "psk"],
    ["authentication", "uth"],
    ["snmp", "nmp"],
    ["://", "://"],
    [String.raw`\$\d+\$`, digits.flatMap((one) => [`$${one}$`, ...digits.map((two) => `$${one}${two}`)])],
    ["-----", "---"],
    ["spi", "spi"],
    ["cipher", "iph"],
    ["hmac", "hma"],
    ["ah-md5", "md5"],
  ],
  "i",
);
const commentMark = 33; // !
const lineFeed = 10;

// A terminal that breaks long lines leaves the rest of a stored password alone on the next.
const shortestBroken = 24;
const longestBroken = 300;

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
    const isSuspicious = privateKey || suspicious.mayStandIn(lines, index);
    if (!isSuspicious && !isBrokenOff(lines, index)) continue;
    const line = lines.at(index) ?? "";
    if (!privateKey && !suspicious.standIn(line)) {
      if (isBrokenOff(lines, index)) ledger.secret(index + 1, line.trim());
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

/** Whether a line is nothing but many hexadecimal digits. */
function isBrokenOff(lines: LazyLines, index: number): boolean {
  const { codes } = lines;
  let from = lines.startOf(index);
  let to = lines.endOf(index);
  if (to - from < shortestBroken || to - from >= longestBroken) return false;
  while (from < to && isWhite(codes[from] ?? 0)) from += 1;
  while (from < to && isWhite(codes[to - 1] ?? 0)) to -= 1;
  for (let each = from; each < to; each += 1) if (!isHexadecimal(codes[each] ?? 0)) return false;
  return to - from >= shortestBroken;
}

function isHexadecimal(code: number): boolean {
  const letter = code | 32;
  return (code >= 48 && code <= 57) || (letter >= 97 && letter <= 102);
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
