import { anyAddress } from "../../src/model/address.ts";
import type { Verdict } from "../lib/netfilter/flatten.ts";
import { noRemarks, undecided, type PlainGroup, type PlainRule } from "./node.ts";

/** Reads what a line says of a rule from a column on. False: it is said in another way, and the rule is no plain one. */
export function readSetting(rule: PlainRule, text: string, at: number, line: number): boolean {
  switch (text.charCodeAt(at)) {
    case letters.a: {
      if (!text.startsWith("action ", at) || rule.verdict !== undecided) return false;
      rule.verdict = verdicts.get(known(text, at + 7, actions) ?? "") ?? undecided;
      return rule.verdict !== undecided;
    }
    case letters.p: {
      if (!text.startsWith("protocol ", at) || rule.protocol !== "") return false;
      rule.protocol = known(text, at + 9, protocols) ?? wordAt(text, at + 9);
      return rule.protocol !== "";
    }
    case letters.s:
      if (text.startsWith("source ", at)) return readSource(rule, text, at + 7, line);
      return text.startsWith("state ", at) && readState(rule, text, at + 6);
    case letters.d: {
      if (text.startsWith("destination ", at)) return readDestination(rule, text, at + 12, line);
      if (text.startsWith("description ", at)) return readDescription(rule, text, at + 12);
      if (rule.inactive || !endsWith(text, "disable", at)) return false;
      rule.inactive = true;
      return true;
    }
    case letters.l:
      return readLog(rule, text, at);
    default:
      return false;
  }
}

/** What stands behind `source`, or in its block. */
export function readSource(rule: PlainRule, text: string, at: number, line: number): boolean {
  if (text.startsWith("address ", at)) {
    if (rule.source !== "") return false;
    rule.source = wordAt(text, at + 8);
    return rule.source !== "";
  }
  if (text.startsWith("port ", at)) {
    if (rule.sourcePort !== "") return false;
    rule.sourcePort = wordAt(text, at + 5);
    return rule.sourcePort !== "";
  }
  return text.startsWith("group ", at) && readSourceGroup(rule, text, at + 6, line);
}

/** The same for `destination`. */
export function readDestination(rule: PlainRule, text: string, at: number, line: number): boolean {
  if (text.startsWith("port ", at)) {
    if (rule.destinationPort !== "") return false;
    rule.destinationPort = wordAt(text, at + 5);
    return rule.destinationPort !== "";
  }
  if (text.startsWith("address ", at)) {
    if (rule.destination !== "") return false;
    rule.destination = wordAt(text, at + 8);
    return rule.destination !== "";
  }
  return text.startsWith("group ", at) && readDestinationGroup(rule, text, at + 6, line);
}

/** What stands behind `source group`, or in its block. */
export function readSourceGroup(rule: PlainRule, text: string, at: number, line: number): boolean {
  const group = groupAt(text, at, line);
  if (group === null) return false;
  if (group.kind === "port-group") {
    if (rule.sourcePort !== "") return false;
    rule.sourcePort = group;
  } else {
    if (rule.source !== "") return false;
    rule.source = group;
  }
  return true;
}

/** The same for `destination`. */
export function readDestinationGroup(rule: PlainRule, text: string, at: number, line: number): boolean {
  const group = groupAt(text, at, line);
  if (group === null) return false;
  if (group.kind === "port-group") {
    if (rule.destinationPort !== "") return false;
    rule.destinationPort = group;
  } else {
    if (rule.destination !== "") return false;
    rule.destination = group;
  }
  return true;
}

function groupAt(text: string, at: number, line: number): PlainGroup | null {
  const space = text.indexOf(" ", at);
  if (space < 0) return null;
  const kind = groups.find((each) => each.length === space - at && text.startsWith(each, at));
  if (kind === undefined) return null;
  const name = wordAt(text, space + 1);
  return name === "" ? null : { kind, name, line, spec: anyAddress };
}

/** What stands behind `state`, or in its block: `established`, `established enable`. */
export function readState(rule: PlainRule, text: string, at: number): boolean {
  const space = text.indexOf(" ", at);
  if (space >= 0 && wordAt(text, space + 1) !== "enable") return false;
  const word = space < 0 ? wordAt(text, at) : text.slice(at, space);
  const state = states.find((each) => each === word);
  if (state === undefined || rule.states?.includes(state) === true) return false;
  if (rule.states === null) rule.states = [state];
  else rule.states.push(state);
  return true;
}

function readLog(rule: PlainRule, text: string, at: number): boolean {
  if (rule.saysLog) return false;
  if (endsWith(text, "log", at)) rule.log = true;
  else if (text.startsWith("log ", at)) {
    const word = known(text, at + 4, switches);
    if (word === null) return false;
    rule.log = word === "enable";
  } else return false;
  rule.saysLog = true;
  return true;
}

function readDescription(rule: PlainRule, text: string, at: number): boolean {
  if (rule.remarks !== noRemarks) return false;
  const quote = text.charCodeAt(at);
  const last = text.length - 1;
  if (quote !== doubleQuote && quote !== singleQuote) {
    const word = wordAt(text, at);
    if (word !== "") rule.remarks = [word];
    return word !== "";
  }
  if (last < at + 2 || text.indexOf(text.charAt(at), at + 1) !== last) return false;
  const value = text.slice(at + 1, last);
  if (value.includes("\\") || value === "{" || value === "}") return false;
  rule.remarks = [value];
  return true;
}

/** Whether a word ends the text. */
function endsWith(text: string, word: string, at: number): boolean {
  return text.length === at + word.length && text.startsWith(word, at);
}

/** The word of a list that ends the text, in quotes or without; null for any other. */
function known(text: string, from: number, words: readonly string[]): string | null {
  const code = text.charCodeAt(from);
  const isQuoted = code === singleQuote || code === doubleQuote;
  if (isQuoted && (text.charCodeAt(text.length - 1) !== code || text.length < from + 2)) return null;
  const start = isQuoted ? from + 1 : from;
  const length = text.length - start - (isQuoted ? 1 : 0);
  for (const word of words) if (word.length === length && text.startsWith(word, start)) return word;
  return null;
}

/** The one word that ends the text, in quotes or without; empty where something else does. */
function wordAt(text: string, from: number): string {
  const quote = text.charCodeAt(from);
  const isQuoted = quote === singleQuote || quote === doubleQuote;
  const end = isQuoted ? text.length - 1 : text.length;
  const start = isQuoted ? from + 1 : from;
  if (isQuoted && (end <= start || text.charCodeAt(end) !== quote)) return "";
  for (let at = start; at < end; at += 1) if (!isPlain(text.charCodeAt(at))) return "";
  return text.slice(start, end);
}

/** What is part of a word wherever it stands. */
function isPlain(code: number): boolean {
  return code > space && code < backslash
    ? code !== doubleQuote && code !== singleQuote
    : code > backslash && code < openBrace;
}

const space = 32;
const doubleQuote = 34;
const singleQuote = 39;
const backslash = 92;
const openBrace = 123;
const letters = { a: 97, d: 100, l: 108, p: 112, s: 115 } as const;

/** What the actions of plain rules decide. */
export const verdicts: ReadonlyMap<string, Verdict<never>> = new Map([
  ["accept", { kind: "accept" }],
  ["drop", { kind: "drop" }],
  ["reject", { kind: "drop" }],
  ["return", { kind: "return" }],
]);
const actions = [...verdicts.keys()];
/** The words that most rules ask for; any other is read likewise. */
const protocols = ["tcp", "udp", "icmp", "tcp_udp", "all"] as const;
const switches = ["enable", "disable"] as const;
const states = ["established", "related", "new", "invalid"] as const;
const groups = [
  "address-group",
  "network-group",
  "port-group",
  "ipv6-address-group",
  "ipv6-network-group",
  "domain-group",
] as const;
