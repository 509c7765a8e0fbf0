import { assert, property, stringMatching } from "fast-check";
import { describe, expect, it } from "vitest";
import { auditText } from "../../src/audit/audit-text.ts";
import { auditJson } from "../../src/report/json.ts";
import { reportedDevice } from "../../src/report/reported-device.ts";
import { auditSarif } from "../../src/report/sarif.ts";
import { auditTable } from "../../src/report/table.ts";
import { rules } from "../../src/rules/index.ts";
import { redact } from "../../src/secrets/redact.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";

/** Where each language keeps secrets; § is the planted one. Lines that no parser knows are there on purpose. */
const places: readonly (readonly [OperatingSystem, string])[] = [
  ["cisco-ios", "enable password §"],
  ["cisco-ios", "enable secret 5 §"],
  ["cisco-ios", "username admin privilege 15 password 0 §"],
  ["cisco-ios", "username admin secret 9 §"],
  ["cisco-ios", "snmp-server community § RO 10"],
  ["cisco-ios", "snmp-server host 192.0.2.1 version 2c §"],
  ["cisco-ios", "snmp-server user auditor group v3 auth sha § priv aes 128 §"],
  ["cisco-ios", "tacacs-server host 192.0.2.1 key §"],
  ["cisco-ios", "radius server one\n key 7 §"],
  ["cisco-ios", "line vty 0 4\n password §"],
  ["cisco-ios", "ntp authentication-key 1 md5 § 7"],
  ["cisco-ios", "key chain one\n key 1\n  key-string §"],
  ["cisco-ios", "crypto isakmp key § address 192.0.2.1"],
  ["cisco-ios", "interface GigabitEthernet0/1\n ip ospf message-digest-key 1 md5 §"],
  ["cisco-ios", "interface GigabitEthernet0/1\n standby 1 authentication md5 key-string §"],
  ["cisco-ios", "router bgp 65000\n neighbor 192.0.2.1 password §"],
  ["cisco-ios", "interface Dialer1\n ppp chap password 0 §"],
  ["cisco-ios", "frobnicate password §"],
  ["cisco-iosxr", "username a\n group root-lr\n secret 10 $6$x$§"],
  ["cisco-iosxr", "username a\n password 7 §"],
  ["cisco-iosxr", "username a\n password-policy P password encrypted §"],
  ["cisco-iosxr", "snmp-server community § RO SystemOwner IPv4 A"],
  ["cisco-iosxr", "snmp-server community encrypted § RO"],
  ["cisco-iosxr", "snmp-server community clear §"],
  ["cisco-iosxr", "snmp-server host 192.0.2.1 traps version 2c encrypted §"],
  ["cisco-iosxr", "snmp-server vrf V\n host 192.0.2.1 traps version 2c §"],
  ["cisco-iosxr", "snmp-server vrf V\n host 192.0.2.1 traps version 2c clear §"],
  ["cisco-iosxr", "snmp-server vrf V host 192.0.2.1 traps version 2c §"],
  ["cisco-iosxr", "snmp-server user a G v3 auth sha encrypted § priv aes 128 clear §"],
  ["cisco-iosxr", "snmp-server user a G v3 auth md5 § priv des56 §"],
  ["cisco-iosxr", "snmp-server community-map § context C"],
  ["cisco-iosxr", "snmp-server community §\nsnmp-server group § v2c"],
  ["cisco-iosxr", "tacacs-server host 192.0.2.1 port 49\n key 7 §"],
  ["cisco-iosxr", "radius-server host 192.0.2.1 auth-port 1812 acct-port 1813\n key §"],
  ["cisco-iosxr", "tacacs-server key 7 §"],
  ["cisco-iosxr", "aaa group server radius G\n server-private 192.0.2.1\n  key 7 §"],
  ["cisco-iosxr", "line default\n password 7 §"],
  ["cisco-iosxr", "line console\n secret 5 §"],
  ["cisco-iosxr", "ntp\n authentication-key 1 md5 encrypted §"],
  ["cisco-iosxr", "ntp authentication-key 1 md5 clear §"],
  ["cisco-iosxr", "key chain K\n key 1\n  key-string password §"],
  ["cisco-iosxr", "router bgp 65000\n neighbor 192.0.2.1\n  password encrypted §"],
  ["cisco-iosxr", "router ospf 1\n area 0\n  interface A\n   message-digest-key 1 md5 encrypted §"],
  ["cisco-iosxr", "router ospf 1\n area 0\n  interface A\n   authentication-key §"],
  ["cisco-iosxr", "router ospfv3 1\n area 0\n  interface A\n   authentication ipsec spi 256 md5 §"],
  ["cisco-iosxr", "router ospfv3 1\n encryption ipsec spi 256 esp aes password § authentication sha1 password §"],
  [
    "cisco-iosxr",
    "router isis A\n lsp-password hmac-md5 encrypted §\n interface B\n  hello-password hmac-md5 encrypted §",
  ],
  ["cisco-iosxr", "router isis A\n interface B\n  hello-password §"],
  ["cisco-iosxr", "router hsrp\n interface A\n  address-family ipv4\n   hsrp 1\n    authentication §"],
  ["cisco-iosxr", "router hsrp\n interface A\n  hsrp 1 authentication §"],
  ["cisco-iosxr", "router vrrp\n interface A\n  address-family ipv4\n   vrrp 1\n    text-authentication §"],
  ["cisco-iosxr", "mpls ldp\n neighbor\n  password encrypted §"],
  ["cisco-iosxr", "mpls ldp\n neighbor 192.0.2.1:0 password clear §"],
  ["cisco-iosxr", "crypto isakmp key § address 192.0.2.1"],
  ["cisco-iosxr", "confdConfig encryptedStrings AESCFB128 key1 §"],
  ["cisco-iosxr", "ssh server username a keystring §"],
  ["cisco-iosxr", "frobnicate password encrypted §"],
  ["arista-eos", "enable password sha512 §"],
  ["arista-eos", "aaa root secret 5 §"],
  ["arista-eos", "username admin privilege 15 role network-admin secret 0 §"],
  ["arista-eos", "username admin role custom secret sha512 §"],
  ["arista-eos", "radius-server host 192.0.2.1 vrf MGMT key 7 §"],
  ["arista-eos", "tacacs-server host 192.0.2.1 single-connection key 8a §"],
  ["arista-eos", "snmp-server community § ro"],
  ["arista-eos", "snmp-server community § view ALL rw ipv6 SIX FOUR\nsnmp-server group § v2c read ALL"],
  ["arista-eos", "snmp-server user one GROUP v3 localized 0123 auth sha § priv aes §"],
  ["arista-eos", "snmp-server host 192.0.2.1 vrf MGMT version 2c §"],
  ["arista-eos", "ntp authentication-key 1 sha1 7 §"],
  ["arista-eos", "router bgp 65000\n   neighbor PEERS password 7 §"],
  ["arista-eos", "interface Ethernet1\n   ip ospf message-digest-key 1 sha512 7 §"],
  ["arista-eos", "interface Ethernet1\n   ip ospf authentication-key 7 §"],
  ["arista-eos", "interface Ethernet1\n   isis authentication key 0 §"],
  ["arista-eos", "interface Ethernet1\n   isis authentication key-id 2 algorithm sha-512 key 0 § level-1"],
  ["arista-eos", "interface Vlan1\n   vrrp 1 peer authentication text §"],
  ["arista-eos", "interface Vlan1\n   vrrp 1 peer authentication ietf-md5 key-string 7 §"],
  ["arista-eos", "ip security\n   profile ONE\n      shared-key 7 §"],
  ["arista-eos", "mac security\n   profile ONE\n      key 1234 7 § fallback"],
  [
    "arista-eos",
    "management security\n   session shared-secret profile ONE\n      secret one 0 § receive-lifetime infinite",
  ],
  ["arista-eos", "daemon TerminAttr\n   exec /usr/bin/TerminAttr -cvauth=key,§ -cvproxy=http://user:§@192.0.2.1:3128"],
  ["arista-eos", "service unsupported-transceiver someone §"],
  ["arista-eos", "monitor server radius\n   probe method access-request username one password 7 §"],
  ["arista-eos", "dot1x\n   supplicant profile ONE\n      passphrase 0 §"],
  [
    "arista-eos",
    "management api http-commands\n   protocol https certificate\n-----BEGIN PRIVATE KEY-----\n§\n-----END PRIVATE KEY-----\nEOF",
  ],
  ["arista-eos", "frobnicate password §"],
  ["cisco-nxos", "username admin password 0 § role network-admin"],
  ["cisco-nxos", "username admin password § role network-admin"],
  ["cisco-nxos", "username admin password 5 $5$§  role network-admin"],
  ["cisco-nxos", "enable secret 5 § priv-lvl 14"],
  ["cisco-nxos", "snmp-server community § group network-admin"],
  ["cisco-nxos", "snmp-server community § use-acl POLLERS"],
  ["cisco-nxos", "snmp-server mib community-map § context blue"],
  ["cisco-nxos", "snmp-server user admin network-admin auth md5 § priv § localizedkey"],
  ["cisco-nxos", "snmp-server user admin auth sha-256 § priv aes-128 § localizedkey engineID 128:0:0:9"],
  ["cisco-nxos", "snmp-server host 192.0.2.1 traps version 2c §"],
  ["cisco-nxos", "snmp-server host 192.0.2.1 §"],
  ["cisco-nxos", 'tacacs-server host 192.0.2.1 key 7 "§" port 49'],
  ["cisco-nxos", 'radius-server key 0 "§"'],
  ["cisco-nxos", 'ldap-server host 192.0.2.1 rootDN "cn=a" password 7 §'],
  ["cisco-nxos", "ntp authentication-key 1 md5 § 7"],
  ["cisco-nxos", "key chain one\n  key 1\n    key-string 7 §"],
  ["cisco-nxos", "key chain one macsec\n  key 1000\n    key-octet-string 7 § cryptographic-algorithm AES_256_CMAC"],
  ["cisco-nxos", "interface Vlan10\n  hsrp 1\n    authentication md5 key-string §"],
  ["cisco-nxos", "interface Vlan10\n  vrrp 1\n    authentication text §"],
  ["cisco-nxos", "interface Ethernet1/1\n  ip ospf authentication-key 3 §"],
  ["cisco-nxos", "interface Ethernet1/1\n  ip pim hello-authentication ah-md5 3 §"],
  ["cisco-nxos", "router bgp 65000\n  template peer A\n    password 3 §"],
  ["cisco-nxos", "ip msdp password 192.0.2.1 3 §"],
  ["cisco-nxos", "vtp password §"],
  ["cisco-nxos", "frobnicate password §"],
  ["juniper-junos", 'system {\n root-authentication {\n encrypted-password "§"; ## SECRET-DATA\n }\n}'],
  [
    "juniper-junos",
    'system {\n login {\n user a {\n class super-user;\n authentication {\n encrypted-password "$6$§";\n }\n }\n }\n}',
  ],
  ["juniper-junos", 'system {\n radius-server {\n 192.0.2.1 secret "$9$§";\n }\n}'],
  ["juniper-junos", "snmp {\n community § {\n authorization read-only;\n }\n}"],
  ["juniper-junos", "set snmp community § authorization read-write\nset system host-name x"],
  ["juniper-junos", 'set system tacplus-server 192.0.2.1 secret "§"\nset system host-name x'],
  ["juniper-junos", 'set security ike policy p pre-shared-key ascii-text "$9$§"\nset system host-name x'],
  ["juniper-junos", 'protocols {\n bgp {\n group g {\n authentication-key "$9$§";\n }\n }\n}'],
  [
    "juniper-junos",
    '<rpc-reply xmlns:junos="http://xml.juniper.net/junos/21.4R1/junos"><configuration>\n<snmp><community><name>§</name></community></snmp>\n</configuration></rpc-reply>',
  ],
  [
    "juniper-junos",
    '<configuration xmlns="http://xml.juniper.net/xnm/1.1/xnm">\n<system><root-authentication><encrypted-password>§</encrypted-password></root-authentication></system>\n</configuration>',
  ],
  ["fortinet-fortios", "config system admin\n edit admin\n set password ENC §\n next\nend"],
  ["fortinet-fortios", "config system admin\n edit admin\n set password §\n next\nend"],
  ["fortinet-fortios", "config system snmp community\n edit 1\n set name §\n next\nend"],
  ["fortinet-fortios", "config system snmp user\n edit one\n set auth-pwd ENC §\n set priv-pwd ENC §\n next\nend"],
  ["fortinet-fortios", "config vpn ipsec phase1-interface\n edit one\n set psksecret ENC §\n next\nend"],
  ["fortinet-fortios", "config user radius\n edit one\n set secret ENC §\n next\nend"],
  [
    "fortinet-fortios",
    'config vpn certificate local\n edit one\n set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----\n§\n-----END ENCRYPTED PRIVATE KEY-----"\n next\nend',
  ],
  ["fortinet-fortios", "config wireless-controller vap\n edit one\n set passphrase ENC §\n next\nend"],
  ["fortinet-fortios", "config frobnicate thing\n edit one\n set password §\n next\nend"],
  ["paloalto-panos", "set mgt-config users admin phash §"],
  ["paloalto-panos", "set deviceconfig system snmp-setting access-setting version v2c snmp-community-string §"],
  [
    "paloalto-panos",
    "set deviceconfig system snmp-setting access-setting version v3 users a authpwd §\nset deviceconfig system snmp-setting access-setting version v3 users a privpwd §",
  ],
  ["paloalto-panos", "set shared server-profile radius r server s secret §"],
  ["paloalto-panos", "set shared server-profile ldap l bind-password §"],
  ["paloalto-panos", "set network ike gateway g authentication pre-shared-key key §"],
  ["paloalto-panos", "set network virtual-router v protocol bgp auth-profile p secret §"],
  ["paloalto-panos", "set network virtual-router v protocol ospf auth-profile p md5 1 key §"],
  [
    "paloalto-panos",
    "set deviceconfig system ntp-servers primary-ntp-server authentication-type symmetric-key algorithm sha1 authentication-key §",
  ],
  ["paloalto-panos", "set shared log-settings snmptrap t version v2c server s community §"],
  ["paloalto-panos", "set shared certificate c private-key -AQ==§"],
  ["paloalto-panos", "set frobnicate thing a-password §"],
  ["paloalto-panos", 'set frobnicate "unclosed password §'],
  [
    "paloalto-panos",
    '<config version="10.1.0" urldb="paloaltonetworks">\n<mgt-config><users><entry name="a"><phash>§</phash></entry></users></mgt-config>\n</config>',
  ],
  [
    "paloalto-panos",
    '<config version="10.1.0">\n<shared><certificate><entry name="c"><private-key>-----BEGIN KEY-----\n§\n-----END KEY-----</private-key></entry></certificate></shared>\n</config>',
  ],
  [
    "paloalto-panos",
    '<config version="10.1.0">\n<mgt-config><users><entry name="a">\n<phash>&lt;§&amp;</phash>\n</config>',
  ],
  ["paloalto-panos", "config {\n  mgt-config {\n    users {\n      a {\n        phash §;\n      }\n    }\n  }\n}"],
  ["vyos", "set system host-name x\nset system login user a authentication plaintext-password §"],
  ["vyos", "set system host-name x\nset system login user a authentication encrypted-password '$6$§$§'"],
  ["vyos", "set system host-name x\nset system login radius server 192.0.2.1 key '§'"],
  ["vyos", 'system {\n login {\n tacacs {\n server 192.0.2.1 {\n key "§"\n }\n }\n }\n}'],
  ["vyos", "service {\n snmp {\n community § {\n network 192.0.2.0/24\n }\n }\n}"],
  ["vyos", "set service snmp community § authorization rw\nset service snmp trap-target 192.0.2.1 community §"],
  [
    "vyos",
    "set service snmp v3 user a auth plaintext-password §\nset service snmp v3 user a privacy encrypted-password §",
  ],
  ["vyos", "set protocols bgp neighbor 192.0.2.1 password '§'\nset protocols isis interface eth0 password md5 §"],
  [
    "vyos",
    "interfaces {\n ethernet eth0 {\n ip {\n ospf {\n authentication {\n md5 {\n key-id 1 {\n md5-key §\n }\n }\n }\n }\n }\n }\n}",
  ],
  [
    "vyos",
    "set vpn ipsec authentication psk one secret '§'\nset vpn l2tp remote-access authentication local-users username a password §",
  ],
  ["vyos", "set interfaces wireguard wg0 private-key '§'\nset interfaces wireguard wg0 peer a preshared-key §"],
  ["vyos", "set pki certificate a private key '§'\nset service https api keys id a key '§'"],
  [
    "vyos",
    "set system login user a authentication otp key §\nset high-availability vrrp group a authentication password §",
  ],
  [
    "vyos",
    "set system config-management commit-archive location 'scp://a:§@192.0.2.1/x'\nset container name a environment TOKEN value §",
  ],
  ["vyos", 'system {\n login {\n user a {\n authentication {\n plaintext-password "§ and more"\n }\n }\n }\n}'],
  ["vyos", "set frobnicate password §\nfrobnicate {\n secret §\n}\nfrobnicate key §"],
  [
    "ubiquiti-edgeos",
    'system {\n login {\n radius-server 192.0.2.1 {\n secret §\n }\n user a {\n authentication {\n encrypted-password $1$§$§\n plaintext-password "§"\n }\n }\n }\n}',
  ],
  ["ubiquiti-edgeos", "interfaces {\n ethernet eth0 {\n pppoe 0 {\n password §\n user-id a\n }\n }\n}"],
  [
    "ubiquiti-edgeos",
    "service {\n unms {\n connection wss://192.0.2.1:443+§+allowSelfSignedCertificate\n }\n dns {\n dynamic {\n interface eth0 {\n service dyndns {\n password §\n }\n }\n }\n }\n}",
  ],
  [
    "ubiquiti-edgeos",
    "set vpn ipsec site-to-site peer 192.0.2.1 authentication pre-shared-secret '§'\nset service snmp community §",
  ],
  ["opnsense", "<opnsense>\n<system><user><name>root</name><password>§</password></user></system>\n</opnsense>"],
  [
    "opnsense",
    "<opnsense>\n<system><user><name>a</name><password><![CDATA[§]]></password><otp_seed>§</otp_seed></user></system>\n</opnsense>",
  ],
  [
    "opnsense",
    "<opnsense>\n<system><user><apikeys><item><key>§</key><secret>$6$$§</secret></item></apikeys></user></system>\n</opnsense>",
  ],
  [
    "opnsense",
    "<opnsense>\n<system><authserver><type>ldap</type><ldap_bindpw>§&amp;x</ldap_bindpw></authserver></system>\n</opnsense>",
  ],
  [
    "opnsense",
    "<opnsense>\n<OPNsense><netsnmp><general><enabled>1</enabled><community>§</community></general></netsnmp></OPNsense>\n</opnsense>",
  ],
  [
    "opnsense",
    "<opnsense>\n<OPNsense><IPsec><preSharedKeys><preSharedKey><Key>§</Key></preSharedKey></preSharedKeys></IPsec></OPNsense>\n</opnsense>",
  ],
  [
    "opnsense",
    "<opnsense>\n<OPNsense><wireguard><server><servers><server><privkey>§</privkey></server></servers></server></wireguard></OPNsense>\n</opnsense>",
  ],
  ["opnsense", "<opnsense>\n<cert><prv>§\n§</prv></cert>\n</opnsense>"],
  [
    "opnsense",
    "<opnsense>\n<!-- <password>§</password> -->\n<frobnicate><password>§</password></frobnicate>\n</opnsense>",
  ],
  ["opnsense", "<opnsense>\n<system>\n<user><password>§"],
  [
    "pfsense",
    "<pfsense>\n<system><user><name>admin</name><bcrypt-hash>§</bcrypt-hash><nt-hash>§</nt-hash></user></system>\n</pfsense>",
  ],
  [
    "pfsense",
    "<pfsense>\n<system><authserver><type>radius</type><radius_secret>§</radius_secret></authserver></system>\n</pfsense>",
  ],
  ["pfsense", "<pfsense>\n<snmpd><enable/><rocommunity>§</rocommunity><trapstring>§</trapstring></snmpd>\n</pfsense>"],
  ["pfsense", "<pfsense>\n<ipsec><phase1><pre-shared-key>§</pre-shared-key></phase1></ipsec>\n</pfsense>"],
  [
    "pfsense",
    "<pfsense>\n<openvpn><openvpn-server><shared_key>§</shared_key><tls>§</tls><custom_options>x §</custom_options></openvpn-server></openvpn>\n</pfsense>",
  ],
  ["pfsense", "<pfsense>\n<hasync><username>admin</username><password>§</password></hasync>\n</pfsense>"],
  ["pfsense", "<pfsense>\n<virtualip><vip><mode>carp</mode><password>§</password></vip></virtualip>\n</pfsense>"],
  ["pfsense", "<pfsense>\n<ntpd><serverauth>yes</serverauth><serverauthkey>§</serverauthkey></ntpd>\n</pfsense>"],
  [
    "pfsense",
    "<pfsense>\n<ppps><ppp><type>pppoe</type><password>§</password></ppp></ppps>\n<dyndnses><dyndns><password>§</password></dyndns></dyndnses>\n</pfsense>",
  ],
];

const secrets = stringMatching(/^[A-Za-z][A-Za-z0-9]{11,23}$/).map((text) => `Zq${text}`);

function everyOutput(os: OperatingSystem, text: string): string {
  const audited = auditText(new TextEncoder().encode(text), { rules, os, path: "device.cfg" });
  if (!audited.ok) throw new Error(audited.failure);
  const report = { version: "0.0.0", devices: [reportedDevice("device.cfg", audited, true)], failed: [], rules };
  return [
    ...auditTable(report, { columns: 200, paint: (_, painted) => painted, all: true, most: null, conclusion: "" }),
    JSON.stringify(auditJson(report, true)),
    JSON.stringify(auditSarif(report)),
    redact(audited.text, audited.parsed.secrets),
    JSON.stringify(audited.parsed.config),
  ].join("\n");
}

describe("no planted secret is in any output", () => {
  it.each(places)("%s: %s", (os, template) => {
    assert(
      property(secrets, (secret) => {
        expect(everyOutput(os, `${template.replaceAll("§", secret)}\n`)).not.toContain(secret);
      }),
      { numRuns: 25 },
    );
  });
});

it("would see a text that is not taken for a secret", () => {
  expect(everyOutput("cisco-ios", "hostname ZqNoSecretAtAll\n")).toContain("ZqNoSecretAtAll");
});
