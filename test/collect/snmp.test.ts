import { createSocket } from "node:dgram";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pullConfig } from "../../src/collect/pull-config.ts";
import type { SnmpCredentials } from "../../src/collect/pull.ts";
import { chooseProfile, identify } from "../../src/collect/snmp/identify.ts";
import { ciscoIos } from "../../src/demo/cisco-ios.ts";
import { iosSwitch } from "../../src/demo/configs/ios-switch.ts";
import { startSimulatedDevice } from "../../src/demo/simulated-device.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { memoryHostKeys, targetFor, testTimeouts } from "./pull-target.ts";
import { hasPeer, startPeer, temporaryFolder, type Peer } from "./real-peer.ts";

const snmpd = "/usr/sbin/snmpd";
const { profiles } = loadProfiles();
const ios = "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_LITE_IOSXE), Version 17.9.4a";

async function startSnmpd(sysObjectId: string, sysDescr: string): Promise<Peer & { readonly port: number }> {
  const folder = temporaryFolder();
  const config = join(folder, "snmpd.conf");
  writeFileSync(
    config,
    [
      "rocommunity FAKE-community-1 127.0.0.1",
      'createUser auditor SHA-256 "FAKE-auth-pass-1" AES "FAKE-priv-pass-1"',
      "rouser auditor priv",
      `sysObjectID ${sysObjectId}`,
      `sysDescr ${sysDescr}`,
      "sysName real-sw1",
    ].join("\n"),
  );
  const port = await freeUdpPort();
  const args = ["-f", "-Lo", "-I", "-", "-C", "-c", config, "-p", join(folder, "pid"), `udp:127.0.0.1:${port}`];
  return { ...(await startPeer(snmpd, args, /NET-SNMP version/, folder)), port };
}

function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

const v3 = {
  version: "v3",
  user: "auditor",
  authProtocol: "sha256",
  authKey: "FAKE-auth-pass-1",
  privProtocol: "aes",
  privKey: "FAKE-priv-pass-1",
} as const satisfies SnmpCredentials;
const v2c = { version: "v2c", community: "FAKE-community-1" } as const satisfies SnmpCredentials;
const patience = { timeout: 700, retries: 1 };

describe.skipIf(!hasPeer(snmpd, "snmpd"))("a real snmpd", () => {
  it.each([
    ["v2c", v2c],
    ["v3 with SHA-256 and AES", v3],
  ] as const)("says over %s what it is", async (_title, credentials) => {
    await using server = await startSnmpd("1.3.6.1.4.1.9.1.2683", ios);
    const identity = await identify("127.0.0.1", { ...credentials, port: server.port }, undefined, patience);
    expect(identity).toEqual({ sysObjectId: "1.3.6.1.4.1.9.1.2683", sysDescr: ios, sysName: "real-sw1" });
  });

  it.each([
    ["a wrong community", { ...v2c, community: "FAKE-wrong-1" }, /No answer in time/],
    ["a wrong authentication key", { ...v3, authKey: "FAKE-wrong-key-1" }, /Wrong Digest/],
    ["a wrong privacy key", { ...v3, privKey: "FAKE-wrong-key-1" }, /./],
    ["an unknown user", { ...v3, user: "nobody" }, /Unknown User Name/],
    ["a level that is too low", { ...v3, privProtocol: null, privKey: null }, /./],
  ] as const)("does not answer %s", async (_title, credentials, detail) => {
    await using server = await startSnmpd("1.3.6.1.4.1.9.1.2683", ios);
    const asked = identify("127.0.0.1", { ...credentials, port: server.port }, undefined, patience);
    await expect(asked).rejects.toMatchObject({ failure: "snmp-no-answer", message: expect.stringMatching(detail) });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining("FAKE") });
  });

  it.each([
    ["1.3.6.1.4.1.9.1.2683", ios, { ok: true, config: { profile: "cisco-ios" } }],
    ["1.3.6.1.4.1.9.1.2683", "Cisco IOS XR Software (NCS-5500)", { ok: false, failure: "no-profile" }],
    ["1.3.6.1.4.1.8072.3.2.10", "Linux", { ok: false, failure: "no-profile" }],
  ] as const)("chooses the profile of the pull: %s, %s", async (sysObjectId, sysDescr, expected) => {
    await using server = await startSnmpd(sysObjectId, sysDescr);
    await using device = await startSimulatedDevice({
      personality: ciscoIos,
      hostname: "access-sw1",
      config: iosSwitch,
      username: "demo",
      password: "FAKE-password-1",
    });
    const target = targetFor(device, null, {}, { snmp: { ...v3, port: server.port } });
    expect(await pullConfig(target, { profiles, hostKeys: memoryHostKeys() })).toMatchObject(expected);
  });
});

it("nobody who answers is a named failure, in time", async () => {
  const snmp = { ...v2c, port: await freeUdpPort() };
  const target = targetFor({ port: 1 }, null, {}, { snmp, timeouts: { ...testTimeouts, connect: 900 } });
  expect(await pullConfig(target, { profiles, hostKeys: memoryHostKeys() })).toMatchObject({
    ok: false,
    failure: "snmp-no-answer",
  });
});

it.each([
  ["1.3.6.1.4.1.9.1.516", "Cisco Internetwork Operating System Software IOS (tm) C3750", "cisco-ios"],
  ["1.3.6.1.4.1.9.1.516", "", null],
  ["1.3.6.1.4.1.9.12.3.1.3.1084", "Cisco NX-OS(tm) n5000", null],
  ["1.3.6.1.4.1.9.1.669", "Cisco Adaptive Security Appliance Version 9.12", null],
  [
    "1.3.6.1.4.1.2636.1.1.1.2.135",
    "Juniper Networks, Inc. srx340 internet router, kernel JUNOS 15.1X49",
    "juniper-junos",
  ],
  ["1.3.6.1.4.1.12356.101.1.5004", "", "fortinet-fortios"],
  ["1.3.6.1.4.1.12356.101.10", "", null],
  ["1.3.6.1.4.1.26360.1", "JUNOS", null],
])("%s, %j is %s", (sysObjectId, sysDescr, id) => {
  expect(chooseProfile(profiles, { sysObjectId, sysDescr, sysName: "" })?.id ?? null).toBe(id);
});
