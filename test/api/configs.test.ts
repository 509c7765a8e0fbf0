import { describe, expect, it } from "vitest";
import { compareText } from "../../src/audit/order.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { apiUnderTest } from "./api-under-test.ts";
import { storedDevice } from "./stored-device.ts";

const { profiles } = loadProfiles();

// Written for this test; the secrets are fakes.
const text = `version 15.2
hostname r1
username admin password 0 FAKE-secret-1
snmp-server community FAKE-secret-2 RW
line vty 0 4
 password FAKE-secret-3
end
`;

describe("the text of a configuration", () => {
  it("comes redacted, line for line", async () => {
    const { send, store, logged } = await apiUnderTest();
    const { deviceId, configId } = await storedDevice(store, "r1", [], { text });
    const listed = await send({ url: `/api/v1/devices/${deviceId}/configs` });
    expect(listed.json()).toMatchObject({
      items: [{ id: configId, number: 1, os: "cisco-ios", lines: 7 }],
      next: null,
    });
    const answer = await send({ url: `/api/v1/configs/${configId}/text` });
    expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(answer.body).toBe(text.replaceAll(/FAKE-secret-\d/g, "<redacted>"));
    expect(logged()).not.toContain("FAKE");
  });

  it("is not sent again to who has it", async () => {
    const { send, store } = await apiUnderTest();
    const { configId } = await storedDevice(store, "r1", [], { text });
    const url = `/api/v1/configs/${configId}/text`;
    const tag = String((await send({ url })).headers["etag"]);
    const again = await send({ url, headers: { "if-none-match": tag } });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  it("is masked where the profile alone knows a secret", async () => {
    const ios = profiles.get("cisco-ios");
    if (ios === undefined) throw new Error("The profile is not there.");
    const own = { ...ios, secrets: [/^ ?frobnicate (?<secret>\S+)/] };
    const { send, store } = await apiUnderTest({ profiles: new Map([["cisco-ios", own]]) });
    const { configId } = await storedDevice(store, "r1", [], { text: `${text}frobnicate FAKE-secret-4\n` });
    const answer = await send({ url: `/api/v1/configs/${configId}/text` });
    expect(answer.body).toContain("frobnicate <redacted>\n");
    expect(answer.body).not.toContain("FAKE");
  });

  it("is withheld where no parser knows the language", async () => {
    const { send, store } = await apiUnderTest();
    const { configId } = await storedDevice(store, "r1", [], { text, os: "no-such-os" });
    const answer = await send({ url: `/api/v1/configs/${configId}/text` });
    expect(answer.json()).toMatchObject({ status: 409, code: "not-redactable" });
    expect(answer.body).not.toContain("FAKE");
  });
});

it("the version stays known until the configuration is seen again", async () => {
  const { send, store, clock } = await apiUnderTest();
  const { deviceId, configId } = await storedDevice(store, "r1", [], { text });
  const url = `/api/v1/configs/${configId}`;
  const headers = { "if-none-match": String((await send({ url })).headers["etag"]) };
  expect((await send({ url, headers })).statusCode).toBe(304);
  clock.forward(60_000);
  await storedDevice(store, "r1", [], { text });
  expect((await send({ url, headers })).json()).toMatchObject({ lastSeenAt: "2026-01-01T00:01:00.000Z" });
  expect((await send({ url: `/api/v1/devices/${deviceId}/configs` })).json()).toMatchObject({ items: [{ number: 1 }] });
});

it("profiles tell what they ask of a device", async () => {
  const { send } = await apiUnderTest({ profiles });
  const { items } = (await send({ url: "/api/v1/profiles" })).json<{ items: { id: string }[] }>();
  expect(items.map(({ id }) => id)).toEqual([...profiles.keys()].toSorted(compareText));
  expect(items).toContainEqual({
    id: "cisco-ios",
    title: expect.any(String),
    os: "cisco-ios",
    pull: expect.arrayContaining(["show running-config"]),
    readOnlyRole: { why: expect.any(String), commands: expect.any(Array) },
  });
});
