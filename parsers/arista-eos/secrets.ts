import { wordsOf } from "../lib/words.ts";
import type { Ledger, Lines } from "../lib/ledger.ts";

/** Arguments of a daemon that hold a key or token: "-cvauth=key,SECRET". */
const argument = /^-{1,2}(?:cvauth|cvproxyauth|password|token|key)=(?:[a-z-]{1,20},)?(\S+)$/;

/**
 * Marks secrets that stand in places of EOS alone, beside those that all Cisco-like languages share: licences and
 * arguments of daemons.
 */
export function markOwnSecrets(ledger: Ledger, lines: Lines): void {
  for (let index = 0; index < lines.length; index += 1) {
    if (ledger.isPlain(index + 1)) continue;
    const line = lines.at(index) ?? "";
    const from = line.length - line.trimStart().length;
    const isExec = line.startsWith("exec ", from);
    const isLicence = line.startsWith("license ", from) || line.startsWith("service unsupported-transceiver ");
    if (!isExec && !isLicence) continue;
    const words = wordsOf(line);
    if (isLicence) markLast(ledger, index + 1, line, words.at(-1));
    else for (const word of words) markArgument(ledger, index + 1, line, word);
  }
}

function markLast(ledger: Ledger, line: number, text: string, secret: string | undefined): void {
  if (secret !== undefined) ledger.secret(line, secret, text.lastIndexOf(secret));
}

function markArgument(ledger: Ledger, line: number, text: string, word: string): void {
  const secret = argument.exec(word)?.[1];
  if (secret !== undefined) ledger.secret(line, secret, text.indexOf(word) + word.length - secret.length);
}
