import { lines as ranges } from "../../src/model/fact.ts";
import type { ParseProblem, Uncollected } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";
import { hookOf } from "./nft-hooks.ts";
import { rulesetOf, type WrittenChain, type WrittenRule, type WrittenTable } from "./nft.ts";
import { readSet } from "./nft-sets.ts";
import { readNftText, type NftStatement, type Token } from "./nft-tokens.ts";
import type { NftSet } from "./nft-values.ts";
import type { Ruleset } from "./ruleset.ts";

/** Blocks of a table that rules refer to by name without asking a packet anything. */
const objects = new Set(["flowtable", "counter", "quota", "limit", "secmark", "synproxy", "ct", "tunnel"]);

/** "nft list ruleset", or a file that nft loads ("flush ruleset", "define"). */
export function readNft(
  lines: readonly string[],
  ledger: Ledger,
): Ruleset & { readonly problems: readonly ParseProblem[] } {
  const text = readNftText(lines);
  for (const line of text.blanks) ledger.skip(line, "blank");
  for (const line of text.comments) ledger.skip(line, "comment");
  const tables: WrittenTable[] = [];
  const variables = new Map<string, readonly Token[]>();
  const uncollected: Uncollected[] = [];
  for (const statement of text.statements) {
    const [head, name] = statement.tokens;
    if (head?.text === "table" && statement.children !== null) tables.push(readTable(statement, variables, ledger));
    else if (head?.text === "define" && name !== undefined) {
      variables.set(`$${name.text}`, statement.tokens.slice(3));
      ledger.readRange(statement.first, statement.last);
    } else if (head?.text === "flush" && name?.text === "ruleset") ledger.readRange(statement.first, statement.last);
    else if (head?.text === "include") {
      uncollected.push({ why: "A part of the rule set is in another file.", touches: ["acls", "objects"] });
      ledger.readRange(statement.first, statement.last);
    } else leave(ledger, statement);
  }
  const problems: ParseProblem[] =
    text.open === null
      ? []
      : [{ code: "truncated", message: "A block of the rule set is never closed.", at: [[text.open, lines.length]] }];
  for (const line of text.strays.slice(0, 100))
    problems.push({ code: "unbalanced", message: "A brace closes nothing.", at: [[line, line]] });
  return { ...rulesetOf(joined(tables), uncollected), problems };
}

function leave(ledger: Ledger, { first, last }: NftStatement): void {
  for (let line = first; line <= last; line += 1) ledger.leave(line, ["acls", "objects"]);
}

/** A table or chain may be opened several times, which adds to it. */
function joined(tables: readonly WrittenTable[]): readonly WrittenTable[] {
  return [...Map.groupBy(tables, ({ family, name }) => `${family} ${name}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        ...first,
        dormant: same.some(({ dormant }) => dormant),
        helper: same.some(({ helper }) => helper),
        chains: joinedChains(same.flatMap(({ chains }) => chains)),
        sets: same.flatMap(({ sets }) => sets),
      },
    ];
  });
}

function joinedChains(chains: readonly WrittenChain[]): readonly WrittenChain[] {
  return [...Map.groupBy(chains, ({ name }) => name).values()].flatMap((same) => {
    const base = same.findLast(({ hook }) => hook !== null) ?? same[0];
    return base === undefined ? [] : [{ ...base, rules: same.flatMap(({ rules }) => rules) }];
  });
}

function readTable(
  statement: NftStatement,
  variables: ReadonlyMap<string, readonly Token[]>,
  ledger: Ledger,
): WrittenTable {
  // "table NAME" alone is of the family ip.
  const words = statement.tokens.map(({ text }) => text);
  const [family = "ip", name = ""] = words.length === 2 ? ["ip", words[1]] : words.slice(1);
  const chains: WrittenChain[] = [];
  const sets: NftSet[] = [];
  let dormant = false;
  let helper = false;
  ledger.read(statement.first);
  ledger.read(statement.last);
  for (const child of statement.children ?? []) {
    const [head, next] = child.tokens;
    const kind = head?.text ?? "";
    if (kind === "chain" && child.children !== null) chains.push(readChain(child, variables, ledger));
    else if ((kind === "set" || kind === "map") && child.children !== null) {
      sets.push(readSet(child, `${family} ${name}`));
      ledger.readRange(child.first, child.last);
    } else if (kind === "flags" || kind === "comment") {
      dormant ||= child.tokens.some(({ text }) => text === "dormant");
      ledger.readRange(child.first, child.last);
    } else if (objects.has(kind) && child.children !== null) {
      helper ||= kind === "ct" && next?.text === "helper";
      for (let line = child.first; line <= child.last; line += 1)
        ledger.skip(line, "named counters, limits and helpers");
    } else leave(ledger, child);
  }
  return { family, name, dormant, chains, sets, helper };
}

function readChain(
  statement: NftStatement,
  variables: ReadonlyMap<string, readonly Token[]>,
  ledger: Ledger,
): WrittenChain {
  const rules: WrittenRule[] = [];
  let hook: WrittenChain["hook"] = null;
  let policy: WrittenChain["policy"] = "permit";
  ledger.readRange(statement.first, statement.first);
  ledger.read(statement.last);
  for (const { tokens, first, last } of statement.children ?? []) {
    const [head, next] = tokens;
    ledger.readRange(first, last);
    if (head?.text === "type" && hookOf(tokens) !== null) hook = hookOf(tokens);
    else if (head?.text === "policy") policy = next?.text === "drop" ? "deny" : "permit";
    else if ((head?.text === "comment" && tokens.length === 2) || head?.text === "flags") continue;
    else rules.push({ tokens: withVariables(tokens, variables), at: [[first, last]] });
  }
  return { name: statement.tokens[1]?.text ?? "", hook, policy, at: ranges(statement.first), rules };
}

/** What a variable stands for takes at most this many tokens each time. */
const longest = 64;

/** "$NAME" replaced by what it was defined as; one that is unknown or long stays, and is understood by nobody. */
function withVariables(tokens: readonly Token[], variables: ReadonlyMap<string, readonly Token[]>): readonly Token[] {
  if (!tokens.some(({ text, quoted }) => !quoted && text.startsWith("$"))) return tokens;
  return tokens.flatMap((token) => {
    const value = token.quoted ? undefined : variables.get(token.text);
    return value === undefined || value.length > longest ? [token] : value;
  });
}
