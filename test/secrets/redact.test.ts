import { Writable } from "node:stream";
import * as fc from "fast-check";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { logRedactPaths, redact, redactKnown } from "../../src/secrets/redact.ts";

const span = (line: number, start: number, end: number) => ({ line, start, end });

describe("redaction by spans", () => {
  it.each([
    ["nothing", "a\nb\n", [], "a\nb\n"],
    ["one", "user x\npassword FAKE\n", [span(2, 9, 13)], "user x\npassword <redacted>\n"],
    [
      "several on a line, in any order",
      "a FAKE b FAKE c",
      [span(1, 9, 13), span(1, 2, 6)],
      "a <redacted> b <redacted> c",
    ],
    ["overlapping", "a FAKEFAKE c", [span(1, 2, 8), span(1, 4, 10)], "a <redacted> c"],
    ["one within another", "a FAKEFAKE c", [span(1, 2, 10), span(1, 4, 6)], "a <redacted> c"],
    ["adjacent", "a FAKEFAKE c", [span(1, 2, 6), span(1, 6, 10)], "a <redacted> c"],
    ["from the first column", "FAKE c", [span(1, 0, 4)], "<redacted> c"],
    ["CR LF", "key FAKE\r\nb\r\n", [span(1, 4, 8)], "key <redacted>\r\nb\r\n"],
    ["past the end", "key FAKE\r\n", [span(1, 4, 99)], "key <redacted>\r\n"],
    ["outside the text", "a", [span(0, 0, 1), span(7, 0, 1), span(1, 5, 9), span(1, 1, 0)], "a"],
    ["a line each", "FAKE-1\nFAKE-2", [span(1, 0, 6), span(2, 0, 6)], "<redacted>\n<redacted>"],
  ])("%s", (_, text, spans, result) => {
    expect(redact(text, spans)).toBe(result);
  });

  it("leaves nothing of what is marked, and all of the rest", () => {
    const piece = fc.record({ secret: fc.boolean(), text: fc.stringMatching(/^[a-z ]{1,6}$/) });
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 5 }), { minLength: 1, maxLength: 6 }), (lines) => {
        const spans: { line: number; start: number; end: number }[] = [];
        const text = lines
          .map((pieces, index) => {
            let line = "";
            for (const { secret, text: words } of pieces) {
              const written = secret ? words.toUpperCase().replaceAll(" ", "X") : words;
              if (secret) spans.push({ line: index + 1, start: line.length, end: line.length + written.length });
              line += written;
            }
            return line;
          })
          .join("\n");
        const result = redact(text, spans);
        expect(result.replaceAll("<redacted>", "")).toBe(text.replaceAll(/[A-Z]/g, ""));
      }),
    );
  });

  it("ends for carriage returns without end", () => {
    const text = `${"\r".repeat(100_000)}x FAKE\n`.repeat(20);
    expect(redact(text, [span(1, 100_002, 100_006)])).toBe(text.replace("FAKE", "<redacted>"));
  });
});

describe("redaction of known secrets", () => {
  const secret = 'FAKE "1" ä/+';

  it.each([
    ["plain", `with ${secret} it`],
    ["in JSON", JSON.stringify({ detail: secret })],
    ["in JSON within JSON", JSON.stringify({ detail: encodeURIComponent(secret) })],
    ["in base64", Buffer.from(secret).toString("base64")],
  ])("%s", (_, text) => {
    const result = redactKnown(text, [secret]);
    expect(result).toContain("<redacted>");
    expect(result).not.toContain("FAKE");
  });

  it("of several lines, each for itself", () => {
    const key = "-----BEGIN FAKE KEY-----\nFAKEFAKE\n-----END FAKE KEY-----";
    expect(redactKnown("line FAKEFAKE of it", [key])).toBe("line <redacted> of it");
  });

  it("leaves no rest of the longer of two", () => {
    expect(redactKnown("FAKE-1-long", ["FAKE-1", "FAKE-1-long"])).toBe("<redacted>");
  });
});

describe("the log", () => {
  it.each([
    [{ password: "FAKE-secret-1" }],
    [{ target: { credentials: { username: "redoubt", password: "FAKE-secret-1" } } }],
    [{ req: { headers: { authorization: "Bearer FAKE-secret-1", cookie: "FAKE-secret-1" } } }],
    [{ target: { snmp: { community: "FAKE-secret-1" } } }],
    [{ a: { b: { c: { token: "FAKE-secret-1" } } } }],
  ])("masks %j", (fields) => {
    let written = "";
    const stream = new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    });
    pino({ redact: [...logRedactPaths] }, stream).info(fields, "message");
    expect(written).toContain("message");
    expect(written).not.toContain("FAKE-secret-1");
  });
});
