import type { Verdict } from "../lib/netfilter/flatten.ts";
import { both, noTerms, withDoubt, type Terms } from "../lib/netfilter/terms.ts";
import {
  conditionAt,
  elementTerms,
  leftAt,
  type Alternatives,
  type LeftSide,
  type RuleContext,
} from "./nft-conditions.ts";
import { isAtEnd, takeBraces, takeToStatement, textOf, wordAt, type Cursor } from "./nft-cursor.ts";
import type { Token } from "./nft-tokens.ts";
import { valuesOf, type NftValue } from "./nft-values.ts";
import { translationOf, type Translation } from "./translations.ts";

/** One way to meet a rule, and what becomes of the packet then. */
export interface Way {
  readonly terms: Terms;
  readonly verdict: Verdict<Translation>;
}

export interface NftRule {
  readonly ways: readonly Way[];
  readonly log: boolean;
  readonly remarks: readonly string[];
}

interface Reading {
  terms: Terms | null;
  /** Conditions with several alternatives, of which any one of each must hold. */
  readonly choices: Alternatives[];
  verdict: Verdict<Translation>;
  /** A statement was seen that may do anything. */
  strange: boolean;
  ways: readonly Way[] | null;
  log: boolean;
  readonly remarks: string[];
}

/** Alternatives of all conditions together; beyond them the rule stands in doubt. */
const mostWays = 2048;

/** A rule of a chain (nft(8), "RULES", "STATEMENTS"): conditions and what is done, in the order in which they are tried. */
export function readNftRule(tokens: readonly Token[], context: RuleContext): NftRule {
  const cursor: Cursor = { tokens, at: 0 };
  const reading: Reading = {
    terms: noTerms,
    choices: [],
    verdict: { kind: "continue" },
    strange: false,
    ways: null,
    log: false,
    remarks: [],
  };
  while (!isAtEnd(cursor)) {
    const start = cursor.at;
    if (!statementAt(cursor, reading)) expressionAt(cursor, reading, context);
    if (cursor.at === start) cursor.at += 1;
  }
  return { ways: waysOf(reading), log: reading.log, remarks: reading.remarks };
}

function waysOf({ terms, choices, verdict: said, strange, ways }: Reading): readonly Way[] {
  const verdict: Verdict<Translation> = strange && said.kind === "continue" ? { kind: "unknown" } : said;
  if (terms === null) return [];
  let open: readonly Terms[] = [terms];
  for (const choice of choices) {
    if (open.length * choice.length > mostWays) open = open.map((each) => withDoubt(each, "one of many combinations"));
    else open = open.flatMap((each) => choice.flatMap((other) => both(each, other) ?? []));
  }
  if (ways === null) return open.map((each) => ({ terms: each, verdict }));
  if (open.length * ways.length > mostWays)
    return open.map((each) => ({ terms: withDoubt(each, "one of many combinations"), verdict: { kind: "unknown" } }));
  return open.flatMap((each) =>
    ways.flatMap((way): Way[] => {
      const met = both(each, way.terms);
      return met === null ? [] : [{ terms: met, verdict: way.verdict }];
    }),
  );
}

function narrow(reading: Reading, alternatives: Alternatives): void {
  const [only] = alternatives;
  if (alternatives.length > 1) reading.choices.push(alternatives);
  else reading.terms = only === undefined || reading.terms === null ? null : both(reading.terms, only);
}

function doubt(reading: Reading, tokens: readonly Token[]): void {
  if (reading.terms !== null) reading.terms = withDoubt(reading.terms, textOf(tokens));
}

/** A statement that begins with its own word; false where none stands there. */
function statementAt(cursor: Cursor, reading: Reading): boolean {
  const word = wordAt(cursor);
  switch (word) {
    case "accept":
    case "drop":
    case "return":
    case "continue":
      reading.verdict = { kind: word };
      cursor.at += 1;
      return true;
    case "jump":
    case "goto":
      reading.verdict = { kind: word, chain: cursor.tokens[cursor.at + 1]?.text ?? "" };
      cursor.at += 2;
      return true;
    case "reject":
      reading.verdict = { kind: "drop" };
      takeToStatement(cursor);
      return true;
    case "snat":
    case "dnat":
    case "masquerade":
    case "redirect":
      reading.verdict = { kind: "translate", to: translationOf(word, takeToStatement(cursor)) };
      return true;
    case "queue":
    case "tproxy":
    case "synproxy":
    case "fwd":
      reading.verdict = { kind: "unknown" };
      takeToStatement(cursor);
      return true;
    case "log":
      reading.log = true;
      takeLog(cursor);
      return true;
    case "comment":
      reading.remarks.push(cursor.tokens[cursor.at + 1]?.text ?? "");
      cursor.at += 2;
      return true;
    case "counter":
      cursor.at += wordAt(cursor, 1) === "packets" ? 5 : wordAt(cursor, 1) === "name" ? 3 : 1;
      return true;
    case "notrack":
      cursor.at += 1;
      return true;
    case "flow":
    case "dup":
      takeSetting(cursor, reading);
      return true;
    default:
      return false;
  }
}

/** "log prefix … level … flags tcp sequence,options" (nft(8), "LOG STATEMENT"); a condition may stand right behind it. */
function takeLog(cursor: Cursor): void {
  cursor.at += 1;
  for (;;) {
    const word = wordAt(cursor);
    if (["prefix", "level", "group", "snaplen", "queue-threshold"].includes(word)) cursor.at += 2;
    else if (word === "flags" && ["tcp", "ip"].includes(wordAt(cursor, 1))) {
      cursor.at += 3;
      while (wordAt(cursor) === ",") cursor.at += 2;
    } else if (word === "flags") cursor.at += 2;
    else return;
  }
}

/** A value that is set, with all that stands behind it; a condition among that leaves the rule in doubt. */
function takeSetting(cursor: Cursor, reading: Reading): void {
  const start = cursor.at;
  const taken = takeToStatement(cursor);
  const behind: Cursor = { tokens: taken, at: 1 };
  for (; !isAtEnd(behind); behind.at += 1) {
    if (leftAt(behind) !== null) return doubt(reading, cursor.tokens.slice(start, cursor.at));
  }
}

/** Words that begin a condition, or a statement that lets the packet go on. */
const narrowing = new Set(
  "limit quota fib osf numgen jhash symhash ipsec last add update delete set meter rate connlimit".split(" "),
);

/** A condition, a map of verdicts, or a value that is set; what is none of them narrows the rule by nobody knows how much. */
function expressionAt(cursor: Cursor, reading: Reading, context: RuleContext): void {
  const left = leftAt(cursor);
  if (left === null) {
    reading.strange ||= !narrowing.has(wordAt(cursor));
    return doubt(reading, takeToStatement(cursor));
  }
  const word = wordAt(cursor);
  if (word === "set") {
    takeSetting(cursor, reading);
  } else if (word === "vmap") {
    cursor.at += 1;
    reading.ways = verdictMapAt(cursor, left, context);
  } else if (word === "map" || word === "over" || word === "count") {
    doubt(reading, [...cursor.tokens.slice(left.start, cursor.at), ...takeToStatement(cursor)]);
  } else narrow(reading, conditionAt(cursor, left, reading.terms ?? noTerms, context));
}

function verdictMapAt(cursor: Cursor, left: LeftSide, context: RuleContext): readonly Way[] {
  const unknown = (): readonly Way[] => [
    { terms: withDoubt(noTerms, textOf(cursor.tokens.slice(left.start, cursor.at))), verdict: { kind: "unknown" } },
  ];
  let elements: readonly NftValue[];
  if (wordAt(cursor) === "{") elements = valuesOf(takeBraces(cursor));
  else {
    const map = context.sets.get(wordAt(cursor).slice(1));
    cursor.at += 1;
    if (map === undefined || map.dynamic) return unknown();
    elements = map.values;
  }
  if (elements.length > mostWays) return unknown();
  const text = textOf(cursor.tokens.slice(left.start, cursor.at));
  const named = elements.filter(({ parts }) => parts[0] !== "*");
  const ways = named.flatMap((element): Way[] => {
    const terms = elementTerms(left, element, text, context);
    return terms === null ? [] : [{ terms, verdict: verdictOf(element.data) }];
  });
  const rest = elements.find(({ parts }) => parts[0] === "*");
  if (rest === undefined) return ways;
  // "*" takes what no key takes: right where the keys before it decide for good.
  const decided = ways.every(
    ({ verdict: { kind }, terms }) => (kind === "accept" || kind === "drop") && terms.unresolved.length === 0,
  );
  const terms = decided ? noTerms : withDoubt(noTerms, `other values of ${left.names.join(" . ")}`);
  return [...ways, { terms, verdict: verdictOf(rest.data) }];
}

function verdictOf([verdict, chain]: readonly Token[]): Verdict<Translation> {
  const word = verdict?.text ?? "";
  switch (word) {
    case "accept":
    case "drop":
    case "return":
    case "continue":
      return { kind: word };
    case "jump":
    case "goto":
      return { kind: word, chain: chain?.text ?? "" };
    default:
      return { kind: "unknown" };
  }
}
