import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fortios, ios, junos, names } from "../assertions/configs.ts";
import { runRedoubt } from "./run-redoubt.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
const assert = (...words: string[]): ReturnType<typeof runRedoubt> =>
  runRedoubt(["acl", "assert", ...words], { cwd: folder });

const document = (...assertions: readonly string[]): string =>
  `${names}assertions:\n${assertions.map((each) => `  - ${each.replaceAll("\n", "\n    ")}\n`).join("")}`;

const holding = "name: holding\nlists: EDGE-IN6\nnever: { from: others, to: servers, service: shell }";
const failing =
  "name: failing\nlists: [EDGE-IN, guests-in6]\npackets: opening\nnever: { from: guests, to: servers, service: shell }";
const unknown = "name: open\nzones: { from: lan, to: dmz }\nnever: { from: guests, to: servers, service: tcp/22 }";
const nowhere = "name: nowhere\nlists: EDGE-OUT\nnever: { from: any, to: any, service: any }";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-assert-"));
  mkdirSync(at("configs"));
  mkdirSync(at("beside"));
  mkdirSync(at("nothing"));
  writeFileSync(at("configs/edge-1.cfg"), ios);
  writeFileSync(at("configs/core-1.conf"), junos);
  writeFileSync(at("configs/fw-1.conf"), fortios);
  writeFileSync(at("letter.txt"), "Dear engineer,\n\nplease find attached nothing of interest.\n");
  writeFileSync(at("holding.yaml"), document(holding));
  writeFileSync(at("failing.yaml"), document(holding, failing));
  writeFileSync(at("unknown.yaml"), document(failing, unknown));
  writeFileSync(at("nowhere.yaml"), document(holding, nowhere));
  writeFileSync(at("beside/assertions.yaml"), document(holding));
  writeFileSync(at("beside/edge-1.cfg"), ios);
  writeFileSync(at("faulty.yaml"), document(holding.replace("servers", "sevrers"), failing.replace("shell", "shel")));
  writeFileSync(at("latin1.yaml"), Buffer.from(document(holding.replace("holding", "h\u00e4lt")), "latin1"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("exit code", () => {
  it.each([
    ["every assertion holds", ["holding.yaml", "configs/edge-1.cfg"], 0],
    ["one fails", ["failing.yaml", "configs/edge-1.cfg"], 1],
    ["one is unknown, which wins over failing", ["unknown.yaml", "configs"], 4],
    ["one was checked nowhere", ["nowhere.yaml", "configs"], 4],
    ["an input is no configuration", ["holding.yaml", "configs/edge-1.cfg", "letter.txt"], 4],
    ["an input is not there", ["holding.yaml", "configs/edge-1.cfg", "gone.cfg"], 4],
    ["the file of assertions is not there", ["gone.yaml", "configs"], 2],
    ["the file of assertions is no UTF-8", ["latin1.yaml", "configs"], 2],
    ["the file of assertions has faults", ["faulty.yaml", "configs"], 2],
    ["a folder without files", ["holding.yaml", "nothing"], 2],
    ["no configuration", ["holding.yaml"], 2],
    ["nothing", [], 2],
    ["an unknown format", ["holding.yaml", "configs", "--format", "yaml"], 2],
    ["an output that cannot be written", ["holding.yaml", "configs", "-o", "json=no/such/x.json"], 2],
    ["the help", ["--help"], 0],
  ])("%s", (_, words, code) => {
    expect(assert(...words).code).toBe(code);
  });
});

it("tells every fault of the file with its place, and checks nothing", () => {
  const { stdout, stderr } = assert("faulty.yaml", "configs");
  expect(stdout).toBe("");
  expect(stderr.trim().split("\n")).toEqual([
    'faulty.yaml:13:28: assertions.0.never.to: There is no network "sevrers". Did you mean "servers"?',
    'faulty.yaml:17:41: assertions.1.never.service: There is no service "shel". Did you mean "shell"?',
  ]);
});

it("names an input that is no configuration, and checks the others", () => {
  const { stdout, stderr } = assert("failing.yaml", "letter.txt", "configs/edge-1.cfg", "--format", "json");
  expect(stderr).toMatch(/^letter\.txt:1: This is no configuration of a type/m);
  expect(JSON.parse(stdout)).toMatchObject({
    failed: [{ path: "letter.txt", line: 1 }],
    summary: { devices: 1, failed: 1, assertions: { holds: 1, fails: 1, unknown: 0, notApplicable: 0 } },
  });
});

it("leaves out the file of assertions where it lies beside the configurations", () => {
  const { code, stdout } = assert("beside/assertions.yaml", "beside", "--format", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout).summary).toMatchObject({ devices: 1, failed: 0 });
});

describe("output", () => {
  it("has a counterexample and lines per device", () => {
    const { stdout } = assert("failing.yaml", "configs", "--format", "json");
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(["tool", "assertions", "devices", "failed", "summary"]);
    const [, assertion] = report.assertions;
    expect(assertion).toMatchObject({ name: "failing", kind: "never", line: 14, outcome: "fails" });
    const fails = assertion.results.filter(({ outcome }: { outcome: string }) => outcome === "fails");
    expect(fails).toMatchObject([
      {
        path: "configs/core-1.conf",
        hostname: "core-1",
        list: "guests-in6",
        family: 6,
        counterexample: { text: "tcp [2001:db8:9::1]:49152 > [2001:db8:1::1]:22 syn", destinationPort: 22 },
        decidedBy: { line: 63, label: "all", text: "term all {" },
      },
      {
        path: "configs/edge-1.cfg",
        hostname: "edge-1",
        list: "EDGE-IN",
        family: 4,
        counterexample: { text: "tcp 203.0.113.1:49152 > 192.0.2.1:22 syn" },
        decidedBy: { line: 27, label: "30" },
      },
    ]);
  });

  it("is a table for people", () => {
    const { stdout } = assert("failing.yaml", "configs/edge-1.cfg");
    expect(stdout).toContain("failing  FAILS  failing.yaml:14\n");
    expect(stdout).toContain("  FAILS   configs/edge-1.cfg:27  edge-1: EDGE-IN (IPv4)\n");
    expect(stdout).toContain("          tcp 203.0.113.1:49152 > 192.0.2.1:22 syn\n");
    expect(stdout).toContain("          27 | permit tcp 203.0.113.0 0.0.0.255 192.0.2.0 0.0.0.255 range 20 22\n");
    expect(stdout).toMatch(/Exit code 1: an assertion fails\.\n$/);
  });

  it("says that an assertion was checked nowhere", () => {
    const { stdout } = assert("nowhere.yaml", "configs");
    expect(stdout).toContain("nowhere  CHECKED NOWHERE  nowhere.yaml:14\n");
  });

  it("is the same bytes for the same input", () => {
    expect(assert("unknown.yaml", "configs", "--format", "json").stdout).toBe(
      assert("unknown.yaml", "configs", "--format", "json").stdout,
    );
  });

  it("goes to files beside standard output", () => {
    assert("failing.yaml", "configs", "-o", "json=out.json", "-o", "table=out.txt");
    expect(JSON.parse(readFileSync(at("out.json"), "utf8")).assertions).toHaveLength(2);
    expect(readFileSync(at("out.txt"), "utf8")).toContain("FAILS");
  });

  it("reads a configuration, or the assertions, from standard input", () => {
    const config = runRedoubt(["acl", "assert", "failing.yaml", "-"], { cwd: folder, input: ios });
    const file = runRedoubt(["acl", "assert", "-", "configs"], { cwd: folder, input: document(failing) });
    expect([config.code, file.code]).toEqual([1, 1]);
  });
});
