import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBlock, readBlocks, type Block } from "../../../parsers/lib/blocks.ts";
import { LazyLines } from "../../../parsers/lib/lazy-lines.ts";
import type { Setting } from "../../../parsers/lib/block-settings.ts";

/** What a text says, with the lines of it. */
function contentOf(lines: readonly string[]): unknown {
  const { content, keys, comments, blanks, long, strays, problems } = readBlocks(
    new LazyLines(lines.map((line) => `${line}\n`).join("")),
  );
  const said = JSON.stringify([content.map(plain), comments.length, blanks, long, strays, problems], null, 1);
  // A value that runs on holds the ends of its lines.
  return { said: said.replaceAll(/ +(?=\\n|")/g, ""), keys: [...keys].toSorted() };
}

function plain(item: Setting | Block): unknown {
  if (isBlock(item)) {
    const { said, from } = item.lead;
    return { ...item, lead: { said, from }, content: item.content.map(plain) };
  }
  const { verb, key, values, words, unset, isOfKey, first, last, suspect } = item;
  return { verb, key, values, words, unset, isOfKey, first, last, suspect };
}

/** The same lines with a blank more at their end, which the general reader of words must read. */
const general = (lines: readonly string[]): string[] => lines.map((line) => `${line} `);

const lines = [
  "config firewall policy",
  'config "firewall policy"',
  "config  vdom",
  "config",
  "config a b c",
  'config "a b" c',
  "    edit 1",
  '    edit "a name"',
  "    edit",
  "    edit 1 2",
  '    edit ""',
  "    edit ",
  "        set name a",
  '        set name "a b"',
  '        set name ""',
  '        set name "a" "b c" d',
  '        set name "a" b',
  '        set name a "b\\" c"',
  '        set name "a""b"',
  '        set name "a"b',
  '        set name a"b c"',
  '        set n"ame x" y',
  "        set name 'a b'",
  "        set name a\\ b",
  '        set name "a \\" b"',
  '        set name "open',
  '        still" set',
  "        set name  a",
  "        set name\ta",
  "\tset name a",
  "        set name ",
  "        set name",
  "        set",
  "        setname a",
  "        append member a b",
  "        append member",
  "        unset name",
  "        unset name a",
  "        delete 5",
  "    next",
  "    next 1",
  "    nextname",
  "end",
  "endless",
  "# a comment",
  "",
  "FGT # show",
];

describe("lines of the usual form", () => {
  it.each(lines)("say what their words say: %j", (line) => {
    const around = ["config a", "edit b", line, line, "set after 1", "next", "end"];
    expect(contentOf(around)).toEqual(contentOf(general(around)));
  });

  it("say what their words say, whatever stands around them", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 30 }), (text) => {
        expect(contentOf(text)).toEqual(contentOf(general(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it("are told apart, however many begin alike", () => {
    const text = Array.from({ length: 50 }, (_, index) => `set key-${index % 7} value-${index % 11} ${index % 3}`);
    expect(contentOf(text)).toEqual(contentOf(general(text)));
  });

  it("are told apart, however many ways they begin in", () => {
    const text = Array.from({ length: 9000 }, (_, index) => `set key-${index % 5000} value`);
    expect(contentOf(text)).toEqual(contentOf(general(text)));
  });
});
