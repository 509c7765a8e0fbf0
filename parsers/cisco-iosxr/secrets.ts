import { wordsOf } from "../lib/words.ts";
import { markSecrets as markCommon } from "../lib/cisco/secrets.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";

/** Words after which IOS XR writes a secret. */
const marks: ReadonlySet<string> = new Set(["encrypted", "clear"]);
const announcing =
  /(?:encrypted|clear|hello-password|text-authentication|keystring|community-map) |confdConfig|^\s{1,8}host | vrf \S+ host | spi |(?:^| )authentication /;

/**
 * Marks every secret of a text: what all Cisco languages share, and the forms of IOS XR, where "encrypted" or "clear"
 * stands between a statement's words and its secret. A word too many is marked rather than one too few.
 */
export function markSecrets(ledger: Ledger, lines: LazyLines): void {
  markCommon(ledger, lines);
  for (let index = 0; index < lines.length; index += 1) {
    if (ledger.isPlain(index + 1)) continue;
    const line = lines.at(index) ?? "";
    if (!announcing.test(line)) continue;
    const words = wordsOf(line);
    const spi = words.indexOf("spi");
    const host = words[0] === "host" ? 0 : words[0] === "snmp-server" && words[1] === "vrf" ? 3 : -1;
    const community = host < 0 || words[host] !== "host" ? -1 : communityAt(words, host);
    const virtual = words.some((word, at) => shared.has(word) && (at === 0 || word !== "authentication"));
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
        before === "community-map" ||
        (words[0] === "confdConfig" && at === words.length - 1) ||
        at === community ||
        (virtual && before === "authentication" && at === words.length - 1 && !plain.has(word)) ||
        (spi >= 0 && at > spi + 1);
      if (!secret) continue;
      // All that follows is marked with it: a secret may hold blanks.
      ledger.secret(index + 1, line.slice(start).trimEnd(), start);
      break;
    }
  }
}

/** Where the community of "host A [traps|informs] [version 1|2c|3 LEVEL] [clear|encrypted] COMMUNITY" stands. */
function communityAt(words: readonly string[], host: number): number {
  let index = host + 2;
  for (;;) {
    const word = words[index] ?? "";
    if (word === "version") index += words[index + 1] === "3" ? 3 : 2;
    else if (word === "traps" || word === "informs" || marks.has(word)) index += 1;
    else return index;
  }
}

/** Statements whose "authentication" ends with the secret itself. */
const shared: ReadonlySet<string> = new Set(["authentication", "hsrp", "vrrp"]);

/** What may follow "authentication" alone and is no secret. */
const plain: ReadonlySet<string> = new Set(["null", "message-digest", "disable", "keychain", "ipsec", "mode"]);
