import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import type { VpnProposal } from "../../../src/model/vpn.ts";

function proposals(release: string, tables: string): readonly VpnProposal[] {
  const { vpn } = fortinetFortios.parse(`#config-version=FGT60F-${release}-FW-build1-250101:opmode=0:vdom=0:user=admin
${tables}
`).config;
  return "value" in vpn ? vpn.value : [];
}

function entry(table: string, ...settings: readonly string[]): string {
  return `config ${table}\n    edit "t"\n${settings.map((each) => `        set ${each}\n`).join("")}    next\nend`;
}

function factOf(fact: VpnProposal[keyof VpnProposal] | undefined): unknown {
  if (typeof fact !== "object" || fact === null) return fact;
  if ("value" in fact) return fact.value;
  return "unknown" in fact ? "unknown" : "notApplicable";
}

describe("suites of a proposal", () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ["aes256-sha256", ["aes256"], ["sha256"]],
    ["des-md5 3des-md5 aes192-sha512", ["des", "3des", "aes192"], ["md5", "sha512"]],
    ["aria256-sha384 seed-sha1", ["aria256", "seed"], ["sha384", "sha1"]],
    ["null-sha1 aes128-null", ["null", "aes128"], ["sha1", "null"]],
    ["aes128gcm aes256gcm", ["aes128gcm", "aes256gcm"], "notApplicable"],
    ["aes128gcm-prfsha256 aes128-sha1", ["aes128gcm", "aes128"], ["sha1"]],
    ["chacha20poly1305-prfsha384", ["chacha20poly1305"], "notApplicable"],
    ["aes256", "unknown", "unknown"],
    ["aes256-sha256-sha1", "unknown", "unknown"],
    ["AES256-SHA256", "unknown", "unknown"],
    ["aes256-sha256 des3-md5", "unknown", "unknown"],
    ['""', "unknown", "unknown"],
  ];

  it.each(cases)("%s", (words, encryption, integrity) => {
    const [found] = proposals("7.2.8", entry("vpn ipsec phase1-interface", `proposal ${words}`));
    expect([factOf(found?.encryption), factOf(found?.integrity)]).toEqual([encryption, integrity]);
  });
});

describe("how the ends of a tunnel authenticate", () => {
  const key = "psksecret ENC FAKE-secret-1";
  const cases: readonly (readonly [string, string, readonly string[], unknown])[] = [
    ["7.2.8", "a key", [key], "pre-shared-key"],
    ["7.2.8", "a certificate", ["authmethod signature", 'certificate "Fake"'], "certificate"],
    ["6.0.9", "a certificate in older words", ["authmethod rsa-signature"], "certificate"],
    ["7.2.8", "nothing", [], "unknown"],
    ["7.6.5", "nothing, where the default is known", [], "pre-shared-key"],
    ["7.2.8", "another way at the other end", ["authmethod psk", "authmethod-remote signature"], "both"],
    ["7.2.8", "the same way at the other end", ["authmethod signature", "authmethod-remote signature"], "certificate"],
    ["7.2.8", "no other way", ["authmethod signature", 'authmethod-remote ""'], "certificate"],
    ["7.2.8", "a way of later releases", ["authmethod later", key], "unknown"],
  ];

  it.each(cases)("%s: %s", (release, _, settings, authentication) => {
    const [found] = proposals(release, entry("vpn ipsec phase1-interface", ...settings));
    expect(factOf(found?.authentication)).toEqual(authentication);
  });
});

describe("aggressive mode", () => {
  it.each([
    ["7.6.5", [], false],
    ["7.2.8", [], "unknown"],
    ["7.2.8", ["mode main"], false],
    ["7.2.8", ["mode aggressive"], true],
    ["7.2.8", ["ike-version 1", "mode aggressive"], true],
    ["7.2.8", ["ike-version 2"], "notApplicable"],
    ["7.2.8", ["ike-version 3", "mode main"], false],
  ])("%s: %j", (release, settings, aggressive) => {
    const [found] = proposals(release, entry("vpn ipsec phase1", ...settings));
    expect(factOf(found?.aggressive)).toBe(aggressive);
  });
});

describe("groups and lifetime of phase 2", () => {
  it.each([
    ["7.6.5", [], [20], 43_200],
    ["7.2.8", [], "unknown", "unknown"],
    ["7.2.8", ["dhgrp 14 15"], [14, 15], "unknown"],
    ["7.2.8", ["pfs disable", "dhgrp 14"], [], "unknown"],
    ["7.2.8", ["pfs enable"], "unknown", "unknown"],
    ["7.2.8", ["pfs later", "dhgrp 14"], "unknown", "unknown"],
    ["7.2.8", ["keylifeseconds 3600"], "unknown", 3600],
    ["7.2.8", ["keylife-type kbs", "keylifekbs 5120"], "unknown", null],
    ["7.2.8", ["keylife-type later", "keylifeseconds 3600"], "unknown", "unknown"],
  ])("%s: %j", (release, settings, groups, lifetime) => {
    const [found] = proposals(release, entry("vpn ipsec phase2-interface", "proposal aes256-sha256", ...settings));
    expect([factOf(found?.groups), factOf(found?.lifetime)]).toEqual([groups, lifetime]);
  });
});

describe("versions that the SSL VPN offers", () => {
  const offered = 'source-interface "wan1"';
  const cases: readonly (readonly [string, readonly string[], unknown])[] = [
    ["7.2.8", [offered, "ssl-min-proto-ver tls1-0", "ssl-max-proto-ver tls1-1"], ["1.0", "1.1"]],
    ["7.2.8", [offered, "ssl-min-proto-ver tls1-2"], ["1.2"]],
    ["7.2.8", [offered, "ssl-min-proto-ver tls1-2", "ssl-max-proto-ver tls1-1"], "unknown"],
    ["7.2.8", [offered, "ssl-min-proto-ver tls1-3"], ["1.3"]],
    ["7.2.8", [offered, "ssl-max-proto-ver tls1-2"], "unknown"],
    ["7.2.8", [offered, "ssl-min-proto-ver tls1-2", "ssl-max-proto-ver later"], "unknown"],
    ["7.2.8", [offered], "unknown"],
    ["6.0.1", [offered], ["1.1", "1.2"]],
    ["6.0.1", [offered, "tlsv1-1 disable"], ["1.2"]],
    ["6.0.9", [offered, "tlsv1-0 disable", "tlsv1-1 disable", "tlsv1-2 enable"], ["1.2"]],
    ["6.0.9", [offered, "tlsv1-0 disable"], "unknown"],
    ["5.00", ["sslv3 enable", "tlsv1-0 enable", "tlsv1-1 enable", "tlsv1-2 enable"], ["ssl3", "1.0", "1.1", "1.2"]],
    ["5.00", ["tlsv1-0 disable", "tlsv1-1 disable", "tlsv1-2 enable"], "unknown"],
    ["7.2.8", ["ssl-min-proto-ver tls1-0"], undefined],
    ["7.2.8", [offered, "status disable", "ssl-min-proto-ver tls1-0"], undefined],
    ["7.2.8", ["status later", "ssl-min-proto-ver tls1-2"], ["1.2"]],
    ["7.2.8", ['source-interface ""', "ssl-min-proto-ver tls1-0"], undefined],
  ];

  it.each(cases)("%s: %j", (release, settings, versions) => {
    const table = `config vpn ssl settings\n${settings.map((each) => `    set ${each}\n`).join("")}end`;
    expect(factOf(proposals(release, table)[0]?.versions)).toEqual(versions);
  });
});

describe("servers of L2TP and PPTP", () => {
  it.each([
    ["vpn l2tp", "status enable", [3, 4]],
    ["vpn l2tp", "status disable", []],
    ["vpn pptp", "status enable", [3, 4]],
    ["vpn pptp", "eip 192.0.2.1", []],
    ["vpn pptp", "status later", [3, 4]],
  ])("%s: %s", (table, setting, left) => {
    const text = `#config-version=FGT60F-7.2.8-FW-build1-250101:opmode=0:vdom=0:user=admin
config ${table}
    set ${setting}
    set usrgrp "fake"
end
`;
    expect(fortinetFortios.parse(text).unread.map(({ line }) => line)).toEqual(left);
  });
});
