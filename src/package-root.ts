import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname } from "node:path";

const manifest = findPackageJSON(import.meta.url) ?? "package.json";

/** The folder of the installed package, the same from the sources and from what is built of them. */
export const packageRoot = dirname(manifest);

function readVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(manifest, "utf8"));
  return typeof version === "string" ? version : "0.0.0";
}

export const packageVersion = readVersion();
