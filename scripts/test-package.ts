/**
 * Packs the package, installs it into an empty folder as a user would, without development dependencies, and audits
 * with it on each Node that `engines` promises; an older Node must be refused in words. Needs the npm registry.
 */
import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../src/package-root.ts";

const configuration = "hostname edge\nip ssh version 2\nline vty 0 4\n transport input telnet\nend\n";
const nodes = [
  { node: "20", exitCode: 2, prints: "redoubt needs Node 22.18 or later" },
  { node: "22.18.0", exitCode: 1, prints: "telnet-login" },
  { node: "22", exitCode: 1, prints: "telnet-login" },
  { node: "24", exitCode: 1, prints: "telnet-login" },
  { node: "26", exitCode: 1, prints: "telnet-login" },
];

const folder = mkdtempSync(join(tmpdir(), "redoubt-package-"));
try {
  const [packed] = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: packageRoot,
    encoding: "utf8",
  })
    .trim()
    .split("\n")
    .slice(-1);
  if (packed === undefined) throw new Error("npm pack named no file");
  writeFileSync(join(folder, "package.json"), '{ "private": true, "allowScripts": { "node": true } }\n');
  writeFileSync(join(folder, "edge.cfg"), configuration);
  npm("install", "--no-audit", "--no-fund", join(folder, packed));
  for (const expected of nodes) check(expected);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function npm(...words: string[]): void {
  execFileSync("npm", words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

function check({ node, exitCode, prints }: (typeof nodes)[number]): void {
  npm("install", "--no-audit", "--no-fund", "--no-save", `node@${node}`);
  const bin = join(folder, "node_modules", ".bin");
  const version = execFileSync(join(bin, "node"), ["-v"], { encoding: "utf8" }).trim();
  const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}` };
  const run = (...words: string[]) =>
    spawnSync("npx", ["--no-install", "redoubt", ...words], { cwd: folder, encoding: "utf8", env });
  const audit = run("audit", "edge.cfg");
  expect(version, audit, exitCode, prints);
  // The demo goes through SSH, sealing and the database, with its native module.
  if (exitCode !== 2) expect(version, run("demo", "--once"), 0, "4 devices");
}

function expect(
  version: string,
  { status, stdout, stderr }: SpawnSyncReturns<string>,
  exitCode: number,
  prints: string,
): void {
  const output = `${stdout}${stderr}`;
  if (status === exitCode && output.includes(prints)) {
    process.stdout.write(`Node ${version}: exit code ${status} and "${prints}", as expected\n`);
    return;
  }
  process.stderr.write(`${output}\nNode ${version}: exit code ${status}, expected ${exitCode} and "${prints}"\n`);
  process.exitCode = 1;
}
