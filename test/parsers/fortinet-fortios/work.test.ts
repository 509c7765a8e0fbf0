import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import { workOf } from "../work-of.ts";

/** A text of that many parts, between a head and a tail. */
function text(head: string, part: (index: number) => string, tail = ""): (count: number) => string {
  return (count) => `${head}\n${Array.from({ length: count }, (_, index) => part(index)).join("\n")}\n${tail}\n`;
}

const interfaces = (index: number): string =>
  `config system interface\nedit "port${index}"\nset ip 10.${index >> 8}.${index % 256}.1 255.255.255.0\nnext\nend`;

const texts: readonly (readonly [string, (count: number) => string])[] = [
  [
    "neighbours",
    text("config router bgp\nset as 1\nconfig neighbor", (n) => `edit "${n}"\nset password "x"\nnext`, "end\nend"),
  ],
  [
    "ranges of one group",
    text(
      "config router bgp\nset as 1",
      (n) => `config neighbor-group\nedit "g"\nset remote-as ${n}\nnext\nend
config neighbor-range\nedit ${n}\nset neighbor-group "g"\nnext\nend`,
      "end",
    ),
  ],
  [
    "interfaces, networks and areas",
    text(
      "",
      (n) => `${interfaces(n)}\nconfig router ospf
config area\nedit 0.0.${n >> 8}.${n % 256}\nset authentication md5\nnext\nend
config ospf-interface\nedit "${n}"\nset interface "port${n}"\nconfig md5-keys\nedit 1\nset key-string x\nnext\nend\nnext\nend
config network\nedit ${n}\nset prefix 10.0.0.0 255.255.0.0\nset area 0.0.${n >> 8}.${n % 256}\nnext\nend\nend`,
    ),
  ],
  [
    "appended passive interfaces",
    text(
      "",
      (n) => `${interfaces(n)}\nconfig router rip\nappend passive-interface "port${n}"
config network\nedit 1\nset prefix 10.0.0.0 255.0.0.0\nnext\nend\nend`,
    ),
  ],
  [
    "VDOMs",
    text(
      "",
      (
        n,
      ) => `config vdom\nedit v${n}\nconfig router isis\nconfig isis-interface\nedit "port${n}"\nset status enable\nnext\nend\nend
config router key-chain\nedit "k"\nconfig key\nedit 1\nset key-string x\nnext\nend\nnext\nend\nend`,
    ),
  ],
  [
    "one chain and its users",
    text(
      "",
      (
        n,
      ) => `config router key-chain\nedit "k"\nconfig key\nedit ${n}\nset key-string x\nset algorithm md5\nnext\nend\nnext\nend
config router rip\nconfig interface\nedit "port${n}"\nset auth-mode md5\nset auth-keychain "k"\nnext\nend\nend`,
    ),
  ],
  [
    "ports of switches",
    text(
      "",
      (n) => `config switch-controller storm-control-policy\nedit "p${n}"\nset storm-control-mode disabled\nnext\nend
config switch-controller managed-switch\nedit "s${n % 8}"\nconfig ports\nedit "port${n}"\nset vlan "v"\nset members "x"\nset storm-control-policy "p${n}"\nnext\nend\nnext\nend`,
    ),
  ],
  [
    "accounts of one profile",
    text(
      "",
      (n) => `config system accprofile\nedit "p"\nset fwgrp read\nnext\nend
config system admin\nedit "a${n}"\nset accprofile "p"\nnext\nend`,
    ),
  ],
  [
    "rights",
    text(
      "",
      (n) => `config system accprofile\nedit "p${n}"\nset fwgrp read\nnext\nend
config system admin\nedit "a${n}"\nset accprofile "p${n}"\nnext\nend`,
    ),
  ],
];

describe("work doubles when the text doubles", () => {
  it.each(texts)("%s", (_, write) => {
    const once = workOf(() => fortinetFortios.parse(write(1000)));
    const twice = workOf(() => fortinetFortios.parse(write(2000)));
    expect(twice / once).toBeLessThan(2.2);
  });
});
