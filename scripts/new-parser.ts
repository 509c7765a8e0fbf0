/** `npm run new:parser -- <id>`: a parser that reads one statement, a case with it, and the registration. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/package-root.ts";
import { camelCase, checkedId, create, register } from "./scaffold.ts";

const id = checkedId(process.argv[2], "npm run new:parser -- <vendor>-<system>");
const name = camelCase(id);

create(
  `parsers/${id}/${id}.ts`,
  `import { read } from "../../src/model/fact.ts";
import { Ledger, splitLines } from "../lib/ledger.ts";
import { unreadConfig } from "../lib/unread-config.ts";
import type { Parser } from "../parser.ts";

/** Source of the syntax: name the vendor's manual and its section here. */
export const ${name}: Parser = {
  id: "${id}",
  title: "The product's name",
  recognise(text) {
    return text.startsWith("hostname ") ? 0.1 : 0;
  },
  skips: [],
  parse(text) {
    const lines = splitLines(text);
    const ledger = new Ledger(lines);
    let config = unreadConfig("${id}", "The vendor's name");
    for (const [index, line] of lines.entries()) {
      const words = line.trim().split(/\\s+/);
      if (words[0] !== "hostname") continue;
      config = { ...config, identity: { ...config.identity, hostname: read(words[1] ?? null, index + 1) } };
      ledger.read(index + 1);
    }
    return { config, ...ledger.close(), problems: [] };
  },
};
`,
);
create(`test/parsers/${id}/hostname.cfg`, "hostname example\n");
register("parsers/index.ts", `import { ${name} } from "./${id}/${id}.ts";`, name);

const model = join(packageRoot, "src/model/device-config.ts");
writeFileSync(model, readFileSync(model, "utf8").replace(/(export type OperatingSystem = [^;]*);/, `$1 | "${id}";`));
process.stdout.write(
  `added "${id}" to OperatingSystem\nNext: one case per construct in test/parsers/${id}; npm run types names the tables of tests that ask for a text of it; npm run golden; npm run check.\n`,
);
