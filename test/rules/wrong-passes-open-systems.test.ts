import { describe, expect, it } from "vitest";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { outcomesOf, type Case } from "./outcomes-of.ts";

const routerOs = (lines: string): string =>
  `# 2024-07-31 09:33:47 by RouterOS 7.16\n# software id = ABCD-EFGH\n/interface list\nadd name=WAN\n/ip address\nadd address=203.0.113.2/24 interface=ether1\n/system identity\nset name=r1\n${lines}`;
const edgeOs = (lines: string): string =>
  `set system host-name e1\nset interfaces ethernet eth0 address 203.0.113.2/24\nset system login user ops authentication encrypted-password $6$FAKE\n${lines}`;

const junos = (lines: string, password = "$6$FAKEsalt$FAKEhash"): string =>
  `version 22.4R3;\nsystem { host-name r1; root-authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } login { user ops { class super-user; authentication { encrypted-password "${password}"; } } } services { ssh; } }\n${lines}`;

const opnSense = (rules: string): string =>
  `<?xml version="1.0"?>\n<opnsense><version>11.2</version><system><hostname>fw</hostname><ssh><enabled>enabled</enabled><interfaces>lan</interfaces></ssh></system><interfaces><wan><if>igb0</if><enable>1</enable><ipaddr>203.0.113.2</ipaddr><subnet>24</subnet></wan><lan><if>igb1</if><enable>1</enable><ipaddr>192.0.2.1</ipaddr><subnet>24</subnet></lan></interfaces><filter>${rules}</filter></opnsense>`;

type Told = readonly [os: OperatingSystem, rule: string, why: string, config: string, told: string];

const opened: readonly Told[] = [
  [
    "mikrotik-routeros",
    "telnet-service",
    "a search by name finds the service again",
    routerOs("/ip service\nset telnet disabled=yes\nset [find name=telnet] disabled=no\n"),
    "fail",
  ],
  [
    "mikrotik-routeros",
    "every-account-administrator",
    "a group that is found gets every right",
    routerOs(
      "/user group\nset [find name=read] policy=read,write,policy\n/user\nadd name=a group=read\nadd name=b group=full\n",
    ),
    "fail",
  ],
  [
    "mikrotik-routeros",
    "proxy-arp",
    "a port answers for others",
    routerOs("/interface vlan\nadd arp=proxy-arp interface=ether1 name=v4 vlan-id=4\n"),
    "fail",
  ],
  [
    "mikrotik-routeros",
    "neighbour-discovery",
    "the maker's own protocol is left",
    routerOs("/ip neighbor discovery-settings\nset protocol=mndp\n"),
    "fail",
  ],
  [
    "mikrotik-routeros",
    "small-services",
    "a telnet by MAC addresses is on from the start",
    routerOs("/ip service\nset telnet disabled=yes\n"),
    "fail",
  ],
  ["ubiquiti-edgeos", "neighbour-discovery", "the maker's discovery is on from the start", edgeOs(""), "fail"],
  [
    "ubiquiti-edgeos",
    "small-services",
    "whoever asks opens a port",
    edgeOs("set service upnp2 listen-on eth1\nset service upnp2 wan eth0\n"),
    "fail",
  ],
  [
    "ubiquiti-edgeos",
    "too-few-ntp-servers",
    "one server, where keys are not known",
    edgeOs("set system ntp server 192.0.2.5\n"),
    "fail",
  ],
  [
    "juniper-junos",
    "snmp-community-sources-unrestricted",
    "anybody may ask by a routing instance",
    junos("snmp { community FAKExyz { clients { 192.0.2.0/24; } routing-instance V { clients { 0.0.0.0/0; } } } }"),
    "fail",
  ],
  [
    "juniper-junos",
    "snmp-community-sources-unrestricted",
    "a list of refusals alone",
    junos("snmp { client-list L { 192.0.2.0/24 restrict; } community FAKExyz { client-list-name L; } }"),
    "fail",
  ],
  [
    "juniper-junos",
    "no-command-accounting",
    "commands go to servers that nobody names",
    junos("system { accounting { events interactive-commands; destination { tacplus; } } }"),
    "fail",
  ],
  [
    "juniper-junos",
    "proxy-arp",
    "a unit answers for others",
    junos("interfaces { irb { unit 5 { proxy-arp; family inet { address 192.0.2.1/24; } } } }"),
    "fail",
  ],
  [
    "juniper-junos",
    "directed-broadcast",
    "a unit forwards broadcasts",
    junos("interfaces { irb { unit 5 { family inet { targeted-broadcast; address 192.0.2.1/24; } } } }"),
    "fail",
  ],
  [
    "opnsense",
    "service-sources-unrestricted",
    "another interface lets anybody to the address that SSH listens at",
    opnSense(
      "<rule><type>pass</type><interface>wan</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source><any>1</any></source><destination><any>1</any><port>22</port></destination></rule>",
    ),
    "fail",
  ],
];

describe("a device that is open by another statement", () => {
  it.each(opened)("%s %s: %s", (os, rule, _, config, told) => {
    expect(outcomesOf(os, rule, config)).toContain(told);
  });
});

const doubtful: readonly Case[] = [
  [
    "mikrotik-routeros",
    "default-credentials",
    "the account that is there from the start",
    routerOs("/user\nadd name=bob group=read password=FAKExy12345\n"),
  ],
  [
    "mikrotik-routeros",
    "account-without-password",
    "the account that is there from the start",
    routerOs("/user\nadd name=bob group=read password=FAKExy12345\n"),
  ],
  [
    "mikrotik-routeros",
    "service-sources-unrestricted",
    "every address list is emptied by a search",
    routerOs(
      '/ip service\nset telnet disabled=yes\nset ftp disabled=yes\nset www disabled=yes\nset api disabled=yes\nset api-ssl disabled=yes\nset ssh address=192.0.2.0/24\nset winbox address=192.0.2.0/24\nset [find] address=""\n',
    ),
  ],
  [
    "mikrotik-routeros",
    "weak-web-tls",
    "a web server that no manual calls off",
    routerOs("/ip service\nset www disabled=yes\n"),
  ],
  [
    "juniper-junos",
    "snmp-community-sources-unrestricted",
    "a list that nobody defines, by a routing instance",
    junos(
      "snmp { community FAKExyz { clients { 192.0.2.0/24; } logical-system L { routing-instance V { client-list-name NONE; } } } }",
    ),
  ],
  ["juniper-junos", "account-without-password", "a hash without text", junos("", "")],
  [
    "vyos",
    "service-sources-unrestricted",
    "a zone of the device itself, which holds no interface",
    "set system host-name v1\nset system login user bob authentication encrypted-password $6$F\nset interfaces ethernet eth0 address 203.0.113.2/24\nset service ssh port 22\nset firewall zone LOCAL local-zone\nset firewall zone LOCAL default-action drop\n// Release version: 1.4.0\n",
  ],
  [
    "mikrotik-routeros",
    "acl-permits-any-to-any",
    "a rule that is put before others",
    routerOs("/ip firewall filter\nadd action=drop chain=input\nadd action=accept chain=input place-before=0\n"),
  ],
  [
    "opnsense",
    "management-open-outside",
    "SSH listens at an inside address, which packets from outside may ask for",
    opnSense(""),
  ],
];

describe("a device that may be open", () => {
  it.each(doubtful)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).not.toContain("pass");
    expect(outcomesOf(os, rule, config)).toContain("unknown");
  });
});

const chain = (table: string, priority: string, policy: string, rules: string): string =>
  `table inet ${table} {\n  chain input { type filter hook input priority ${priority}; policy ${policy};\n${rules}  }\n}\n`;
const raw =
  "*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 22 -j ACCEPT\n-A PREROUTING -p tcp -m tcp --dport 23 -j DROP\nCOMMIT\n";
const tight = "*filter\n:INPUT DROP [0:0]\n-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n";

const several: readonly (readonly [rule: string, why: string, config: string, told: readonly string[]])[] = [
  [
    "management-port-open-to-any",
    "a chain that only hands on to the one that filters",
    chain("a", "-10", "accept", "tcp dport 22 accept\n") + chain("b", "0", "drop", ""),
    ["notApplicable", "pass"],
  ],
  [
    "acl-permits-any-to-any",
    "the only chain of its hook, behind the usual priority",
    chain("firewalld", "filter + 10", "accept", "tcp dport 23 drop\n"),
    ["fail"],
  ],
  [
    "management-port-open-to-any",
    "the only chain of its hook, behind the usual priority",
    chain("firewalld", "filter + 10", "drop", "tcp dport 22 accept\n"),
    ["fail"],
  ],
  ["management-port-open-to-any", "a table before the one that filters", raw + tight, ["notApplicable", "pass"]],
  ["management-port-open-to-any", "a table before none that filters", raw, ["fail"]],
];

describe("several lists at one hook", () => {
  it.each(several)("%s: %s", (rule, _, config, told) => {
    expect(new Set(outcomesOf("linux-iptables", rule, config))).toEqual(new Set(told));
  });
});
