import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { parsers } from "../../parsers/index.ts";

export const corpus = join(packageRoot, "..", "shared", "corpus");

/** One text of the corpus, by its path there. */
export interface CorpusFile {
  readonly path: string;
  /** The language that its folder stands for. */
  readonly os: string;
  readonly fullDevice: boolean;
}

/** Folders whose language has another name here. */
const readAs: ReadonlyMap<string, string> = new Map([["cisco-ftd", "cisco-asa"]]);

/** Every text of the corpus, as its own list has it; none where it is not here. */
export function corpusFiles(): readonly CorpusFile[] {
  if (!existsSync(join(corpus, "MANIFEST.tsv"))) return [];
  const [, ...lines] = readFileSync(join(corpus, "MANIFEST.tsv"), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const fields = line.split("\t");
    const vendor = fields[4] ?? "";
    return { path: fields[0] ?? "", os: readAs.get(vendor) ?? vendor, fullDevice: fields[11] === "yes" };
  });
}

/** Whether a parser reads the language. */
export function isRead({ os }: CorpusFile): boolean {
  return parsers.some(({ id }) => id === os);
}
