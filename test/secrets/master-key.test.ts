import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadMasterKey } from "../../src/secrets/master-key.ts";
import { temporaryFolder } from "../store/temporary-store.ts";

const hex = Buffer.from("FAKE-master-key-of-32-bytes-long").toString("hex");
const base64 = Buffer.from(hex, "hex").toString("base64");

const load = (folder: string, env: Record<string, string> = {}, create = false) =>
  loadMasterKey({ folder, env, create });

const refused = (code: string) => expect.objectContaining({ name: "SecretError", code });

function keyFile(text: string, mode = 0o600): { folder: string; path: string } {
  const folder = temporaryFolder();
  const path = join(folder, "some.key");
  writeFileSync(path, text);
  chmodSync(path, mode);
  return { folder, path };
}

describe("the master key", () => {
  it.each([
    ["hex", hex],
    ["base64", base64],
    ["base64 without padding", base64.replace("=", "")],
    ["base64url", Buffer.from(hex, "hex").toString("base64url")],
    ["with a line end", `${hex}\r\n`],
  ])("may be given as %s", (_, text) => {
    const { folder, path } = keyFile(text);
    const ids = [load(folder, { REDOUBT_KEY: text }), load(folder, { REDOUBT_KEY_FILE: path })].map(
      ({ ring }) => ring.keyId,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ["nothing but space", "  "],
    ["too short", hex.slice(2)],
    ["too long", `${hex}00`],
    ["no key at all", "correct horse battery staple"],
    ["a placeholder of zeros", "0".repeat(64)],
  ])("is refused when it is %s, without being repeated", (_, text) => {
    const { folder, path } = keyFile(text);
    expect(() => load(folder, { REDOUBT_KEY_FILE: path })).toThrow(refused("key-malformed"));
    expect(() => load(folder, { REDOUBT_KEY: text })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(text) }),
    );
  });

  it.each([0o640, 0o604, 0o644, 0o660, 0o666])("is refused from a file of mode %o", (mode) => {
    const { folder, path } = keyFile(hex, mode);
    expect(() => load(folder, { REDOUBT_KEY_FILE: path })).toThrow(refused("key-exposed"));
  });

  it("may be behind a link, whose target is checked", () => {
    const { folder, path } = keyFile(hex, 0o644);
    symlinkSync(path, join(folder, "link"));
    expect(() => load(folder, { REDOUBT_KEY_FILE: join(folder, "link") })).toThrow(refused("key-exposed"));
    chmodSync(path, 0o400);
    expect(load(folder, { REDOUBT_KEY_FILE: join(folder, "link") }).ring.keyId).toHaveLength(16);
  });

  it("comes from one place only", () => {
    const { folder, path } = keyFile(hex);
    expect(() => load(folder, { REDOUBT_KEY: hex, REDOUBT_KEY_FILE: path })).toThrow(refused("key-ambiguous"));
  });

  it.each([
    ["a file that is not there", "absent"],
    ["a folder", "."],
  ])("is not %s", (_, name) => {
    const folder = temporaryFolder();
    expect(() => load(folder, { REDOUBT_KEY_FILE: join(folder, name) }, true)).toThrow(refused("key-missing"));
  });

  it("is made once, for its owner alone", () => {
    const folder = join(temporaryFolder(), "data");
    expect(() => load(folder)).toThrow(refused("key-missing"));
    const first = load(folder, {}, true);
    expect(first).toMatchObject({ created: true, source: join(folder, "master.key") });
    expect(statSync(first.source).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const second = load(folder, {}, true);
    expect(second.created).toBe(false);
    expect(second.ring.keyId).toBe(first.ring.keyId);
    expect(Buffer.from(readFileSync(first.source, "utf8"), "base64")).toHaveLength(32);
  });

  it.each(["redoubt.sqlite", "credentials"])("is not made anew beside %s, which it could not open", (name) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, name));
    expect(() => load(folder, {}, true)).toThrow(refused("key-missing"));
  });
});
