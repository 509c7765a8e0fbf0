#!/usr/bin/env node
// Nothing is imported before the version is known to be right: a native module would fail with words that help nobody.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `redoubt needs Node 22.18 or later, and this is ${process.versions.node}. Install a current Node (https://nodejs.org); in a checkout, npm ci brings one and npx uses it.\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import("./cli/main.ts");
  process.exitCode = await main(process.argv.slice(2));
}
