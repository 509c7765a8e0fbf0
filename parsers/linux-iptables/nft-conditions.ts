import { decimal } from "../lib/cisco/addresses.ts";
import { both, noTerms, withDoubt, type Terms } from "../lib/netfilter/terms.ts";
import { isAtEnd, takeBraces, takeToStatement, textOf, wordAt, type Cursor } from "./nft-cursor.ts";
import {
  fields,
  flagsOf,
  flagTerms,
  fragmentKinds,
  otherThan,
  portsOfAny,
  type Comparison,
  type FieldContext,
  type FieldReader,
} from "./nft-fields.ts";
import type { Token } from "./nft-tokens.ts";
import { valuesOf, type NftSet, type NftValue } from "./nft-values.ts";

export interface RuleContext extends FieldContext {
  /** Sets and maps of the rule's table by name. */
  readonly sets: ReadonlyMap<string, NftSet>;
  /** What the model calls the group of a set of addresses; null where it is none. */
  readonly groupOf: (set: NftSet) => string | null;
}

/** What some conditions ask: any of the alternatives; none where no packet meets them. */
export type Alternatives = readonly Terms[];

/** The left side of a condition: fields joined with " . ", by name. */
export interface LeftSide {
  readonly names: readonly string[];
  readonly start: number;
}

/** Keys of "meta" that stand alone too. */
const bareKeys = new Set(
  "iif iifname oif oifname mark skuid skgid pkttype cpu iifgroup oifgroup iiftype oiftype cgroup ibrname obrname rtclassid priority length random".split(
    " ",
  ),
);
const headed = new Set(
  "meta ct ip ip6 tcp udp udplite sctp dccp th icmp icmpv6 ether arp vlan esp ah comp igmp frag rt hbh dst mh exthdr socket".split(
    " ",
  ),
);

/** The fields at the cursor, which goes behind them; null where no field stands there. */
export function leftAt(cursor: Cursor): LeftSide | null {
  const start = cursor.at;
  const names: string[] = [];
  do {
    if (names.length > 0) cursor.at += 1;
    const name = fieldAt(cursor);
    if (name === null) {
      cursor.at = start;
      return null;
    }
    names.push(name);
  } while (wordAt(cursor) === ".");
  return { names, start };
}

function fieldAt(cursor: Cursor): string | null {
  const word = wordAt(cursor);
  if (bareKeys.has(word)) {
    cursor.at += 1;
    return word;
  }
  const next = wordAt(cursor, 1);
  if (!headed.has(word) || next === "") return null;
  cursor.at += 2;
  if (word === "ct" && (next === "original" || next === "reply")) {
    const key = takeWord(cursor);
    return `ct ${next} ${key === "ip" || key === "ip6" ? `${key} ${takeWord(cursor)}` : key}`;
  }
  return word === "meta" && bareKeys.has(next) ? next : `${word} ${next}`;
}

function takeWord(cursor: Cursor): string {
  cursor.at += 1;
  return wordAt(cursor, -1);
}

/** Elements of a set that are written out as alternatives at most; beyond them the condition is in doubt. */
const mostElements = 1024;

/** The condition whose left side was just taken. */
export function conditionAt(cursor: Cursor, left: LeftSide, terms: Terms, context: RuleContext): Alternatives {
  const [name = ""] = left.names;
  if (left.names.length === 1 && name === "tcp flags") return flagsAt(cursor, left);
  if (wordAt(cursor) === "&") return maskedAt(cursor, left, context);
  const operator = operatorAt(cursor);
  const right = rightAt(cursor, context);
  const text = textOf(cursor.tokens.slice(left.start, cursor.at));
  if (right === null)
    return [withDoubt(noTerms, textOf([...cursor.tokens.slice(left.start, cursor.at), ...takeToStatement(cursor)]))];
  if (right.dynamic) return [withDoubt(noTerms, text)];
  const negated = operator === "!=" || operator === "!";
  if (left.names.length > 1)
    return negated || operator !== "==" ? [withDoubt(noTerms, text)] : joinedFields(left, right.values, text, context);
  // "!= a,b" compares the bits of both at once.
  if (right.listed && negated) return [withDoubt(noTerms, text)];
  const values = right.values.map(({ parts }) => parts.join(" . "));
  const bounded = operator === "==" || negated ? values : values.map((value) => bound(operator, value));
  const comparison: Comparison = { negated, values: bounded, group: right.group, text };
  return asAlternatives(readerOf(name, terms)(comparison, context));
}

function asAlternatives(terms: Terms | null): Alternatives {
  return terms === null ? [] : [terms];
}

export function readerOf(name: string, terms: Terms): FieldReader {
  if (name === "th sport") return portsOfAny("sourcePorts", terms.services);
  if (name === "th dport") return portsOfAny("destinationPorts", terms.services);
  return fields.get(name) ?? (({ text }) => withDoubt(noTerms, text));
}

function operatorAt(cursor: Cursor): string {
  const word = wordAt(cursor);
  const known = ["==", "!=", "<", ">", "<=", ">=", "!", "eq", "ne", "lt", "gt", "le", "ge"].indexOf(word);
  if (known < 0) return "==";
  cursor.at += 1;
  return ["==", "!=", "<", ">", "<=", ">=", "!", "==", "!=", "<", ">", "<=", ">="][known] ?? "==";
}

/** "< 1024" as the range that it means; text that no field understands where it is no number. */
function bound(operator: string, value: string): string {
  const number = decimal(value);
  if (number === null) return `${operator} ${value}`;
  switch (operator) {
    case "<":
      return `0-${number - 1}`;
    case "<=":
      return `0-${number}`;
    case ">":
      return `${number + 1}-65535`;
    default:
      return `${number}-65535`;
  }
}

interface RightSide {
  readonly values: readonly NftValue[];
  readonly group: string | null;
  readonly dynamic: boolean;
  /** "a,b": any of these bits. */
  readonly listed: boolean;
}

function rightAt(cursor: Cursor, { sets, groupOf }: RuleContext): RightSide | null {
  const plain = { group: null, dynamic: false, listed: false };
  if (isAtEnd(cursor)) return null;
  const word = wordAt(cursor);
  if (word === "{") return { ...plain, values: valuesOf(takeBraces(cursor)) };
  if (word.startsWith("@")) {
    cursor.at += 1;
    const set = sets.get(word.slice(1));
    if (set === undefined || set.types.length === 0) return { ...plain, values: [], dynamic: true };
    const group = groupOf(set);
    return { ...plain, values: group === null ? set.values : [], group, dynamic: group === null && set.dynamic };
  }
  if (word === "(" || word === "$") return null;
  const value: Token[] = [];
  let listed = false;
  for (let more = true; more;) {
    const token = cursor.tokens[cursor.at];
    if (token === undefined) break;
    value.push(token);
    cursor.at += 1;
    const next = wordAt(cursor);
    more = next === "," || next === ".";
    listed ||= next === ",";
    if (more) {
      value.push({ text: next, quoted: false });
      cursor.at += 1;
    }
  }
  return { ...plain, values: valuesOf(value), listed };
}

/** "ip saddr . tcp dport { a . 22, b . 80-90 }": one alternative for each element. */
export function joinedFields(
  left: LeftSide,
  values: readonly NftValue[],
  text: string,
  context: RuleContext,
): Alternatives {
  if (values.length > mostElements || values.length === 0) return [withDoubt(noTerms, text)];
  return values.flatMap((value) => elementTerms(left, value, text, context) ?? []);
}

/** What one element of a set or map asks; null where nothing meets it. */
export function elementTerms(
  { names }: LeftSide,
  { parts }: NftValue,
  text: string,
  context: RuleContext,
): Terms | null {
  if (parts.length !== names.length) return withDoubt(noTerms, text);
  let terms: Terms | null = noTerms;
  for (const [at, name] of names.entries()) {
    const value = parts[at] ?? "";
    const own = readerOf(name, terms)(
      { negated: false, values: [value], group: null, text: `${name} ${value}` },
      context,
    );
    terms = own === null ? null : both(terms, own);
    if (terms === null) return null;
  }
  return terms;
}

/** "tcp flags syn", "tcp flags & (syn|ack) == syn", "tcp flags syn / syn,ack", "tcp flags != syn", "tcp flags { … }". */
function flagsAt(cursor: Cursor, left: LeftSide): Alternatives {
  const doubt = (): Alternatives => [
    withDoubt(
      flagTerms([{ mask: 0, value: 0 }]),
      textOf([...cursor.tokens.slice(left.start, cursor.at), ...takeToStatement(cursor)]),
    ),
  ];
  const masked = wordAt(cursor) === "&";
  if (masked) cursor.at += 1;
  const mask = masked ? flagsOf(takeFlags(cursor)) : 0xff;
  const written = wordAt(cursor);
  const operator = operatorAt(cursor);
  if (wordAt(cursor) === "{") {
    const sets = valuesOf(takeBraces(cursor)).map(({ parts }) =>
      flagsOf((parts[0] ?? "").replaceAll("|", " | ").split(" ").filter(Boolean)),
    );
    if (mask === null || sets.length === 0 || sets.includes(null) || operator !== "==") return doubt();
    return [flagTerms(sets.map((value) => ({ mask, value: value ?? 0 })))];
  }
  const words = takeFlags(cursor);
  const value = flagsOf(words);
  if (mask === null || value === null || words.length === 0) return doubt();
  if (wordAt(cursor) === "/") {
    cursor.at += 1;
    const under = flagsOf(takeFlags(cursor));
    if (under === null || masked) return doubt();
    return equals(under, value, operator);
  }
  if (masked || written === "==" || operator === "!=") return equals(mask, value, operator);
  if (operator === "!") return [flagTerms([{ mask: value, value: 0 }])];
  if (operator !== "==") return doubt();
  // Without an operator any one of the bits is enough.
  return [
    flagTerms(
      [1, 2, 4, 8, 16, 32, 64, 128].filter((bit) => (value & bit) !== 0).map((bit) => ({ mask: bit, value: bit })),
    ),
  ];
}

function equals(mask: number, value: number, operator: string): Alternatives {
  const outside = (value & ~mask) !== 0;
  if (operator === "==") return outside ? [] : [flagTerms([{ mask, value }])];
  if (operator !== "!=") return [];
  return outside ? [flagTerms([{ mask: 0, value: 0 }])] : [flagTerms(otherThan(mask, value))];
}

function takeFlags(cursor: Cursor): readonly string[] {
  if (wordAt(cursor) === "(")
    return takeBraces(cursor)
      .map(({ text }) => text)
      .flatMap(splitBits);
  const words: string[] = [];
  for (;;) {
    const word = wordAt(cursor);
    if (word === "" || flagsOf(splitBits(word)) === null) return words;
    words.push(...splitBits(word));
    cursor.at += 1;
    if (wordAt(cursor) !== "," && wordAt(cursor) !== "|") return words;
    cursor.at += 1;
  }
}

function splitBits(text: string): readonly string[] {
  return text.split("|").filter((part) => part !== "");
}

/** "FIELD & MASK == VALUE": fragments are understood, and addresses under a mask. */
function maskedAt(cursor: Cursor, left: LeftSide, context: RuleContext): Alternatives {
  const [name = ""] = left.names;
  const mask = wordAt(cursor, 1);
  cursor.at += 2;
  const operator = operatorAt(cursor);
  const value = wordAt(cursor);
  const doubt = (): Alternatives => [
    withDoubt(noTerms, textOf([...cursor.tokens.slice(left.start, cursor.at), ...takeToStatement(cursor)])),
  ];
  if (left.names.length > 1 || (operator !== "==" && operator !== "!=") || value === "" || value === "{")
    return doubt();
  if (name === "ip frag-off") {
    const [bits, wanted] = [hexOrDecimal(mask), hexOrDecimal(value)];
    const kinds = bits === null || wanted === null ? null : fragmentKinds(bits, wanted, operator === "!=");
    if (kinds === null) return doubt();
    cursor.at += 1;
    return context.family === 4 ? [{ ...noTerms, fragments: kinds }] : [];
  }
  if (!/^ip6? [sd]addr$/.test(name)) return doubt();
  cursor.at += 1;
  const text = textOf(cursor.tokens.slice(left.start, cursor.at));
  const comparison = { negated: operator === "!=", values: [`${value}/${mask}`], group: null, text };
  return asAlternatives(readerOf(name, noTerms)(comparison, context));
}

function hexOrDecimal(text: string): number | null {
  return /^0x[0-9a-f]{1,4}$/.test(text) ? Number.parseInt(text.slice(2), 16) : decimal(text);
}
