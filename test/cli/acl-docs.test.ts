import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPacket } from "../../src/acl/text/packet-text.ts";
import { readSpace } from "../../src/acl/text/space-text.ts";
import { aclPage, packetExamples, spaceExamples } from "./acl-page.ts";

/** The page shows what the commands print; `npm run golden` writes it anew. */
it("docs/acl.md", async () => {
  await expect(await aclPage()).toMatchFileSnapshot(join(import.meta.dirname, "../../docs/acl.md"));
});

describe("the page shows packets that are read", () => {
  it.each(packetExamples)("%s", (text) => {
    expect(readPacket(text)).toMatchObject({ ok: true });
  });
});

describe("the page shows spaces that are read", () => {
  it.each([...packetExamples, ...spaceExamples])("%s", (text) => {
    expect(readSpace(text)).toMatchObject({ ok: true });
  });
});
