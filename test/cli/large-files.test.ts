import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maximumBytes, maximumFileBytes } from "../../src/intake/decode-text.ts";
import { runRedoubt } from "./run-redoubt.ts";

const remark = ` remark ${"x".repeat(1024 * 1024)}`;
const large = [
  "version 15.2",
  "hostname large",
  "ip access-list extended EDGE",
  ...Array.from({ length: 17 }, () => remark),
  " permit tcp any any eq 443",
  "line vty 0 4",
  " transport input ssh",
  "end",
  "",
].join("\n");
const assertions =
  'assertions: [{ name: no shells, lists: EDGE, never: { from: any, to: any, service: ["tcp/22"] } }]\n';

let folder = "";
const run = (...words: string[]): ReturnType<typeof runRedoubt> => runRedoubt(words, { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-large-"));
  writeFileSync(join(folder, "large.cfg"), large);
  writeFileSync(join(folder, "too-large.cfg"), Buffer.alloc(maximumFileBytes + 1, "x\n"));
  writeFileSync(join(folder, "assertions.yaml"), assertions);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("takes more of a file than of what comes over a network", () => {
  expect(large.length).toBeGreaterThan(maximumBytes);
  expect(large.length).toBeLessThan(maximumFileBytes);
});

describe("a file larger than any posted text is read by", () => {
  it.each<readonly [string, readonly string[], number]>([
    ["audit", ["audit", "large.cfg", "--fail-on", "none"], 0],
    ["acl lint", ["acl", "lint", "large.cfg"], 0],
    ["acl assert", ["acl", "assert", "assertions.yaml", "large.cfg"], 0],
  ])("%s", (_, words, code) => {
    const { code: ended, stderr } = run(...words);
    expect(stderr).toBe("");
    expect(ended).toBe(code);
  });
});

it("refuses a file past its own bound", () => {
  const { code, stderr } = run("audit", "too-large.cfg");
  expect(code).toBe(4);
  expect(stderr).toContain(
    `too-large.cfg: The file is larger than any configuration. (more than ${maximumFileBytes} bytes)`,
  );
});
