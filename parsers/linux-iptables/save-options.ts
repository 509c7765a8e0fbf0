import { wordsOf, type Word } from "./save-words.ts";

/** One option of a rule with its values: "-m" "multiport" "!" "--dports" "22,80". */
export interface Option {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
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
}

/** Reads the options of each rule of a text in turn. Rules repeat each other: an option that many have is one object. */
export function optionReader(): (text: string) => RuleOptions {
  const known = new Map<string, Option>();
  return (text) => {
    // A quote, or a mark before an option, ties together what stands on both sides of a " -".
    if (/["!\t]/.test(text)) return optionsOf(wordsOf(text));
    const options: Option[] = [];
    for (let start = 0; start < text.length;) {
      const end = nextOption(text, start);
      const piece = text.slice(start, end);
      let option = known.get(piece);
      if (option === undefined && piece !== "") {
        const read = optionsOf(wordsOf(piece));
        [option] = read.options;
        if (option === undefined || read.stray.length > 0) return optionsOf(wordsOf(text));
        // A copy, since a list that has grown holds more room than it needs.
        option = { ...option, values: [...option.values] };
        known.set(piece, option);
      }
      if (option !== undefined) options.push(option);
      start = end + 1;
    }
    return { options, stray: nothing };
  };
}

const nothing: readonly never[] = [];

/** Where the blank before the next option stands, or the end. */
function nextOption(text: string, from: number): number {
  let at = text.indexOf(" -", from);
  while (at >= 0 && !beginsOption(text, at + 1)) at = text.indexOf(" -", at + 1);
  return at < 0 ? text.length : at;
}

function beginsOption(text: string, at: number): boolean {
  const second = text.charCodeAt(at + 1);
  // Beside the usual letter or "-" it is a number, or nothing at all.
  return second > 57 || second === 45 || isOption(text.slice(at, at + 3).trimEnd());
}

/**
 * The options of a rule. An exclamation mark stands before the option, or (until iptables 1.4.3) before its value; what
 * follows an option up to the next one are its values.
 */
function optionsOf(words: readonly Word[]): RuleOptions {
  const options: { name: string; negated: boolean; values: string[] }[] = [];
  const stray: string[] = [];
  let negated = false;
  for (const { text, quoted } of words) {
    if (!quoted && text === "!") {
      const last = options.at(-1);
      // "-s ! 192.0.2.1": nothing of its own stands between the option and the mark.
      if (last !== undefined && last.values.length === 0 && takingOne.has(last.name)) last.negated = true;
      else negated = true;
    } else if (!quoted && isOption(text)) {
      options.push({ name: aliases.get(text) ?? text, negated, values: [] });
      negated = false;
    } else {
      const last = options.at(-1);
      if (last === undefined || negated) stray.push(text);
      else last.values.push(text);
      negated = false;
    }
  }
  return { options, stray };
}
