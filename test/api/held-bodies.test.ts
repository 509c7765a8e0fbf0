import { connect, type Socket } from "node:net";
import fastify from "fastify";
import { expect, it, onTestFinished } from "vitest";
import { boundHeldBodies } from "../../src/api/held-bodies.ts";

/** A server that takes bodies of up to 100 bytes and holds up to 150 at once. */
async function smallServer(): Promise<{ readonly port: number; readonly post: (body: string) => Promise<number> }> {
  const app = fastify({ bodyLimit: 100 });
  boundHeldBodies(app, 150);
  app.addContentTypeParser("text/plain", { parseAs: "string" }, async (_request: unknown, body: string) => body);
  app.setErrorHandler((error: Error, _request, reply) => reply.code(error.name === "ApiError" ? 503 : 400).send());
  app.post("/", async () => "done");
  await app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => app.close());
  const address = app.server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const headers = { "content-type": "text/plain" };
  const post = async (body: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status;
  return { port, post };
}

/** A request whose body does not come. */
function stalled(port: number, length: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`);
  return new Promise((resolve) => socket.once("connect", () => setTimeout(() => resolve(socket), 100)));
}

it("bodies under way count together, and what ended or broke off does not", async () => {
  const { port, post } = await smallServer();
  expect(await post("a".repeat(100))).toBe(200);
  const first = await stalled(port, 100);
  expect(await post("a".repeat(60))).toBe(503);
  expect(await post("a".repeat(40))).toBe(200);
  first.write("a".repeat(100));
  await new Promise((resolve) => {
    first.once("data", resolve);
  });
  expect(await post("a".repeat(100))).toBe(200);
  const second = await stalled(port, 100);
  expect(await post("a".repeat(60))).toBe(503);
  first.destroy();
  second.destroy();
  await expect.poll(() => post("a".repeat(60))).toBe(200);
});
