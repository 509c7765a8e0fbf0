import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Verdict } from "../lib/netfilter/flatten.ts";
import { isSame } from "../lib/same-letters.ts";
import { flagIn, isParameter, Parameters, type Parameter } from "./parameters.ts";
import { isSecretName } from "./secret-names.ts";
import { backslash, blank, wrapEnd } from "./usual-ends.ts";
import { verdictOf, type Translation } from "./verdicts.ts";
import { beginsExpression, plainWord } from "./words.ts";

/** One setting of a rule as it is written, and what it says whatever rule it stands in. */
export interface Piece {
  readonly text: string;
  readonly length: number;
  /** Where it stands in one piece, since letters are compared quicker there; -1 before it was met so. */
  start: number;
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
  readonly #text: string;
  readonly #codes: Uint16Array;
  readonly #known: (Piece | null)[] = Array.from({ length: most }, () => null);
  /** Where the piece that was asked for last ends, and how many line ends it was wrapped at. */
  end = 0;
  wraps = 0;
  #made = 0;

  constructor({ text, codes }: LazyLines) {
    this.#text = text;
    this.#codes = codes;
  }

  /** Whether a piece stands at a place; most rules of a text are written as the one before. */
  isAt({ start, length }: Piece, at: number): boolean {
    const codes = this.#codes;
    if (start < 0 || !isSame(codes, start, at, length)) return false;
    const end = at + length;
    if ((codes[end] ?? 0) > blank) return false;
    this.end = end;
    this.wraps = 0;
    return true;
  }

  /** "name=value" without quotes and escapes at a place of a text; null for anything else. */
  at(from: number): Piece | null {
    const codes = this.#codes;
    let start = from;
    let hash = 0;
    let at = start;
    let before = "";
    this.wraps = 0;
    for (; ; at += 1) {
      const code = codes[at] ?? 0;
      if (code <= blank) break;
      if (code > 126) return null;
      if (beginsExpression[code] === 1) {
        if (code !== backslash) return null;
        const next = wrapEnd(codes, at);
        if (next < 0) return null;
        before += this.#text.slice(start, at);
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
    const isWrapped = this.wraps > 0;
    if (!isWrapped && known !== null && known.start >= 0 && known.length === at - start)
      if (isSame(codes, known.start, start, known.length)) return known;
    const word = before + this.#text.slice(start, at);
    const piece = known?.text === word ? known : this.#make(word);
    this.#known[slot] = piece;
    if (!isWrapped) piece.start = start;
    return piece;
  }

  #make(text: string): Piece {
    this.#made += 1;
    return pieceOf(text, this.#made);
  }
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
    ["src-port"],
    ["dst-port"],
  ].flatMap((names, place) => names.map((name) => [name, 1 << place] as const)),
);
const bitOf = (name: string): number => bits.get(name) ?? 0;
export const remarkBit = bitOf("comment");
export const sourceBit = bitOf("src-address");
export const destinationBit = bitOf("dst-address");
export const sourcePortBit = bitOf("src-port");
export const destinationPortBit = bitOf("dst-port");

/** Settings that say where a rule stands, or change a list. */
const unusual = new Set(["", "place-before", "copy-from", "address-list"]);
const silent = new Set(["log-prefix", "reject-with", "address-list-timeout"]);
const nothing: readonly never[] = [];
export const accepting: Verdict<Translation> = verdictOf(new Parameters());

function pieceOf(text: string, number: number): Piece {
  const word = plainWord(text);
  const setting = isParameter(word) && word.value !== "" ? word : noSetting;
  const bit = bitOf(setting.name);
  const piece: Growing = {
    text,
    length: text.length,
    start: -1,
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
