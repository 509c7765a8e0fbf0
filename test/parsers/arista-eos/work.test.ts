import { describe, expect, it } from "vitest";
import { aristaEos } from "../../../parsers/arista-eos/arista-eos.ts";
import { workOf } from "../work-of.ts";

type Write = (count: number) => string;

const lines =
  (line: (index: number) => string, before = ""): Write =>
  (count) =>
    `${before}${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

const texts: readonly (readonly [string, Write])[] = [
  ["access list", lines((index) => `   permit tcp host 10.0.0.${index % 256} any eq ${index}`, "ip access-list ONE\n")],
  ["entries taken away", lines((index) => `   ${index} permit ip any any\n   no ${index}`, "ip access-list ONE\n")],
  ["interfaces", lines((index) => `interface Vlan${index}\n   ip address 10.0.0.1/24\n   ip access-group A in`)],
  ["addresses taken away", lines(() => "   ipv6 address 2001:db8::1/64\n   no ip address", "interface Vlan1\n")],
  ["VRFs", lines((index) => `vrf instance V${index}\nmanagement ssh\n   ip access-group A vrf V${index} in`)],
  ["lists of one VRF", lines(() => "   ip access-group A in", "management ssh\n")],
  ["transports", lines((index) => `   transport grpc T${index}\n   vrf MGMT`, "management api gnmi\n")],
  ["lines of one transport", lines(() => "   vrf MGMT", "management api gnmi\n   transport grpc ONE\n")],
  ["accounts", lines((index) => `username u${index} secret 0 FAKE`)],
  ["one account", lines(() => "username one privilege 15")],
  ["roots and enables", lines(() => "aaa root secret 0 FAKE\nenable secret 0 FAKE\nno enable password")],
  ["method lists", lines((index) => `aaa accounting commands ${index} default start-stop group G`)],
  ["communities and groups", lines((index) => `snmp-server community c${index}\nsnmp-server group g${index} v2c`)],
  ["VLANs", lines((index) => `ip dhcp snooping vlan ${(index % 4000) + 1}\n!`)],
  ["SSL profiles", lines((index) => `   ssl profile P${index}\n      cipher-list A:B`, "management security\n")],
  ["lists of one SSL profile", lines(() => "      cipher-list A:B", "management security\n   ssl profile P\n")],
  [
    "IKE policies and profiles",
    lines((i) => `   ike policy P${i}\n   profile Q${i}\n      ike-policy P${i}`, "ip security\n"),
  ],
  ["neighbours", lines((index) => `   neighbor N${index} peer group G`, "router bgp 65000\n")],
  [
    "OSPF networks",
    lines((i) => `interface Vlan${i}\n   ip address 10.0.0.1/24\nrouter ospf 1\n   network 10.0.0.0/24 area 0`),
  ],
  ["OSPF processes", lines((i) => `interface Vlan${i}\n   ip address 10.0.0.1/24\nrouter ospf ${i}`)],
  ["VRRP", lines((index) => `   vrrp 1 w${index}`, "interface Vlan1\n")],
  ["unknown lines", lines((index) => ` frobnicate ${index}`)],
  ["unclosed texts", lines(() => "banner login")],
  ["words of one line", (count) => `x ${"list access-group a ".repeat(count)}`],
  [
    "arguments of a daemon",
    (count) => `daemon TerminAttr\n   exec /usr/bin/TerminAttr ${"-cvauth=key,a ".repeat(count)}`,
  ],
];

describe("work doubles when the text doubles", () => {
  it.each(texts)("%s", (_, write) => {
    const once = workOf(() => aristaEos.parse(write(1000)));
    const twice = workOf(() => aristaEos.parse(write(2000)));
    expect(twice / once).toBeLessThan(2.2);
  });
});
