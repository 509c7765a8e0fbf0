import { readQuoted } from "./braces.ts";

/** One line of `show configuration | display set`. */
export interface SetLine {
  readonly verb: SetVerb;
  /** Words after the verb; a list in square brackets stands as an array. */
  readonly words: readonly (string | readonly string[])[];
  /** False where a quoted string or a list is not closed on the line. */
  readonly whole: boolean;
}

export const setVerbs = ["set", "deactivate", "activate", "delete", "protect", "unprotect"] as const;
/** Verbs of a text that somebody wrote to be pasted; `show` writes none of them. */
const editVerbs = ["insert", "rename", "copy"] as const;
const verbs = [...setVerbs, ...editVerbs] as const;
export type SetVerb = (typeof verbs)[number];

/** The line as verb and words, or null where it starts with none of the verbs. Braces and semicolons are no words here. */
export function readSetLine(text: string): SetLine | null {
  const trimmed = text.trimStart();
  const space = trimmed.search(/\s/);
  const first = space === -1 ? trimmed : trimmed.slice(0, space);
  const verb = verbs.find((known) => known === first);
  if (verb === undefined || space === -1) return null;
  return { verb, ...splitWords(trimmed.slice(space)) };
}

/** Words of a line: quoted strings without their quotes, lists in brackets as arrays. */
export function splitWords(text: string): Pick<SetLine, "words" | "whole"> {
  const words: (string | readonly string[])[] = [];
  let list: string[] | null = null;
  let whole = true;
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === " " || char === "\t" || char === "\r") {
      at += 1;
    } else if (char === '"') {
      const string = readQuoted(text, at + 1);
      (list ?? words).push(string.text);
      whole &&= string.closed;
      at = string.next;
    } else if (char === "[" && list === null && words.length > 0 && /^\[(?:\s|$)/.test(text.slice(at, at + 2))) {
      list = [];
      at += 1;
    } else if (char === "]" && list !== null) {
      words.push(list);
      list = null;
      at += 1;
    } else {
      let end = at + 1;
      while (end < text.length && text[end] !== " " && text[end] !== "\t") end += 1;
      (list ?? words).push(text.slice(at, end));
      at = end;
    }
  }
  if (list !== null) words.push(list);
  return { words, whole: whole && list === null };
}
