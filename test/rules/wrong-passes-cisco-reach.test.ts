import { describe, expect, it } from "vitest";
import { outcomesOf, type Case } from "./outcomes-of.ts";

const ios = (lines: string): string =>
  `version 15.2\nhostname r1\nno ip http server\nno ip http secure-server\n${lines}end\n`;
const port = "interface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n";
const denial = "ip access-list extended DENY\n deny ip any any\n";
const lines = "line con 0\nline vty 0 4\n transport input ssh\n";

const reached: readonly Case[] = [
  [
    "cisco-ios",
    "management-reachable-from-outside",
    "the list is taken away under a shorter name of the interface",
    ios(`${denial}${port} ip access-group DENY in\ninterface Gi0/0\n no ip access-group DENY in\n${lines}`),
  ],
  [
    "cisco-ios",
    "management-reachable-from-outside",
    "the policy of the control plane is taken away again",
    ios(
      `ip access-list extended M\n permit tcp any any eq 22\nclass-map match-all C\n match access-group name M\npolicy-map P\n class C\n  drop\ncontrol-plane\n service-policy input P\n no service-policy input P\n${port}${lines}`,
    ),
  ],
  [
    "cisco-ios",
    "management-reachable-from-outside",
    "Telnet comes in by the port of a rotary group",
    ios(
      `ip access-list extended E\n deny tcp any any eq telnet\n permit ip any any\n${port} ip access-group E in\nline con 0\nline vty 0 4\n rotary 1\n transport input telnet\n`,
    ),
  ],
  [
    "cisco-ios",
    "proxy-arp",
    "an interface that gets its address",
    ios(`interface GigabitEthernet0/0\n ip address dhcp\n${lines}`),
  ],
  [
    "cisco-ios",
    "icmp-redirects",
    "an interface without an address of its own",
    ios(`interface Tunnel0\n ip unnumbered GigabitEthernet0/0\n${lines}`),
  ],
  [
    "cisco-ios",
    "management-port-open-to-any",
    "all of the IPv6 Internet",
    ios(`ipv6 access-list V\n permit tcp 2000::/3 any eq 22\n${lines}`),
  ],
  [
    "arista-eos",
    "service-sources-unrestricted",
    "all of the IPv6 Internet",
    "! device: sw1 (DCS-7050, EOS-4.24.2F)\nhostname sw1\nipv6 access-list standard V\n   10 permit 2000::/3\n!\nip access-list standard M\n   10 permit 192.0.2.0/24\n!\ninterface Ethernet1\n   no switchport\n   ipv6 address 2001:db8::1/64\n!\nmanagement ssh\n   ip access-group M in\n   ipv6 access-group V in\n!\nend\n",
  ],
  [
    "cisco-ios",
    "login-sources-unrestricted",
    "all of the IPv6 Internet",
    ios(
      "ip access-list standard M\n permit 192.0.2.0 0.0.0.255\nipv6 access-list V\n permit ipv6 2000::/3 any\ninterface GigabitEthernet0/0\n ipv6 address 2001:db8::1/64\nline con 0\nline vty 0 4\n access-class M in\n ipv6 access-class V in\n transport input ssh\n",
    ),
  ],
  [
    "arista-eos",
    "management-reachable-from-outside",
    "the control plane of another VRF",
    "! device: sw1 (DCS-7050, EOS-4.24.2F)\nhostname sw1\nip access-list CP\n   10 permit tcp 192.0.2.0/24 any eq ssh\n!\ninterface Ethernet1\n   no switchport\n   vrf RED\n   ip address 192.0.2.1/24\n!\nsystem control-plane\n   ip access-group CP in\n!\nmanagement ssh\n   vrf RED\n      no shutdown\n!\nend\n",
  ],
];

describe("a way in that a text leaves open", () => {
  it.each(reached)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).toContain("fail");
  });
});
