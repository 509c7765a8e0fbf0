import { describe, expect, it } from "vitest";
import type { ManagementReach } from "../../../src/acl/reach/management-reach.ts";
import type { OperatingSystem } from "../../../src/model/device-config.ts";
import { reach, stepText, only, told } from "./reached.ts";

type Case = readonly [os: OperatingSystem, name: string, config: readonly string[], expected: readonly string[]];

const asaPorts = [
  "ASA Version 9.12(4)",
  "interface GigabitEthernet0/0",
  " nameif outside",
  " security-level 0",
  " ip address 192.0.2.1 255.255.255.0",
  "interface GigabitEthernet0/1",
  " nameif inside",
  " security-level 100",
  " ip address 10.0.0.1 255.255.255.0",
];
const asaLists = [
  "access-list DENY extended deny ip any any",
  "access-list BOX extended permit tcp 10.0.0.0 255.255.255.128 any eq ssh",
];

const nexus = [
  "!Command: show running-config",
  "version 9.3(8) Bios:version 07.69",
  "hostname n9",
  "vdc n9 id 1",
  "  limit-resource vlan minimum 16 maximum 4094",
];
const nexusPort = ["interface mgmt0", "  vrf member management", "  no shutdown", "  ip address 192.0.2.2/24"];

const eosPort = ["interface Management1", "   ip address 192.0.2.2/24"];
const xrPort = ["interface GigabitEthernet0/0/0/0", " ipv4 address 192.0.2.1 255.255.255.0"];
const routeros = [
  "# 2026-01-02 00:00:00 by RouterOS 7.14",
  "# software id = FAKE-0001",
  "#",
  "/interface bridge",
  "add name=bridge1",
  "/ip service",
];
const routerosPort = [
  "/ip address",
  "add address=192.0.2.1/24 interface=ether1",
  "add address=10.0.0.1/24 interface=ether2",
];
const vyos = [
  "set interfaces ethernet eth0 address '192.0.2.1/24'",
  "set service ssh port '22'",
  "set system host-name 'r1'",
  "set system login user admin authentication encrypted-password '$6$FAKE$FAKE-hash'",
];

const firewall = (wanRules: readonly string[]): readonly string[] => [
  '<?xml version="1.0"?>',
  "<opnsense>",
  "<system><hostname>r1</hostname><ipv6allow>1</ipv6allow><webgui><protocol>https</protocol></webgui>",
  "<ssh><enabled>enabled</enabled></ssh></system>",
  "<interfaces>",
  "<wan><enable>1</enable><if>em0</if><ipaddr>203.0.113.2</ipaddr><subnet>24</subnet></wan>",
  "<lan><enable>1</enable><if>em1</if><ipaddr>192.0.2.1</ipaddr><subnet>24</subnet></lan>",
  "</interfaces>",
  `<filter>${wanRules.map((rule) => `<rule><interface>wan</interface><ipprotocol>inet</ipprotocol>${rule}</rule>`).join("")}</filter>`,
  "</opnsense>",
];

const cases: readonly Case[] = [
  [
    "opnsense",
    "the rules of each interface, and the one against lock-out on the LAN",
    firewall([
      "<type>block</type><source><address>198.51.100.66</address></source><destination><any/></destination>",
      "<type>pass</type><protocol>tcp</protocol><source><address>198.51.100.64/28</address></source><destination><network>(self)</network><port>22</port></destination>",
    ]),
    ["ssh wan v4: 198.51.100.64/31, 198.51.100.67-198.51.100.79", "ssh lan v4: any"],
  ],
  [
    "cisco-asa",
    "lists of interfaces do not judge packets to the firewall itself",
    [...asaPorts, ...asaLists, "access-group DENY in interface inside", "ssh 10.0.0.0 255.255.255.0 inside"],
    ["ssh GigabitEthernet0/1 v4: 10.0.0.0/24"],
  ],
  [
    "cisco-asa",
    "what a control-plane list denies may get through",
    [
      ...asaPorts,
      ...asaLists,
      "ssh 10.0.0.0 255.255.255.0 inside",
      "access-group BOX in interface inside control-plane",
    ],
    ["ssh GigabitEthernet0/1 v4: 10.0.0.0/25 ? 10.0.0.0/24"],
  ],
  [
    "cisco-asa",
    "sources of IPv4 alone let nobody of IPv6 in",
    [...asaPorts, " ipv6 address 2001:db8::1/64", "ssh 10.0.0.0 255.255.255.0 inside"],
    ["ssh GigabitEthernet0/1 v4: 10.0.0.0/24", "ssh GigabitEthernet0/1 v6: nobody"],
  ],
  [
    "cisco-nxos",
    "the list of the interface and that of the VTYs, in a VRF that nothing tells of",
    [
      ...nexus,
      "ip access-list EDGE",
      "  10 permit tcp 10.0.0.0/8 any eq 22",
      "ip access-list VTY",
      "  10 permit tcp 10.1.0.0/16 any",
      "line vty",
      "  access-class VTY in",
      ...nexusPort,
      "  ip access-group EDGE in",
    ],
    ["ssh mgmt0 v4: nobody ? 10.1.0.0/16"],
  ],
  [
    "cisco-nxos",
    "a list that is not defined at an interface lets everything pass, at the lines nobody knows",
    [...nexus, "line vty", "  access-class NOPE in", ...nexusPort, "  ip access-group NOPE in"],
    ["ssh mgmt0 v4: nobody ? any"],
  ],
  [
    "arista-eos",
    "a service list, behind the list that every switch has",
    [
      "! device: s1 (DCS-7050, EOS-4.28.3M)",
      "ip access-list standard MGMT",
      "   10 permit 10.1.0.0/16",
      ...eosPort,
      "management ssh",
      "   ip access-group MGMT in",
      "end",
    ],
    ["ssh Management1 v4: 10.1.0.0/16"],
  ],
  [
    "arista-eos",
    "what an interface list denies may get through",
    [
      "! device: s1 (DCS-7050, EOS-4.28.3M)",
      "ip access-list EDGE",
      "   10 permit tcp 10.0.0.0/9 any eq ssh",
      "ip access-list standard MGMT",
      "   10 permit 10.0.0.0/8",
      ...eosPort,
      "   ip access-group EDGE in",
      "management ssh",
      "   ip access-group MGMT in",
      "end",
    ],
    ["ssh Management1 v4: 10.0.0.0/9 ? 10.0.0.0/8"],
  ],
  [
    "arista-eos",
    "a control-plane list of one's own",
    [
      "! device: s1 (DCS-7050, EOS-4.28.3M)",
      "ip access-list CONTROL",
      "   10 permit tcp 10.2.0.0/16 any eq ssh",
      "system control-plane",
      "   ip access-group CONTROL in",
      ...eosPort,
      "end",
    ],
    ["ssh Management1 v4: 10.2.0.0/16"],
  ],
  [
    "arista-eos",
    "control-plane lists, each of one VRF",
    [
      "! device: s1 (DCS-7050, EOS-4.28.3M)",
      "ip access-list CONTROL",
      "   10 permit tcp 10.2.0.0/16 any eq ssh",
      "ip access-list MGMT-CONTROL",
      "   10 permit tcp 10.3.0.0/16 any eq ssh",
      "vrf instance MGMT",
      "vrf instance OTHER",
      "system control-plane",
      "   ip access-group CONTROL in",
      "   ip access-group MGMT-CONTROL vrf MGMT in",
      "interface Ethernet1",
      "   no switchport",
      "   ip address 203.0.113.1/24",
      "interface Ethernet2",
      "   no switchport",
      "   vrf OTHER",
      "   ip address 198.51.100.1/24",
      "interface Management1",
      "   vrf MGMT",
      "   ip address 192.0.2.1/24",
      "management ssh",
      "   vrf MGMT",
      "      no shutdown",
      "   vrf OTHER",
      "      no shutdown",
      "end",
    ],
    ["ssh Ethernet1 v4: 10.2.0.0/16", "ssh Management1 v4: 10.3.0.0/16", "ssh Ethernet2 v4: any"],
  ],
  [
    "cisco-iosxr",
    "peers of management plane protection, and the list of the lines",
    [
      "!! IOS XR Configuration 7.3.2",
      "ipv4 access-list VTY",
      " 10 permit ipv4 10.1.0.0/16 any",
      "line default",
      " access-class ingress VTY",
      " transport input ssh",
      "control-plane",
      " management-plane",
      "  inband",
      "   interface GigabitEthernet0/0/0/0",
      "    allow SSH peer",
      "     address ipv4 10.1.2.0/24",
      "    !",
      "   !",
      "  !",
      " !",
      "!",
      ...xrPort,
      "ssh server v2",
      "end",
    ],
    ["ssh GigabitEthernet0/0/0/0 v4: 10.1.2.0/24"],
  ],
  [
    "paloalto-panos",
    "addresses that may manage, and a port for data, whose policies are not followed",
    [
      "set deviceconfig system ip-address 192.0.2.1",
      "set deviceconfig system netmask 255.255.255.0",
      "set deviceconfig system permitted-ip 10.1.0.0/16",
      "set deviceconfig system service disable-https yes",
      "set deviceconfig system service disable-ssh no",
      "set network profiles interface-management-profile OPEN ssh yes",
      "set network profiles interface-management-profile OPEN permitted-ip 10.2.0.0/16",
      "set network interface ethernet ethernet1/1 layer3 ip 198.51.100.1/24",
      "set network interface ethernet ethernet1/1 layer3 interface-management-profile OPEN",
    ],
    ["ssh MGT v4: 10.1.0.0/16", "ssh ethernet1/1 v4: nobody ? 10.2.0.0/16"],
  ],
  [
    "mikrotik-routeros",
    "the chain of the router itself, asked of packets that open a session",
    [
      ...routeros,
      "set ssh address=10.0.0.0/8",
      ...routerosPort,
      "/ip firewall filter",
      "add action=accept chain=input connection-state=established,related",
      "add action=drop chain=input connection-state=invalid",
      "add action=accept chain=input connection-state=new dst-port=22 protocol=tcp src-address=10.1.0.0/16",
      "add action=accept chain=input in-interface=ether2",
      "add action=drop chain=input",
    ],
    [
      "ssh ether1 v4: 10.1.0.0/16",
      "ssh ether2 v4: 10.0.0.0/8",
      "ssh ether1 v6: nobody ? any",
      "ssh ether2 v6: nobody ? any",
    ],
  ],
  [
    "mikrotik-routeros",
    "every interface but those of a list",
    [
      ...routeros,
      "set telnet disabled=yes",
      "/interface list",
      "add name=LAN",
      "/interface list member",
      "add interface=ether2 list=LAN",
      ...routerosPort,
      "/ip firewall filter",
      "add action=accept chain=input connection-state=established,related,untracked",
      "add action=drop chain=input in-interface-list=!LAN",
    ],
    ["ssh ether1 v4: nobody", "ssh ether2 v4: any", "ssh ether1 v6: any", "ssh ether2 v6: any"],
  ],
  [
    "mikrotik-routeros",
    "packets that may not be tracked are in doubt",
    [
      ...routeros,
      "set telnet disabled=yes",
      "/ip address",
      "add address=192.0.2.1/24 interface=ether1",
      "/ip firewall filter",
      "add action=accept chain=input connection-state=new src-address=10.1.0.0/16",
      "add action=drop chain=input",
      "/ip firewall raw",
      "add action=notrack chain=prerouting src-address=10.1.2.0/24",
    ],
    ["ssh ether1 v4: nobody ? 10.1.0.0/16", "ssh ether1 v6: any"],
  ],
  [
    "mikrotik-routeros",
    "links whose address comes from the other end, and IPv6 turned off",
    [
      ...routeros,
      "set telnet disabled=yes",
      "/interface pppoe-client",
      "add interface=ether3 name=out1 user=someone",
      "/ip dhcp-client",
      "add interface=ether1",
      "/ipv6 settings",
      "set disable-ipv6=yes",
    ],
    ["ssh out1 v4: any", "ssh ether1 v4: any"],
  ],
  [
    "vyos",
    "the input filter of the router",
    [
      ...vyos,
      "set firewall global-options state-policy established action 'accept'",
      "set firewall global-options state-policy invalid action 'drop'",
      "set firewall ipv4 input filter default-action 'drop'",
      "set firewall ipv4 input filter rule 10 action 'accept'",
      "set firewall ipv4 input filter rule 10 source address '10.1.0.0/16'",
    ],
    ["ssh eth0 v4: 10.1.0.0/16", "ssh eth0 v6: any"],
  ],
  [
    "vyos",
    "a list for what comes in to the router by an interface",
    [
      ...vyos,
      "set firewall name MGMT default-action 'drop'",
      "set firewall name MGMT rule 10 action 'accept'",
      "set firewall name MGMT rule 10 source address '10.3.0.0/16'",
      "set interfaces ethernet eth0 firewall local name 'MGMT'",
    ],
    ["ssh eth0 v4: 10.3.0.0/16", "ssh eth0 v6: any"],
  ],
  [
    "vyos",
    "an address that the service listens at, by whichever interface",
    [
      ...vyos,
      "set interfaces dummy dum0 address '203.0.113.1/32'",
      "set service ssh listen-address '203.0.113.1'",
      "set firewall ipv4 input filter default-action 'drop'",
      "set firewall ipv4 input filter rule 10 action 'accept'",
      "set firewall ipv4 input filter rule 10 source address '10.1.0.0/16'",
      "set firewall ipv4 input filter rule 20 action 'accept'",
      "set firewall ipv4 input filter rule 20 source address '10.2.0.0/16'",
      "set firewall ipv4 input filter rule 20 destination address '203.0.113.1'",
    ],
    ["ssh eth0 v4: 10.1.0.0-10.2.255.255"],
  ],
  [
    "vyos",
    "another one, which a list keeps some sources from",
    [
      ...vyos,
      "set interfaces dummy dum0 address '203.0.113.1/32'",
      "set service ssh listen-address '192.0.2.1'",
      "set firewall ipv4 input filter default-action 'drop'",
      "set firewall ipv4 input filter rule 10 action 'accept'",
      "set firewall ipv4 input filter rule 10 source address '10.1.0.0/16'",
      "set firewall ipv4 input filter rule 20 action 'accept'",
      "set firewall ipv4 input filter rule 20 source address '10.2.0.0/16'",
      "set firewall ipv4 input filter rule 20 destination address '203.0.113.1'",
    ],
    ["ssh eth0 v4: 10.1.0.0/16"],
  ],
  [
    "vyos",
    "an address that no interface states",
    [
      ...vyos,
      "set interfaces dummy dum0 address '203.0.113.1/32'",
      "set service ssh listen-address '198.51.100.99'",
      "set firewall ipv4 input filter default-action 'drop'",
      "set firewall ipv4 input filter rule 10 action 'accept'",
      "set firewall ipv4 input filter rule 10 source address '10.1.0.0/16'",
      "set firewall ipv4 input filter rule 20 action 'accept'",
      "set firewall ipv4 input filter rule 20 source address '10.2.0.0/16'",
      "set firewall ipv4 input filter rule 20 destination address '203.0.113.1'",
    ],
    ["ssh eth0 v4: 10.1.0.0-10.2.255.255"],
  ],
];

/** Who reaches the device over SSH alone. */
function overSsh(os: OperatingSystem, config: readonly string[]): readonly ManagementReach[] {
  return reach(os, config.join("\n")).filter(({ service }) => service === "ssh");
}

describe("who reaches the management of systems whose services say whom they answer", () => {
  it.each(cases)("%s: %s", (os, _, config, expected) => {
    expect(overSsh(os, config).map(told)).toEqual(expected);
  });

  it("packets to an ASA are addressed to the interface that they come in by", () => {
    const found = only(overSsh("cisco-asa", [...asaPorts, "ssh 10.0.0.0 255.255.255.0 inside"]));
    expect(found.destinations).toEqual(["10.0.0.1/32"]);
    expect(found.chain.map(stepText)).toEqual([
      "service permit by ssh on inside at 10",
      "service permit by ssh on inside 10.0.0.0/24 at 10",
    ]);
  });
});
