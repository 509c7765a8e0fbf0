/**
 * Runs parse and audit over every corpus file of the languages that have a parser, and writes docs/coverage.md.
 * `--check` refuses when the file differs from what is committed; `--unread LANGUAGE` prints every line that a
 * language leaves unread. Without the corpus it says so and does nothing.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { auditDevice } from "../../src/audit/audit-device.ts";
import { decodeText } from "../../src/intake/decode-text.ts";
import { packageRoot } from "../../src/package-root.ts";
import { rules } from "../../src/rules/index.ts";
import { parsers } from "../../parsers/index.ts";
import { recognise } from "../../parsers/recognise.ts";
import { corpus, corpusFiles, isRead, type CorpusFile } from "./files.ts";
import { coveragePage, type Row } from "./page.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false }, unread: { type: "string" } } });
const target = join(packageRoot, "docs", "coverage.md");

if (!existsSync(join(corpus, "MANIFEST.tsv"))) {
  process.stdout.write("The corpus of real configurations (../shared/corpus) is not here: nothing was run, 0 files.\n");
  process.exit(0);
}

const rows = corpusFiles().filter(isRead).map(runFile);
const page = coveragePage(rows);
process.stdout.write(page);

const exceptions = rows.filter(({ outcome }) => outcome.startsWith("exception"));
if (exceptions.length > 0) {
  process.stderr.write(
    `${exceptions.length} files raised an exception:\n${exceptions.map(({ path, outcome }) => `${path}: ${outcome}`).join("\n")}\n`,
  );
  process.exitCode = 1;
}
if (values.check) {
  if (!existsSync(target) || readFileSync(target, "utf8") !== page) {
    process.stderr.write("docs/coverage.md differs from this run: write it with `npm run corpus` and commit it.\n");
    process.exitCode = 1;
  }
} else writeFileSync(target, page);

function runFile(file: CorpusFile): Row {
  const row = { ...file, recognised: "-", coverage: null, unread: [] };
  try {
    const decoded = decodeText(readFileSync(join(corpus, file.path)));
    if (!decoded.ok) return { ...row, outcome: decoded.failure };
    const parser = parsers.find(({ id }) => id === file.os);
    if (parser === undefined) return { ...row, outcome: "no parser" };
    const parsed = parser.parse(decoded.text);
    auditDevice(parsed, rules, file.path);
    const { coverage, problems, unread } = parsed;
    if (coverage.read + coverage.skipped + coverage.unread !== coverage.lines)
      return { ...row, outcome: "exception: lines do not add up" };
    if (values.unread === file.os)
      for (const { line, text } of unread) process.stderr.write(`${file.path}:${line}\t${text}\n`);
    const recognised = recognise(decoded.text)?.id ?? "none";
    return { ...row, recognised, coverage, unread, outcome: problems[0]?.code ?? "ok" };
  } catch (error) {
    return { ...row, outcome: `exception: ${error instanceof Error ? error.message : String(error)}` };
  }
}
