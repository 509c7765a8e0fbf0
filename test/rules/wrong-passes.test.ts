import { describe, expect, it } from "vitest";
import { outcomesOf, type Case } from "./outcomes-of.ts";

const routerOs = "# 2024-07-31 09:33:47 by RouterOS 7.16\n";

const laterWords: readonly Case[] = [
  [
    "cisco-iosxr",
    "console-without-authentication",
    "the method list is written again",
    "!! IOS XR Configuration 6.6.2\nhostname r1\naaa authentication login default local\naaa authentication login default none\nline console\n exec-timeout 5 0\n!\nend\n",
  ],
  [
    "mikrotik-routeros",
    "telnet-service",
    "a later command by number may be about it",
    `${routerOs}/ip service\nset telnet disabled=yes\nset 0 disabled=no\n`,
  ],
  [
    "mikrotik-routeros",
    "telnet-service",
    "a later command finds every service",
    `${routerOs}/ip service\nset telnet disabled=yes\nset [find] disabled=no\n`,
  ],
];

describe("a later line that undoes an earlier one", () => {
  it.each(laterWords)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).not.toContain("pass");
  });
});

const edgeOs = (lines: string): string =>
  `firewall {\n  name LAN_IN {\n    default-action accept\n${lines}  }\n}\n/* Warning: Do not remove the following line. */\n`;
const panOs = "set deviceconfig system hostname fw1\nset zone trust network layer3 ethernet1/1\n";

const openings: readonly Case[] = [
  [
    "ubiquiti-edgeos",
    "acl-permits-any-to-any",
    "the default action accepts what one rule leaves",
    edgeOs(
      "    rule 10 {\n      action drop\n      protocol tcp\n      destination {\n        port 23\n      }\n    }\n",
    ),
  ],
  [
    "linux-iptables",
    "acl-permits-any-to-any",
    "the chain's policy accepts",
    "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -s 192.0.2.0/24 -j DROP\nCOMMIT\n",
  ],
  [
    "mikrotik-routeros",
    "acl-permits-any-to-any",
    "a chain without a last drop",
    `${routerOs}/ip firewall filter\nadd action=drop chain=forward protocol=tcp dst-port=23\n`,
  ],
  [
    "paloalto-panos",
    "policy-permits-any-to-any",
    "the default rule between zones was turned round",
    `${panOs}set rulebase default-security-rules rules interzone-default action allow\n`,
  ],
  [
    "paloalto-panos",
    "policy-without-logging",
    "the same rule, without a log",
    `${panOs}set rulebase default-security-rules rules interzone-default action allow\n`,
  ],
];

describe("what is open by a default", () => {
  it.each(openings)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).toContain("fail");
  });
});

const junos = (system: string): string =>
  `version 22.4R3;\nsystem { host-name r1; root-authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } ${system} }\n`;

const halves: readonly Case[] = [
  [
    "cisco-ios",
    "password-complexity-off",
    "a policy that no account is bound to",
    "version 15.2\nhostname r1\naaa common-criteria policy P\n upper-case 1\nusername ops secret 9 $9$FAKE\nend\n",
  ],
  [
    "cisco-nxos",
    "no-central-authentication",
    "servers are asked on the console alone",
    "!Command: show running-config\nversion 9.3(3)\nhostname n1\ntacacs-server host 192.0.2.9 key 7 FAKE\naaa group server tacacs+ T\n  server 192.0.2.9\naaa authentication login console group T\naaa authentication login default local\nline vty\n  exec-timeout 5\n",
  ],
  [
    "cisco-ios",
    "login-events-not-logged",
    "each tenth alone",
    "version 15.2\nhostname r1\nlogin on-failure log every 10\nlogin on-success log\nend\n",
  ],
  [
    "vyos",
    "too-few-ntp-servers",
    "a server that is watched alone",
    "set system host-name v1\nset service ntp server 192.0.2.5\nset service ntp server 192.0.2.6 noselect\n",
  ],
  [
    "juniper-junos",
    "login-events-not-logged",
    "a file takes what a pattern finds",
    junos('syslog { file flows { any any; match "RT_FLOW"; } }'),
  ],
  [
    "juniper-junos",
    "configuration-changes-not-logged",
    "a file takes what a pattern finds",
    junos('syslog { file flows { any any; match "RT_FLOW"; } }'),
  ],
  [
    "juniper-junos",
    "login-events-not-logged",
    "the facility itself is left out",
    junos("syslog { host 192.0.2.5 { any info; authorization none; } }"),
  ],
  [
    "juniper-junos",
    "too-few-aaa-servers",
    "the second server is switched off",
    junos(
      'authentication-order [ tacplus ]; tacplus-server { 192.0.2.9 secret "$9$FAKE"; inactive: 192.0.2.10 secret "$9$FAKE"; }',
    ),
  ],
  [
    "juniper-junos",
    "console-without-authentication",
    "no password of root",
    "version 22.4R3;\nsystem { host-name r1; services { ssh; } }\n",
  ],
];

const twins: readonly Case[] = [
  [
    "cisco-asa",
    "management-port-open-to-any",
    "the half for IPv4 has no entry",
    "ASA Version 9.8(2)\nhostname fw1\naccess-list V6 extended permit tcp any6 any6 eq ssh\n",
  ],
];

describe("a list for both IP versions", () => {
  it.each(twins)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).not.toContain("pass");
  });
});

describe("a statement that is read by half", () => {
  it.each(halves)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).not.toContain("pass");
  });
});

const fortiOs = (...policies: readonly (readonly [to: string, service: string])[]): string =>
  `#config-version=FGT60F-7.4.1-FW-build2463-230830:opmode=0:vdom=0:user=admin\nconfig firewall policy\n${policies
    .map(
      ([to, service], index) =>
        ` edit ${index + 1}\n  set srcintf "wan1"\n  set dstintf "lan"\n  set srcaddr "all"\n  set dstaddr "${to}"\n  set schedule "always"\n  set service "${service}"\n  set action accept\n next\n`,
    )
    .join("")}end\n`;

const doubts: readonly (readonly [rule: string, why: string, config: string, last: string])[] = [
  ["management-port-open-to-any", "behind another in doubt", fortiOs(["NOBODY", "SSH"], ["NOWHERE", "SSH"]), "unknown"],
  ["policy-permits-any-to-any", "behind one that is certain", fortiOs(["all", "ALL"], ["NOWHERE", "ALL"]), "unknown"],
];

describe("a policy that cannot be resolved", () => {
  it.each(doubts)("%s: %s", (rule, _, config, last) => {
    expect(outcomesOf("fortinet-fortios", rule, config).at(-1)).toBe(last);
  });
});

const list = "ip access-list extended EDGE\n permit tcp any host 192.0.2.80 eq 443\n";

const parts: readonly Case[] = [
  ["cisco-ios", "snmp-clear-text-version", "one list of a device", list],
  ["cisco-ios", "small-services", "one list of a device", list],
  [
    "cisco-nxos",
    "telnet-service",
    "one list of a device",
    "ip access-list EDGE\n  10 permit tcp any 192.0.2.80/32 eq 443\n",
  ],
  [
    "arista-eos",
    "http-clear-text",
    "one list of a device",
    "ip access-list EDGE\n   10 permit tcp any host 192.0.2.80 eq 443\n!\n",
  ],
  [
    "cisco-iosxr",
    "http-clear-text",
    "one list of a device",
    "ipv4 access-list EDGE\n 10 permit tcp any host 192.0.2.80 eq 443\n!\n",
  ],
];

describe("a part of a configuration", () => {
  it.each(parts)("%s %s: %s", (os, rule, _, config) => {
    expect(new Set(outcomesOf(os, rule, config))).toEqual(new Set(["unknown"]));
  });

  it("passes on what it holds", () => {
    expect(outcomesOf("cisco-ios", "acl-permits-any-to-any", list)).toEqual(["pass"]);
  });
});
