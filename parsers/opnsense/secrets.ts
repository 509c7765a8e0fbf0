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

/** Whether an element of the name, as it is written, may hold a secret. */
export function isSecret(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || endings.some((ending) => lower.endsWith(ending));
}

/**
 * Marks what stands inside of elements that hold a secret. It goes by the raw lines, so that secrets of a text that is
 * no well-formed XML are marked too, in whichever way their characters are written; `among` are first and last lines, in
 * pairs, among which every such element begins, null where nobody knows.
 */
export function markSecrets(lines: readonly string[], ledger: Ledger, among: readonly number[] | null): void {
  const scan = new SecretScan(lines, ledger);
  if (among === null) for (let index = 0; index < lines.length; index += 1) scan.line(index);
  else
    for (let pair = 0; pair < among.length; pair += 2) {
      const last = among[pair + 1] ?? 0;
      let index = Math.max(scan.next, (among[pair] ?? 1) - 1);
      for (; index < last || (scan.isOpen && index < lines.length); index += 1) scan.line(index);
    }
}

/** Looks at lines one after another. */
class SecretScan {
  readonly #lines: readonly string[];
  readonly #ledger: Ledger;
  readonly #known = new Map<string, boolean>();
  /** The element whose secret is not at its end yet. */
  #open: string | null = null;
  /** The line after the last that was looked at. */
  next = 0;

  constructor(lines: readonly string[], ledger: Ledger) {
    this.#lines = lines;
    this.#ledger = ledger;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  line(index: number): void {
    this.next = index + 1;
    const line = this.#lines[index] ?? "";
    let at = 0;
    while (at < line.length) {
      if (this.#open !== null) {
        const end = line.indexOf(`</${this.#open}`, at);
        this.#ledger.secret(index + 1, line.slice(at, end === -1 ? line.length : end), at);
        if (end === -1) break;
        at = end + this.#open.length + 2;
        this.#open = null;
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
        if (this.#isSecret(name)) this.#open = name;
        break;
      }
      at = end + 1;
      const first = line.charCodeAt(start + 1);
      if (first === slash || first === questionMark || line.charCodeAt(end - 1) === slash) continue;
      const name = nameOf(line, start + 1, end);
      if (!this.#isSecret(name)) continue;
      // A name that stands for a section holds elements, and those are looked at one by one.
      if (!/^\s*(?:<[^!]|$)/.test(line.slice(at, at + 200))) this.#open = name;
      else if (line.slice(at).trim() === "" && !startsWithTag(this.#lines[index + 1])) this.#open = name;
    }
  }

  #isSecret(name: string): boolean {
    let secret = this.#known.get(name);
    if (secret === undefined) this.#known.set(name, (secret = isSecret(name)));
    return secret;
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
