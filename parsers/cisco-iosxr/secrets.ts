import { wordsOf } from "../lib/indented.ts";
import { markSecrets as markCommon } from "../lib/cisco/secrets.ts";
import type { Ledger } from "../lib/ledger.ts";

/** Words after which IOS XR writes a secret, where they stand after a word that asks for one. */
const marks: ReadonlySet<string> = new Set(["encrypted", "clear"]);
const announcing = /community|password|secret|snmp-server|authentication|key|encrypt/i;

/**
 * Marks every secret of a text: what all Cisco languages share, and the forms of IOS XR, where "encrypted" or "clear"
 * stands between a statement's words and its secret. A word too many is marked rather than one too few.
 */
export function markSecrets(ledger: Ledger, lines: readonly string[]): void {
  markCommon(ledger, lines);
  for (const [index, line] of lines.entries()) {
    if (!announcing.test(line)) continue;
    const words = wordsOf(line);
    let from = 0;
    for (const [at, word] of words.entries()) {
      const start = line.indexOf(word, from);
      from = start + word.length;
      const before = words[at - 1] ?? "";
      const secret =
        (marks.has(before) && at > 1) ||
        before === "hello-password" ||
        before === "text-authentication" ||
        before === "keystring" ||
        (words[0] === "confdConfig" && at === words.length - 1) ||
        (words[0] === "authentication" && words.length === 2 && at === 1 && !plain.has(word)) ||
        (words.includes("spi") && at > words.indexOf("spi") + 1);
      if (secret) ledger.secret(index + 1, line.slice(start).trimEnd(), start);
    }
  }
}

/** What may follow "authentication" alone and is no secret. */
const plain: ReadonlySet<string> = new Set(["null", "message-digest", "disable", "keychain", "ipsec", "mode"]);
