import { describe, expect, it } from "vitest";
import { aristaEos } from "../../parsers/arista-eos/arista-eos.ts";
import { ciscoAsa } from "../../parsers/cisco-asa/cisco-asa.ts";
import { ciscoNxos } from "../../parsers/cisco-nxos/cisco-nxos.ts";
import { ciscoIosxr } from "../../parsers/cisco-iosxr/cisco-iosxr.ts";
import { ciscoIos } from "../../parsers/cisco-ios/cisco-ios.ts";
import { fortinetFortios } from "../../parsers/fortinet-fortios/fortinet-fortios.ts";
import { juniperJunos } from "../../parsers/juniper-junos/juniper-junos.ts";
import { opnsense } from "../../parsers/opnsense/opnsense.ts";
import { paloaltoPanos } from "../../parsers/paloalto-panos/paloalto-panos.ts";
import type { Parser } from "../../parsers/parser.ts";
import { workOf } from "./work-of.ts";

type Write = (count: number) => string;

const lines =
  (line: (index: number) => string): Write =>
  (count) =>
    `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

const texts: readonly (readonly [Parser, string, Write])[] = [
  [ciscoIos, "access list", lines((index) => `access-list 101 permit tcp host 10.0.0.${index % 256} any eq ${index}`)],
  [ciscoIos, "interfaces", lines((index) => `interface Vlan${index}\n ip address 10.0.0.1 255.255.255.0`)],
  [ciscoIos, "one object group", lines((index) => `object-group network A\n host 10.0.0.${index % 256}`)],
  [ciscoIos, "one user", lines(() => "username a privilege 15\n!")],
  [ciscoIos, "words of one line", (count) => `x ${"list access-group a ".repeat(count)}`],
  [ciscoIos, "unknown lines", lines((index) => ` frobnicate ${index}`)],
  [ciscoIos, "unclosed texts", lines((index) => `banner motd ${String.fromCharCode(0x100 + index)}`)],
  [
    ciscoIos,
    "routers and interfaces",
    lines(
      (index) => `router ospf ${index}
 network 10.${index >> 8}.${index % 256}.0 0.0.0.255 area 0
interface Vlan${index}
 ip address 10.${index >> 8}.${index % 256}.1 255.255.255.0`,
    ),
  ],
  [
    ciscoIos,
    "routers of all interfaces",
    lines(
      (index) => `router ospf ${index}
 network 10.0.0.0 0.0.255.255 area 0
interface Vlan${index}
 ip address 10.0.0.1 255.255.255.0`,
    ),
  ],
  [
    ciscoIos,
    "neighbours",
    (count) =>
      `router bgp 1
${lines(
  (index) => ` neighbor 10.0.${index >> 8}.${index % 256} peer-group G
 neighbor 10.0.${index >> 8}.${index % 256} inherit peer-session S`,
)(count)}`,
  ],
  [
    ciscoIos,
    "key chains",
    lines(
      (index) => `key chain K${index}
 key 1
  cryptographic-algorithm md5`,
    ),
  ],
  [
    ciscoIos,
    "transform sets",
    lines(
      (index) => `crypto ipsec transform-set T${index} esp-aes
crypto map M ${index} ipsec-isakmp
 set transform-set T${index}`,
    ),
  ],
  [
    ciscoIos,
    "translations",
    lines((index) => `ip nat inside source static 10.0.0.${index % 256} 192.0.2.${index % 256}`),
  ],
  [
    ciscoIos,
    "switch ports",
    lines(
      (index) => `interface GigabitEthernet1/0/${index}
 switchport mode access`,
    ),
  ],
  [ciscoIos, "macros", lines((index) => `macro name m${index}`)],
  [
    ciscoIosxr,
    "one access list",
    (count) =>
      `ipv4 access-list A\n${lines((index) => ` ${index + 1} permit tcp host 10.0.0.${index % 256} any eq ${index}`)(count)}`,
  ],
  [ciscoIosxr, "access lists", lines((index) => `ipv4 access-list A${index}\n 10 permit ipv4 any any`)],
  [ciscoIosxr, "one access list over and over", lines(() => "ipv4 access-list A\n permit ipv4 any any")],
  [ciscoIosxr, "interfaces", lines((index) => `interface TenGigE0/0/0/${index}\n ipv4 address 10.0.0.1/24`)],
  [
    ciscoIosxr,
    "formal lines",
    lines((index) => `interface TenGigE0/0/0/${index % 2} ipv4 address 10.0.0.1/${index % 32}`),
  ],
  [ciscoIosxr, "port groups", lines((index) => `object-group port G${index}\n object-group G${index + 1}`)],
  [
    ciscoIosxr,
    "user groups",
    lines((index) => `usergroup G${index}\n inherit usergroup G${index + 1}\nusername a\n group G0`),
  ],
  [
    ciscoIosxr,
    "neighbours",
    (count) =>
      `router bgp 1\n${lines((index) => ` neighbor 10.0.${index >> 8}.${index % 256}\n  use neighbor-group G`)(count)}`,
  ],
  [ciscoIosxr, "key chains", lines((index) => `key chain K${index}\n key 1\n  cryptographic-algorithm MD5`)],
  [ciscoIosxr, "open policies", lines((index) => `route-policy P${index}`)],
  [ciscoIosxr, "open banners", lines((index) => `banner motd ${String.fromCharCode(0x100 + index)}`)],
  [ciscoIosxr, "accounts", lines((index) => `username a${index}\n group root-lr`)],
  [ciscoIosxr, "words of one line", (count) => `x ${"password encrypted a ".repeat(count)}`],
  [
    ciscoIosxr,
    "management interfaces",
    (count) =>
      `control-plane\n management-plane\n  inband\n${lines((index) => `   interface A${index}\n    allow SSH`)(count)}`,
  ],
  [ciscoIosxr, "pools of lines", lines((index) => `vty-pool p${index} ${index} ${index} line-template t${index}`)],
  [
    ciscoNxos,
    "one access list",
    (count) =>
      `ip access-list A\n${lines((index) => `  ${index} permit tcp 10.0.0.${index % 256}/32 any eq ${index}`)(count)}`,
  ],
  [
    ciscoNxos,
    "groups of ports",
    lines(
      (index) =>
        `ip access-list A\n  permit tcp any any portgroup P${index}\nobject-group ip port P${index}\n  eq ${index}`,
    ),
  ],
  [ciscoNxos, "interfaces", lines((index) => `interface Ethernet1/${index}\n  switchport\n  ip access-group A in`)],
  [ciscoNxos, "remarks", (count) => `ip access-list A\n${lines((index) => `  ${index} remark r`)(count)}`],
  [
    ciscoAsa,
    "one access list",
    lines((index) => `access-list A extended permit tcp host 10.0.0.${index % 256} any eq ${index}`),
  ],
  [
    ciscoAsa,
    "inserted lines",
    lines((index) => `access-list A line 1 extended permit ip host 10.0.0.${index % 256} any`),
  ],
  [ciscoAsa, "nested groups", lines((index) => `object-group network G${index}\n group-object G${index + 1}`)],
  [
    ciscoAsa,
    "interfaces",
    lines((index) => `interface GigabitEthernet0/${index}\n nameif n${index}\n ip address 10.0.0.1 255.255.255.0`),
  ],
  [
    aristaEos,
    "one access list",
    // All numbers have as many digits, of which each is work.
    (count) =>
      `ip access-list A\n${lines((index) => `   ${10_000 + count - index} permit tcp host 10.0.0.${index % 256} any eq ${index}`)(count)}`,
  ],
  [
    aristaEos,
    "entries taken away",
    (count) => `ip access-list A\n${lines((index) => `   ${index} permit ip any any\n   no ${index}`)(count)}`,
  ],
  [
    aristaEos,
    "interfaces",
    lines((index) => `interface Ethernet${index}\n   switchport mode trunk\n   spanning-tree portfast`),
  ],
  [
    aristaEos,
    "neighbours",
    (count) =>
      `router bgp 1\n${lines((index) => `   neighbor 10.0.${index >> 8}.${index % 256} peer group g${index}`)(count)}`,
  ],
  [
    juniperJunos,
    "set lines",
    lines((index) => `set interfaces ge-0/0/${index} unit 0 family inet address 192.0.2.1/24`),
  ],
  [juniperJunos, "one statement over and over", lines(() => "set interfaces ge-0/0/0 unit 0")],
  [
    juniperJunos,
    "terms of a filter",
    (count) =>
      `firewall { family inet { filter f {\n${lines((index) => `term t${index} { from { source-address 192.0.2.${index % 256}/32; } then accept; }`)(count)}} } }\n`,
  ],
  [juniperJunos, "open braces", lines(() => "a {")],
  [juniperJunos, "closed braces", lines(() => "}")],
  [juniperJunos, "open quotes", lines(() => 'set system host-name "a')],
  [juniperJunos, "open comments", lines(() => "/* a")],
  [
    juniperJunos,
    "elements",
    (count) =>
      `<configuration><interfaces>\n${lines((index) => `<interface><name>ge-0/0/${index}</name></interface>`)(count)}</interfaces></configuration>\n`,
  ],
  [juniperJunos, "members of a list", (count) => `set system services ssh ciphers [ ${"aes256-ctr ".repeat(count)}]\n`],
  [fortinetFortios, "open blocks", lines(() => "config a\nedit b")],
  [fortinetFortios, "stray ends", lines(() => "end\nnext")],
  [fortinetFortios, "lost quotes", lines(() => 'set a "b')],
  [fortinetFortios, "single quotes", lines(() => "set a 'b")],
  [
    fortinetFortios,
    "policies",
    (count) =>
      `config firewall policy\n${lines((index) => `edit ${index}\nset srcaddr "all"\nset action accept\nnext`)(count)}end\n`,
  ],
  [
    fortinetFortios,
    "admins",
    lines(() => 'config system admin\nedit "a"\nset trusthost1 192.0.2.0 255.255.255.0\nnext\nend'),
  ],
  [fortinetFortios, "appended members", lines(() => "config firewall addrgrp\nedit a\nappend member x\nnext\nend")],
  [fortinetFortios, "words", (count) => "ENC set password ".repeat(count)],
  [
    paloaltoPanos,
    "rules in XML",
    (count) =>
      `<config><devices><entry name="localhost.localdomain"><vsys><entry name="vsys1"><rulebase><security><rules>
${lines(
  (index) => `<entry name="r${index}">
  <from><member>any</member></from>
  <action>allow</action>
</entry>`,
)(count)}</rules></security></rulebase></entry></vsys></entry></devices></config>`,
  ],
  [paloaltoPanos, "rules in set lines", lines((index) => `set rulebase security rules r${index} action allow`)],
  [
    opnsense,
    "rules",
    (count) => `<opnsense><filter>
${lines(
  (index) => `<rule>
  <type>pass</type>
  <source><address>10.0.0.${index % 256}</address></source>
  <descr>rule ${index}</descr>
</rule>`,
)(count)}</filter></opnsense>`,
  ],
  [opnsense, "unknown elements", (count) => `<opnsense>\n${lines((index) => `<x${index}/>`)(count)}</opnsense>`],
];

describe("work doubles when the text doubles", () => {
  it.each(texts.map(([parser, name, write]) => [`${parser.id}: ${name}`, parser, write] as const))(
    "%s",
    (_, parser, write) => {
      const once = workOf(() => parser.parse(write(1000)));
      const twice = workOf(() => parser.parse(write(2000)));
      expect(twice / once).toBeLessThan(2.2);
    },
  );
});
