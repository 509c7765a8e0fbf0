import { describe, expect, it } from "vitest";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";

/** Rules that are wholly understood; the first two elements of each stand on lines of their own. */
const rules = [
  ["<type>pass</type>", "<interface>lan</interface>", "<source><any/></source>", "<destination><any/></destination>"],
  ["<type>block</type>", "<interface>lan,wan</interface>", "<protocol>udp</protocol>", "<log/>"],
  ["<type>reject</type>", "<ipprotocol>inet46</ipprotocol>", "<source><address>192.0.2.1</address></source>"],
  ["<type>match</type>", "<direction>out</direction>", "<floating>yes</floating>", "<quick>1</quick>"],
  ["<type>odd</type>", "<interface>nowhere</interface>", "<sched>night</sched>", "<os/>", "<disabled/>"],
  [
    "<interface>opt1</interface>",
    "<protocol>tcp</protocol>",
    "<source><network>lan</network><not/></source>",
    "<destination><address>web</address><port>ports</port></destination>",
    "<descr>an alias</descr>",
  ],
  [
    "<interface>lan</interface>",
    "<protocol>TCP/UDP</protocol>",
    "<source><address>2001:db8::/32</address><port>1024-65535</port></source>",
    "<destination><address>10.0.0.0/8</address><port>443</port></destination>",
    "<tracker>7</tracker>",
    "<created><time>1</time></created>",
  ],
  [
    "<interface>lan</interface>",
    "<protocol>icmp</protocol>",
    "<icmptype>echoreq,timex</icmptype>",
    "<source><any/></source>",
    "<destination><network>(self)</network></destination>",
    "<descr>an alias</descr>",
  ],
  [
    "<interface>lan</interface>",
    "<protocol>tcp</protocol>",
    "<source><any/></source>",
    "<destination><address>lan</address><port>https</port></destination>",
    "<descr>alone</descr>",
  ],
] as const;

const systems = [opnsense, pfsense] as const;
const cases = systems.flatMap((parser) =>
  rules.map((elements) => [parser.id, elements.join(""), parser, elements] as const),
);

/** Between rules of another text, so that ordinals and names are told as well. */
function textOf(id: string, lines: readonly string[]): string {
  const rule = ["<rule>", ...lines, "</rule>"];
  const other = ["<rule>", "<type>pass</type>", "<descr>an alias</descr>", "</rule>"];
  return [`<${id}>`, "<filter>", ...other, ...rule, ...other, "</filter>", `</${id}>`, ""].join("\n");
}

describe("a rule that is read where it ends", () => {
  it.each(cases)("is the same rule for %s as one that keeps its elements: %s", (id, _, parser, elements) => {
    const [first = "", second = "", ...rest] = elements;
    // A blank line in a rule is nothing that it could be read with as a whole.
    const plain = parser.parse(textOf(id, [first, second, ...rest]));
    const kept = parser.parse(textOf(id, [first + second, "", ...rest]));
    expect(plain.config).toEqual(kept.config);
    expect(plain.unread).toEqual(kept.unread);
    expect(plain.coverage.read).toBe(kept.coverage.read + 1);
  });
});
