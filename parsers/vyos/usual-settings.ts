import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import { lettersOf, type Letters } from "./letters.ts";
import { undecided, type PlainRule } from "./node.ts";
import { verdicts } from "./plain-rule.ts";

/** Reads what commands say of a rule in the most usual ways, letter by letter where it stands. */
export class UsualSettings {
  readonly #letters: Letters;
  readonly #codes: Uint16Array;
  /** Where the line ends. */
  #lineEnd = 0;
  /** The word that was read last, without its quotes. */
  #start = 0;
  #end = 0;

  constructor(letters: Letters) {
    this.#letters = letters;
    this.#codes = letters.codes;
  }

  /** Reads a setting from a place to the end of its line. False, and nothing is read: it is said in another way. */
  read(rule: PlainRule, at: number, end: number): boolean {
    const letters = this.#letters;
    this.#lineEnd = end;
    switch (this.#codes[at] ?? 0) {
      case letterA:
        return letters.isAt(actionWord, at) && this.#readAction(rule, at + actionWord.length);
      case letterP:
        return letters.isAt(protocolWord, at) && this.#readProtocol(rule, at + protocolWord.length);
      case letterS:
        return letters.isAt(sourceWord, at) && this.#readSource(rule, at + sourceWord.length);
      case letterD:
        return letters.isAt(destinationWord, at) && this.#readDestination(rule, at + destinationWord.length);
      default:
        return false;
    }
  }

  #readAction(rule: PlainRule, at: number): boolean {
    if (rule.verdict !== undecided || !this.#word(at)) return false;
    rule.verdict = this.#known(actions)?.means ?? undecided;
    return rule.verdict !== undecided;
  }

  #readProtocol(rule: PlainRule, at: number): boolean {
    if (rule.protocol !== "" || !this.#word(at)) return false;
    rule.protocol = this.#known(protocols)?.means ?? this.#text();
    return true;
  }

  #readSource(rule: PlainRule, at: number): boolean {
    const letters = this.#letters;
    if (letters.isAt(addressWord, at)) {
      if (rule.source !== "" || !this.#word(at + addressWord.length)) return false;
      rule.source = this.#address();
    } else if (letters.isAt(portWord, at)) {
      if (rule.sourcePort !== "" || !this.#word(at + portWord.length)) return false;
      rule.sourcePort = this.#port();
    } else return false;
    return true;
  }

  #readDestination(rule: PlainRule, at: number): boolean {
    const letters = this.#letters;
    if (letters.isAt(portWord, at)) {
      if (rule.destinationPort !== "" || !this.#word(at + portWord.length)) return false;
      rule.destinationPort = this.#port();
    } else if (letters.isAt(addressWord, at)) {
      if (rule.destination !== "" || !this.#word(at + addressWord.length)) return false;
      rule.destination = this.#address();
    } else return false;
    return true;
  }

  /** Whether one word stands between a place and the end of the line, in quotes or without. */
  #word(from: number): boolean {
    const codes = this.#codes;
    const quote = codes[from] ?? 0;
    const isQuoted = quote === singleQuote || quote === doubleQuote;
    const start = isQuoted ? from + 1 : from;
    let end = start;
    while (isPlain[codes[end] ?? 0] === 1) end += 1;
    if (end === start || (isQuoted && codes[end] !== quote)) return false;
    this.#start = start;
    this.#end = end;
    return (isQuoted ? end + 1 : end) === this.#lineEnd;
  }

  #text(): string {
    return this.#letters.text.slice(this.#start, this.#end);
  }

  #known<T>(words: readonly KnownWord<T>[]): KnownWord<T> | null {
    const length = this.#end - this.#start;
    for (const word of words)
      if (word.letters.length === length && this.#letters.isAt(word.letters, this.#start)) return word;
    return null;
  }

  /** A port in digits as a number; whatever else is written stays a text. */
  #port(): number | string {
    let port = 0;
    if (this.#end - this.#start > 5) return this.#text();
    for (let at = this.#start; at < this.#end; at += 1) {
      const digit = (this.#codes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) return this.#text();
      port = port * 10 + digit;
    }
    return port <= 65_535 ? port : this.#text();
  }

  /** An IPv4 address without leading zeros as what it asks for; whatever else is written stays a text. */
  #address(): AddressSpec | string {
    const written = this.#text();
    let octet = -1;
    let dots = 0;
    for (let at = this.#start; at < this.#end; at += 1) {
      const digit = (this.#codes[at] ?? 0) - zero;
      if (digit >= 0 && digit <= 9) {
        if (octet === 0) return written;
        octet = octet < 0 ? digit : octet * 10 + digit;
        if (octet > 255) return written;
      } else {
        if (digit !== dot || octet < 0) return written;
        octet = -1;
        dots += 1;
      }
    }
    if (dots !== 3 || octet < 0) return written;
    return { include: [{ kind: "prefix", prefix: `${written}/32` }], exclude: anyAddress.exclude };
  }
}

interface KnownWord<T> {
  readonly letters: readonly number[];
  readonly means: T;
}

const actions = Array.from(verdicts, ([word, means]) => ({ letters: lettersOf(word), means }));
/** The words that most rules ask for; any other is read likewise. */
const protocols = ["tcp", "udp", "icmp", "tcp_udp", "all"].map((means) => ({ letters: lettersOf(means), means }));

const actionWord = lettersOf("action ");
const protocolWord = lettersOf("protocol ");
const sourceWord = lettersOf("source ");
const destinationWord = lettersOf("destination ");
const addressWord = lettersOf("address ");
const portWord = lettersOf("port ");

const letterA = 97;
const letterD = 100;
const letterP = 112;
const letterS = 115;
const singleQuote = 39;
const doubleQuote = 34;
const zero = 48;
/** "." as a digit. */
const dot = -2;

/** Letters that are part of a word wherever they stand. */
const isPlain: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  code > 32 && code < 123 && code !== singleQuote && code !== doubleQuote && code !== 92 ? 1 : 0,
);
