import { describe, expect, it } from "vitest";
import { auditText } from "../../src/audit/audit-text.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { parsers } from "../../parsers/index.ts";
import { rules } from "../../src/rules/index.ts";
import type { Store } from "../../src/store/store.ts";
import { addDevice, known } from "../store/temporary-store.ts";
import { sharedApi } from "./api-under-test.ts";
import { routes } from "./routes.ts";

const { profiles } = loadProfiles();

/** Written for this test; every secret is a fake and begins with FAKE. */
const planted: Readonly<Record<OperatingSystem, string>> = {
  "cisco-ios": `version 15.2
hostname r1
enable password FAKEenable1
username admin privilege 15 password 0 FAKEuser2
snmp-server community FAKEcommunity3 RW
snmp-server user ops grp v3 auth sha FAKEauth4 priv aes 128 FAKEpriv5
tacacs-server key FAKEtacacs6
radius-server host 192.0.2.9 key FAKEradius7
ntp authentication-key 1 md5 FAKEntp8
line vty 0 4
 password FAKEline9
 transport input telnet ssh
frobnicate password 0 FAKEunread10
end
`,
  "juniper-junos": `version 18.4R1.8;
system {
    host-name r1;
    root-authentication {
        encrypted-password "$1$FAKEroot1"; ## SECRET-DATA
    }
    radius-server {
        192.0.2.9 secret "$9$FAKEradius2"; ## SECRET-DATA
    }
}
snmp {
    community FAKEcommunity3 {
        authorization read-write;
    }
}
`,
  "fortinet-fortios": `#config-version=FGT60F-7.0.0-FW-build0066-210330:opmode=0:vdom=0:user=admin
config system global
    set hostname "r1"
end
config system admin
    edit "admin"
        set accprofile "super_admin"
        set password ENC FAKEadmin1
    next
end
config system snmp community
    edit 1
        set name "FAKEcommunity2"
    next
end
config user radius
    edit "r"
        set server "192.0.2.9"
        set secret ENC FAKEradius3
    next
end
`,
  "cisco-nxos": `version 9.3(8)
hostname r1
username admin password 0 FAKEuser1 role network-admin
snmp-server community FAKEcommunity2 group network-admin
snmp-server user poller network-operator auth sha FAKEauth3 priv aes-128 FAKEpriv4 localizedkey
snmp-server user ops auth md5 FAKEauth5 priv FAKEpriv6 localizedkey engineID 128:0:0:9
snmp-server host 192.0.2.3 traps version 2c FAKEtrap7
tacacs-server key 7 "FAKEtacacs8"
radius-server host 192.0.2.9 key 0 FAKEradius9
ntp authentication-key 1 md5 FAKEntp10 7
router bgp 65000
  neighbor 192.0.2.5
    password 3 FAKEbgp11
frobnicate password 0 FAKEunread12
`,
  "cisco-asa": `ASA Version 9.8(4)
hostname r1
enable password FAKEenable1
passwd FAKElogin2
username admin password FAKEuser3 privilege 15
snmp-server community FAKEcommunity4
snmp-server host inside 192.0.2.3 community FAKEhost5 version 2c
snmp-server user ops grp v3 auth sha FAKEauth6 priv aes 128 FAKEpriv7
aaa-server TAC protocol tacacs+
aaa-server TAC (inside) host 192.0.2.9
 key FAKEtacacs8
ntp authentication-key 1 md5 FAKEntp9
tunnel-group 192.0.2.200 ipsec-attributes
 ikev1 pre-shared-key FAKEpsk10
frobnicate password FAKEunread11
telnet 0.0.0.0 0.0.0.0 inside
: end
`,
  "cisco-iosxr": `!! IOS XR Configuration 7.3.2
hostname r1
username admin
 group root-lr
 secret 0 FAKEsecret1
!
snmp-server community FAKEsecret2 RO
snmp-server community encrypted FAKEsecret3 RW
snmp-server user ops grp v3 auth sha encrypted FAKEsecret4 priv aes 128 clear FAKEsecret5
tacacs-server host 192.0.2.9 port 49
 key 7 FAKEsecret6
!
ntp
 authentication-key 1 md5 encrypted FAKEsecret7
!
line default
 password 7 FAKEsecret8
!
telnet vrf default ipv4 server max-servers 5
frobnicate password encrypted FAKEsecret9
end
`,
  "arista-eos": `! device: r1 (DCS-7050TX-64, EOS-4.27.0F)
hostname r1
username admin privilege 15 role network-admin secret 0 FAKEsecret1
snmp-server community FAKEsecret2 ro
snmp-server user ops grp v3 auth sha FAKEsecret3 priv aes FAKEsecret4
tacacs-server host 192.0.2.9 key 7 FAKEsecret5
ntp authentication-key 1 sha1 7 FAKEsecret6
router bgp 65000
   neighbor 192.0.2.1 remote-as 65001
   neighbor 192.0.2.1 password 7 FAKEsecret7
frobnicate password FAKEsecret8
end
`,
  "paloalto-panos": `set deviceconfig system hostname r1
set deviceconfig system service disable-telnet no
set deviceconfig system snmp-setting access-setting version v2c snmp-community-string FAKEcommunity1
set mgt-config users admin phash $1$FAKEuser2$FAKEuser2
set shared server-profile radius r server a ip-address 192.0.2.9
set shared server-profile radius r server a secret FAKEradius3
set network ike gateway g authentication pre-shared-key key FAKEpsk4
set frobnicate thing password FAKEunread5
`,
  vyos: `set system host-name r1
set system login user admin authentication plaintext-password FAKEsecret1
set service snmp community FAKEsecret2 authorization rw
set system login radius server 192.0.2.9 key 'FAKEradius3'
set service https api keys id one key FAKEapi4
set interfaces wireguard wg0 private-key FAKEwireguard5
set protocols ospf interface eth0 authentication md5 key-id 1 md5-key FAKEospf6
set frobnicate password FAKEunread7
`,
  "ubiquiti-edgeos": `service {
    snmp {
        community FAKEcommunity1 {
            authorization rw
        }
    }
}
system {
    host-name r1
    login {
        radius-server 192.0.2.9 {
            secret FAKEradius2
        }
        user admin {
            authentication {
                encrypted-password $6$FAKEsalt$FAKEhash3
                plaintext-password "FAKEuser4"
            }
        }
    }
}
/* Release version: v1.10.11.5274269.200221.1028 */
`,
  "mikrotik-routeros": `# jan/02/2022 00:08:03 by RouterOS 6.49.6
/interface l2tp-server server
set enabled=yes ipsec-secret=FAKEsecret-l2tp
/ip address
add address=192.0.2.1/24 interface=ether1
/ip ipsec identity
add peer=one secret=FAKEsecret-ipsec
/ppp secret
add name=guest password="FAKEsecret-ppp"
/radius
add address=192.0.2.2 secret=FAKEsecret-radius service=login
/routing bgp peer
add name=up remote-address=192.0.2.3 tcp-md5-key=FAKEsecret-bgp
/snmp
set enabled=yes trap-community=FAKEsecret-trap
/snmp community
add name=FAKEsecret-community write-access=yes
add authentication-password=FAKEsecret-auth encryption-password=FAKEsecret-priv name=poller security=private
/system identity
set name=r1
/user
add group=full name=ops password=FAKEsecret-user
frobnicate password=FAKEsecret-unread
`,
  "linux-iptables": `# Generated by iptables-save v1.8.9 on Mon Mar  4 10:00:00 2024
*filter
:INPUT ACCEPT [0:0]
-A INPUT -p udp -m string --algo bm --string FAKEsecret-knock -j ACCEPT
-A INPUT -p udp -m string --algo bm --hex-string "|00|FAKEsecret-hex" -j ACCEPT
-A INPUT -s 192.0.2.0/24 -j ACCEPT
-A INPUT -s 192.0.2.1/32 -j DROP
COMMIT
`,
  opnsense: `<?xml version="1.0"?>
<opnsense>
<system><hostname>r1</hostname><user><name>root</name><password>FAKEsecret1</password><otp_seed>FAKEsecret2</otp_seed><apikeys><item><key>FAKEsecret3</key><secret>FAKEsecret4</secret></item></apikeys></user>
<authserver><name>a</name><type>radius</type><host>192.0.2.1</host><radius_secret>FAKEsecret5</radius_secret></authserver>
<webgui><protocol>http</protocol></webgui></system>
<snmpd><enable/><rocommunity>FAKEsecret6</rocommunity></snmpd>
<ipsec><phase1><pre-shared-key>FAKEsecret7</pre-shared-key></phase1></ipsec>
<cert><prv>FAKEsecret8</prv></cert>
<frobnicate><password>FAKEsecret9</password></frobnicate>
</opnsense>
`,
  pfsense: `<?xml version="1.0"?>
<pfsense>
<system><hostname>r1</hostname><user><name>admin</name><md5-hash>FAKEsecret1</md5-hash><nt-hash>FAKEsecret2</nt-hash><ipsecpsk>FAKEsecret3</ipsecpsk></user><user><name>b</name><password>FAKEsecret4</password></user>
<authserver><name>a</name><type>radius</type><host>192.0.2.1</host><radius_secret>FAKEsecret5</radius_secret></authserver>
<webgui><protocol>http</protocol></webgui></system>
<snmpd><enable/><rocommunity>FAKEsecret6</rocommunity></snmpd>
<ipsec><phase1><pre-shared-key>FAKEsecret7</pre-shared-key></phase1></ipsec>
<cert><prv>FAKEsecret8</prv></cert>
<frobnicate><password>FAKEsecret9</password></frobnicate>
</pfsense>
`,
};

/** Stores a configuration with the audit that the program's rules give it; answers an id for every kind of path. */
async function keep(store: Store, os: OperatingSystem): Promise<(path: string) => string> {
  const text = planted[os];
  const audited = auditText(Buffer.from(text), { rules, os, device: "r1", path: "r1" });
  if (!audited.ok) throw new Error("The text was refused.");
  const { audit } = audited;
  const device = await addDevice(store);
  const { job } = await store.jobs.enqueue({ deviceId: device, actor: "test" });
  const pull = await store.pulls.start(device, job.id);
  const committed = await store.commitPull({
    pullId: pull.id,
    config: { text, comparable: text, profile: os, os },
    hostKey: "SHA256:…",
    audit: {
      ...audit,
      model: null,
      serial: null,
      unread: [...audit.unread, { line: 2, text: "frobnicate FAKEunread", touches: ["*"] }],
      findings: audit.findings.map((finding) => ({ ...finding, area: null })),
    },
    decided: known,
  });
  await store.hostKeys.pin("r1", "SHA256:…");
  await store.schedules.sync([{ name: "n", cron: "0 2 * * *", timezone: null, devices: "all", sites: [] }], "test");
  const { items: tokens } = await store.tokens.list();
  const ids: Readonly<Record<string, string | undefined>> = {
    devices: device,
    pulls: pull.id,
    jobs: job.id,
    configs: committed.config.id,
    audits: committed.audit.id,
    findings: audit.findings[0]?.id,
    rules: rules[0]?.id,
    schedules: "n",
    tokens: tokens[0]?.id,
  };
  return (path) => path.replace("{id}", ids[path.split("/")[3] ?? ""] ?? "none");
}

const reads = routes.filter(({ method, access }) => method === "GET" && access !== "public");

describe.each(parsers.map(({ id }) => id))("of a %s device no secret leaves", (os) => {
  let urlOf: ((path: string) => string) | null = null;
  const shared = sharedApi(
    async (api) => {
      urlOf = await keep(api.store, os);
    },
    { rules, profiles },
  );

  it.each(reads)("by $path", async ({ path }) => {
    const api = shared();
    const url = urlOf?.(path) ?? "";
    const answer = await api.send({ url: url.startsWith("/api/v1/audits/") ? `${url}?all=true` : url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body.match(/FAKE\w*/g)).toBeNull();
    expect(api.logged()).not.toContain("FAKE");
  });

  it("by the audit of a posted text", async () => {
    const api = shared();
    const headers = { "content-type": "text/plain" };
    const answer = await api.send({ method: "POST", url: "/api/v1/audits?all=true", headers, payload: planted[os] });
    expect(answer.statusCode).toBe(200);
    expect(answer.body.match(/FAKE\w*/g)).toBeNull();
    expect(api.logged()).not.toContain("FAKE");
  });
});
