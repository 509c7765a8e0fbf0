import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ciscoIosxr } from "../../../parsers/cisco-iosxr/cisco-iosxr.ts";

/** A text of blocks as "show running-config formal" writes it: each statement on one line after the words of its blocks. */
function formalOf(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "!");
  const open: { indent: number; words: string }[] = [];
  const formal: string[] = [];
  for (const [index, line] of lines.entries()) {
    const indent = line.length - line.trimStart().length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    open.push({ indent, words: line.trim() });
    const next = lines[index + 1] ?? "";
    const leaf = next.length - next.trimStart().length <= indent;
    if (leaf) formal.push(open.map(({ words }) => words).join(" "));
  }
  return `${formal.join("\n")}\n`;
}

/** A model without its places. */
function placeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(placeless);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "at")
      .map(([name, each]) => [name, placeless(each)]),
  );
}

it.each([
  "acl-conditions",
  "acl-ipv4",
  "acl-ipv6",
  "acl-order",
  "acl-short-forms",
  "interfaces",
  "lines",
  "management-plane",
  "no-version",
  "object-groups",
  "password-policy",
  "routing",
  "snmp",
  "ssh",
  "time-and-logs",
  "users",
])("%s means the same in the formal form", (name) => {
  const text = readFileSync(join(import.meta.dirname, `${name}.cfg`), "utf8");
  const [blocks, formal] = [text, formalOf(text)].map((each) =>
    placeless(JSON.parse(JSON.stringify(ciscoIosxr.parse(each).config))),
  );
  expect(formal).toEqual(blocks);
});
