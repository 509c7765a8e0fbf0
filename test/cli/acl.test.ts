import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "./run-in-process.ts";
import { runRedoubt, type Ran } from "./run-redoubt.ts";

const examples = join(import.meta.dirname, "acl");
let folder = "";
const example = (name: string): string => join(examples, name);

/** Runs `redoubt acl …` where the examples are. */
function acl(...words: readonly string[]): Promise<Ran> {
  return runInProcess(["acl", ...words], examples);
}

/** Runs `redoubt acl …` where the files of this test are. */
function aclThere(...words: readonly string[]): Promise<Ran> {
  return runInProcess(["acl", ...words], folder);
}

const clean = "version 15.7\nip access-list extended A\n permit tcp any any eq 443\nend\n";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-acl-"));
  const files = {
    "clean.cfg": clean,
    "letter.txt": "Dear engineer,\n\nplease find attached nothing of interest.\n",
    "no-lists.cfg": "version 15.7\nhostname plain\nend\n",
    "mac.cfg": "version 15.7\nmac access-list extended LAYER2\n permit any any\nend\n",
    "unread.cfg":
      "version 15.7\nip access-list extended A\n permit tcp any any eq 443\n frobnicate\n deny ip any any\nend\n",
    "cut.cfg":
      "Building configuration...\n\nCurrent configuration : 4096 bytes\n!\nversion 15.2\nip access-list extended A\n permit tcp any any eq 443\ninterface Gi0/1\n ip addr",
    "six.cfg": "version 15.7\nipv6 access-list A\n permit tcp any any eq 443\nend\n",
    "answers.cfg":
      "version 15.7\nip access-list extended A\n permit tcp any any established\n permit udp any eq 53 any\nend\n",
    "secret.cfg":
      "version 15.7\nsnmp-server community FAKE-secret-1 RO\nip access-list extended A\n remark community FAKE-secret-1\n permit tcp any any eq 443\n permit tcp any any eq 443\nend\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("exit code", () => {
  it.each<readonly [string, number, readonly string[]]>([
    ["lint: entries that nothing reaches", 1, ["lint", "edge.cfg"]],
    ["lint: every entry is reached", 0, ["lint", "edge.cfg", "--acl", "MANAGEMENT"]],
    ["test: known", 0, ["test", "edge.cfg", "--acl", "MANAGEMENT", "tcp", "10.99.0.1", "to", "192.0.2.1:22"]],
    [
      "test: as expected",
      0,
      ["test", "edge.cfg", "--acl", "MANAGEMENT", "--expect", "deny", "tcp 10.99.0.1 > 192.0.2.1:23"],
    ],
    [
      "test: not as expected",
      1,
      ["test", "edge.cfg", "--acl", "MANAGEMENT", "--expect", "permit", "tcp 10.99.0.1 > 192.0.2.1:23"],
    ],
    ["test: cannot be known", 1, ["test", "edge.cfg", "--acl", "INSIDE-IN", "tcp 10.20.0.1 > 192.0.2.80:80"]],
    ["query: all known", 0, ["query", "edge.cfg", "--acl", "MANAGEMENT"]],
    ["query: some cannot be known", 1, ["query", "edge.cfg", "--acl", "INSIDE-IN"]],
    ["diff: equal", 0, ["diff", "edge.cfg", "edge-new.cfg", "--acl", "MANAGEMENT"]],
    ["diff: different", 1, ["diff", "edge.cfg", "edge-new.cfg"]],
    ["diff: cannot be known", 1, ["diff", "edge.cfg", "edge.cfg"]],
    ["diff: across vendors", 0, ["diff", "edge.cfg", "core.conf", "--acl", "MANAGEMENT", "--acl-b", "ipv4:MANAGEMENT"]],
    [
      "diff: across vendors, later fragments counted",
      1,
      ["diff", "edge.cfg", "core.conf", "--acl", "MANAGEMENT", "--acl-b", "ipv4:MANAGEMENT", "--fragments"],
    ],
    ["diff: a list without partner", 1, ["diff", "edge.cfg", "core.conf"]],
    ["minimise: can be smaller", 1, ["minimise", "edge.cfg", "--acl", "INSIDE-IN"]],
    ["the help", 0, ["--help"]],
    ["the help of one", 0, ["query", "--help"]],
  ])("%s", async (_, code, words) => {
    expect((await acl(...words)).code).toBe(code);
  });

  it.each(["table", "json"])("is the same for %s", async (format) => {
    expect((await acl("lint", "edge.cfg", "--format", format)).code).toBe(1);
  });
});

describe("wrong use gets one sentence with the place, and exit code 2", () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    [
      "a list that does not exist",
      ["test", "edge.cfg", "--acl", "MANAGMENT", "tcp 10.99.0.1 > 192.0.2.1:22"],
      /^edge\.cfg: --acl MANAGMENT: there is no such list\. Did you mean MANAGEMENT\?$/,
    ],
    [
      "a list that is like none",
      ["query", "edge.cfg", "--acl", "Q"],
      /^edge\.cfg: --acl Q: there is no such list\. There are INSIDE-IN, MANAGEMENT\.$/,
    ],
    [
      "a list that does not exist, to be linted",
      ["lint", "edge.cfg", "--acl", "MANAGMENT"],
      /^edge\.cfg: --acl MANAGMENT: /,
    ],
    ["a list that no file has", ["lint", "edge.cfg", "core.conf", "--acl", "X"], /^--acl X: none of the 2 files/],
    [
      "a list of the second file that does not exist",
      ["diff", "edge.cfg", "core.conf", "--acl", "INSIDE-IN"],
      /^core\.conf: --acl-b INSIDE-IN: there is no such list\./,
    ],
    [
      "two lists of one name",
      ["query", "core.conf", "--acl", "MANAGEMENT"],
      /^core\.conf: --acl MANAGEMENT: 2 lists have this name, ipv4:MANAGEMENT \(line 7\), ipv6:MANAGEMENT \(line 31\); write --acl ipv4:MANAGEMENT\.$/,
    ],
    [
      "no list named where there are several",
      ["query", "edge.cfg"],
      /^edge\.cfg: it holds 2 lists; choose one with --acl: /,
    ],
    [
      "a malformed packet",
      ["test", "edge.cfg", "--acl", "MANAGEMENT", "tcp 10.99.0.256 > 192.0.2.1:22"],
      /^The packet "tcp 10\.99\.0\.256 > 192\.0\.2\.1:22", character 5: "10\.99\.0\.256" is no IP address\.$/,
    ],
    [
      "a packet without destination port",
      ["test", "edge.cfg", "--acl", "MANAGEMENT", "tcp", "10.99.0.1", "to", "192.0.2.1"],
      /^The packet "tcp 10\.99\.0\.1 to 192\.0\.2\.1", character 27: The destination port is missing/,
    ],
    [
      "a packet of the other IP version",
      ["test", "edge.cfg", "--acl", "MANAGEMENT", "tcp 2001:db8::1 > [2001:db8::2]:22"],
      /^The packet is of IPv6, and MANAGEMENT is a list of ipv4\.$/,
    ],
    [
      "a packet without zones where policies ask for them",
      ["test", "firewall.conf", "tcp 10.0.0.1 > 192.0.2.1:443"],
      /^policies asks for zones: add from= with one of inside\.$/,
    ],
    [
      "a later fragment without ports where they are looked at",
      ["test", "core.conf", "--acl", "ipv4:MANAGEMENT", "tcp 10.0.0.1 > 192.0.2.1 fragment later"],
      /^MANAGEMENT judges a later fragment as it does a whole packet: /,
    ],
    [
      "a malformed space",
      ["query", "edge.cfg", "--acl", "MANAGEMENT", "tcp 10.0.0.1/8 > any"],
      /^The space "tcp 10\.0\.0\.1\/8 > any", character 5: .*the network is 10\.0\.0\.0\/8\.$/,
    ],
    ["permit and deny at once", ["query", "edge.cfg", "--permit", "--deny"], /cannot be used with/],
    [
      "--acl-b alone",
      ["diff", "edge.cfg", "core.conf", "--acl-b", "MANAGEMENT"],
      /^--acl-b names the list of the second file; name that of the first with --acl\.$/,
    ],
    [
      "lists that no packet is of both",
      ["diff", "edge.cfg", "core.conf", "--acl", "MANAGEMENT", "--acl-b", "ipv6:MANAGEMENT"],
      /no packet is of both\.$/,
    ],
    ["a format there is not", ["lint", "edge.cfg", "--format", "yaml"], /yaml/],
    ["an output without format", ["lint", "edge.cfg", "-o", "x.json"], /^--output x\.json: write it as format=path/],
    [
      "an output that cannot be written",
      ["lint", "edge.cfg", "-o", "json=no/such/folder/x.json"],
      /^--output no\/such/,
    ],
    ["a network that is none", ["lint", "edge.cfg", "--open", "--internal", "inside"], /^--internal inside: write/],
    ["a type there is not", ["lint", "edge.cfg", "--os", "windows"], /windows/],
    ["an action there is not", ["test", "edge.cfg", "--expect", "maybe", "x"], /maybe/],
    ["no file", ["lint"], /missing required argument/],
    ["a command there is not", ["lnt"], /unknown command/],
  ])("%s", async (_, words, message) => {
    const { code, stdout, stderr } = await acl(...words);
    expect(stderr.trim()).toMatch(message);
    expect(stdout === "" || words.includes("json=no/such/folder/x.json")).toBe(true);
    expect(code).toBe(2);
  });

  it.each<readonly [string, string, RegExp]>([
    ["no list at all", "no-lists.cfg", /^no-lists\.cfg: there is no list of IP packets in it\.$/],
    [
      "lists of MAC addresses only",
      "mac.cfg",
      /^mac\.cfg: there is no list of IP packets in it \(1 of MAC addresses\)\.$/,
    ],
  ])("%s", async (_, file, message) => {
    const { code, stderr } = await aclThere("query", file);
    expect(stderr.trim()).toMatch(message);
    expect(code).toBe(2);
  });

  it("a list of MAC addresses by name", async () => {
    const { code, stderr } = await aclThere("query", "mac.cfg", "--acl", "LAYER2");
    expect(stderr).toMatch(/^mac\.cfg: --acl LAYER2: this is a list of MAC addresses/);
    expect(code).toBe(2);
  });
});

describe("what was not understood is said, and exit code 4", () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ["a missing file", ["query", "missing.cfg"], /^missing\.cfg: There is no such file/],
    [
      "no configuration",
      ["test", "letter.txt", "tcp 10.0.0.1 > 10.0.0.2:1"],
      /^letter\.txt:1: This is no configuration/,
    ],
    ["one of several files", ["lint", "clean.cfg", "missing.cfg"], /^missing\.cfg: There is no such file/],
    ["one of two files", ["diff", "clean.cfg", "missing.cfg"], /^missing\.cfg: There is no such file/],
    ["a file to be made smaller", ["minimise", "missing.cfg"], /^missing\.cfg: There is no such file/],
  ])("%s", async (_, words, message) => {
    const { code, stderr } = await aclThere(...words);
    expect(stderr).toMatch(message);
    expect(code).toBe(4);
  });

  it.each<readonly [string, readonly string[]]>([
    ["lint", ["lint", "unread.cfg"]],
    ["test", ["test", "unread.cfg", "tcp 10.0.0.1 > 10.0.0.2:443"]],
    ["query", ["query", "unread.cfg"]],
    ["diff", ["diff", "unread.cfg", "clean.cfg"]],
    ["minimise", ["minimise", "unread.cfg"]],
  ])("%s: a line that may bear on the list", async (_, words) => {
    const { code, stdout } = await aclThere(...words);
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/This may not be the whole truth: .*Line 4 was not understood/);
    expect(stdout).not.toMatch(/whole truth: [^\n]*[^.\n]\n\n/);
    expect(code).toBe(4);
  });

  it("a configuration that stops before its end", async () => {
    const { code, stdout } = await aclThere("lint", "cut.cfg");
    expect(stdout).toContain("This may not be the whole truth");
    expect(code).toBe(4);
  });

  it("a list of MAC addresses is told, not passed over", async () => {
    expect((await aclThere("lint", "mac.cfg")).stdout).toContain("A list of MAC addresses is not analysed.");
  });
});

const zoned = [
  "#config-version=FGT60F-7.4.4-FW-build2662-240514:opmode=0:vdom=0:user=admin",
  "config system interface",
  ...["lan", "wan1", "dmz"].flatMap((name) => [`edit "${name}"`, 'set vdom "root"', "next"]),
  "end",
  "config system zone",
  'edit "Z"',
  'set interface "dmz"',
  "next",
  "end",
  "config firewall policy",
  "edit 1",
  'set srcintf "lan"',
  'set dstintf "Z"',
  'set srcaddr "all"',
  'set dstaddr "all"',
  "set action accept",
  'set schedule "always"',
  'set service "ALL"',
  "next",
  "end",
  "",
].join("\n");

describe("zones that somebody asks about", () => {
  it.each<readonly [string, number, string]>([
    ["from=lan to=Z", 0, ""],
    ["from=wan1 to=Z", 0, ""],
    ["from=lann to=Z", 2, "from=lann: there is no such zone or interface. Did you mean lan?"],
    ["from=lan to=elsewhere", 2, "to=elsewhere: there is no such zone or interface. Policies name lan, Z."],
    ["from=lan to=dmz", 2, "to=dmz: policies know the interface dmz by its zone: write to=Z."],
  ])("%s", async (zones, code, told) => {
    writeFileSync(join(folder, "zoned.conf"), zoned);
    const tested = await aclThere("test", "zoned.conf", "--acl", "policies", `udp 10.0.0.1 > 192.0.2.1:9 ${zones}`);
    const queried = await aclThere("query", "zoned.conf", "--acl", "policies", zones);
    expect([tested.code, queried.code]).toEqual([code, code]);
    expect([tested.stderr.trim(), queried.stderr.trim()]).toEqual([told, told]);
  });
});

describe("input and output", () => {
  it.each<readonly [string, string]>([
    ["tcp 10.0.0.1 > 10.0.0.2:443", "ipv4"],
    ["tcp 2001:db8::1 > [2001:db8::2]:443", "ipv6"],
  ])("of two lists of one name %s means that of its family", async (packet, family) => {
    writeFileSync(
      join(folder, "both.cfg"),
      `${clean.replace("end\n", "")}ipv6 access-list A\n permit ipv6 any any\nend\n`,
    );
    const { stdout, code } = await aclThere("test", "both.cfg", "--acl", "A", packet, "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ action: "permit", acl: { family } });
    expect(code).toBe(0);
  });

  it("takes standard input, and writes files beside what it shows", () => {
    const { stdout, code } = runRedoubt(["acl", "query", "-", "-o", "json=out.json"], { cwd: folder, input: clean });
    expect(stdout).toContain("ipv4 tcp any > any port 443\n");
    expect(JSON.parse(readFileSync(join(folder, "out.json"), "utf8"))).toMatchObject({ path: "-", complete: true });
    expect(code).toBe(0);
  });

  it("takes a file for the type that --os names", async () => {
    expect((await aclThere("lint", "clean.cfg", "--os", "juniper-junos")).stdout).toContain("0 lists");
  });

  it("quotes no secret", async () => {
    const { stdout } = await aclThere("lint", "secret.cfg", "--format", "json", "--format", "table");
    expect(stdout).toContain("redundant");
    expect(stdout).not.toContain("FAKE-secret-1");
  });

  it("says what IOS adds to an IPv6 list, which has no line", async () => {
    const { stdout } = await aclThere("test", "six.cfg", "icmp 2001:db8::1 > 2001:db8::2 type 135 code 0");
    expect(stdout).toMatch(/^permit .*implied/m);
  });

  it("the same input gives the same bytes", async () => {
    const once = await acl("diff", "edge.cfg", "edge-new.cfg", "--format", "json");
    expect(await acl("diff", "edge.cfg", "edge-new.cfg", "--format", "json")).toEqual(once);
  });
});

describe("what a packet rests on that nobody wrote", () => {
  it.each<readonly [string, string, string | null]>([
    ["tcp 10.0.0.1 > 10.0.0.2:80", "deny", "tcp 10.0.0.1:49152 > 10.0.0.2:80 ack"],
    ["tcp 10.0.0.1:1 > 10.0.0.2:80 syn", "deny", null],
    ["udp 10.0.0.1 > 10.0.0.2:80", "deny", "udp 10.0.0.1:53 > 10.0.0.2:80"],
    ["udp 10.0.0.1:53 > 10.0.0.2:80", "permit", null],
  ])("%s", async (packet, action, otherwise) => {
    const report = JSON.parse((await aclThere("test", "answers.cfg", packet, "--format", "json")).stdout);
    expect({ action: report.action, otherwise: report.otherwise?.text ?? null }).toEqual({ action, otherwise });
  });
});

describe("the object that JSON output prints", () => {
  it.each<readonly [string, readonly string[]]>([
    ["lint", ["lint", "edge.cfg", "firewall.conf"]],
    ["open", ["lint", "edge.cfg", "--acl", "MANAGEMENT", "--open", "--internal", "10.0.0.0/8"]],
    ["test", ["test", "edge.cfg", "--acl", "INSIDE-IN", "tcp 10.20.7.1:1024 > 198.51.100.1:443 syn"]],
    ["query", ["query", "edge.cfg", "--acl", "INSIDE-IN", "--lines", "tcp any > 192.0.2.0/24"]],
    ["diff", ["diff", "edge.cfg", "edge-new.cfg"]],
    ["minimise", ["minimise", "edge.cfg", "--acl", "INSIDE-IN"]],
  ])("of %s", async (name, words) => {
    const { stdout } = await acl(...words, "--format", "json");
    await expect(stdout).toMatchFileSnapshot(example(`${name}.json`));
  });

  it("of lint has the fields that DESIGN names", async () => {
    const { acls } = JSON.parse((await acl("lint", "edge.cfg", "--format", "json")).stdout);
    expect(acls[0]).toMatchObject({ name: "INSIDE-IN", family: "ipv4", entries: 10 });
    expect(acls[0].unreachable[2]).toMatchObject({
      line: 26,
      text: "deny   tcp 10.20.7.0 0.0.0.255 any eq 443",
      kind: "shadowed",
      coveredBy: [{ line: 19, text: "permit tcp object-group BRANCHES any eq 443" }],
      differentAction: true,
      witness: { destinationPort: 443 },
    });
  });
});
