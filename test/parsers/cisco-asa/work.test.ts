import { describe, expect, it } from "vitest";
import { ciscoAsa } from "../../../parsers/cisco-asa/cisco-asa.ts";
import { workOf } from "../work-of.ts";

type Write = (count: number) => string;

const lines =
  (line: (index: number) => string, before = ""): Write =>
  (count) =>
    `${before}${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

const texts: readonly (readonly [string, Write])[] = [
  ["access list", lines((i) => `access-list A extended permit tcp host 10.0.0.${i % 256} any eq ${i}`)],
  ["lists", lines((i) => `access-list A${i} extended permit ip any6 any\naccess-group A${i} global`)],
  ["entries put first", lines((i) => `access-list A line 1 extended permit tcp any any eq ${i}`)],
  ["remarks", lines((i) => `access-list A remark number ${i}`)],
  ["entries that are none", lines((i) => `access-list A extended permit frob ${i}`)],
  [
    "interfaces",
    lines((i) => `interface Vlan${i}\n nameif n${i}\n security-level ${i}\n ip address 10.0.0.1 255.255.255.0`),
  ],
  [
    "interfaces of one level",
    lines((i) => `interface Vlan${i}\n nameif n${i}`, "same-security-traffic permit inter-interface\n"),
  ],
  ["bindings", lines((i) => `access-group A in interface n${i}\ninterface Vlan${i}\n nameif n${i}`)],
  ["one interface", lines(() => "interface Vlan1\n nameif inside\n ip address 10.0.0.1 255.255.255.0\n no ip address")],
  ["members of one group", lines((i) => ` network-object host 10.0.0.${i % 256}`, "object-group network A\n")],
  ["groups in groups", lines((i) => `object-group network G${i}\n group-object G${i + 1}`)],
  [
    "groups in groups of entries",
    lines(
      (i) =>
        `object-group network G${i}\n group-object G${i + 1}\naccess-list A extended permit ip object-group G${i} any`,
    ),
  ],
  [
    "groups of ports in entries",
    lines(
      (i) =>
        `object-group service P tcp\n port-object eq ${i}\naccess-list A extended permit tcp any any object-group P`,
    ),
  ],
  [
    "broken groups of ports",
    lines(
      (i) =>
        `object-group service P tcp\n port-object eq frob\naccess-list A extended permit tcp any any object-group P ${i}`,
    ),
  ],
  ["one object", lines((i) => `object network A\n host 10.0.0.${i % 256}\n frobnicate`)],
  ["translations", lines((i) => `object network A${i}\n host 10.0.0.1\n nat (inside,outside) static 192.0.2.1`)],
  ["twice NAT", lines((i) => `nat (inside,outside) source static A${i} B${i}`)],
  ["names", lines((i) => `name 10.0.0.${i % 256} n${i}\nssh n${i} 255.255.255.255 inside`)],
  ["sources", lines((i) => `ssh 10.0.0.0 255.0.0.0 n${i}\ninterface Vlan${i}\n nameif n${i}`)],
  ["one account", lines(() => "username a password FAKE privilege 15\nusername a attributes\n service-type admin")],
  ["SNMP hosts", lines((i) => `snmp-server host inside 10.0.0.1 community c${i}\nsnmp-server user u${i} g v3`)],
  ["messages", lines(() => "no logging message 111008\nlogging class auth trap errors")],
  ["method lists", lines((i) => `aaa authentication ssh console G${i}\nssh 10.0.0.0 255.0.0.0 n${i}`)],
  ["neighbours", lines((i) => ` neighbor 10.0.0.${i % 256} remote-as ${i}`, "router bgp 65000\n")],
  ["banners", lines(() => "banner login hello")],
  ["certificates", lines((i) => `crypto ca certificate chain A${i}\n certificate 01\n    308201aa\n  quit`)],
  ["unclosed certificates", lines(() => " certificate 01")],
  ["words of one line", (count) => `access-list A extended permit tcp ${"any ".repeat(count)}`],
  ["words between a key and its secret", (count) => `x password ${"key ".repeat(count)}`],
  ["unknown lines", lines((i) => ` frobnicate ${i}`)],
];

describe("work doubles when the text doubles", () => {
  it.each(texts)("%s", (_, write) => {
    const once = workOf(() => ciscoAsa.parse(write(1000)));
    const twice = workOf(() => ciscoAsa.parse(write(2000)));
    expect(twice / once).toBeLessThan(2.2);
  });
});
