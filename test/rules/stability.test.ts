import { describe, expect, it } from "vitest";
import { auditDevice } from "../../src/audit/audit-device.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { parsers } from "../../parsers/index.ts";
import { rules } from "../../src/rules/index.ts";
import type { Example } from "../../src/rules/rule.ts";
import { judgeExample } from "./judge-example.ts";

/** Lines that say nothing, to be put above an example. */
const comments: Readonly<Record<OperatingSystem, string>> = {
  "cisco-ios": "!\n!\n!\n",
  "juniper-junos": "## one\n## two\n## three\n",
  "fortinet-fortios": "",
  "cisco-nxos": "!\n!\n!\n",
  "cisco-asa": "!\n!\n!\n",
  "cisco-iosxr": "!\n!\n!\n",
  "arista-eos": "!\n!\n!\n",
  "paloalto-panos": "",
  vyos: "/* one */\n/* two */\n",
  "ubiquiti-edgeos": "/* one */\n/* two */\n",
  "mikrotik-routeros": "# one\n# two\n",
  "linux-iptables": "# one\n# two\n",
  opnsense: "",
  pfsense: "",
};

const moved = rules.flatMap((rule) =>
  [...rule.examples.compliant, ...rule.examples.violating]
    .filter(({ os }) => comments[os] !== "")
    .map((example, index) => [`${rule.id} ${index + 1} (${example.os})`, rule, example] as const),
);

describe("lines added above change no subject", () => {
  it.each(moved)("%s", (_, rule, example) => {
    const lower: Example = { ...example, config: comments[example.os] + example.config };
    const words = (config: Example) =>
      judgeExample(rule, config).map(({ outcome, subject, message }) => [outcome, subject, message]);
    expect(words(lower)).toEqual(words(example));
  });
});

/** Secrets in every place that a rule looks at; none of them is a word of the vendor's. */
const planted: Readonly<Record<OperatingSystem, string>> = {
  "cisco-ios": `version 15.2
service timestamps log datetime
enable password PLANTED-enable
enable secret 5 $1$PLANTED$PLANTEDPLANTEDPLANTED0
username ops privilege 15 password 0 PLANTED-user
username weak secret 4 PLANTEDPLANTEDPLANTEDPLANTEDPLANTEDPLANTED0
aaa new-model
tacacs server A
 address ipv4 192.0.2.1
 key PLANTED-tacacs
radius-server host 192.0.2.2 key PLANTED-radius
snmp-server community PLANTED-community RW
snmp-server host 192.0.2.3 version 2c PLANTED-trap
snmp-server user poller OPS v3 auth md5 PLANTED-auth priv des PLANTED-priv
ntp authentication-key 1 md5 PLANTED-ntp
ntp server 192.0.2.4 key 1
line vty 0 4
 password PLANTED-line
 transport input telnet
end
`,
  "juniper-junos": `system {
    root-authentication { encrypted-password "$1$PLANTED$PLANTED"; }
    login { user ops { class super-user; authentication { encrypted-password "$1$PLANTED$PLANTED"; } } }
    tacplus-server { 192.0.2.1 secret "$9$PLANTED"; }
    radius-server { 192.0.2.2 secret "$9$PLANTED"; }
    services { telnet; ftp; }
    ntp { authentication-key 1 type md5 value "$9$PLANTED"; server 192.0.2.4 key 1; }
}
snmp {
    community PLANTED-community { authorization read-write; }
    trap-group receivers { targets { 192.0.2.3; } }
}
`,
  "fortinet-fortios": `config system admin
 edit "admin"
  set accprofile "super_admin"
  set password ENC AK1PLANTED
 next
end
config system snmp sysinfo
 set status enable
end
config system snmp community
 edit 1
  set name "PLANTED-community"
 next
end
config system snmp user
 edit "poller"
  set security-level auth-priv
  set auth-pwd ENC PLANTED-auth
  set priv-pwd ENC PLANTED-priv
 next
end
config user tacacs+
 edit "A"
  set server "192.0.2.1"
  set key ENC PLANTED-tacacs
 next
end
`,
  "cisco-nxos": `version 9.3(8)
hostname r1
feature telnet
username admin password 0 PLANTED-user role network-admin
username weak password 5 $1$PLANTED$PLANTEDPLANTED role network-operator
enable secret 5 $1$PLANTED$PLANTED-enable priv-lvl 14
tacacs-server key 7 "PLANTED-tacacs"
tacacs-server host 192.0.2.1 key 0 "PLANTED-host"
radius-server host 192.0.2.2 key 7 "PLANTED-radius" authentication accounting
snmp-server community PLANTED-community group network-admin
snmp-server community PLANTED-community use-acl NOLIST
snmp-server mib community-map PLANTED-community context blue
snmp-server user poller network-operator auth md5 0xPLANTED-auth priv 0xPLANTED-priv localizedkey
snmp-server host 192.0.2.3 traps version 2c PLANTED-trap
ntp authentication-key 1 md5 PLANTED-ntp 7
ntp server 192.0.2.4 key 1
key chain ONE
  key 1
    key-string 7 PLANTED-chain
interface Vlan10
  ip address 192.0.2.9/24
  ip ospf message-digest-key 1 md5 3 PLANTED-ospf
  ip pim hello-authentication ah-md5 3 PLANTED-pim
  hsrp 1
    authentication md5 key-string PLANTED-hsrp
  vrrp 2
    authentication text PLANTED-vrrp
router bgp 65000
  neighbor 192.0.2.5
    password 3 PLANTED-bgp
line vty
  exec-timeout 0
`,
  "cisco-asa": `ASA Version 9.8(4)
hostname r1
enable password PLANTED-enable
passwd PLANTED-login
username ops password PLANTED-user privilege 15
username weak password PLANTEDPLANTED00 encrypted privilege 15
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
aaa-server TAC protocol tacacs+
aaa-server TAC (outside) host 192.0.2.9
 key PLANTED-tacacs
aaa-server TAC (outside) host 192.0.2.10 PLANTED-inline
snmp-server community PLANTED-community
snmp-server host outside 192.0.2.3 community PLANTED-host version 2c
snmp-server user poller READERS v3 auth md5 PLANTED-auth priv des PLANTED-priv
ntp authentication-key 1 md5 PLANTED-ntp
ntp server 192.0.2.4 key 1
tunnel-group 192.0.2.200 ipsec-attributes
 ikev1 pre-shared-key PLANTED-psk
router bgp 65000
 neighbor 192.0.2.5 password PLANTED-bgp
telnet 0.0.0.0 0.0.0.0 outside
ssh 0.0.0.0 0.0.0.0 outside
`,
  "cisco-iosxr": `!! IOS XR Configuration 7.3.2
hostname r1
username admin
 group root-lr
 password 0 PLANTED-user
!
tacacs-server host 192.0.2.1 port 49
 key 7 PLANTED-tacacs
!
snmp-server community PLANTED-community RW SystemOwner
snmp-server group PLANTED-community v2c
snmp-server user poller OPS v3 auth md5 encrypted PLANTED-auth priv des56 clear PLANTED-priv
snmp-server host 192.0.2.3 traps version 2c clear PLANTED-trap
ntp
 authentication-key 1 md5 encrypted PLANTED-ntp
 server 192.0.2.4 key 1
!
line default
 password 0 PLANTED-line
!
router bgp 65000
 neighbor 192.0.2.5
  remote-as 65001
  password encrypted PLANTED-bgp
 !
!
telnet vrf default ipv4 server max-servers 5
end
`,
  "arista-eos": `hostname r1
enable password 0 PLANTED-enable
aaa root secret sha512 $6$PLANTED$PLANTEDPLANTED
username ops privilege 15 role network-admin secret 0 PLANTED-user
username weak secret 5 $1$PLANTED$0123456789012345678901
radius-server host 192.0.2.2 vrf MGMT key 7 PLANTED-radius
tacacs-server host 192.0.2.1 key 8a PLANTED-tacacs
snmp-server community PLANTED-community rw
snmp-server group PLANTED-community v2c read ALL
snmp-server user poller OPS v3 localized 0123456789 auth md5 PLANTED-auth priv des PLANTED-priv
snmp-server host 192.0.2.3 vrf MGMT version 2c PLANTED-trap
ntp authentication-key 1 md5 0 PLANTED-ntp
ntp server 192.0.2.4 key 1
router bgp 65000
   neighbor 192.0.2.5 remote-as 65001
   neighbor 192.0.2.5 password 7 PLANTED-bgp
interface Ethernet1
   isis enable CORE
   isis authentication key 0 PLANTED-isis
ip security
   profile ONE
      shared-key PLANTED-vpn
daemon TerminAttr
   exec /usr/bin/TerminAttr -cvauth=key,PLANTED-token
end
`,
  "paloalto-panos": `set deviceconfig system hostname r1
set deviceconfig system service disable-telnet no
set deviceconfig system snmp-setting access-setting version v2c snmp-community-string PLANTED-community
set deviceconfig system ntp-servers primary-ntp-server ntp-server-address 192.0.2.4
set deviceconfig system ntp-servers primary-ntp-server authentication-type symmetric-key algorithm md5 authentication-key PLANTED-ntp
set mgt-config users admin phash $1$PLANTED$PLANTED
set mgt-config users admin permissions role-based superuser yes
set shared server-profile tacplus t server a address 192.0.2.1
set shared server-profile tacplus t server a secret PLANTED-tacacs
set shared server-profile radius r server b ip-address 192.0.2.2
set shared server-profile radius r server b secret -AQ==PLANTED-radius
set shared log-settings snmptrap traps version v2c server s manager 192.0.2.3
set shared log-settings snmptrap traps version v2c server s community PLANTED-trap
set network ike gateway g authentication pre-shared-key key PLANTED-psk
set network virtual-router v protocol bgp auth-profile p secret PLANTED-bgp
set rulebase security rules all from any to any source any destination any application any service any action allow
`,
  vyos: `set system host-name r1
set system login user admin authentication plaintext-password PLANTED-1
set system login user ops authentication encrypted-password '$1$PLANTED$PLANTED'
set system login radius server 192.0.2.1 key PLANTED-2
set system login tacacs server 192.0.2.2 key 'PLANTED-3'
set service snmp community PLANTED-4 authorization rw
set service snmp trap-target 192.0.2.3 community PLANTED-5
set service snmp v3 group g seclevel auth
set service snmp v3 user poller group g
set service snmp v3 user poller auth plaintext-password PLANTED-6
set service snmp v3 user poller auth type md5
set service telnet
set protocols bgp neighbor 192.0.2.4 password PLANTED-7
set vpn ipsec site-to-site peer 192.0.2.5 authentication pre-shared-secret PLANTED-8
set frobnicate password PLANTED-9
`,
  "ubiquiti-edgeos": `firewall {
}
service {
    snmp {
        community PLANTED-1 {
            authorization rw
        }
    }
    telnet {
    }
}
system {
    login {
        radius-server 192.0.2.1 {
            secret PLANTED-2
        }
        user admin {
            authentication {
                plaintext-password "PLANTED-3"
            }
            level admin
        }
        user ops {
            authentication {
                encrypted-password $1$PLANTED$PLANTED
            }
        }
    }
}
/* Release version: v1.10.11.5274269.200221.1028 */
`,
  "mikrotik-routeros": `# jan/02/2022 00:08:03 by RouterOS 6.49.6
/interface l2tp-server server
set enabled=yes ipsec-secret=PLANTED-l2tp
/ip address
add address=192.0.2.1/24 interface=ether1
/ip ipsec identity
add peer=one secret=PLANTED-ipsec
/ppp secret
add name=guest password="PLANTED-ppp"
/radius
add address=192.0.2.2 secret=PLANTED-radius service=login
/routing bgp peer
add name=up remote-address=192.0.2.3 tcp-md5-key=PLANTED-bgp
/snmp
set enabled=yes trap-community=PLANTED-trap
/snmp community
add name=PLANTED-community write-access=yes
add authentication-password=PLANTED-auth encryption-password=PLANTED-priv name=poller security=private
/system identity
set name=r1
/user
add group=full name=ops password=PLANTED-user
frobnicate password=PLANTED-unread
`,
  "linux-iptables": `# Generated by iptables-save v1.8.9 on Mon Mar  4 10:00:00 2024
*filter
:INPUT ACCEPT [0:0]
-A INPUT -p udp -m string --algo bm --string PLANTED-knock -j ACCEPT
-A INPUT -p udp -m string --algo bm --hex-string "|00|PLANTED-hex" -j ACCEPT
-A INPUT -s 192.0.2.0/24 -j ACCEPT
-A INPUT -s 192.0.2.1/32 -j DROP
COMMIT
`,
  opnsense: `<?xml version="1.0"?>
<opnsense>
<system><hostname>r1</hostname><user><name>root</name><password>PLANTED-1</password><otp_seed>PLANTED-2</otp_seed><apikeys><item><key>PLANTED-3</key><secret>PLANTED-4</secret></item></apikeys></user>
<authserver><name>a</name><type>radius</type><host>192.0.2.1</host><radius_secret>PLANTED-5</radius_secret></authserver>
<webgui><protocol>http</protocol></webgui></system>
<snmpd><enable/><rocommunity>PLANTED-6</rocommunity></snmpd>
<ipsec><phase1><pre-shared-key>PLANTED-7</pre-shared-key></phase1></ipsec>
<cert><prv>PLANTED-8</prv></cert>
<frobnicate><password>PLANTED-9</password></frobnicate>
</opnsense>
`,
  pfsense: `<?xml version="1.0"?>
<pfsense>
<system><hostname>r1</hostname><user><name>admin</name><md5-hash>PLANTED-1</md5-hash><nt-hash>PLANTED-2</nt-hash><ipsecpsk>PLANTED-3</ipsecpsk></user><user><name>b</name><password>PLANTED-4</password></user>
<authserver><name>a</name><type>radius</type><host>192.0.2.1</host><radius_secret>PLANTED-5</radius_secret></authserver>
<webgui><protocol>http</protocol></webgui></system>
<snmpd><enable/><rocommunity>PLANTED-6</rocommunity></snmpd>
<ipsec><phase1><pre-shared-key>PLANTED-7</pre-shared-key></phase1></ipsec>
<cert><prv>PLANTED-8</prv></cert>
<frobnicate><password>PLANTED-9</password></frobnicate>
</pfsense>
`,
};

describe("no verdict and no finding holds a planted secret", () => {
  it.each(parsers.map((parser) => [parser.id, parser] as const))("%s", (id, parser) => {
    const { verdicts, findings } = auditDevice(parser.parse(planted[id]), rules, "example");
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify({ verdicts, findings })).not.toMatch(/PLANTED/);
  });
});
