import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import { hashStrength, type HashKind, type HashStrength } from "../../../src/model/secret.ts";

function config(release: string, global: string, admin: string): ReturnType<typeof fortinetFortios.parse>["config"] {
  return fortinetFortios.parse(`#config-version=FGT60F-${release}-FW-build1-250101:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-1"
    ${global}
end
config system admin
    edit "ops"
        set accprofile "super_admin"
        set password ${admin}
    next
end
config user radius
    edit "radius-1"
        set server "192.0.2.10"
        set secret ENC FAKEradius1==
    next
end
`).config;
}

describe("password of an administrator", () => {
  const cases: readonly (readonly [string, HashKind, HashStrength])[] = [
    ["ENC SH2FAKEfake1=", "fortios-sh2", "weak"],
    ["ENC AK1FAKEfake1=", "fortios-ak1", "weak"],
    ["ENC PB2FAKEfake1=", "fortios-pb2", "strong"],
    ["ENC FAKEfake1=", "unrecognised", "unrecognised"],
    ["ENC QX9FAKEfake1=", "unrecognised", "unrecognised"],
    ["FAKE-secret-1", "cleartext", "reversible"],
  ];

  it.each(cases)("%s is %s, which is %s", (stored, hash, strength) => {
    expect(config("7.2.5", "", stored).users[0]?.password).toMatchObject({ value: { hash } });
    expect(hashStrength[hash]).toBe(strength);
  });
});

describe("key of a server", () => {
  it.each([
    ["7.2.5", "", { value: { hash: "fortios-enc" } }],
    ["7.2.5", "set private-data-encryption disable", { value: { hash: "fortios-enc" } }],
    ["7.2.5", "set private-data-encryption enable", { value: { hash: "fortios-private-enc" } }],
    ["5.4.0", "", { unknown: expect.stringContaining("private-data-encryption") }],
    ["5.4.0", "set private-data-encryption enable", { value: { hash: "fortios-private-enc" } }],
  ])("in %s with %o", (release, global, key) => {
    expect(config(release, global, "ENC PB2FAKEfake1=").aaa.servers[0]?.key).toMatchObject(key);
  });

  it.each([
    ["fortios-enc", "reversible"],
    ["fortios-private-enc", "keyed"],
  ] as const)("%s is %s", (hash, strength) => {
    expect(hashStrength[hash]).toBe(strength);
  });
});
