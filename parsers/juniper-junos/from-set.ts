import { readSetLine } from "../lib/set-lines.ts";
import type { Lines } from "../lib/ledger.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { deviceOutput } from "./device-output.ts";
import { edit, findNodes } from "./set-edits.ts";
import { markTree } from "./reading.ts";
import { SetPath } from "./set-path.ts";
import { UsualSetLines } from "./usual-set-lines.ts";
import { UsualWords } from "./usual-words.ts";
import { addLine, addStatement, addWords, newDraft, type ConfigText, type Draft } from "./statements.ts";

/** `show configuration | display set`: one statement a line. */
export function fromSet(lines: LazyLines): ConfigText {
  const draft = newDraft(lines.length);
  const words = new UsualWords(lines);
  const path = new SetPath(draft.root, lines, words);
  const usual = new UsualSetLines(draft, lines, words);
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    const last = usual.read(line);
    if (last > 0) {
      index = last - 1;
      continue;
    }
    const end = path.read(index);
    if (end !== null) {
      addLine(draft, end, line);
      continue;
    }
    const written = lines.at(index) ?? "";
    const trimmed = written.trim();
    if (trimmed === "") draft.leftOut.note(line, "blank");
    else if (trimmed.startsWith("#")) draft.leftOut.note(line, "comment");
    else {
      const reason = deviceOutput(written);
      if (reason !== null) draft.leftOut.note(line, reason);
      else if (isSetLine(written)) {
        // Other commands than `set` may take nodes out of the tree.
        if (!written.startsWith("set ")) {
          path.forget();
          usual.forget();
        }
        index += readSetStatement(draft, written, line, lines) - 1;
      }
    }
  }
  return { form: "set", ...draft };
}

export function isSetLine(text: string): boolean {
  return (
    /^\s*(?:set|deactivate|activate|delete|protect|unprotect|insert|rename|copy)\s+[^\s;{]/.test(text) &&
    !/[;{]\s*$/.test(text)
  );
}

/** Lines that one quoted string may run over: a certificate or a long announcement. */
const longestString = 400;

/** Reads one statement, and the lines after it while a quoted string is open; returns how many lines it took. */
export function readSetStatement(draft: Draft, text: string, line: number, following?: Lines): number {
  let read = readSetLine(text);
  let count = 1;
  if (read !== null && !read.whole && following !== undefined) {
    let joined = text;
    while (!read.whole && count < longestString && line - 1 + count < following.length) {
      const next = following.at(line - 1 + count) ?? "";
      // The next command tells that the quote was never meant to be closed.
      if (isSetLine(next)) break;
      joined += `\n${next}`;
      count += 1;
      if (next.includes('"')) read = readSetLine(joined) ?? read;
    }
    if (!read.whole) {
      draft.problems.push({ code: "truncated", message: "A quoted string is never closed.", at: [[line, line]] });
      return 1;
    }
  }
  if (read === null || read.words.length === 0) return count;
  const at = [line, line + count - 1] as const;
  if (read.verb === "set") {
    const ends = addWords([draft.root], read.words, "keep");
    if (ends === null) draft.problems.push({ code: "too-deep", message: "A statement has too many words.", at: [at] });
    else addStatement(draft, ends, at);
    return count;
  }
  if (read.verb === "insert" || read.verb === "rename" || read.verb === "copy") {
    // What cannot be done stays unread, since all that follows may rest on it.
    if (edit(draft, read.verb, read.words)) draft.leftOut.note(line, read.verb);
    return count;
  }
  const ends = findNodes(draft.root, read.words);
  if (ends.length === 0) {
    // Nothing there to switch off: the statement is known to be without effect.
    draft.leftOut.note(line, `${read.verb}-of-nothing`);
    return count;
  }
  for (const end of ends) {
    if (read.verb === "deactivate") end.inactive = true;
    if (read.verb === "activate") end.inactive = false;
    if (read.verb === "delete") {
      end.parent?.children.delete(end.word);
      // What was deleted is understood, and has no effect.
      markTree(end);
    }
  }
  if (read.verb === "deactivate") addStatement(draft, ends, at);
  else draft.leftOut.note(line, read.verb);
  return count;
}
