import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";

/** The same text with a blank at the end of each line, which sends it to the general reader. */
function general(text: string): string {
  return text.replaceAll(/(?<=[;{}])$/gm, " ");
}

/** Without the blanks that `general` puts into quoted texts of several lines. */
function resultOf(text: string): unknown {
  return JSON.parse(JSON.stringify(juniperJunos.parse(text)).replaceAll(String.raw` \n`, String.raw`\n`));
}

const cases = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".cfg"))
  .map((name) => [name, readFileSync(join(import.meta.dirname, name), "utf8")] as const)
  .filter(([, text]) => !text.includes("<configuration"));

const inSystem = (body: string) => `system {\n${body}\n}\n`;

describe("lines of one or two plain words", () => {
  it.each(cases)("mean the same as any line: %s", (_, text) => {
    expect(resultOf(text)).toEqual(resultOf(general(text)));
  });

  it.each([
    ["blocks that are opened twice", inSystem("services {\nssh;\n}\nservices {\ntelnet;\n}")],
    ["a block that a statement leads into", `${inSystem("services {\nssh;\n}")}set system services telnet`],
    ["a block that is closed once too often", inSystem("}")],
    ["a block that is never closed", "system {\nservices {\nssh;"],
    ["too many blocks", "a {\n".repeat(250)],
    ["too many blocks of two words", "a b {\n".repeat(250)],
    ["a statement right after the same one", inSystem("host-name a;\nhost-name a;\nhost-name b;")],
    ["what stands in a block that is switched off", inSystem("inactive: services {\nssh;\n}")],
    ["what is switched on below it", `${inSystem("inactive: services {\nssh;\n}")}${inSystem("services {\nssh;\n}")}`],
    ["what stands in a block that is taken away", inSystem("delete: services {\nssh;\n}")],
    ["what stands in two blocks by one list", "interfaces {\n[ a b ] {\nunit 0;\n}\n}"],
    ["words of a session around it", "show configuration;\nshow configuration {\n}\nRANCID-CONTENT-TYPE: {\n}"],
    ["a comment within it", inSystem("host-name /* of it */\n a;\n# more\n/*\nservices {\n*/")],
    ["quotes within it", inSystem('host-name "a\nservices {\n";')],
    ["marks of more than one kind", inSystem("protect: services {\nssh;\n}\nreplace:\nhost-name a;")],
    ["letters that are not plain", inSystem("host-name é;\nhost-name ż;")],
    ["ends of lines with CR LF", inSystem("host-name a;\nservices {\nssh;\n}").replaceAll("\n", "\r\n")],
  ])("mean the same as any line: %s", (_, text) => {
    expect(resultOf(text)).toEqual(resultOf(general(text)));
  });
});
