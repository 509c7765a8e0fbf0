import { describe, expect, it } from "vitest";
import { textOf } from "../../../bench/parse/texts.ts";
import { walkXml, type XmlWalk } from "../../../parsers/lib/xml-walk.ts";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";

/** All that is told of a text, with or without a look at what is written alike. */
function told(text: string, repeated?: string): { readonly walk: XmlWalk; readonly events: readonly unknown[] } {
  const events: unknown[] = [];
  const walk = walkXml(text, {
    open: (...event) => events.push(["open", ...event]),
    leaf: (...event) => events.push(["leaf", ...event]),
    close: (...event) => events.push(["close", ...event]),
    seeks: (name) => name === "secret",
    ...(repeated === undefined ? {} : { repeated }),
  });
  return { walk, events };
}

const rule = (text: string) =>
  `  <rule>\n    <type>pass</type>\n    <from>\n      <any/>\n    </from>\n    <descr>${text}</descr>\n  </rule>\n`;
const named = (name: string) => `  <rule id="${name}" of="x"><b>1</b></rule>\n`;
const list = (...rules: readonly string[]) => `<a>\n${rules.join("")}</a>\n`;
const within = (inside: string) => `  <rule><b>1</b>${inside}</rule>\n`;

describe("elements that are written alike", () => {
  it.each([
    ["texts", list(rule("a"), rule("b b"), rule("é"), rule("a > b"))],
    ["no text", list(rule("a"), rule(""), rule("c"))],
    ["white space around a text", list(rule("a"), rule(" b"), rule("c\t"), rule("\u00A0d"), rule("e"))],
    ["a text of two lines", list(rule("a"), rule("b\nb"), rule("c"))],
    ["entities", list(rule("a"), rule("b &amp; c"), rule("&#65;"), rule("d"))],
    ["raw text", list(rule("a"), rule("<![CDATA[b <c>]]>"), rule("d"))],
    ["comments", list(rule("a"), rule("b<!-- </rule> -->"), "<!-- x </rule> -->\n", rule("c"), rule("d"))],
    ["an element in a text", list(rule("a"), rule("b<c/>"), rule("d"))],
    ["line ends of Windows", list(rule("a"), rule("b"), rule("c")).replaceAll("\n", "\r\n")],
    ["one line", list(rule("a"), rule("b"), rule("c")).replaceAll("\n", "")],
    ["blank lines between", list(rule("a"), "\n \n", rule("b"), "\n", rule("c"))],
    ["text between", list(rule("a"), "x", rule("b"), rule("c"))],
    ["text before", list("x", rule("a"), rule("b"), rule("c"))],
    ["others between", list(rule("a"), "<c>1</c>", rule("b"), "<rule/>", rule("c"), rule("d"))],
    ["two shapes in turns", list(rule("a"), named("b"), rule("c"), named("d"), rule("e"), named("f"))],
    ["attributes", list(named("a"), named("b"), named(""), named(" c "), named("d > e"))],
    [
      "attributes that hold markup",
      list(named("a"), named("&lt;"), named("b"), named("<c>"), named("d\ne"), named("f")),
    ],
    ["other quotes", list(named("a"), named("b").replaceAll('"', "'"), named("c"), named("d").replaceAll('"', "'"))],
    ["blanks in tags", list(named("a"), named("b").replace("<rule", "<rule "), named("c").replace("</b>", "</b >"))],
    ["a tag over lines", list(named("a").replace(" of", "\nof"), named("b").replace(" of", "\nof"), named("c"))],
    [
      "prefixes",
      list(named("a"), named("b")).replaceAll(" id", " x:id").replaceAll("<b", "<x:b").replaceAll("/b", "/x:b"),
    ],
    ["at other depths", list(rule("a"), "<c>", rule("b"), rule("c"), "</c>", rule("d"))],
    ["in one another", list(within(named("a")), within(named("b")), within(named("c") + named("d")))],
    [
      "what is sought",
      list(within("<secret>a</secret>"), within("<secret>b</secret>"), within("<secret>c\n</secret>")),
    ],
    ["text beside elements", list(within("a"), within("a"), within("b"))],
    ["several roots", rule("a") + rule("b") + rule("c")],
    ["text behind", `${list(rule("a"), rule("b"))}x\n`],
    ["nothing of it", "<a>\n<b/></a>"],
    ["a comment that is long", list(rule("a"), `<!-- ${"</rule>\n".repeat(20_000)} -->`, rule("b"), rule("c"))],
    ["too deep", "<a>".repeat(198) + rule("a") + rule("b") + "<c>".repeat(9)],
    ["many shapes", list(...Array.from({ length: 400 }, (_, index) => within(`<c${index % 90}>a</c${index % 90}>`)))],
  ])("%s", (_, text) => {
    expect(told(text, "rule")).toEqual(told(text));
  });

  it("and are cut off", () => {
    const text = list(rule("a"), rule("b"), named("c"), rule("d"), named("e"));
    for (let length = 0; length < text.length; length += 1) {
      const cut = text.slice(0, length);
      expect(told(cut, "rule")).toEqual(told(cut));
    }
  });

  it("and in which any letter is another", () => {
    const text = list(rule("a"), rule("b"), named("c"), rule("d"), named("e"));
    for (let place = 0; place < text.length; place += 1)
      for (const letter of ["<", ">", "&", '"', " ", "\n", "x", "/", ""]) {
        const changed = text.slice(0, place) + letter + text.slice(place + 1);
        expect(told(changed, "rule")).toEqual(told(changed));
      }
  });
});

describe("rules that are written alike", () => {
  it.each([
    [opnsense, "<descr>r", "<descr>&#114;"],
    [pfsense, "<descr>r", "<descr>&#114;"],
    [paloaltoPanos, '<entry name="r', '<entry name="&#114;'],
  ])("mean what they mean to sax in $id", (parser, usual, odd) => {
    const text = textOf(parser.id, 20_000);
    const other = text.replaceAll(usual, odd);
    expect(other.length).toBeGreaterThan(text.length + 100);
    expect(parser.parse(other)).toEqual(parser.parse(text));
  });
});
