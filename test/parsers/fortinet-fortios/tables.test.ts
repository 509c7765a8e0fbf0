import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";

/** Tables that stand at three places, in VDOMs and outside, nested ones among them. */
const text = (address: string, neighbor: string): string =>
  [
    "#config-version=FGT60F-7.0.0-FW-build0066-210330:opmode=0:vdom=1:user=admin",
    ...["root", "other", "root"].flatMap((vdom, index) => [
      "config vdom",
      `edit ${vdom}`,
      address,
      `edit "A${index}"`,
      `set subnet 10.0.0.${index} 255.255.255.255`,
      "next",
      'edit "A0"',
      'set comment "again"',
      "next",
      "end",
      "config router bgp",
      "set as 65001",
      neighbor,
      `edit "192.0.2.${index}"`,
      "set remote-as 65002",
      "next",
      "end",
      "end",
      "next",
      "end",
    ]),
    "",
  ].join("\n");

const usual = text("config firewall address", "config neighbor");

const written: readonly (readonly [address: string, neighbor: string])[] = [
  ["config firewall address ", "config neighbor "],
  ['config "firewall" address', 'config "neighbor"'],
  ["config  firewall  address", "config  neighbor"],
  ["\tconfig firewall address", "\tconfig neighbor"],
  ["config firewall add\\ress", "config neigh\\bor"],
];

describe("tables of one name are one table", () => {
  it.each(written)("however it is written: %j, %j", (address, neighbor) => {
    expect(fortinetFortios.parse(text(address, neighbor))).toEqual(fortinetFortios.parse(usual));
  });

  it("with the entries of all places, in the order of the text", () => {
    const { config } = fortinetFortios.parse(usual);
    expect(config.addressGroups.map(({ name, scope, at }) => [name, scope, at.length])).toEqual([
      ["A0", "root", 3],
      ["A2", "root", 1],
      ["A1", "other", 1],
      ["A0", "other", 1],
    ]);
  });
});
