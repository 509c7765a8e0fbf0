import type { TcpFlagsMatch } from "../../model/acl.ts";
import { flagWords } from "./traffic-names.ts";

const ack = 16;
const rst = 4;

/** "syn ack" or "flags none": exactly these flags. */
export function exactFlagsText(bits: number): string {
  return bits === 0 ? "flags none" : flagWords(bits).join(" ");
}

/** Flag bytes as a condition that reads back: "syn", "established", "flags +syn-ack or rst". */
export function flagSetText(bytes: readonly number[]): string {
  const [only] = bytes;
  if (bytes.length === 1 && only !== undefined) return exactFlagsText(only);
  const key = bytes.join(" ");
  const text = texts.get(key) ?? testsText(bytes);
  texts.set(key, text);
  return text;
}

/** Few sets of flags come up over and over. */
const texts = new Map<string, string>();

function testsText(bytes: readonly number[]): string {
  const wanted = new Set(bytes);
  if (wanted.size === 192 && bytes.every((byte) => (byte & (ack | rst)) !== 0)) return "established";
  return `flags ${flagTests(wanted).map(flagTestText).join(" or ")}`;
}

/** Few tests of bits that together hold for exactly these bytes: the widest first, as long as they add one. */
function flagTests(wanted: ReadonlySet<number>): TcpFlagsMatch[] {
  const left = new Set(wanted);
  const tests: TcpFlagsMatch[] = [];
  for (const mask of masksByWidth) {
    for (const value of left) {
      const held = bytesOf({ mask, value: value & mask });
      if (!held.every((byte) => wanted.has(byte))) continue;
      tests.push({ mask, value: value & mask });
      for (const byte of held) left.delete(byte);
    }
    if (left.size === 0) break;
  }
  return tests;
}

const allBytes = Array.from({ length: 256 }, (_, byte) => byte);
/** Tests of six or seven bits say no more than the few sets they stand for. */
const masksByWidth = allBytes
  .filter((mask) => flagWords(mask).length < 6 || mask === 255)
  .toSorted((a, b) => flagWords(a).length - flagWords(b).length || a - b);

function bytesOf({ mask, value }: TcpFlagsMatch): number[] {
  return allBytes.filter((byte) => (byte & mask) === value);
}

/** "syn+ack": exactly these; "+syn-ack": these set and not set. */
export function flagTestText({ mask, value }: TcpFlagsMatch): string {
  if (mask === 255) return value === 0 ? "none" : flagWords(value).join("+");
  return flagWords(mask)
    .map((word) => (flagWords(value).includes(word) ? `+${word}` : `-${word}`))
    .join("");
}
