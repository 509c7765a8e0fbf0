import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyRing } from "../../src/secrets/key-ring.ts";

const ring = new KeyRing(Buffer.alloc(32, "FAKE-key-one"));
const other = new KeyRing(Buffer.alloc(32, "FAKE-key-two"));
const plain = Buffer.from("FAKE-secret-1");
const sealed = ring.seal("configs", plain, "config:1");

const flipped = (at: number): Buffer => {
  const bytes = Buffer.from(sealed);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

describe("a sealed value", () => {
  it("opens where it was sealed", () => {
    expect(ring.open("configs", sealed, "config:1")).toEqual(plain);
  });

  it("opens with a ring of the same key, and for any content", () => {
    const again = new KeyRing(Buffer.alloc(32, "FAKE-key-one"));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, context) => {
        const opened = again.open("credentials", ring.seal("credentials", bytes, context), context);
        expect(opened.equals(bytes)).toBe(true);
      }),
    );
  });

  it("is another one each time, and never holds what it hides", () => {
    expect(ring.seal("configs", plain, "config:1")).not.toEqual(sealed);
    expect(sealed.includes(plain)).toBe(false);
  });

  it.each<[string, () => unknown, string]>([
    ["moved to another row", () => ring.open("configs", sealed, "config:2"), "tampered"],
    ["used for another purpose", () => ring.open("credentials", sealed, "config:1"), "tampered"],
    ["opened with another key", () => other.open("configs", sealed, "config:1"), "wrong-key"],
    ["empty", () => ring.open("configs", Buffer.alloc(0), "config:1"), "sealed-format"],
    ["cut in its header", () => ring.open("configs", sealed.subarray(0, 20), "config:1"), "sealed-format"],
    ["cut at its end", () => ring.open("configs", sealed.subarray(0, -1), "config:1"), "tampered"],
    ["longer", () => ring.open("configs", Buffer.concat([sealed, Buffer.alloc(1)]), "config:1"), "tampered"],
    ["of an unknown version", () => ring.open("configs", flipped(0), "config:1"), "sealed-format"],
    ["changed in the key id", () => ring.open("configs", flipped(3), "config:1"), "wrong-key"],
    ["changed in the nonce", () => ring.open("configs", flipped(10), "config:1"), "tampered"],
    ["changed in the tag", () => ring.open("configs", flipped(25), "config:1"), "tampered"],
    ["changed in the text", () => ring.open("configs", flipped(sealed.length - 1), "config:1"), "tampered"],
  ])("that was %s is refused by name", (_, open, code) => {
    expect(open).toThrow(expect.objectContaining({ name: "SecretError", code }));
  });
});

describe("a keyed hash", () => {
  it("is equal for equal texts, and says nothing across keys and purposes", () => {
    const hash = ring.hash("config-text", "a");
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(ring.hash("config-text", "a")).toBe(hash);
    expect(
      new Set([hash, ring.hash("config-text", "b"), ring.hash("token", "a"), other.hash("config-text", "a")]).size,
    ).toBe(4);
  });
});

describe("a key ring", () => {
  it.each([
    ["JSON", (value: KeyRing) => JSON.stringify({ value })],
    ["a string", (value: KeyRing) => value.toString()],
    ["inspection", (value: KeyRing) => inspect(value, { showHidden: true, depth: 9 })],
  ])("does not show its keys in %s", (_, show) => {
    expect(show(ring)).toContain("[redacted]");
    expect(show(ring)).not.toMatch(/FAKE|Buffer|Map/);
  });

  it.each([0, 16, 31, 33])("is not made of %i bytes", (size) => {
    expect(() => new KeyRing(Buffer.alloc(size, 7))).toThrow(expect.objectContaining({ code: "key-malformed" }));
  });
});
