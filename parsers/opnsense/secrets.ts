import type { Ledger } from "../lib/ledger.ts";

/** Elements that hold a secret, by the ends of their names; a flag or a number too many does no harm. */
const endings = [
  "password",
  "passwd",
  "passphrase",
  "pass",
  "pwd",
  "secret",
  "psk",
  "-hash",
  "community",
  "token",
  "bindpw",
  "apikey",
  "authkey",
  "presharedkey",
  "pre-shared-key",
  "sharedkey",
  "shared_key",
  "enckey",
  "privkey",
  "privatekey",
  "private_key",
  "private-key",
  "statickey",
  "_key",
  "seed",
];

const names = new Set([
  "key",
  "prv",
  "tls",
  "trapstring",
  // Free text for another program, which may hold a secret anywhere.
  "custom_options",
  "customoptions",
  "advanced",
]);

function isSecret(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || endings.some((ending) => lower.endsWith(ending));
}

/**
 * Marks what stands inside of elements that hold a secret. It goes by the raw lines, so that secrets of a text that is
 * no well-formed XML are marked too, in whichever way their characters are written.
 */
export function markSecrets(lines: readonly string[], ledger: Ledger): void {
  let open: string | null = null;
  for (const [index, line] of lines.entries()) {
    let at = 0;
    while (at < line.length) {
      if (open !== null) {
        const end = line.indexOf(`</${open}`, at);
        ledger.secret(index + 1, line.slice(at, end === -1 ? line.length : end), at);
        if (end === -1) break;
        at = end + open.length + 2;
        open = null;
        continue;
      }
      const start = line.indexOf("<", at);
      if (start === -1) break;
      const end = line.indexOf(">", start);
      if (end === -1) break;
      at = end + 1;
      const tag = line.slice(start + 1, end);
      if (tag.startsWith("/") || tag.startsWith("!") || tag.startsWith("?") || tag.endsWith("/")) continue;
      const name = tag.split(/\s/, 1)[0] ?? "";
      // A name that stands for a section holds elements, and those are looked at one by one.
      if (isSecret(name) && !/^\s*(?:<[^!]|$)/.test(line.slice(at, at + 200))) open = name;
      else if (isSecret(name) && line.slice(at).trim() === "" && !startsWithTag(lines[index + 1])) open = name;
    }
  }
}

function startsWithTag(line: string | undefined): boolean {
  return line === undefined || /^\s*<[^!]/.test(line);
}
