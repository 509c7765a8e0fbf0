import type { LazyLines } from "../lib/lazy-lines.ts";
import { flagIn, isParameter, Parameters } from "./parameters.ts";
import { UsualMembers, type UsualMember } from "./usual-members.ts";
import { UsualRules, type UsualRule } from "./usual-rules.ts";
import { KnownWords, readCommand, type Word } from "./words.ts";

/** One command of an export: "add", "set" and their like in a menu. */
export interface Item {
  /** "/ip firewall filter", whatever way it was written. */
  readonly menu: string;
  readonly verb: string;
  /** What "set" is about: "telnet", "0", "[ find default=yes ]"; empty where it is the menu itself. */
  readonly target: string;
  readonly parameters: Parameters;
  readonly first: number;
  readonly last: number;
}

/** A command of a firewall menu. */
export type MenuRule = Item | UsualRule;

/** A command of a menu of address lists. */
export type MenuMember = Item | UsualMember;

export interface ExportText {
  /** All but the usual rules and members of address lists. */
  readonly items: readonly Item[];
  /** What stands in the menus of address lists, usual or not. */
  readonly members: ReadonlyMap<string, readonly MenuMember[]>;
  /** What stands in the menus of rules, usual or not. */
  readonly rules: ReadonlyMap<string, readonly MenuRule[]>;
  /** Lines that only name a menu. */
  readonly menus: readonly number[];
  readonly comments: readonly { readonly line: number; readonly text: string }[];
  readonly blanks: readonly number[];
  /** Lines of commands that are none of an export: scripts, prompts, broken quotes. */
  readonly strays: readonly (readonly [first: number, last: number])[];
}

const verbs = new Set([
  "add",
  "set",
  "remove",
  "disable",
  "enable",
  "unset",
  "move",
  "reset",
  "edit",
  "print",
  "export",
  "import",
  "comment",
]);

/** Menus of rules, and the family of their packets. */
const ruleMenus: ReadonlyMap<string, 4 | 6> = new Map([
  ["/ip firewall filter", 4],
  ["/ip firewall raw", 4],
  ["/ip firewall nat", 4],
  ["/ipv6 firewall filter", 6],
  ["/ipv6 firewall raw", 6],
  ["/ipv6 firewall nat", 6],
]);

const listMenus: ReadonlySet<string> = new Set(["/ip firewall address-list", "/ipv6 firewall address-list"]);

/** Commands of an export in their menus ("Scripting", "Command line structure"); one pass. */
export function readExport(lines: LazyLines): ExportText {
  const items: Item[] = [];
  const menus: number[] = [];
  const comments: { line: number; text: string }[] = [];
  const blanks: number[] = [];
  const strays: [number, number][] = [];
  const rules = new Map<string, MenuRule[]>();
  const known = new KnownWords();
  const members = new Map<string, MenuMember[]>();
  const usual = new UsualRules(lines);
  const usualMembers = new UsualMembers(lines);
  let menu: string | null = null;
  let family: 4 | 6 | undefined;
  let siblings: MenuRule[] = [];
  let listed: MenuMember[] | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const start = lines.startOf(index);
    const rule = family === undefined ? null : usual.read(start, index + 1, family);
    if (rule !== null) {
      siblings.push(rule);
      index = usual.last - 1;
      continue;
    }
    const member = listed === null ? null : usualMembers.read(start, index + 1);
    if (listed !== null && member !== null) {
      listed.push(member);
      index = usualMembers.last - 1;
      continue;
    }
    const trimmed = (lines.at(index) ?? "").trim();
    if (trimmed === "") {
      blanks.push(index + 1);
      continue;
    }
    if (trimmed.startsWith("#")) {
      comments.push({ line: index + 1, text: trimmed });
      continue;
    }
    const { words: read, first, last, whole } = readCommand(lines, index, known);
    index = Math.max(index, last - 1);
    const words = withVerb(read);
    const plain = words.findIndex(({ name, value }) => name !== null || verbs.has(value));
    const path = plain === 0 ? noPath : words.slice(0, plain < 0 ? undefined : plain).map(({ value }) => value);
    const isMenu = (path[0] ?? "").startsWith("/") && path.every((word) => /^[a-z0-9/-]+$/.test(word));
    const own: string | null = isMenu ? menuOf(path) : path.length === 0 ? menu : null;
    const verb = plain < 0 ? undefined : words[plain];
    if (whole && isMenu && plain < 0) {
      menu = own;
      family = ruleMenus.get(own ?? "");
      if (family !== undefined) siblings = listOf(rules, own ?? "");
      listed = own !== null && listMenus.has(own) ? listOf(members, own) : null;
      for (let each = first; each <= last; each += 1) menus.push(each);
    } else if (!whole || own === null || verb === undefined || verb.name !== null) strays.push([first, last]);
    else {
      const item = itemOf(own, verb.value, words, plain + 1, first, last);
      items.push(item);
      if (ruleMenus.has(own)) listOf(rules, own).push(item);
      else if (listMenus.has(own)) listOf(members, own).push(item);
    }
  }
  return { items, members, rules, menus, comments, blanks, strays };
}

const noPath: readonly string[] = [];

function itemOf(menu: string, verb: string, words: readonly Word[], from: number, first: number, last: number): Item {
  const parameters = new Parameters();
  let target = "";
  let targets = 0;
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) continue;
    if (isParameter(word)) parameters.add(word);
    else {
      target = targets === 0 ? word.value : `${target} ${word.value}`;
      targets += 1;
    }
  }
  parameters.close();
  return { menu, verb, target, parameters, first, last };
}

function listOf<T>(menus: Map<string, T[]>, menu: string): T[] {
  let list = menus.get(menu);
  if (list === undefined) menus.set(menu, (list = []));
  return list;
}

/** "/ip/address/add" is "/ip/address" and "add". */
function withVerb(words: readonly Word[]): readonly Word[] {
  const [head] = words;
  const slash = head?.value.lastIndexOf("/") ?? -1;
  if (head === undefined || head.name !== null || slash < 1 || !verbs.has(head.value.slice(slash + 1))) return words;
  return [
    { name: null, value: head.value.slice(0, slash), found: null },
    { name: null, value: head.value.slice(slash + 1), found: null },
    ...words.slice(1),
  ];
}

/** "/ip firewall filter" and "/ip/firewall/filter" are one menu. */
function menuOf(path: readonly string[]): string {
  return `/${path.join(" ").split("/").join(" ").split(" ").filter(Boolean).join(" ")}`;
}

export function valueOf(item: Item, name: string): string | null {
  return item.parameters.get(name)?.value ?? null;
}

/** "yes" and "true" are true, "no" and "false" false; null where it is not stated or something else. */
export function flagOf(item: Item, name: string): boolean | null {
  return flagIn(valueOf(item, name));
}

export function isDisabled(item: Item): boolean {
  return flagOf(item, "disabled") === true;
}
