import type { Verdict } from "../lib/netfilter/flatten.ts";
import { flagIn, isParameter, Parameters, type Parameter } from "./parameters.ts";
import { isSecretName } from "./secret-names.ts";
import { verdictOf, type Translation } from "./verdicts.ts";
import { beginsExpression, plainWord } from "./words.ts";

/** One setting of a rule as it is written, and what it says whatever rule it stands in. */
export interface Piece {
  readonly text: string;
  /** Its letters, which are compared quicker than a string. */
  readonly codes: readonly number[];
  /** Tells it from others of its text. */
  readonly number: number;
  readonly setting: Parameter;
  /** "asked" is a question about packets, "silent" says nothing; "unusual" is for the general reader. */
  readonly kind: "chain" | "action" | "target" | "inactive" | "log" | "remark" | "asked" | "silent" | "unusual";
  /** One bit for each name, or for names that nobody may write together; 0 for names that are not listed. */
  readonly bit: number;
  readonly verdict: Verdict<Translation>;
  /** Whether a flag is set, or an action writes a log. */
  readonly on: boolean;
  readonly remarks: readonly string[];
}

/** Pieces that are remembered at most; another one takes the place of an old one. */
const most = 1024;

/** Settings of the rules of a text, told by their letters without a word being cut out. */
export class Pieces {
  readonly #known: (Piece | null)[] = Array.from({ length: most }, () => null);
  /** Where the piece that was asked for last ends, and how many line ends it was wrapped at. */
  end = 0;
  wraps = 0;
  #made = 0;

  /** Whether a piece stands at a place; most rules of a text are written as the one before. */
  isAt(piece: Piece, text: string, start: number): boolean {
    const { codes } = piece;
    const end = start + codes.length;
    if (end < text.length && text.charCodeAt(end) > 32) return false;
    if (!standsAt(codes, text, start)) return false;
    this.end = end;
    this.wraps = 0;
    return true;
  }

  /** "name=value" without quotes and escapes at a place of a text; null for anything else. */
  at(text: string, from: number): Piece | null {
    let start = from;
    let hash = 0;
    let at = start;
    let before = "";
    this.wraps = 0;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code <= 32) break;
      if (code > 126) return null;
      if (beginsExpression[code] === 1) {
        if (code !== 92) return null;
        const next = wrapEnd(text, at);
        if (next < 0) return null;
        before += text.slice(start, at);
        this.wraps += 1;
        start = next;
        at = next - 1;
        continue;
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.end = at;
    const slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (most - 1);
    const known = this.#known[slot] ?? null;
    if (before !== "") {
      const word = before + text.slice(start, at);
      return known !== null && known.text === word ? known : (this.#known[slot] = this.#make(word));
    }
    if (known !== null && known.codes.length === at - start && standsAt(known.codes, text, start)) return known;
    return (this.#known[slot] = this.#make(text.slice(start, at)));
  }

  #make(text: string): Piece {
    this.#made += 1;
    return pieceOf(text, this.#made);
  }
}

function standsAt(codes: readonly number[], text: string, start: number): boolean {
  if (start + codes.length > text.length) return false;
  for (let at = 0; at < codes.length; at += 1) if (text.charCodeAt(start + at) !== codes[at]) return false;
  return true;
}

/** Where the next line goes on behind a backslash at the end of one; -1 where it does not in the usual way. */
export function wrapEnd(text: string, backslash: number): number {
  if (text.charCodeAt(backslash + 1) !== 10) return -1;
  let at = backslash + 2;
  while (text.charCodeAt(at) === 32) at += 1;
  const code = text.charCodeAt(at);
  return code > 32 && code < 127 ? at : -1;
}

/** Names of which a rule has one each; those that ask for the addresses of one end stand together. */
const bits: ReadonlyMap<string, number> = new Map(
  [
    ["chain"],
    ["action"],
    ["jump-target"],
    ["disabled"],
    ["log"],
    ["comment"],
    ["src-address", "src-address-list"],
    ["dst-address", "dst-address-list"],
  ].flatMap((names, place) => names.map((name) => [name, 1 << place] as const)),
);
const bitOf = (name: string): number => bits.get(name) ?? 0;
export const remarkBit = bitOf("comment");
export const sourceBit = bitOf("src-address");
export const destinationBit = bitOf("dst-address");

/** Settings that say where a rule stands, or change a list. */
const unusual = new Set(["", "place-before", "copy-from", "address-list"]);
const silent = new Set(["log-prefix", "reject-with", "address-list-timeout"]);
const nothing: readonly never[] = [];
export const accepting: Verdict<Translation> = verdictOf(new Parameters());

function pieceOf(text: string, number: number): Piece {
  const word = plainWord(text);
  const setting = isParameter(word) && word.value !== "" ? word : noSetting;
  const codes: number[] = [];
  for (let at = 0; at < text.length; at += 1) codes.push(text.charCodeAt(at));
  const bit = bitOf(setting.name);
  const piece: Growing = {
    text,
    codes,
    number,
    setting,
    kind: "asked",
    bit,
    verdict: accepting,
    on: false,
    remarks: nothing,
  };
  tell(piece, setting);
  return piece;
}

type Growing = { -readonly [K in keyof Piece]: Piece[K] };

/** Says what a setting is for a rule. */
function tell(piece: Growing, setting: Parameter): void {
  const { name, value } = setting;
  switch (name) {
    case "chain":
      piece.kind = "chain";
      return;
    case "action":
      piece.verdict = verdictAlone(setting);
      piece.on = value === "log";
      piece.kind = piece.verdict.kind === "translate" || value === "fasttrack-connection" ? "unusual" : "action";
      return;
    case "jump-target":
      piece.kind = "target";
      piece.verdict = verdictAlone(jumping, setting);
      return;
    case "disabled":
    case "log":
      piece.kind = name === "log" ? "log" : "inactive";
      piece.on = flagIn(value) === true;
      return;
    case "comment":
      piece.kind = "remark";
      piece.remarks = [value];
      return;
    default:
      if (silent.has(name)) piece.kind = "silent";
      else if (unusual.has(name) || isSecretName(name)) piece.kind = "unusual";
  }
}

const noSetting: Parameter = { name: "", value: "", found: null };
const jumping: Parameter = { name: "action", value: "jump", found: null };

function verdictAlone(...settings: readonly Parameter[]): Verdict<Translation> {
  const parameters = new Parameters();
  for (const setting of settings) parameters.add(setting);
  return verdictOf(parameters);
}
