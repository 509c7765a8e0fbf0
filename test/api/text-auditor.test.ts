import { describe, expect, it } from "vitest";
import { auditAside, auditHere } from "../../src/api/text-auditor.ts";
import { rules } from "../../src/rules/index.ts";
import { apiUnderTest } from "./api-under-test.ts";

const bytes = Buffer.from("version 15.2\nhostname r1\nline vty 0 4\n transport input telnet\nend\n");
const bounds = { here: 0, timeout: 60_000, megabytes: 512 };

/** Entries that take a thread long to read. */
const long = Buffer.concat([
  Buffer.from("version 15.2\nhostname r1\nip access-list extended A\n"),
  Buffer.from(
    Array.from(
      { length: 60_000 },
      (_, at) => ` permit tcp 10.${at % 250}.${at % 199}.0 0.0.0.255 any eq ${at % 8_000}\n`,
    ).join(""),
  ),
]);

describe("an audit in a thread of its own", () => {
  it.each([true, false])("says what one in this thread says, all: %s", async (all) => {
    const aside = await auditAside(bounds)({ bytes, all });
    expect(aside).toEqual(await auditHere(rules)({ bytes, all }));
    expect(aside).toMatchObject({ ok: true, device: { hostname: "r1" } });
  });

  it("takes the operator's settings along", async () => {
    const lines = [
      "access-list 10 permit 192.0.2.0 0.0.0.255",
      "interface Gi0/0",
      " ip address 192.0.2.1 255.255.255.0",
    ];
    const text = ["version 15.2", ...lines, "line vty 0 4", " access-class 10 in", " transport input ssh", "end", ""];
    const posted = { bytes: Buffer.from(text.join("\n")), all: true };
    const [narrow, wide] = await Promise.all(
      ["192.0.2.0/25", "192.0.2.0/24"].map((network) =>
        auditAside(bounds)({ ...posted, settings: { managementNetworks: [network] } }),
      ),
    );
    expect(JSON.stringify(narrow)).toContain("ssh over IPv4 is reached by interface Gi0/0 from outside");
    expect(JSON.stringify(wide)).toContain("Nobody outside the management networks reaches ssh over IPv4.");
  });

  it.each([
    ["prose", { bytes: Buffer.from("Dear reader\n"), all: false }, "unknown-type"],
    ["nothing", { bytes: Buffer.from(""), all: false }, "empty"],
  ])("refuses %s alike", async (_what, posted, failure) => {
    expect(await auditAside(bounds)(posted)).toMatchObject({ ok: false, failure });
  });

  it("leaves this thread free", async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    const audited = await auditAside(bounds)({ bytes: long, all: false });
    clearInterval(timer);
    expect(audited.ok).toBe(true);
    expect(ticks).toBeGreaterThan(5);
  });

  it.each([
    ["time", { ...bounds, timeout: 1 }],
    ["memory", { ...bounds, megabytes: 4 }],
  ])("is stopped when it takes too much %s, and the next one is not", async (_what, tight) => {
    const audit = auditAside(tight);
    expect(await Promise.all([audit({ bytes: long, all: false }), audit({ bytes: long, all: false })])).toEqual([
      { ok: false, failure: "stopped" },
      { ok: false, failure: "stopped" },
    ]);
    expect(await auditAside({ ...tight, here: 1_000_000_000 })({ bytes, all: false })).toMatchObject({ ok: true });
  });

  it("works one after the other, each with its own answer", async () => {
    const audit = auditAside(bounds);
    const named = (name: string): Promise<unknown> => audit({ bytes, name, all: false });
    const answers = await Promise.all([named("a"), named("b"), named("c")]);
    expect(answers).toMatchObject([{ device: { path: "a" } }, { device: { path: "b" } }, { device: { path: "c" } }]);
  });
});

it("the API tells that it was stopped", async () => {
  const { send } = await apiUnderTest({ auditPosted: auditAside({ ...bounds, timeout: 1 }) });
  const headers = { "content-type": "text/plain" };
  const answer = await send({ method: "POST", url: "/api/v1/audits", headers, payload: long });
  expect(answer.json()).toMatchObject({ status: 503, code: "audit-stopped" });
});
