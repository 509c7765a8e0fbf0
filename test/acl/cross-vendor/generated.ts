import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Filter } from "../../../src/acl/filter.ts";
import { filterIn } from "./filter-in.ts";

/** Policies that one generator (aerleon) wrote for many platforms, in the corpus beside the project. */
const corpus = join(import.meta.dirname, "../../../../shared/corpus");
export const present = existsSync(join(corpus, "MANIFEST.tsv"));
if (!present) console.warn(`No corpus at ${corpus}: generated policies are not compared.`);

/** Where a text names what no packet shows, it is compared with other words in their place. */
const rewordings = {
  "but for connection states": (text: string) => text.replaceAll(/ -m state --state [A-Z,]+/g, ""),
  "with flags for connection states": (text: string) =>
    rewordings["but for connection states"](
      text.replaceAll(
        /^(-A I_permit-tcp-established .*) -m state --state \S+/gm,
        "$1 --tcp-flags ACK,RST ACK -j ACCEPT\n$1 --tcp-flags RST RST",
      ),
    ),
  "without what answers a connection": (text: string) =>
    rewordings["but for connection states"](text.replaceAll(/^.* --state ESTABLISHED,RELATED -j ACCEPT$/gm, "")),
  /** The generator leaves the zones to the device; without them nobody knows what stays within one. */
  "with its zones defined": (text: string) => {
    const named = [...text.matchAll(/<(from|to)>\s*((?:<member>[^<]+<\/member>\s*)+)<\/\1>/g)].flatMap(
      ([, , members = ""]) => [...members.matchAll(/<member>([^<]+)</g)].map(([, zone = ""]) => zone),
    );
    const zones = [...new Set(named)].map((zone) => `<entry name="${zone}"/>`);
    return text.replace('<entry name="vsys1">', `<entry name="vsys1"><zone>${zones.join("")}</zone>`);
  },
} as const;

/** A list in a file of the generator's regression tests. */
export interface Generated {
  readonly os: string;
  /** Such as "demo/sample_multitarget.asa"; the rest of the name is the same for all. */
  readonly file: string;
  readonly list: string;
  /** Which of several documents that stand in one file, from 0. */
  readonly document?: number;
  readonly reworded?: keyof typeof rewordings;
}

/** Files under the name by which the tables know them: "paloaltofw/testAddrObj". */
function shortName(path: string): string {
  return path
    .replace(/^.*\/tests\/regression\//, "")
    .replace(/\/\w+\.testSmokeTest\./, "/")
    .replace(/\/\w+\.(test)/, "/$1")
    .replace(/(?:\.stdout)?\.ref$/, "");
}

interface GeneratedFile {
  readonly os: string;
  readonly path: string;
  readonly name: string;
}

/** Every file of the generator that the corpus holds. */
export const generatedFiles: readonly GeneratedFile[] = present
  ? readFileSync(join(corpus, "MANIFEST.tsv"), "utf8")
      .split("\n")
      .map((line) => line.split("\t", 1)[0] ?? "")
      .filter((path) => path.includes("/aerleon+aerleon/"))
      .map((path) => ({ os: path.split("/", 1)[0] ?? "", path, name: shortName(path) }))
  : [];

/** Its text, of one document where a file holds several, reworded where that is asked. */
export function generatedText({ os, file, document, reworded }: Generated): string {
  const found = generatedFiles.find((each) => each.os === os && each.name === file);
  if (found === undefined) throw new Error(`The corpus has no ${file} for ${os}.`);
  const whole = readFileSync(join(corpus, found.path), "utf8");
  const text = document === undefined ? whole : documentsOf(whole)[document];
  if (text === undefined) throw new Error(`${file} has no document ${document}.`);
  return reworded === undefined ? text : rewordings[reworded](text);
}

/** Some files hold several: each starts as a whole one does. */
function documentsOf(text: string): readonly string[] {
  return text.split(/(?=<\?xml )|^(?=firewall \{$)/m).filter((each) => each.trim() !== "");
}

export function generatedFilter(generated: Generated, family: 4 | 6): Filter {
  return filterIn(generated.os, generatedText(generated), generated.list, family);
}
