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
  const known = new Map<string, boolean>();
  const isKnownSecret = (name: string): boolean => {
    let secret = known.get(name);
    if (secret === undefined) known.set(name, (secret = isSecret(name)));
    return secret;
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
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
      // What stands in a comment is looked at too.
      if (line.startsWith("<!", start)) {
        at = start + 2;
        continue;
      }
      const end = line.indexOf(">", start);
      // A start tag may go on in the next line.
      if (end === -1) {
        const name = nameOf(line, start + 1, line.length);
        if (isKnownSecret(name)) open = name;
        break;
      }
      at = end + 1;
      const first = line.charCodeAt(start + 1);
      if (first === slash || first === questionMark || line.charCodeAt(end - 1) === slash) continue;
      const name = nameOf(line, start + 1, end);
      if (!isKnownSecret(name)) continue;
      // A name that stands for a section holds elements, and those are looked at one by one.
      if (!/^\s*(?:<[^!]|$)/.test(line.slice(at, at + 200))) open = name;
      else if (line.slice(at).trim() === "" && !startsWithTag(lines[index + 1])) open = name;
    }
  }
}

const slash = 47;
const questionMark = 63;

/** The name of a start tag, without its attributes. */
function nameOf(line: string, from: number, to: number): string {
  for (let index = from; index < to; index += 1) {
    const code = line.charCodeAt(index);
    if (code === 32 || code === 9) return line.slice(from, index);
  }
  return line.slice(from, to);
}

function startsWithTag(line: string | undefined): boolean {
  return line === undefined || /^\s*<[^!]/.test(line);
}
