import { readBraces, type BraceHead } from "../lib/braces.ts";
import { closeLines, type ConfigNode } from "./node.ts";
import { deviceOutput } from "./device-output.ts";
import { isSetLine, readSetStatement } from "./from-set.ts";
import { addStatement, addWords, newDraft, type ConfigText, type Draft, type Statement } from "./statements.ts";

/** `show configuration`: one tree from nested braces; set lines and device output between blocks are understood too. */
export function fromBraces(lines: readonly string[]): ConfigText {
  const draft = newDraft();
  const open: { ends: readonly ConfigNode[]; statement: Statement | null; inactive: boolean }[] = [];

  const add = (head: BraceHead): { ends: readonly ConfigNode[]; statement: Statement | null; inactive: boolean } => {
    const around = open.at(-1);
    const tagged = head.tags.includes("inactive");
    const inactive = tagged || around?.inactive === true;
    // What stands in a block that is switched off needs no mark of its own.
    const mark = tagged ? "inactive" : inactive ? "keep" : "active";
    const ends = head.tags.includes("delete") ? null : addWords(around?.ends ?? [draft.root], head.words, mark);
    if (ends === null) return { ends: [], statement: null, inactive };
    if (ends.length === 0) return { ends, statement: null, inactive };
    return { ends, statement: addStatement(draft, ends, head.at), inactive };
  };

  const { bare, problems } = readBraces(lines, {
    open: (head) => {
      const added = add(head);
      if (head.tags.includes("inactive")) for (const end of added.ends) if (end.own.length === 1) end.inactive = true;
      for (const end of added.ends) end.encloses = end.children.size === 0;
      open.push(added);
    },
    statement: (head) => {
      add(head);
    },
    close: (line) => {
      const closed = open.pop();
      const head = closed?.statement?.at;
      if (closed?.statement == null || head === undefined) return;
      closed.statement.close = line;
      for (const end of closed.ends) closeLines(end, head, line);
    },
    foreign: (text, line) => foreignLine(draft, text, line),
  });
  for (const { line, blank } of bare) draft.leftOut.push({ line, reason: blank ? "blank" : "comment" });
  return { form: "braces", ...draft, problems: [...draft.problems, ...problems] };
}

function foreignLine(draft: Draft, text: string, line: number): boolean {
  const reason = deviceOutput(text);
  if (reason !== null) draft.leftOut.push({ line, reason });
  else if (isSetLine(text)) readSetStatement(draft, text, line);
  else return false;
  return true;
}
