import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "./run-in-process.ts";
import type { Ran } from "./run-redoubt.ts";

const examples = join(import.meta.dirname, "acl");
let folder = "";

const plain = [
  "version 15.2",
  "hostname plain",
  "no ip http server",
  "no ip http secure-server",
  "interface Gi0/0",
  " ip address 192.0.2.1 255.255.255.0",
  "line vty 0 4",
  " transport input ssh",
  "end",
  "",
];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-reach-"));
  const files = {
    "plain.cfg": plain.join("\n"),
    "unread.cfg": plain.join("\n").replace("interface", "ip access-list extended A\n frobnicate\ninterface"),
    "panorama.xml":
      '<?xml version="1.0"?>\n<config version="10.1.0">\n<mgt-config><users><entry name="admin"/></users></mgt-config>\n<shared/>\n<devices><entry name="localhost.localdomain">\n<deviceconfig><system><hostname>pano</hostname></system></deviceconfig>\n<device-group><entry name="DG"/></device-group>\n</entry></devices>\n</config>\n',
    "part.cfg": "version 15.2\nline vty 0 4\n transport input ssh\nend\n",
    "secret.cfg": plain
      .join("\n")
      .replace("interface", "access-list 10 permit 192.0.2.9\nsnmp-server community FAKE-secret-1 RO 10\ninterface"),
    "letter.txt": "Dear engineer,\n\nplease find attached nothing of interest.\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reach = (...words: readonly string[]): Promise<Ran> => runInProcess(["acl", "reach", ...words], folder);

describe("exit code", () => {
  it.each<readonly [string, number, readonly string[]]>([
    ["everything is known", 0, ["plain.cfg"]],
    ["somebody else gets through", 1, ["plain.cfg", "--outside", "192.0.2.0/24"]],
    ["nobody else does", 0, ["plain.cfg", "--outside", "0.0.0.0/0"]],
    ["some of it cannot be known", 1, ["part.cfg"]],
    ["a service that is not there", 2, ["plain.cfg", "--service", "gopher"]],
    ["a network that is none", 2, ["plain.cfg", "--outside", "everywhere"]],
    ["no configuration", 4, ["letter.txt"]],
    ["lines that may bear on it", 4, ["unread.cfg"]],
  ])("%s", async (_, code, words) => {
    expect((await reach(...words)).code).toBe(code);
  });
});

describe("bad input is one sentence", () => {
  it.each<readonly [readonly string[], string]>([
    [
      ["plain.cfg", "--service", "gopher"],
      "--service gopher: plain.cfg has no such management service; it offers ssh.\n",
    ],
    [
      ["plain.cfg", "--outside", "192.0.2.0/33"],
      "--outside 192.0.2.0/33: write an address or a network, such as 192.0.2.0/24.\n",
    ],
  ])("%j", async (words, message) => {
    expect((await reach(...words)).stderr).toContain(message);
  });
});

it("a doubt of several lines stands together", async () => {
  const { stdout } = await reach("panorama.xml", "--os", "paloalto-panos");
  expect(stdout).toMatch(/^! This may not be the whole truth: .*\n\S.*\.\n\nExit code 4/m);
});

it("JSON holds the chain with its lines", async () => {
  const { stdout } = await runInProcess(["acl", "reach", "managed.cfg", "--format", "json"], examples);
  const [first] = JSON.parse(stdout).reach;
  expect(first).toMatchObject({
    service: "ssh",
    protocol: "tcp",
    port: 22,
    listens: null,
    interface: "GigabitEthernet0/1",
    family: 4,
    destinations: ["192.0.2.1/32", "198.51.100.1/32"],
    sources: ["10.1.0.0-10.1.8.255", "10.1.10.0-10.1.255.255"],
    uncertain: [],
    complete: true,
    witness: "tcp 10.1.0.1:49152 > 192.0.2.1:22 syn",
  });
  expect(first.chain.map(({ layer, lines }: { layer: string; lines: unknown }) => [layer, lines])).toEqual([
    ["interface-acl", [[5, 5]]],
    ["control-plane", [[11, 11]]],
    [
      "control-plane",
      [
        [16, 17],
        [20, 21],
      ],
    ],
    ["line", [[13, 13]]],
  ]);
});

it.each(["table", "json"])("no secret leaves as %s", async (format) => {
  const { stdout, stderr } = await reach("secret.cfg", "--all", "--format", format);
  expect(stdout).toContain("snmp");
  expect(stdout + stderr).not.toContain("FAKE-secret-1");
});
