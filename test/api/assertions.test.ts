import { describe, expect, it } from "vitest";
import { checkAside, checkHere } from "../../src/api/assertion-checker.ts";
import { assertText } from "../../src/assertions/assert-text.ts";
import { assertionsOf } from "../../src/assertions/assertions-of.ts";
import { assertJson } from "../../src/report/acl/assert-report.ts";
import { fortios, ios, junos } from "../assertions/configs.ts";
import { addDevice } from "../store/temporary-store.ts";
import { apiUnderTest, bearer, sharedApi, tokenWith } from "./api-under-test.ts";
import { storedDevice } from "./stored-device.ts";

const shared = sharedApi();
const url = "/api/v1/assertions";

const document = {
  networks: { guests: ["203.0.113.0/24", "2001:db8:9::/64"], servers: ["192.0.2.0/24", "2001:db8:1::/48"] },
  services: { shell: ["tcp/22", "tcp/23"] },
  assertions: [
    {
      name: "guests never reach the shell of servers",
      lists: ["EDGE-IN*", "guests-in*"],
      packets: "opening",
      never: { from: "guests", to: "servers", service: "shell" },
    },
  ],
};

const send = (payload: object) => shared().send({ method: "POST", url, payload });

describe("assertions are checked", () => {
  it("on posted texts, as the command line prints it, field for field", async () => {
    const texts = [{ text: ios }, { text: junos, name: "core" }, { text: fortios, os: "fortinet-fortios" }];
    const answer = await send({ document, texts });
    expect(answer.statusCode).toBe(200);
    const reading = assertionsOf(document);
    const assertions = reading.ok ? reading.assertions : [];
    const devices = [ios, junos, fortios].flatMap((text, at) => {
      const asserted = assertText(Buffer.from(text), { assertions, path: at === 1 ? "core" : `text ${at + 1}` });
      return asserted.ok ? [asserted.device] : [];
    });
    const report = assertJson({ version: null, assertions, devices, failed: [] });
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(report)));
    expect(answer.json()).toMatchObject({
      assertions: [
        {
          outcome: "fails",
          results: [
            {
              outcome: "fails",
              path: "text 1",
              hostname: "edge-1",
              list: "EDGE-IN",
              counterexample: { destinationPort: 22, family: 4 },
              decidedBy: { line: 27, label: "30" },
            },
            ...Array.from({ length: 7 }, () => ({ path: expect.any(String) })),
          ],
        },
      ],
      summary: { devices: 3, failed: 0, assertions: { fails: 1 } },
    });
  });

  it("on the newest configurations of stored devices", async () => {
    const { store, send: sendHere } = await apiUnderTest();
    const { deviceId } = await storedDevice(store, "r1", [], { text: ios });
    const never = await addDevice(store, "r2", {});
    const answer = await sendHere({ method: "POST", url, payload: { document, devices: [deviceId, never] } });
    expect(answer.json()).toMatchObject({
      assertions: [{ outcome: "fails", results: [{ path: "r1", outcome: "fails" }, { path: "r1" }, { path: "r1" }] }],
      failed: [{ path: "r2", line: null, message: "r2: No configuration was pulled yet." }],
      summary: { devices: 1, failed: 1 },
    });
  });

  it("and what is no configuration is told beside the others", async () => {
    const answer = await send({ document, texts: [{ text: "Dear reader\n", name: "letter" }, { text: ios }] });
    expect(answer.json()).toMatchObject({
      failed: [{ path: "letter", line: 1, message: expect.stringMatching(/^letter:1: This is no configuration/) }],
      summary: { devices: 1, failed: 1 },
    });
  });

  it("by the names of posted texts too", async () => {
    const [assertion] = document.assertions;
    const named = { ...document, assertions: [{ ...assertion, devices: "branch-*" }] };
    const answer = await send({ document: named, texts: [{ text: ios, name: "branch-7" }, { text: ios }] });
    const paths = answer.json<{ assertions: { results: { path: string }[] }[] }>().assertions[0]?.results;
    expect(new Set(paths?.map(({ path }) => path))).toEqual(new Set(["branch-7"]));
  });

  it("without a trace in the store or the log", async () => {
    const { send: sendHere, logged } = await apiUnderTest();
    const text = ios.replace("hostname edge-1", "hostname edge-1\nsnmp-server community FAKE-secret-1 RO");
    const answer = await sendHere({ method: "POST", url, payload: { document, texts: [{ text, name: "FAKE-name" }] } });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain("FAKE-secret");
    expect(logged()).not.toContain("FAKE");
  });
});

describe("is refused by name", () => {
  const texts = [{ text: ios }];
  const [assertion] = document.assertions;
  it.each([
    ["nothing to check", { document }, "", "names neither devices nor texts to check"],
    ["no document", { texts }, "document", "is missing"],
    ["a document without assertions", { document: {}, texts }, "document/assertions", "is missing"],
    ["an unknown key", { document: { ...document, nets: {} }, texts }, "document/nets", "is not known here"],
    [
      "an unknown network",
      { document: { ...document, networks: { guests: "192.0.2.0/24", servrs: "192.0.2.0/24" } }, texts },
      "document/assertions/0/never/to",
      'There is no network "servers". Did you mean "servrs"?',
    ],
    [
      "a circle",
      { document: { ...document, services: { shell: "a", a: ["tcp/22", "shell"] } }, texts },
      "document/services/a/1",
      'The service "shell" holds itself: "shell" holds "a" holds "shell".',
    ],
    [
      "an assertion that says nowhere where",
      { document: { ...document, assertions: [{ ...assertion, lists: undefined }] }, texts },
      "document/assertions/0",
      expect.stringContaining("says where it holds by none"),
    ],
    [
      "a device that is not there",
      { document, devices: ["00000000-0000-7000-8000-000000000000"] },
      "devices/0",
      "There is no device 00000000-0000-7000-8000-000000000000.",
    ],
    ["an unknown type", { document, texts: [{ text: ios, os: "windows" }] }, "texts/0/os", expect.any(String)],
    [
      "a document that is too long",
      {
        document: {
          ...document,
          networks: { ...document.networks, more: Array.from({ length: 250_000 }, () => "any") },
        },
        texts,
      },
      "document",
      "has more than 1048576 characters",
    ],
  ])("%s", async (_what, payload, field, message) => {
    const answer = await send(payload);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: "request-invalid",
      errors: [{ in: "body", field, message }],
    });
  });

  it("a token without the scope", async () => {
    const { store, app } = shared();
    const headers = bearer(await tokenWith(store, ["audits:write", "configs:read"]));
    const answer = await app.inject({ method: "POST", url, headers, payload: { document, texts } });
    expect(answer.json()).toMatchObject({ status: 403, code: "scope-missing" });
  });
});

describe("in a thread of its own", () => {
  const bounds = { here: 0, timeout: 60_000, megabytes: 512 };
  const posted = { document, count: 1, texts: [{ name: "a", os: undefined, bytes: Buffer.from(ios) }], failed: [] };

  it("the answer is the same", async () => {
    expect(await checkAside(bounds)(posted)).toEqual(await checkHere(posted));
  });

  it.each([
    ["time", { ...bounds, timeout: 1 }],
    ["memory", { ...bounds, megabytes: 4 }],
  ])("what takes too much %s is stopped, and the API tells it", async (_what, tight) => {
    const { send: sendHere } = await apiUnderTest({ checkAssertions: checkAside(tight) });
    const answer = await sendHere({ method: "POST", url, payload: { document, texts: [{ text: ios }] } });
    expect(answer.json()).toMatchObject({ status: 503, code: "assertions-stopped" });
  });
});
