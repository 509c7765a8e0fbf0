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

const nowhere: readonly ConfigNode[] = [];

/** `show configuration`: one tree from nested braces; set lines and device output between blocks are understood too. */
export function fromBraces(lines: readonly string[]): ConfigText {
  const draft = newDraft(lines.length);
  const open: Opened[] = [];

  // What is around all blocks.
  let around: Opened = { ends: [draft.root], block: null, inactive: false };

  /** The last nodes of a statement or of a block's head; none where it is left out. */
  const add = ({ tags, words }: BraceHead): readonly ConfigNode[] => {
    if (tags.length > 0) {
      if (tags.includes("delete")) return nowhere;
      if (tags.includes("inactive")) return addWords(around.ends, words, "inactive") ?? nowhere;
    }
    // What stands in a block that is switched off needs no mark of its own.
    return addWords(around.ends, words, around.inactive ? "keep" : "active") ?? nowhere;
  };

  const problems = readBraces(lines, {
    open: (head) => {
      const ends = add(head);
      const block = ends.length === 0 ? null : addStatement(draft, ends, head.at, true);
      const tagged = head.tags.includes("inactive");
      if (tagged) for (const end of ends) if (end.hasOneStatement()) end.inactive = true;
      for (const end of ends) end.encloses = end.children.size === 0;
      open.push(around);
      around = { ends, block, inactive: tagged || around.inactive };
    },
    statement: (head) => {
      const ends = add(head);
      if (ends.length > 0) addStatement(draft, ends, head.at);
    },
    close: (line) => {
      if (around.block !== null) closeBlock(draft, around.block, line);
      around = open.pop() ?? around;
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
