import { refuse, type Refusal } from "./failures.ts";
import { renderTerminalLine, mayHoldTerminalRest } from "./terminal.ts";

/** Bytes of one text that came over a network, posted or pulled: several are held at a time, and whoever sends them is not trusted. */
export const maximumBytes = 16 * 1024 * 1024;
/** Bytes of one file that its owner names: room for an export of Panorama. One is held at a time, and its tree fits in memory. */
export const maximumFileBytes = 64 * 1024 * 1024;
/** UTF-16 code units; XML exported on one line and embedded images of replacement messages are the longest seen. */
const maximumLine = 4 * 1024 * 1024;

export interface DecodedText {
  readonly ok: true;
  readonly text: string;
}

/**
 * Bytes of a file, a posted text or a captured session become clean text, with the line numbers of the
 * original: byte-order marks go, UTF-16 and Latin-1 are understood, colours and pager rests are removed. `most` is how
 * many bytes there may be.
 */
export function decodeText(bytes: Uint8Array, most = maximumBytes): DecodedText | Refusal {
  if (bytes.length > most) return refuse("too-large", `${bytes.length} bytes, at most ${most}`);
  const decoded = decodeBytes(bytes);
  if (decoded === null) return refuse("binary");
  if (decoded.trim() === "") return refuse("empty");
  return cleanLines(decoded);
}

function decodeBytes(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (looksBinary(bytes)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

/** NUL never stands in a configuration, and other control characters only as rests of a terminal. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 32 && !terminalControls.has(byte)) controls += 1;
  }
  return bytes.includes(0) || controls * 50 > sample.length;
}

/** Bell, backspace, tab, line feed, form feed, carriage return, escape; ETX stands in IOS banners. */
const terminalControls = new Set([3, 7, 8, 9, 10, 12, 13, 27]);

function cleanLines(text: string): DecodedText | Refusal {
  // A text with carriage returns only has lines that end with them.
  const ended = text.includes("\n") ? text : text.replaceAll("\r", "\n");
  let clean: string[] | null = null;
  let start = 0;
  let number = 0;
  while (start <= ended.length) {
    const found = ended.indexOf("\n", start);
    const end = found === -1 ? ended.length : found;
    number += 1;
    if (end - start > maximumLine)
      return refuse("line-too-long", `${end - start} characters, at most ${maximumLine}`, number);
    start = end + 1;
  }
  if (mayHoldTerminalRest(ended)) {
    clean = ended.split("\n").map(renderTerminalLine);
  }
  return { ok: true, text: clean === null ? ended : clean.join("\n") };
}
