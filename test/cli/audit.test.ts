import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRedoubt } from "./run-redoubt.ts";

const good = ["hostname good", "!", "ip ssh version 2", "line vty 0 4", " transport input ssh", "!", "end", ""].join(
  "\n",
);
const bad = [
  "hostname bad",
  "!",
  "snmp-server community FAKE-community RW",
  "line vty 0 4",
  " transport input telnet",
  "!",
  "end",
  "",
].join("\n");

let folder = "";
const at = (name: string): string => join(folder, name);
const audit = (...words: string[]): ReturnType<typeof runRedoubt> => runRedoubt(["audit", ...words], { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-audit-"));
  mkdirSync(at("estate/.git"), { recursive: true });
  mkdirSync(at("estate/branch"));
  mkdirSync(at("nothing"));
  writeFileSync(at("good.cfg"), good);
  writeFileSync(at("bad.cfg"), bad);
  writeFileSync(at("estate/bad.cfg"), bad);
  writeFileSync(at("estate/branch/good.cfg"), good);
  writeFileSync(at("estate/.git/config"), "[core]\n");
  writeFileSync(at("empty.cfg"), "");
  writeFileSync(at("letter.txt"), "Dear engineer,\n\nplease find attached nothing of interest.\n");
  writeFileSync(at("binary.cfg"), Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]));
  writeFileSync(at("one-line.cfg"), `hostname ${"x".repeat(5_000_000)}`);
  writeFileSync(at("huge.cfg"), Buffer.alloc(100_000_000, "x"));
  writeFileSync(
    at("bomb.xml"),
    `<?xml version="1.0"?>\n<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<rpc-reply xmlns:junos="http://xml.juniper.net/junos/21.4R1/junos"><configuration><system><host-name>&b;</host-name></system></configuration></rpc-reply>\n`,
  );
  writeFileSync(at("deep.conf"), `version 21.4R1;\nsystem {\n${" a {\n".repeat(50_000)}${"}\n".repeat(50_000)}}\n`);
  writeFileSync(
    at("cut.cfg"),
    "Building configuration...\n\nCurrent configuration : 4096 bytes\n!\nversion 15.2\nhostname cut\n!\ninterface Gi0/1\n ip addr",
  );
  writeFileSync(
    at("latin1.cfg"),
    Buffer.from(
      bad.replace("hostname bad", "hostname bad\nbanner login ^C Zugang verboten f\u00fcr alle ^C"),
      "latin1",
    ),
  );
  writeFileSync(at("bom-crlf.cfg"), `\ufeff${bad.replaceAll("\n", "\r\n")}`);
  writeFileSync(
    at("capture.cfg"),
    bad.replace("line vty", " --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b\u001b[1mline\u001b[0m vty"),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("exit code", () => {
  it.each([
    ["findings at or above high", ["bad.cfg"], 1],
    ["nothing at or above critical", ["good.cfg", "--fail-on", "critical"], 0],
    ["findings, asked not to fail", ["bad.cfg", "--fail-on", "none"], 0],
    ["not understood wins over findings", ["bad.cfg", "letter.txt"], 4],
    ["wrong use wins over all", ["letter.txt", "--format", "yaml"], 2],
    ["no path", [], 2],
    ["an unknown option", ["bad.cfg", "--colour"], 2],
    ["a folder without files", ["nothing"], 2],
    ["an output that cannot be written", ["bad.cfg", "-o", "json=no/such/folder/x.json"], 2],
    ["an output without a format", ["bad.cfg", "-o", "x.json"], 2],
    ["a coverage that is no number", ["bad.cfg", "--min-coverage", "much"], 2],
    ["the help", ["--help"], 0],
  ])("%s", (_, words, code) => {
    expect(audit(...words).code).toBe(code);
  });

  it.each(["table", "json", "sarif"])("is the same for %s", (format) => {
    expect(audit("bad.cfg", "--format", format).code).toBe(1);
  });
});

const managed = [
  "version 15.2",
  "hostname managed",
  "no ip http server",
  "no ip http secure-server",
  "access-list 10 permit 192.0.2.0 0.0.0.255",
  "interface GigabitEthernet0/0",
  " ip address 192.0.2.1 255.255.255.0",
  "line vty 0 4",
  " access-class 10 in",
  " transport input ssh",
  "end",
  "",
].join("\n");

describe("networks that devices are managed from", () => {
  const outcomes = (...words: string[]): readonly string[] => {
    writeFileSync(at("managed.cfg"), managed);
    const { stdout } = audit("managed.cfg", "--all", "--format", "json", ...words);
    const { verdictList } = JSON.parse(stdout).devices[0];
    return verdictList
      .filter(({ rule }: { rule: string }) => rule === "management-reachable-from-outside")
      .map(({ outcome }: { outcome: string }) => outcome);
  };

  it.each<readonly [string, readonly string[], string]>([
    ["nobody names them", [], "unknown"],
    ["they hold every source", ["--management-network", "192.0.2.0/24"], "pass"],
    [
      "two of them do together",
      ["--management-network", "192.0.2.0/25", "--management-network", "192.0.2.128/25"],
      "pass",
    ],
    ["a source lies outside", ["--management-network", "192.0.2.0/25"], "fail"],
  ])("%s", (_, words, outcome) => {
    expect(outcomes(...words)).toEqual([outcome]);
  });

  it.each(["everywhere", "192.0.2.0/33", "192.0.2.0/24/8", "2001:db8::/129", ""])("%j is none", (text) => {
    const { code, stderr } = audit("good.cfg", "--management-network", text);
    expect(code).toBe(2);
    expect(stderr).toContain(`--management-network ${text}: write an address or a network, such as 192.0.2.0/24.`);
  });
});

describe("bad input is named, with its place, and the other files are still audited", () => {
  it.each([
    ["no configuration", "letter.txt", /^letter\.txt:1: This is no configuration of a type/m],
    ["an empty file", "empty.cfg", /^empty\.cfg: The file is empty\./m],
    ["a binary file", "binary.cfg", /^binary\.cfg: This is a binary file/m],
    ["a line without end", "one-line.cfg", /^one-line\.cfg:1: A line is longer/m],
    ["100 MB of one line", "huge.cfg", /^huge\.cfg: The file is larger/m],
    ["a missing file", "missing.cfg", /^missing\.cfg: There is no such file/m],
    ["a folder in place of a file's content", "estate/.git/none", /^estate\/\.git\/none: There is no such file/m],
    ["an XML bomb", "bomb.xml", /^bomb\.xml:2: .*entit/im],
    ["deep nesting", "deep.conf", /^deep\.conf:\d+: .*deep/im],
    ["a configuration that stops", "cut.cfg", /^cut\.cfg:\d+: /m],
  ])("%s", (_, file, message) => {
    const { code, stdout, stderr } = audit(file, "bad.cfg", "--format", "json");
    expect(stderr).toMatch(message);
    expect(code).toBe(4);
    expect(JSON.parse(stdout).devices.at(-1)).toMatchObject({ path: "bad.cfg", hostname: "bad" });
  });
});

describe("dirty text is read", () => {
  it.each(["latin1.cfg", "bom-crlf.cfg", "capture.cfg"])("%s", (file) => {
    const { stdout } = audit(file, "--format", "json");
    expect(JSON.parse(stdout).devices[0].findings.map(({ rule }: { rule: string }) => rule)).toContain("telnet-login");
  });
});

describe("output", () => {
  it("has the shape that DESIGN promises", () => {
    const report = JSON.parse(audit("bad.cfg", "--format", "json").stdout);
    expect(Object.keys(report)).toEqual(["tool", "devices", "summary"]);
    expect(Object.keys(report.devices[0])).toEqual([
      "path",
      "hostname",
      "os",
      "osVersion",
      "coverage",
      "unread",
      "verdicts",
      "findings",
    ]);
    expect(Object.keys(report.devices[0].findings[0])).toEqual([
      "id",
      "rule",
      "severity",
      "title",
      "message",
      "subject",
      "lines",
      "xmlPath",
      "default",
      "references",
    ]);
    expect(report.devices[0].verdicts.fail).toBe(report.devices[0].findings.length);
    expect(Object.keys(report.summary.bySeverity)).toEqual(["critical", "high", "medium", "low", "info"]);
  });

  it("adds every verdict with its evidence on --all", () => {
    const { verdicts, verdictList } = JSON.parse(audit("bad.cfg", "--format", "json", "--all").stdout).devices[0];
    expect(verdictList).toHaveLength(Object.values<number>(verdicts).reduce((sum, count) => sum + count, 0));
    expect(Object.keys(verdictList[0])).toEqual([
      "rule",
      "outcome",
      "subject",
      "message",
      "lines",
      "xmlPath",
      "default",
    ]);
  });

  it("walks folders in order and leaves out what begins with a dot", () => {
    const report = JSON.parse(audit("estate", "--format", "json").stdout);
    expect(report.devices.map(({ path }: { path: string }) => path)).toEqual([
      "estate/bad.cfg",
      "estate/branch/good.cfg",
    ]);
  });

  it("is the same bytes for the same input", () => {
    expect(audit("estate", "--format", "json").stdout).toBe(audit("estate", "--format", "json").stdout);
  });

  it("goes to files beside standard output", () => {
    audit("bad.cfg", "-o", "json=out.json", "-o", "sarif=out.sarif");
    expect(JSON.parse(readFileSync(at("out.json"), "utf8")).devices).toHaveLength(1);
    expect(JSON.parse(readFileSync(at("out.sarif"), "utf8")).version).toBe("2.1.0");
  });

  it("reads standard input", () => {
    const { stdout, code } = runRedoubt(["audit", "-", "--format", "json"], { cwd: folder, input: bad });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).devices[0].path).toBe("-");
  });

  it.each(["table", "json", "sarif"])("keeps secrets out of %s", (format) => {
    const { stdout, stderr } = audit("bad.cfg", "--all", "--format", format);
    expect(stdout + stderr).not.toContain("FAKE-community");
  });

  it("keeps a finding's id when lines are added above", () => {
    writeFileSync(at("moved.cfg"), bad.replace("!\n", "!\nip domain-name example.net\n!\n"));
    const ids = (file: string): string[] =>
      JSON.parse(audit(file, "--format", "json").stdout).devices[0].findings.map(({ id }: { id: string }) => id);
    expect(ids("moved.cfg").toSorted()).toEqual(ids("bad.cfg").toSorted());
  });
});
