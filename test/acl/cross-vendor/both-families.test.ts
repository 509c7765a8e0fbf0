import { describe, expect, it } from "vitest";
import { compared } from "./compared.ts";
import { filterIn } from "./filter-in.ts";
import { zones } from "./one-policy-alike.ts";
import { filterOfTerms } from "./written/terms.ts";

/** A rule over addresses of both families, as one firewall or another writes it; "four" and "six" are one prefix each. */
type Writer = (ends: string) => string;

const panos: Writer = (rule) =>
  [
    "set zone wan network layer3 ethernet1/1",
    "set zone lan network layer3 ethernet1/2",
    "set address four ip-netmask 10.0.0.0/8",
    "set address six ip-netmask 2001:db8::/32",
    "set address-group both static [ four six ]",
    ...["from any", "to any", "application any", "service any", "action allow", ...rule.split("; ")].map(
      (each) => `set rulebase security rules r ${each}`,
    ),
  ].join("\n");

const srx: Writer = (match) =>
  [
    "version 20.4R3;",
    "security {",
    "address-book { global { address four 10.0.0.0/8; address six 2001:db8::/32;",
    "address-set both { address four; address six; } } }",
    `policies { from-zone wan to-zone lan { policy p { match { ${match}; application any; } then { permit; } } } }`,
    "zones { security-zone wan { interfaces { ge-0/0/0.0; } } security-zone lan { interfaces { ge-0/0/1.0; } } }",
    "}",
  ].join("\n");

const fortios: Writer = (rule) =>
  [
    "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin",
    "config firewall address",
    'edit "four"',
    "set subnet 10.0.0.0 255.0.0.0",
    "next",
    "end",
    "config firewall address6",
    'edit "six"',
    "set ip6 2001:db8::/32",
    "next",
    "end",
    "config firewall policy",
    "edit 1",
    ...[
      'srcintf "any"',
      'dstintf "any"',
      ...rule.split("; "),
      "action accept",
      'schedule "always"',
      'service "ALL"',
    ].map((each) => `set ${each}`),
    "next",
    "end",
  ].join("\n");

const pfsense: Writer = (rule) =>
  [
    '<?xml version="1.0"?>',
    "<pfsense>",
    "<system><hostname>both</hostname><ipv6allow>1</ipv6allow><webgui><noantilockout>1</noantilockout></webgui></system>",
    "<interfaces><wan><enable>1</enable><if>em0</if><ipaddr>100.64.0.2</ipaddr><subnet>30</subnet>",
    "<ipaddrv6>2001:db8:9::1</ipaddrv6><subnetv6>64</subnetv6></wan></interfaces>",
    "<aliases><alias><name>both</name><type>network</type><address>10.0.0.0/8 2001:db8::/32</address></alias></aliases>",
    `<filter><rule><type>pass</type><interface>wan</interface>${rule}<protocol>tcp</protocol></rule></filter>`,
    "</pfsense>",
  ].join("\n");

const nftables: Writer = (rule) =>
  `table inet t {\n  chain c {\n    type filter hook forward priority filter; policy drop;\n    ${rule} accept\n  }\n}`;

const languages = {
  "PAN-OS": { os: "paloalto-panos", list: "policies", write: panos },
  "Junos SRX": { os: "juniper-junos", list: "policies", write: srx },
  FortiOS: { os: "fortinet-fortios", list: "policies", write: fortios },
  pfSense: { os: "pfsense", list: "policies", write: pfsense },
  nftables: { os: "linux-iptables", list: "inet t c", write: nftables },
} as const;

const anyEnd = "<source><any/></source><destination><any/></destination>";
const notBoth = "<source><not/><address>both</address></source><destination><any/></destination>";

describe("an address of one family says nothing of the other", () => {
  it.each<[keyof typeof languages, rule: string, four: readonly string[], six: readonly string[]]>([
    ["PAN-OS", "source four; destination any", ["ip 10.0.0.0/8 > any"], []],
    [
      "PAN-OS",
      "source four; destination any; negate-source yes",
      ["ip any except 10.0.0.0/8 > any"],
      ["ipv6 any > any"],
    ],
    ["PAN-OS", "source both; destination any", ["ip 10.0.0.0/8 > any"], ["ip 2001:db8::/32 > any"]],
    ["PAN-OS", "source four; destination six", [], []],
    ["Junos SRX", "source-address four; destination-address any", ["ip 10.0.0.0/8 > any"], []],
    [
      "Junos SRX",
      "source-address both; source-address-excluded; destination-address any",
      ["ip any except 10.0.0.0/8 > any"],
      ["ip any except 2001:db8::/32 > any"],
    ],
    ["Junos SRX", "source-address any; destination-address any", ["ipv4 any > any"], ["ipv6 any > any"]],
    ["Junos SRX", "source-address any-ipv4; destination-address six", [], []],
    ["FortiOS", 'srcaddr "all"; dstaddr "all"', ["ipv4 any > any"], []],
    [
      "FortiOS",
      'srcaddr "four"; dstaddr "all"; srcaddr6 "six"; dstaddr6 "all"',
      ["ip 10.0.0.0/8 > any"],
      ["ip 2001:db8::/32 > any"],
    ],
    [
      "FortiOS",
      'srcaddr "four"; srcaddr-negate enable; dstaddr "all"; srcaddr6 "six"; dstaddr6 "all"',
      ["ip any except 10.0.0.0/8 > any"],
      ["ip 2001:db8::/32 > any"],
    ],
    ["FortiOS", 'srcaddr6 "six"; dstaddr "all"', [], []],
    ["pfSense", `<ipprotocol>inet46</ipprotocol>${anyEnd}`, ["ipv4 tcp any > any"], ["ipv6 tcp any > any"]],
    ["pfSense", anyEnd, ["ipv4 tcp any > any"], []],
    [
      "pfSense",
      `<ipprotocol>inet46</ipprotocol>${notBoth}`,
      ["tcp any except 10.0.0.0/8 > any"],
      ["tcp any except 2001:db8::/32 > any"],
    ],
    ["pfSense", `<ipprotocol>inet6</ipprotocol>${notBoth}`, [], ["tcp any except 2001:db8::/32 > any"]],
    ["nftables", "tcp dport 80", ["ipv4 tcp any > any port 80"], ["ipv6 tcp any > any port 80"]],
    ["nftables", "ip saddr 10.0.0.0/8 tcp dport 80", ["tcp 10.0.0.0/8 > any port 80"], []],
    ["nftables", "ip6 saddr != 2001:db8::/32 tcp dport 80", [], ["tcp any except 2001:db8::/32 > any port 80"]],
  ])("%s: %s", (language, rule, four, six) => {
    const { os, list, write } = languages[language];
    const permitted = ([4, 6] as const).map((family) => {
      // pf has rules of its own for ICMPv6.
      const among = { zones, ...(language === "pfSense" ? { protocols: [6] } : {}) };
      return compared(filterIn(os, write(rule), list, family), filterOfTerms([], family), family, among);
    });
    expect(permitted.map(({ onlyOne }) => onlyOne)).toEqual([four, six]);
    expect(permitted.flatMap(({ open }) => open)).toEqual([]);
  });
});
