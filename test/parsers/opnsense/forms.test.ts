import { describe, expect, it } from "vitest";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";
import type { Parser } from "../../../parsers/parser.ts";

const around = (os: string, inside: string): string => `<${os}>
<system><ipv6allow/><webgui><noantilockout/></webgui></system>
<interfaces>
<wan><enable/><if>em0</if><ipaddr>dhcp</ipaddr></wan>
<lan><enable/><if>em1</if><ipaddr>192.0.2.1</ipaddr><subnet>24</subnet></lan>
</interfaces>
${inside}
</${os}>
`;

const legacy = (rule: string): string => `<filter>\n<rule>${rule}</rule>\n</filter>`;
const model = (rule: string): string =>
  `<OPNsense><Firewall><Filter><rules>\n<rule uuid="a">${rule}</rule>\n</rules></Filter></Firewall></OPNsense>`;

/** The policies that somebody wrote, without their names and places. */
function policies(parser: Parser, text: string): readonly unknown[] {
  const { config, unread } = parser.parse(text);
  expect(unread).toEqual([]);
  return config.firewallPolicies
    .filter(({ implied }) => implied !== true)
    .map(({ at: _at, path: _path, name: _name, ...rest }) => rest);
}

const rules: readonly (readonly [string, string, string])[] = [
  [
    "everything from LAN",
    "<type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol><source><network>lan</network></source><destination><any/></destination>",
    "<action>pass</action><interface>lan</interface><ipprotocol>inet</ipprotocol><source_net>lan</source_net><destination_net>any</destination_net>",
  ],
  [
    "a port of a host, negated source, logged",
    "<type>block</type><interface>wan</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source><address>198.51.100.0/24</address><not/></source><destination><address>192.0.2.9</address><port>22-23</port></destination><log>1</log>",
    "<action>block</action><interface>wan</interface><ipprotocol>inet</ipprotocol><protocol>TCP</protocol><source_net>198.51.100.0/24</source_net><source_not>1</source_not><destination_net>192.0.2.9</destination_net><destination_port>22-23</destination_port><log>1</log>",
  ],
  [
    "both families, a schedule",
    "<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol><protocol>icmp</protocol><icmptype>echoreq</icmptype><source><any/></source><destination><any/></destination><sched>nights</sched>",
    "<action>pass</action><interface>lan</interface><ipprotocol>inet46</ipprotocol><protocol>ICMP</protocol><icmptype>echoreq</icmptype><icmp6type>echoreq</icmp6type><source_net>any</source_net><destination_net>any</destination_net><sched>nights</sched>",
  ],
  [
    "disabled",
    "<type>reject</type><interface>lan</interface><ipprotocol>inet</ipprotocol><disabled>1</disabled><source><any/></source><destination><any/></destination>",
    "<enabled>0</enabled><action>reject</action><interface>lan</interface><ipprotocol>inet</ipprotocol><source_net>any</source_net><destination_net>any</destination_net>",
  ],
];

describe("a legacy rule and the same of OPNsense's model", () => {
  it.each(rules)("%s", (_, one, other) => {
    const expected = policies(opnsense, around("opnsense", legacy(one)));
    expect(expected.length).toBeGreaterThan(0);
    expect(policies(opnsense, around("opnsense", model(other)))).toEqual(expected);
  });
});

describe("a legacy rule means the same on both systems where nothing is left to them", () => {
  it.each(rules.filter(([name]) => name !== "a port of a host, negated source, logged"))("%s", (_, one) => {
    expect(policies(pfsense, around("pfsense", legacy(one)))).toEqual(
      policies(opnsense, around("opnsense", legacy(one))),
    );
  });
});

describe("one line or many", () => {
  it.each([
    ["opnsense", opnsense],
    ["pfsense", pfsense],
  ] as const)("%s", (os, parser) => {
    const text = around(os, rules.map(([, one]) => legacy(one)).join("\n"));
    const strip = (each: string): unknown =>
      JSON.parse(
        JSON.stringify(parser.parse(each).config, (key, value: unknown) => (key === "at" ? undefined : value)),
      );
    expect(strip(text.replaceAll("\n", ""))).toEqual(strip(text));
    expect(strip(text.replaceAll("><", ">\n\t<"))).toEqual(strip(text));
    expect(strip(text.replaceAll("\n", "\r\n"))).toEqual(strip(text));
  });
});
