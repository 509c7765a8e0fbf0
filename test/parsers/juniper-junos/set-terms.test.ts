import * as fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";

/** The same text with a blank at the end of each line, which sends it to the general reader. */
function general(text: string): string {
  return text.replaceAll(/$(?<=^set .*)/gm, " ");
}

const cases = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".cfg"))
  .map((name) => [name, readFileSync(join(import.meta.dirname, name), "utf8")] as const)
  .filter(([, text]) => /^set /m.test(text));

const path = "firewall family inet filter F term";
const said = [
  "from source-address 10.0.0.1/32",
  "from source-address 10.0.0.0/8",
  "from source-address 10.1.0.0/8",
  "from source-address 192.0.2.1",
  "from source-address 010.0.0.1/8",
  "from source-address 2001:db8::/32",
  "from source-address 1::",
  "from source-address 10.0.0.0/8 except",
  "from source-address",
  "from source-address [ 10.0.0.0/8 192.0.2.0/24 ]",
  "from destination-address 10.0.0.1/32",
  "from destination-address 10.0.0.0/255.255.0.0",
  "from destination-address any-name",
  "from protocol tcp",
  "from protocol udp",
  "from protocol 1-3",
  "from protocol nonsense",
  "from protocol [ tcp udp ]",
  "from protocol tcp destination-port 22",
  "from destination-port 22",
  "from destination-port ssh",
  "from destination-port 1024-65535",
  "from destination-port 70000",
  "from destination-port 00022",
  "from destination-port [ 1 2 ]",
  "from source-port 53",
  "from source-port domain",
  "from port 53",
  "from tcp-established",
  'from protocol "tcp"',
  "from",
  "",
  "then accept",
  "then discard",
  "then reject",
  "then reject tcp-reset",
  "then log",
  "then syslog",
  "then count C",
  "then count apply-groups",
  "then next term",
  "then next",
  "then policer P",
  "apply-groups G",
];

const term = (name: string, lines: readonly string[]) =>
  lines.map((line) => `set ${path} ${name}${line === "" ? "" : ` ${line}`}\n`).join("");
const usual = term("T", ["from source-address 10.0.0.0/8", "from protocol tcp", "then accept"]);
const other = term("U", ["from destination-port 22", "then discard"]);

describe("terms of set lines", () => {
  it.each(cases)("mean the same as any line: %s", (_, text) => {
    expect(juniperJunos.parse(text)).toEqual(juniperJunos.parse(general(text)));
  });

  it.each(said)("say the same as nodes: %j", (line) => {
    const text = term("T", ["from protocol tcp", line, "then accept"]);
    expect(juniperJunos.parse(text)).toEqual(juniperJunos.parse(general(text)));
  });

  it.each([
    ["alone", usual],
    ["side by side", usual + other],
    ["stated twice", usual + usual],
    ["stated again later", usual + other + usual],
    ["one within the other", usual + other + term("T", ["then log"])],
    ["of another filter", usual + usual.replaceAll("filter F", "filter G") + other],
    ["of a filter without a family", usual.replaceAll("family inet ", "")],
    ["of a family that has no addresses", usual.replaceAll("inet", "any")],
    ["of a service filter", usual.replaceAll(" filter", " service-filter")],
    ["in a logical system", usual.replaceAll("firewall", "logical-systems L firewall")],
    ["in a group", `${usual.replaceAll("firewall", "groups G firewall")}set apply-groups G\n`],
    [
      "with a group that adds to it",
      `${usual}set groups G firewall family inet filter F term <*> then log\nset apply-groups G\n`,
    ],
    ["with nothing else said", term("T", ["", "from protocol tcp"])],
    ["with a quoted word more", usual + term("T", ['then count "a b"'])],
    ["switched off", `${usual}deactivate ${path} T\n${other}`],
    ["switched off twice", `${usual}deactivate ${path} T\ndeactivate ${path} T\n`],
    ["switched off in part", `${usual}deactivate ${path} T then\n`],
    ["in a filter that is switched off", `${usual}deactivate firewall family inet filter F\n`],
    ["switched off before it is stated", `${other}deactivate firewall family inet filter F\n${usual}`],
    ["taken away", `${usual}delete ${path} T\n${other}`],
    ["taken away with its filter", `${usual}delete firewall family inet filter F\n${other}`],
    ["taken away and stated again", `${usual}delete ${path} T\n${usual}`],
    ["taken away in part", `${usual}delete ${path} T from protocol\n`],
    ["moved", `${usual}${other}insert ${path} U before term T\n`],
    ["renamed", `${usual}${other}rename ${path} T to term V\n`],
    ["in a filter that is renamed", `${usual}rename firewall family inet filter F to filter G\n${other}`],
    ["copied", `${usual}copy ${path} T to term V\n`],
    ["named like a secret", usual.replaceAll("term T", "term key")],
    ["named like a statement of groups", usual.replaceAll("term T", "term apply-groups")],
    ["of a filter named like a secret", usual.replaceAll("filter F", "filter secret")],
    ["with a refused part", usual.replace("tcp\n", "tcp\n/* ACCESS-DENIED */\n")],
    ["with letters that are not plain", usual.replaceAll("term T", "term é")],
    ["with ends of CR LF", usual.replaceAll("\n", "\r\n")],
    ["without an end of the last line", usual.trimEnd()],
  ])("mean the same as nodes: %s", (_, text) => {
    expect(juniperJunos.parse(text)).toEqual(juniperJunos.parse(general(text)));
  });

  it("mean the same, whatever they are made of", () => {
    const terms = fc.array(
      fc
        .tuple(fc.constantFrom("a", "b", "value"), fc.array(fc.constantFrom(...said), { maxLength: 5 }))
        .map(([name, lines]) => term(name, lines)),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(terms, (made) => {
        const text = `set version 20.4R3\n${made.join("")}`;
        expect(juniperJunos.parse(text)).toEqual(juniperJunos.parse(general(text)));
      }),
      { numRuns: 300 },
    );
  });
});
