import { describe, expect, it } from "vitest";
import { auditText } from "../../src/audit/audit-text.ts";
import { deviceJson } from "../../src/report/json.ts";
import { rules } from "../../src/rules/index.ts";
import type { Store } from "../../src/store/store.ts";
import { apiUnderTest, sharedApi } from "./api-under-test.ts";

const shared = sharedApi();
const url = "/api/v1/audits";
const plain = { "content-type": "text/plain" };

// Written for this test; the secret is a fake.
const text = `version 15.2
hostname r1
enable password FAKE-secret-1
snmp-server community FAKE-secret-2 RW
line vty 0 4
 transport input telnet
frobnicate the FAKE-unread thing
end
`;

/** Every list of the store, so that a trace of a posted text would be seen. */
async function everythingStored(store: Store): Promise<unknown> {
  return [
    await store.devices.list({ retired: "any" }),
    await store.pulls.list(),
    await store.jobs.list(),
    await store.audits.list(),
    await store.findings.list({ retired: true }),
    await store.log.list(),
  ];
}

describe("a posted text", () => {
  it.each([
    ["as text", plain, text],
    ["as text with another encoding", plain, Buffer.from(`\ufeff${text}`, "utf16le")],
    ["as bytes", { "content-type": "application/octet-stream" }, Buffer.from(text)],
    ["as JSON", { "content-type": "application/json" }, JSON.stringify({ text })],
  ])("%s is audited", async (_how, headers, payload) => {
    const answer = await shared().send({ method: "POST", url, headers, payload });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      path: "posted",
      hostname: "r1",
      os: "cisco-ios",
      verdicts: { fail: 1 },
      findings: [{ rule: "test-hostname", severity: "low", lines: [[1, 1]], references: { "nist-800-53": ["CM-8"] } }],
    });
    expect(answer.json()).not.toHaveProperty("verdictList");
  });

  it("has every verdict with all=true", async () => {
    const answer = await shared().send({ method: "POST", url: `${url}?all=true`, headers: plain, payload: text });
    expect(answer.json()).toMatchObject({ verdictList: [{ rule: "test-hostname", outcome: "fail", lines: [[1, 1]] }] });
  });

  it.each([
    ["the query", `${url}?os=cisco-ios&name=core-1`, plain, text],
    ["JSON", url, { "content-type": "application/json" }, JSON.stringify({ text, os: "cisco-ios", name: "core-1" })],
  ])("takes type and name from %s, and gives the same finding", async (_where, target, headers, payload) => {
    const { send } = shared();
    const answer = await send({ method: "POST", url: target, headers, payload });
    expect(answer.json()).toMatchObject({ path: "core-1" });
    const again = await send({ method: "POST", url: `${url}?name=core-1`, headers: plain, payload: `!\n${text}` });
    expect(again.json<{ findings: { id: string }[] }>().findings[0]?.id).toBe(
      answer.json<{ findings: { id: string }[] }>().findings[0]?.id,
    );
  });

  it("answers as the command line prints, field for field", async () => {
    const { send } = await apiUnderTest({ rules });
    const audited = auditText(Buffer.from(text), { rules, path: "posted" });
    if (!audited.ok) throw new Error("The text was refused.");
    const device = { path: "posted", audit: audited.audit, quoted: new Map<number, string>() };
    const printed: Record<string, unknown> = JSON.parse(JSON.stringify(deviceJson(device, true)));
    const answer = await send({ method: "POST", url: `${url}?all=true`, headers: plain, payload: text });
    expect({ ...answer.json<object>(), unread: [] }).toEqual({ ...printed, unread: [] });
  });

  it("leaves no trace, neither in the store nor in the log, and no secret in the answer", async () => {
    const { send, store, logged } = await apiUnderTest();
    const before = await everythingStored(store);
    const answers = [
      await send({ method: "POST", url: `${url}?all=true&name=FAKE-name`, headers: plain, payload: text }),
      await send({ method: "POST", url, payload: { text, os: "FAKE-os" } }),
      await send({ method: "POST", url, headers: plain, payload: "FAKE prose, no configuration" }),
      await send({ method: "POST", url, headers: { "content-type": "application/json" }, payload: `{"text":"FAKE` }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 422, 400]);
    expect(answers.map(({ body }) => body).join("\n")).not.toMatch(/FAKE-secret|FAKE prose|FAKE-os/);
    expect(await everythingStored(store)).toEqual(before);
    expect(logged()).not.toContain("FAKE");
  });
});

describe("is refused by name", () => {
  it.each([
    ["nothing", "", 422, "text-empty"],
    ["blanks", " \n\n", 422, "text-empty"],
    ["NUL bytes", "hostname r1\n\u0000\u0000", 422, "text-binary"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 422, "text-binary"],
    ["prose", "Dear reader,\nthis is a letter.\n", 422, "text-unknown-type"],
    ["one endless line", Buffer.alloc(5 * 1024 * 1024, "a"), 422, "text-line-too-long"],
  ])("%s", async (_what, payload, status, code) => {
    const answer = await shared().send({ method: "POST", url, headers: plain, payload });
    expect(answer.json()).toMatchObject({ status, code, type: `/api/v1/errors#${code}` });
    expect(answer.json<{ mend: string }>().mend).not.toBe("");
  });

  it("with the line, where one line is the reason", async () => {
    const payload = `hostname r1\n${"a".repeat(5 * 1024 * 1024)}\n`;
    const answer = await shared().send({ method: "POST", url, headers: plain, payload });
    expect(answer.json()).toMatchObject({ code: "text-line-too-long", line: 2 });
  });

  it.each([
    ["an unknown type in JSON", url, { text, os: "windows" }, "body", "os"],
    ["an unknown type in the query", `${url}?os=windows`, { text }, "query", "os"],
    ["a type said twice", `${url}?os=cisco-ios`, { text, os: "cisco-ios" }, "query", "os"],
    ["an unknown field", url, { text, path: "/etc/passwd" }, "body", "path"],
    ["no text", url, { os: "cisco-ios" }, "body", "text"],
    ["a text that is none", url, { text: 7 }, "body", "text"],
    ["a name with a line end", url, { text, name: "a\nb" }, "body", "name"],
  ])("%s", async (_what, target, payload, part, field) => {
    const answer = await shared().send({ method: "POST", url: target, payload });
    expect(answer.json()).toMatchObject({ status: 400, code: "request-invalid", errors: [{ in: part, field }] });
  });

  it("nothing at all", async () => {
    const answer = await shared().send({ method: "POST", url });
    expect(answer.json()).toMatchObject({ status: 400, code: "request-invalid" });
  });
});
