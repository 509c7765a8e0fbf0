import { describe, expect, it } from "vitest";
import { decodeText, maximumBytes } from "../../src/intake/decode-text.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");

describe("decodeText reads", () => {
  it.each([
    ["plain text", utf8("hostname a\nend\n"), "hostname a\nend\n"],
    ["a byte-order mark", utf8("\ufeffhostname a\n"), "hostname a\n"],
    ["Latin-1", latin1("banner caf\u00e9\n"), "banner caf\u00e9\n"],
    ["UTF-16 with its mark", utf16("hostname a\n"), "hostname a\n"],
    ["mixed line ends, numbers kept", utf8("a\r\nb\nc\r\r\nd"), "a\nb\nc\nd"],
    ["carriage returns only", utf8("a\rb\rc"), "a\nb\nc"],
    ["colours", utf8("\u001b[1;32mhostname\u001b[0m a\n"), "hostname a\n"],
    ["a window title", utf8("\u001b]0;title\u0007hostname a\n"), "hostname a\n"],
    ["a pager rest that was overwritten", utf8("a\n --More-- \r         \r b\nc\n"), "a\n b\nc\n"],
    [
      "a pager rest that was erased by backspaces",
      utf8("a\n --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b b\n"),
      "a\n b\n",
    ],
    ["a pager rest of its own line", utf8("a\n---(more 45%)---\nb\n"), "a\n\nb\n"],
    ["a pager rest that stayed as text", utf8("a\n--More-- b\n"), "a\nb\n"],
    ["an IOS banner's ETX", utf8("banner motd \u0003hi\u0003\n"), "banner motd \u0003hi\u0003\n"],
  ])("%s", (_, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text });
  });
});

describe("decodeText refuses", () => {
  it.each([
    ["nothing", utf8(""), "empty", null],
    ["white space only", utf8(" \n\t\r\n"), "empty", null],
    ["NUL bytes", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), "binary", null],
    ["compressed data", Uint8Array.from({ length: 4096 }, (_, index) => ((index * 7919) % 255) + 1), "binary", null],
    [
      "NUL bytes past the first block",
      Uint8Array.from({ length: 100_000 }, (_, index) => (index === 99_999 ? 0 : 65)),
      "binary",
      null,
    ],
    ["a line that never ends", utf8(`hostname a\n${"x".repeat(5_000_000)}\nend\n`), "line-too-long", 2],
    ["more than any configuration", new Uint8Array(maximumBytes + 1), "too-large", null],
  ])("%s", (_, bytes, failure, line) => {
    expect(decodeText(bytes)).toMatchObject({ ok: false, failure, line });
  });
});
