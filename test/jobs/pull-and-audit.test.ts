import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { auditDevice } from "../../src/audit/audit-device.ts";
import { pullAndAudit } from "../../src/jobs/pull-and-audit.ts";
import { rules } from "../../src/rules/index.ts";
import { openStore } from "../../src/store/open-store.ts";
import { addDevice, temporaryFolder } from "../store/temporary-store.ts";
import { testRing } from "../store/test-ring.ts";

const config = (vty: string, before = "") => `version 15.2
service timestamps log datetime msec
hostname sw1
!
${before}enable secret 9 $9$FAKEsaltFAKEsa$FAKEhashFAKEhashFAKEhashFAKEhashFAKEhashFAK
username admin privilege 15 password 0 FAKE-secret-1
!
line con 0
line vty 0 4
 login local
 ${vty}
!
end
`;

describe("a pull with the real parser and rules", () => {
  it("gives findings that resolve, reopen and keep their identity, and leaves no secret readable", async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder, testRing);
    const deviceId = await addDevice(store, "sw1");
    const pulled = async (text: string) => {
      const result = await pullAndAudit(
        deviceId,
        {
          store,
          ring: testRing,
          targetFor: ({ name }) => ({
            ok: true,
            value: {
              name,
              host: "192.0.2.1",
              port: 22,
              profile: "cisco-ios",
              credentials: { username: "redoubt", password: "FAKE-login" },
              snmp: null,
              legacyAlgorithms: false,
              timeouts: {},
            },
          }),
          pull: async () => ({
            ok: true,
            config: { text, comparable: text, profile: "cisco-ios", os: "cisco-ios" },
            hostKey: "SHA256:a",
          }),
          parserFor: (os) => parsers.find(({ id }) => id === os),
          audit: (parsed, device) => auditDevice(parsed, rules, device),
          rules,
          log: () => undefined,
        },
        { jobId: null, signal: new AbortController().signal },
      );
      const { items } = await store.findings.list({ rule: ["telnet-login"] });
      return { state: result.pull.state, findings: items.map(({ id, status, lines }) => ({ id, status, lines })) };
    };
    const telnet = await pulled(config("transport input telnet"));
    const moved = await pulled(config("transport input telnet", "ip domain name example.net\n"));
    const ssh = await pulled(config("transport input ssh"));
    const again = await pulled(config("transport input telnet"));
    const id = telnet.findings[0]?.id;
    expect(telnet).toMatchObject({ state: "stored", findings: [{ status: "open" }] });
    expect(moved.findings).toMatchObject([{ id, status: "open" }]);
    expect(moved.findings[0]?.lines).not.toEqual(telnet.findings[0]?.lines);
    expect(ssh.findings).toMatchObject([{ id, status: "resolved" }]);
    expect(again.findings).toMatchObject([{ id, status: "reopened" }]);
    expect(await store.devices.get(deviceId)).toMatchObject({ hostname: "sw1", os: "cisco-ios" });
    expect((await store.configs.list(deviceId)).items).toHaveLength(4);
    await store.close();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    expect(["FAKE-secret-1", "FAKEsalt", "FAKE-login"].filter((secret) => bytes.includes(secret))).toEqual([]);
  });
});
