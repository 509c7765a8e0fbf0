import type { AddressSpec } from "../../src/model/address.ts";
import type { Terms } from "../lib/netfilter/terms.ts";
import { signsOf } from "./save-signs.ts";
import { wordsOf, type Word } from "./save-words.ts";

/** One option of a rule with its values: "-m" "multiport" "!" "--dports" "22,80". */
export interface Option {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
  /** What it tells beyond its condition. */
  readonly signs: number;
  /** Kept here since rules share their options. */
  found: Found | null;
}

/** What an option means in a context, beside a protocol: terms, addresses, a text that nobody can read, or (null) what no packet meets. */
export interface Found {
  readonly context: object;
  readonly protocol: number | null;
  readonly meaning: Terms | AddressSpec | string | null;
}

/** Options by their other names (iptables(8), iptables-extensions(8)). */
const aliases: ReadonlyMap<string, string> = new Map([
  ["--protocol", "-p"],
  ["--proto", "-p"],
  ["--source", "-s"],
  ["--src", "-s"],
  ["--destination", "-d"],
  ["--dst", "-d"],
  ["--in-interface", "-i"],
  ["--out-interface", "-o"],
  ["--match", "-m"],
  ["--jump", "-j"],
  ["--goto", "-g"],
  ["--fragment", "-f"],
  ["--append", "-A"],
  ["--insert", "-I"],
  ["--policy", "-P"],
  ["--new-chain", "-N"],
  ["--new", "-N"],
  ["--set-counters", "-c"],
  ["--source-port", "--sport"],
  ["--destination-port", "--dport"],
  ["--source-ports", "--sports"],
  ["--destination-ports", "--dports"],
  ["--ipv4", "-4"],
  ["--ipv6", "-6"],
]);

/** Options whose value old versions negate by a mark between the two. */
const takingOne = new Set(
  "-p -s -d -i -o --sport --dport --sports --dports --ports --tcp-flags --icmp-type --icmpv6-type --state --ctstate --mac-source --tos --dscp --mark --src-range --dst-range --match-set --set".split(
    " ",
  ),
);

/** Names as written, with the name that tells the option: one string for all rules. */
const names: ReadonlyMap<string, string> = new Map([
  ...[...takingOne, "-m", "-j", "-g", "-A", "--comment", "--reject-with"].map((name) => [name, name] as const),
  ...aliases,
]);

/** "-4" and "-6" are options, other numbers are values. */
function isOption(text: string): boolean {
  if (text.length < 2 || text.charCodeAt(0) !== 45) return false;
  const second = text.charCodeAt(1);
  return second < 48 || second > 57 || text === "-4" || text === "-6";
}

/** Options of one rule; `stray` are words that belong to no option. */
interface RuleOptions {
  readonly options: readonly Option[];
  readonly stray: readonly string[];
  /** Signs of all its options. */
  readonly signs: number;
}

/** Options that are remembered at most: what is rare, as most addresses are, makes room for what comes next. */
const mostKnown = 512;

/** Reads the options of each rule of a text in turn. Rules repeat each other: an option that many have is one object. */
export function optionReader(): (text: string) => RuleOptions {
  let known = new Map<string, Option>();
  let before = known;
  return (text) => {
    // A quote, or a mark before an option, ties together what stands on both sides of a " -".
    if (/["!\t]/.test(text)) return optionsOf(wordsOf(text));
    const options: Option[] = [];
    let signs = 0;
    for (let start = 0; start < text.length;) {
      const end = nextOption(text, start);
      const piece = text.slice(start, end);
      let option = known.get(piece);
      if (option === undefined && piece !== "") {
        option = before.get(piece) ?? optionOf(piece);
        if (option === undefined) return optionsOf(wordsOf(text));
        if (known.size >= mostKnown) [before, known] = [known, new Map()];
        known.set(piece, option);
      }
      if (option !== undefined) {
        options.push(option);
        signs |= option.signs;
      }
      start = end + 1;
    }
    return { options, stray: nothing, signs };
  };
}

const nothing: readonly never[] = [];

/** One option with its values as it stands between others; undefined where words of the text belong to none. */
export function optionOf(text: string): Option | undefined {
  const blank = text.indexOf(" ");
  // "-s 192.0.2.1", as most are written.
  if (blank > 0 && blank < text.length - 1 && text.indexOf(" ", blank + 1) < 0 && !text.includes('"')) {
    const name = text.slice(0, blank);
    const usual = names.get(name);
    const value = text.slice(blank + 1);
    if (usual !== undefined)
      return { name: usual, negated: false, values: [value], signs: signsOf(usual, value), found: null };
  }
  const { options, stray } = optionsOf(wordsOf(text));
  return stray.length > 0 ? undefined : options[0];
}

/** Where the blank before the next option stands, or the end. */
function nextOption(text: string, from: number): number {
  let at = text.indexOf(" -", from);
  while (at >= 0 && !beginsOption(text, at + 1)) at = text.indexOf(" -", at + 1);
  return at < 0 ? text.length : at;
}

export function beginsOption(text: string, at: number): boolean {
  const second = text.charCodeAt(at + 1);
  // Beside the usual letter or "-" it is a number, or nothing at all.
  return second > 57 || second === 45 || isOption(text.slice(at, at + 3).trimEnd());
}

/**
 * The options of a rule. An exclamation mark stands before the option, or (until iptables 1.4.3) before its value; what
 * follows an option up to the next one are its values.
 */
function optionsOf(words: readonly Word[]): RuleOptions {
  const found: { name: string; negated: boolean; values: string[] }[] = [];
  const stray: string[] = [];
  let negated = false;
  for (const { text, quoted } of words) {
    if (!quoted && text === "!") {
      const last = found.at(-1);
      // "-s ! 192.0.2.1": nothing of its own stands between the option and the mark.
      if (last !== undefined && last.values.length === 0 && takingOne.has(last.name)) last.negated = true;
      else negated = true;
    } else if (!quoted && isOption(text)) {
      found.push({ name: names.get(text) ?? text, negated, values: [] });
      negated = false;
    } else {
      const last = found.at(-1);
      if (last === undefined || negated) stray.push(text);
      else last.values.push(text);
      negated = false;
    }
  }
  const options = found.map(asOption);
  return { options, stray, signs: options.reduce((all, { signs }) => all | signs, 0) };
}

/** A copy of the values, since a list that has grown holds more room than it needs. */
function asOption({ name, negated, values }: Pick<Option, "name" | "negated" | "values">): Option {
  return { name, negated, values: [...values], signs: signsOf(name, values[0] ?? ""), found: null };
}
