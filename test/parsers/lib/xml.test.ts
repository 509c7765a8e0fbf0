import { describe, expect, it } from "vitest";
import { readXml, type XmlElement } from "../../../parsers/lib/xml.ts";

/** `name[line-endLine]`, its attributes, its text in quotes and what stands in it. */
function sketch({ name, attributes, children, text, line, endLine }: XmlElement): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`);
  const inside = children.length === 0 ? "" : `(${children.map(sketch).join(" ")})`;
  return `${name}[${line}-${endLine}]${said.join("")}${text === "" ? "" : JSON.stringify(text)}${inside}`;
}

function orders({ order, children }: XmlElement): number[] {
  return [order, ...children.flatMap(orders)];
}

describe("elements of a text", () => {
  it.each([
    ["one line", "<a><b>x</b><c/></a>", 'a[1-1](b[1-1]"x" c[1-1])'],
    ["lines", "<a>\n  <b>x</b>\n  <c/>\n</a>\n", 'a[1-4](b[2-2]"x" c[3-3])'],
    ["line ends of Windows", "<a>\r\n  <b>x</b>\r\n</a>\r\n", 'a[1-3](b[2-2]"x")'],
    ["a start tag over lines ends where it ends", '<a\n  k="v"\n>\n</a>', "a[3-4] k=v"],
    ["text over lines keeps the white space in it", "<a>\n x\n  y \n</a>", 'a[1-4]"x\\n  y"'],
    ["text around elements is joined", "<a>x <b/> y</a>", 'a[1-1]"x  y"(b[1-1])'],
    ["entities of XML", "<a>&lt;&#65;&amp;</a>", 'a[1-1]"<A&"'],
    ["a text in brackets", "<a><![CDATA[<b>\n]]>\n</a>", 'a[1-3]"<b>"'],
    ["comments", "<a><!-- <b>\n --><c/></a>", "a[1-2](c[2-2])"],
    ["prefixes of names", '<x:a x:k="v" l="w"/>', "a[1-1] k=v l=w"],
    ["a mark of the byte order", "\uFEFF<a/>", "a[1-1]"],
    ["nothing", " \n", ""],
  ])("%s", (_, text, expected) => {
    const { roots, problems } = readXml(text);
    expect(problems).toEqual([]);
    expect(roots.map(sketch).join(" ")).toBe(expected);
  });

  it("counts elements in the order of their start tags", () => {
    const { roots, elements } = readXml("<a><b><c/></b><d/></a>");
    expect([elements, ...roots.flatMap(orders)]).toEqual([4, 0, 1, 2, 3]);
  });
});

describe("a text that is no whole document", () => {
  it.each([
    ["cut off in an element", "<a>\n<b>x\n\n", "truncated", [2, 2], 'a[1-4](b[2-4]"x")'],
    ["cut off between elements", "<a>\n<b>x</b>\n", "truncated", [1, 1], 'a[1-3](b[2-2]"x")'],
    ["cut off in a tag", "<a>\n<b>x</b>\n<c", "truncated", [1, 1], 'a[1-3](b[2-2]"x")'],
    ["another end tag", "<a>\n<b>x\n</a>\n", "xml-malformed", [3, 3], 'a[1-4](b[2-4]"x")'],
    ["text behind", "<a/>\nx\n", "xml-malformed", [2, 2], "a[1-1]"],
    ["a tag behind that is not closed", "<a/>\n<b\n", "xml-malformed", [2, 2], "a[1-1]"],
    ["no tag", "x", "xml-malformed", [1, 1], ""],
    ["a document type", "<a>\n<!doctype a></a>", "xml-entities", [2, 2], ""],
    ["an entity", '<a>\n\n<!ENTITY b "c"></a>', "xml-entities", [3, 3], ""],
  ])("%s", (_, text, code, at, expected) => {
    const { roots, problems } = readXml(text);
    expect(problems.map((problem) => [problem.code, problem.at[0]])).toEqual([[code, at]]);
    expect(roots.map(sketch).join(" ")).toBe(expected);
  });

  it("reads no deeper than 200 elements", () => {
    const { problems, elements } = readXml("<a>\n".repeat(250) + "</a>".repeat(250));
    expect(problems.map(({ code, at }) => [code, at])).toEqual([["too-deep", [[201, 201]]]]);
    expect(elements).toBe(200);
  });
});
