import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linuxIptables } from "../../../parsers/linux-iptables/linux-iptables.ts";
import type { ParseResult } from "../../../parsers/parser.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "forms", file), "utf8");

/** The model without its places; JSON does not tell what a rule logs with. */
function meaning({ config }: ParseResult): unknown {
  return JSON.parse(
    JSON.stringify(config, (key, value: unknown) => (key === "at" || key === "path" ? undefined : value)),
  );
}

describe("one rule set in all forms", () => {
  it("means the same as text and as JSON", () => {
    const [text, json] = [linuxIptables.parse(read("ruleset.nft")), linuxIptables.parse(read("ruleset.json"))];
    expect([text.unread, json.unread]).toEqual([[], []]);
    expect(meaning(json)).toEqual(meaning(text));
  });

  it("means the same as JSON on one line", () => {
    const json = read("ruleset.json");
    const flat = linuxIptables.parse(JSON.stringify(JSON.parse(json)));
    expect(flat.unread).toEqual([]);
    expect(meaning(flat)).toEqual(meaning(linuxIptables.parse(json)));
  });

  it("means the same as the output of iptables-save and of iptables -S", () => {
    const rules =
      "-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -j WEB\n-A WEB -p udp -j DROP\n";
    const saved = linuxIptables.parse(`*filter\n:INPUT DROP [0:0]\n:WEB - [0:0]\n${rules}COMMIT\n`);
    const listed = linuxIptables.parse(`-P INPUT DROP\n-N WEB\n${rules}`);
    expect(meaning(listed)).toEqual(meaning(saved));
  });

  it("means the same with counters and without", () => {
    const rule = "-A INPUT -s 192.0.2.0/24 -j ACCEPT";
    const [counted, plain] = [`[5:300] ${rule}`, rule].map((line) =>
      linuxIptables.parse(`*filter\n:INPUT DROP [7:400]\n${line}\nCOMMIT\n`),
    );
    expect(counted === undefined ? null : meaning(counted)).toEqual(plain === undefined ? null : meaning(plain));
  });
});

describe("what cannot be read whole", () => {
  it.each([
    ["JSON that stops", '{"nftables": [{"table": {"family": "ip", "name": "a"}},', "truncated"],
    ["JSON that is broken", '{"nftables" [}', "unbalanced"],
    ["a block that stops", "table ip a {\n chain b {\n", "truncated"],
    ["a brace too many", "table ip a {\n}\n}\n", "unbalanced"],
  ])("%s", (_, text, code) => {
    const { problems, coverage } = linuxIptables.parse(text);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(coverage.read + coverage.skipped + coverage.unread).toBe(coverage.lines);
  });
});
