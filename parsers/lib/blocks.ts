import type { ParseProblem } from "../parser.ts";
import { Setting, type Said } from "./block-settings.ts";
import type { LazyLines } from "./lazy-lines.ts";
import { LeadReader, type Lead } from "./leads.ts";
import { readWords } from "./quoted-words.ts";
import { UsualLines } from "./usual-lines.ts";

/** `config NAME … end` or `edit NAME … next`. */
export interface Block {
  readonly kind: "config" | "edit";
  /** Words after `config` or `edit`, quotes removed. */
  readonly words: readonly string[];
  /** Line that opens it. */
  readonly first: number;
  /** Line that closes it; the last line of the text where nothing does. */
  last: number;
  /** True where `end` or `next` closes it. */
  closed: boolean;
  /** What it begins with. */
  lead: Lead;
  /** Settings and blocks after the lead, in the order of the text. */
  content: (Setting | Block)[];
}

/** What most blocks hold after their lead; `add` gives a block a list of its own. */
const nothing: (Setting | Block)[] = [];

export interface BlockText {
  readonly content: readonly (Setting | Block)[];
  /** The lead of blocks that begin otherwise. */
  readonly noLead: Lead;
  /** Keys of all statements that say what a key holds. */
  readonly keys: ReadonlySet<string>;
  /** Lines that stand for nothing: empty or comment. */
  readonly comments: readonly { readonly line: number; readonly text: string }[];
  readonly blanks: readonly number[];
  /** First lines of the statements that stand over several. */
  readonly long: readonly number[];
  /** Lines that go on with a statement of an earlier one. */
  readonly continued: readonly number[];
  /** Lines that no rule of the grammar takes. */
  readonly strays: readonly number[];
  readonly problems: readonly ParseProblem[];
}

/** Devices nest some ten blocks; beyond this the text is not a configuration. */
const maximumDepth = 40;

/** A text of stray ends must not fill the memory with problems. */
const maximumProblems = 100;

export function isBlock(item: Setting | Block): item is Block {
  return !(item instanceof Setting);
}

/**
 * How many blocks may be open around a table of that name, null where the name does not tell: a
 * table that stands deeper shows that an `end` is missing.
 */
export type TableDepth = (words: readonly string[], open: readonly Block[]) => number | null;

/** What became of the reading so far; `open` is the stack of blocks. */
interface Reading {
  readonly depthOf: TableDepth;
  readonly root: (Setting | Block)[];
  readonly open: Block[];
  readonly strays: number[];
  readonly problems: ParseProblem[];
  /** Blocks opened beyond the maximum depth and not yet closed. */
  beyond: number;
  readonly leads: LeadReader;
}

/**
 * Reads config/edit/set/unset/next/end blocks (FortiOS CLI reference, "Command tree"). Iterative and
 * linear. `end` inside an `edit` closes the edit and its table, as the CLI does and as every
 * multi-VDOM backup writes it.
 */
export function readBlocks(lines: LazyLines, depthOf: TableDepth = () => null): BlockText {
  const leads = new LeadReader();
  const reading: Reading = { depthOf, root: [], open: [], strays: [], problems: [], beyond: 0, leads };
  const comments: { line: number; text: string }[] = [];
  const blanks: number[] = [];
  const long: number[] = [];
  const continued: number[] = [];
  const quotes = { exhausted: false };
  const usual = new UsualLines(lines);
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    const plain = usual.read(lines.startOf(index), lines.endOf(index));
    if (plain !== null) {
      statement(reading, plain, line, line, false);
      continue;
    }
    const text = (lines.at(index) ?? "").trim();
    if (text === "") {
      blanks.push(line);
    } else if (text.startsWith("#")) {
      comments.push({ line, text });
    } else {
      const { words, last } = readWords(lines, index, quotes);
      const said = usual.saidBy(words);
      if (last > index) long.push(line);
      const suspect = last > index && lines.slice(line, last + 1).some(looksLikeStatement);
      statement(reading, said, line, last + 1, suspect);
      while (index < last) continued.push((index += 1) + 1);
    }
  }
  reading.leads.end();
  const deepest = reading.open.at(-1);
  if (deepest !== undefined) {
    for (const block of reading.open) block.last = Math.max(block.first, lines.length);
    const names = reading.open.map((block) => `"${nameOf(block)}" (line ${block.first})`).join(", ");
    reading.problems.push({
      code: "truncated",
      message: `The text ends inside ${names}.`,
      at: [[deepest.first, deepest.last]],
    });
  }
  return {
    content: reading.root,
    noLead: leads.none,
    keys: usual.keys,
    comments,
    blanks,
    long,
    continued,
    strays: reading.strays,
    problems: reading.problems,
  };
}

/** Whether a line inside a quoted value could be a statement that a lost quote swallowed. */
function looksLikeStatement(text: string): boolean {
  const [verb = "", key] = text.trimStart().split(/\s/, 2);
  if (verb === "end" || verb === "next") return key === undefined || key === "";
  return (
    (verb === "set" || verb === "append" || verb === "unset" || verb === "edit" || verb === "config") &&
    key !== undefined &&
    key !== ""
  );
}

function statement(reading: Reading, said: Said, first: number, last: number, suspect: boolean): void {
  switch (said.kind) {
    case "config":
    case "edit":
      reading.leads.end();
      return openBlock(reading, said.kind, said.values, first, last);
    case "end":
      reading.leads.end();
      return closeConfig(reading, first);
    case "next":
      reading.leads.end();
      return closeEdit(reading, first);
    case "set":
    case "unset":
    case "append":
    case "other":
      break;
  }
  if (reading.beyond > 0) {
    stray(reading, first, last);
    return;
  }
  if (first < last) reading.leads.end();
  else if (reading.leads.takes(said, first)) return;
  add(reading, new Setting(said, first, last, suspect));
}

/** Adds something to the innermost block. */
function add({ open, root }: Reading, item: Setting | Block): void {
  const into = open.at(-1);
  if (into === undefined) root.push(item);
  else if (into.content.length === 0) into.content = [item];
  else into.content.push(item);
}

function openBlock(reading: Reading, kind: Block["kind"], words: readonly string[], first: number, last: number): void {
  const { open, problems } = reading;
  if (kind === "config") leaveOpenTables(reading, words, first);
  const parent = open.at(-1);
  if (kind === "edit" && parent?.kind === "edit" && reading.beyond === 0) {
    if (problems.length < maximumProblems)
      problems.push({
        code: "unbalanced",
        message: `"edit ${nameOf(parent)}" of line ${parent.first} is not closed by "next" before the edit of line ${first}.`,
        at: [[parent.first, first]],
      });
    parent.last = first - 1;
    open.pop();
  }
  if (open.length >= maximumDepth) {
    if (!problems.some((problem) => problem.code === "too-deep")) {
      problems.push({
        code: "too-deep",
        message: `Blocks nest deeper than ${maximumDepth} from line ${first} on.`,
        at: [[first, first]],
      });
    }
    reading.beyond += 1;
    stray(reading, first, last);
    return;
  }
  const block: Block = { kind, words, first, last, closed: false, lead: reading.leads.none, content: nothing };
  add(reading, block);
  open.push(block);
  reading.leads.begin(block, last + 1);
}

/** Ends the blocks that a table of the top level cannot stand in. */
function leaveOpenTables(reading: Reading, words: readonly string[], line: number): void {
  const { open, problems } = reading;
  const depth = reading.depthOf(words, open);
  if (depth === null || depth >= open.length) return;
  const left = open.splice(depth);
  reading.beyond = 0;
  for (const block of left) block.last = line - 1;
  const [outer] = left;
  if (outer === undefined || problems.length >= maximumProblems) return;
  problems.push({
    code: "unbalanced",
    message: `"${outer.kind} ${nameOf(outer)}" of line ${outer.first} is not closed before the table of line ${line}.`,
    at: [[outer.first, line]],
  });
}

function closeConfig(reading: Reading, line: number): void {
  if (reading.beyond > 0) {
    reading.beyond -= 1;
    stray(reading, line, line);
    return;
  }
  const { open } = reading;
  if (open.length === 0) {
    unbalanced(reading, `"end" in line ${line} closes nothing.`, line);
    return;
  }
  const top = open.pop();
  if (top === undefined) return;
  close(top, line);
  const table = open.at(-1);
  if (top.kind === "edit" && table !== undefined) {
    close(table, line);
    open.pop();
  }
}

function closeEdit(reading: Reading, line: number): void {
  if (reading.beyond > 0) {
    reading.beyond -= 1;
    stray(reading, line, line);
    return;
  }
  const { open } = reading;
  const top = open.at(-1);
  if (top?.kind === "edit") {
    close(top, line);
    open.pop();
    return;
  }
  const edit = open.findLastIndex((block) => block.kind === "edit");
  if (edit < 0) {
    unbalanced(reading, `"next" in line ${line} closes nothing.`, line);
    return;
  }
  const left = open.splice(edit);
  const table = left.at(1);
  if (table === undefined) return;
  // An `end` is missing: what the inner table holds is uncertain, and the edit is over.
  unbalanced(
    reading,
    `"config ${nameOf(table)}" of line ${table.first} is not closed before "next" in line ${line}.`,
    line,
  );
  for (const block of left) block.last = line - 1;
}

function close(block: Block, line: number): void {
  block.last = line;
  block.closed = true;
}

function unbalanced(reading: Reading, message: string, line: number): void {
  reading.strays.push(line);
  if (reading.problems.length < maximumProblems)
    reading.problems.push({ code: "unbalanced", message, at: [[line, line]] });
}

function stray(reading: Reading, first: number, last: number): void {
  for (let line = first; line <= last; line += 1) reading.strays.push(line);
}

function nameOf(block: Block): string {
  return block.words.join(" ").slice(0, 80);
}
