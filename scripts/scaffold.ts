import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../src/package-root.ts";

/** Names of files and ids, as the project writes them. */
const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Ends the script with one sentence. */
export function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

export function checkedId(id: string | undefined, usage: string): string {
  if (id === undefined) refuse(`Usage: ${usage}`);
  if (!kebab.test(id)) refuse(`"${id}" is no id: write lower-case words joined by hyphens, such as telnet-login.`);
  return id;
}

/** "telnet-login" → "telnetLogin". */
export function camelCase(id: string): string {
  return id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Writes a file that must not be there yet; the path is below the project. */
export function create(path: string, text: string): void {
  const target = join(packageRoot, path);
  if (existsSync(target)) refuse(`${path} is there already.`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  process.stdout.write(`wrote ${path}\n`);
}

/** Adds an import and a last element to a registry file, which is a list written by hand. */
export function register(path: string, importLine: string, element: string): void {
  const target = join(packageRoot, path);
  const text = readFileSync(target, "utf8");
  const afterImports = text.lastIndexOf("\nimport ");
  const lineEnd = text.indexOf("\n", afterImports + 1) + 1;
  const withImport = text.slice(0, lineEnd) + `${importLine}\n` + text.slice(lineEnd);
  const close = withImport.lastIndexOf("]");
  if (afterImports === -1 || close === -1) refuse(`${path} does not look like a registry: add "${element}" by hand.`);
  const before = withImport.slice(0, close).trimEnd();
  const comma = before.endsWith("[") || before.endsWith(",") ? "" : ",";
  writeFileSync(target, `${before}${comma} ${element},${withImport.slice(close)}`);
  process.stdout.write(`added ${element} to ${path}\n`);
}
