import type { ModelArea } from "../../src/model/device-config.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { Coverage, SecretSpan, UnreadLine } from "../parser.ts";

const READ = 1;
const SKIPPED = 2;

/** Lines by number from 0: a list of them, or what makes one when it is asked. */
export interface Lines {
  readonly length: number;
  at(index: number): string | undefined;
}

/**
 * What became of each line. A line is unread until somebody says otherwise, so that no line
 * can be lost by being forgotten, and the three counts add up by construction.
 */
export class Ledger {
  readonly #lines: Lines;
  readonly #states: Uint8Array;
  readonly #reasons: string[] = [];
  readonly #reasonOf: Uint16Array;
  readonly #plain: Uint8Array;
  readonly #touches = new Map<number, readonly (ModelArea | "*")[]>();
  readonly #secrets: SecretSpan[] = [];

  constructor(lines: Lines) {
    this.#lines = lines;
    this.#states = new Uint8Array(lines.length + 1);
    this.#reasonOf = new Uint16Array(lines.length + 1);
    this.#plain = new Uint8Array(lines.length + 1);
  }

  /** Marks a line (from 1) as understood. Reading wins over skipping, whichever comes first. */
  read(line: number): void {
    this.#states[line] = READ;
  }

  readRange(first: number, last: number): void {
    for (let line = first; line <= last; line += 1) this.#states[line] = READ;
  }

  /** The same for each range of a place. */
  readPlace(at: readonly LineRange[]): void {
    for (let each = 0; each < at.length; each += 1) {
      const range = at[each];
      if (range !== undefined) this.readRange(range[0], range[1]);
    }
  }

  /** Marks a line as known to be without bearing; `reason` is a short name kept in the parser's list of reasons. */
  skip(line: number, reason: string): void {
    if (this.#states[line] !== 0) return;
    this.#states[line] = SKIPPED;
    const known = this.#reasons.indexOf(reason);
    this.#reasonOf[line] = known < 0 ? this.#reasons.push(reason) - 1 : known;
  }

  /** Says what a line that stays unread may bear on; without this it may bear on anything. */
  leave(line: number, touches: readonly (ModelArea | "*")[]): void {
    this.#touches.set(line, touches);
  }

  isRead(line: number): boolean {
    return this.#states[line] === READ;
  }

  /** Says that each word of a line is known to be no secret: those who search for secrets pass it by. */
  plain(line: number): void {
    this.#plain[line] = 1;
  }

  /** Marks a line as understood and as one whose words are known to be no secrets. */
  readPlain(line: number): void {
    this.#states[line] = READ;
    this.#plain[line] = 1;
  }

  isPlain(line: number): boolean {
    return this.#plain[line] === 1;
  }

  /** Whether all lines from one to another are read. */
  areRead(first: number, last: number): boolean {
    for (let line = first; line <= last; line += 1) if (!this.isRead(line)) return false;
    return true;
  }

  /** Marks `secret` in a line, wherever it stands at or after column `from`. */
  secret(line: number, secret: string, from = 0): void {
    if (secret === "") return;
    const start = this.#lines.at(line - 1)?.indexOf(secret, from) ?? -1;
    if (start >= 0) this.#secrets.push({ line, start, end: start + secret.length });
  }

  close(): { coverage: Coverage; unread: UnreadLine[]; skipped: Record<string, number>; secrets: SecretSpan[] } {
    const unread: UnreadLine[] = [];
    let read = 0;
    let skipped = 0;
    const counts = this.#reasons.map(() => 0);
    for (let line = 1; line <= this.#lines.length; line += 1) {
      const state = this.#states[line];
      if (state === READ) read += 1;
      else if (state === SKIPPED) {
        skipped += 1;
        const reason = this.#reasonOf[line] ?? 0;
        counts[reason] = (counts[reason] ?? 0) + 1;
      } else
        unread.push({ line, text: (this.#lines.at(line - 1) ?? "").trim(), touches: this.#touches.get(line) ?? ["*"] });
    }
    return {
      coverage: { lines: this.#lines.length, read, skipped, unread: unread.length },
      unread,
      skipped: Object.fromEntries(
        this.#reasons
          .map((reason, place) => [reason, counts[place] ?? 0] as const)
          .filter(([, count]) => count > 0)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
      secrets: this.#secrets,
    };
  }
}

/** Lines of a text; a final line end starts no further line. CR LF and LF both end a line. */
export function splitLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (!text.includes("\r")) return lines;
  for (const [index, line] of lines.entries()) if (line.endsWith("\r")) lines[index] = line.replace(/\r+$/, "");
  return lines;
}
