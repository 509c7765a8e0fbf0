import { readBraces, type BraceHead } from "../lib/braces.ts";
import type { ConfigNode } from "./node.ts";
import { deviceOutput } from "./device-output.ts";
import { isSetLine, readSetStatement } from "./from-set.ts";
import { addStatement, addWords, closeBlock, newDraft, type Block, type ConfigText, type Draft } from "./statements.ts";

/** A block that is open: what is below it, where it stands, and whether it is switched off. */
interface Opened {
  readonly ends: readonly ConfigNode[];
  readonly block: Block | null;
  readonly inactive: boolean;
}

/** `show configuration`: one tree from nested braces; set lines and device output between blocks are understood too. */
export function fromBraces(lines: readonly string[]): ConfigText {
  const draft = newDraft(lines.length);
  const open: Opened[] = [];

  const add = (head: BraceHead, isBlock: boolean): Opened => {
    const around = open.at(-1);
    const tagged = head.tags.includes("inactive");
    const inactive = tagged || around?.inactive === true;
    // What stands in a block that is switched off needs no mark of its own.
    const mark = tagged ? "inactive" : inactive ? "keep" : "active";
    const ends = head.tags.includes("delete") ? null : addWords(around?.ends ?? [draft.root], head.words, mark);
    if (ends === null || ends.length === 0) return { ends: [], block: null, inactive };
    return { ends, block: addStatement(draft, ends, head.at, isBlock), inactive };
  };

  const problems = readBraces(lines, {
    open: (head) => {
      const added = add(head, true);
      if (head.tags.includes("inactive")) for (const end of added.ends) if (end.hasOneStatement()) end.inactive = true;
      for (const end of added.ends) end.encloses = end.children.size === 0;
      open.push(added);
    },
    statement: (head) => {
      add(head, false);
    },
    close: (line) => {
      const block = open.pop()?.block;
      if (block != null) closeBlock(draft, block, line);
    },
    bare: (line, isBlank) => draft.leftOut.note(line, isBlank ? "blank" : "comment"),
    foreign: (text, line) => foreignLine(draft, text, line),
  });
  return { form: "braces", ...draft, problems: [...draft.problems, ...problems] };
}

function foreignLine(draft: Draft, text: string, line: number): boolean {
  const reason = deviceOutput(text);
  if (reason !== null) draft.leftOut.note(line, reason);
  else if (isSetLine(text)) readSetStatement(draft, text, line);
  else return false;
  return true;
}
