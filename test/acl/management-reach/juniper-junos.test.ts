import { describe, expect, it } from "vitest";
import { reach, told, type Case } from "./reached.ts";

const junosFilter = [
  "set firewall family inet filter RE term A from source-address 10.1.0.0/16",
  "set firewall family inet filter RE term A from protocol tcp",
  "set firewall family inet filter RE term A from destination-port ssh",
  "set firewall family inet filter RE term A then accept",
  "set firewall family inet filter RE term B from protocol tcp",
  "set firewall family inet filter RE term B from destination-port [ ssh telnet ]",
  "set firewall family inet filter RE term B then discard",
  "set firewall family inet filter RE term C then accept",
];
const junosPort = [
  "set system host-name r1",
  "set system services ssh",
  "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24",
];

const junos: readonly Case[] = [
  ["no filter at all", junosPort, ["ssh ge-0/0/0.0 v4: any"]],
  [
    "the loopback's filter",
    [...junosPort, ...junosFilter, "set interfaces lo0 unit 0 family inet filter input RE"],
    ["ssh ge-0/0/0.0 v4: 10.1.0.0/16"],
  ],
  [
    "the loopback's filter of one IP version leaves the other open",
    [
      ...junosPort,
      ...junosFilter,
      "set interfaces lo0 unit 0 family inet filter input RE",
      "set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8::1/64",
    ],
    ["ssh ge-0/0/0.0 v4: 10.1.0.0/16", "ssh ge-0/0/0.0 v6: any"],
  ],
  [
    "the interface's filter and the loopback's together",
    [
      ...junosPort,
      ...junosFilter,
      "set firewall family inet filter EDGE term A from source-address 10.1.2.0/24",
      "set firewall family inet filter EDGE term A then accept",
      "set firewall family inet filter EDGE term B from source-address 192.0.2.0/24",
      "set firewall family inet filter EDGE term B then accept",
      "set interfaces ge-0/0/0 unit 0 family inet filter input EDGE",
      "set interfaces lo0 unit 0 family inet filter input RE",
    ],
    ["ssh ge-0/0/0.0 v4: 10.1.2.0/24"],
  ],
  [
    "a list of filters goes on where the first matches nothing",
    [
      ...junosPort,
      "set firewall family inet filter ONE term A from source-address 10.1.2.0/24",
      "set firewall family inet filter ONE term A then discard",
      "set firewall family inet filter TWO term A from source-address 10.1.0.0/16",
      "set firewall family inet filter TWO term A then accept",
      "set interfaces lo0 unit 0 family inet filter input-list [ ONE TWO ]",
    ],
    ["ssh ge-0/0/0.0 v4: 10.1.0.0/23, 10.1.3.0-10.1.255.255"],
  ],
  [
    "a routing instance without a loopback unit is guarded by that of the default instance",
    [
      ...junosPort,
      ...junosFilter,
      "set interfaces lo0 unit 0 family inet filter input RE",
      "set routing-instances V instance-type virtual-router",
      "set routing-instances V interface ge-0/0/0.0",
    ],
    ["ssh ge-0/0/0.0 v4: 10.1.0.0/16"],
  ],
  [
    "a routing instance with a loopback unit of its own is guarded by that unit's filter alone",
    [
      ...junosPort,
      ...junosFilter,
      "set interfaces lo0 unit 0 family inet filter input RE",
      "set interfaces lo0 unit 5 family inet address 10.5.5.5/32",
      "set routing-instances V instance-type virtual-router",
      "set routing-instances V interface ge-0/0/0.0",
      "set routing-instances V interface lo0.5",
    ],
    ["ssh ge-0/0/0.0 v4: any"],
  ],
  [
    "zones let services in by name",
    [
      ...junosPort,
      "set interfaces ge-0/0/1 unit 0 family inet address 198.51.100.1/24",
      "set interfaces ge-0/0/2 unit 0 family inet address 203.0.113.1/24",
      "set interfaces fxp0 unit 0 family inet address 10.0.0.1/24",
      "set security zones security-zone trust interfaces ge-0/0/0.0",
      "set security zones security-zone trust host-inbound-traffic system-services ssh",
      "set security zones security-zone untrust interfaces ge-0/0/1.0",
      "set security zones security-zone untrust host-inbound-traffic system-services ping",
    ],
    ["ssh ge-0/0/0.0 v4: any", "ssh ge-0/0/1.0 v4: nobody", "ssh ge-0/0/2.0 v4: nobody", "ssh fxp0.0 v4: any"],
  ],
  [
    "policies to the device itself",
    [
      ...junosPort,
      "set security zones security-zone trust interfaces ge-0/0/0.0",
      "set security zones security-zone trust host-inbound-traffic system-services ssh",
      "set security address-book global address OPS 10.1.0.0/16",
      "set security address-book global address GUEST 10.2.0.0/16",
      "set security policies from-zone trust to-zone junos-host policy OPS match source-address OPS",
      "set security policies from-zone trust to-zone junos-host policy OPS match destination-address any",
      "set security policies from-zone trust to-zone junos-host policy OPS match application any",
      "set security policies from-zone trust to-zone junos-host policy OPS then permit",
      "set security policies from-zone trust to-zone junos-host policy GUEST match source-address GUEST",
      "set security policies from-zone trust to-zone junos-host policy GUEST match destination-address any",
      "set security policies from-zone trust to-zone junos-host policy GUEST match application any",
      "set security policies from-zone trust to-zone junos-host policy GUEST then deny",
    ],
    ["ssh ge-0/0/0.0 v4: 10.1.0.0/16 ? 0.0.0.0-10.0.255.255, 10.3.0.0-255.255.255.255"],
  ],
  [
    "an interface that is disabled",
    [
      ...junosPort,
      "set interfaces ge-0/0/0 disable",
      "set interfaces ge-0/0/1 unit 0 family inet address 198.51.100.1/24",
    ],
    ["ssh ge-0/0/1.0 v4: any"],
  ],
  [
    "SNMP by its clients, behind the loopback's filter",
    [
      "set system host-name r1",
      "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24",
      "set snmp community FAKE-community-1 clients 10.1.0.0/16",
      "set snmp community FAKE-community-1 clients 10.7.0.0/16",
      "set firewall family inet filter RE term A from source-address 10.0.0.0/14",
      "set firewall family inet filter RE term A from protocol udp",
      "set firewall family inet filter RE term A from destination-port snmp",
      "set firewall family inet filter RE term A then accept",
      "set interfaces lo0 unit 0 family inet filter input RE",
    ],
    ["snmp ge-0/0/0.0 v4: 10.1.0.0/16"],
  ],
  [
    "a filter that is not defined",
    [...junosPort, "set interfaces lo0 unit 0 family inet filter input NOPE"],
    ["ssh ge-0/0/0.0 v4: nobody ? any"],
  ],
];

describe("who gets through", () => {
  it.each(junos)("%s", (_, config, expected) => {
    expect(reach("juniper-junos", config.join("\n")).map(told)).toEqual(expected);
  });
});
