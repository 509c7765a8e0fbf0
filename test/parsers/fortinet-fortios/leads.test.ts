import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";

/** What stands before the entry: names that it may use. */
const head = `#config-version=FGT60F-7.0.0-FW-build0066-210330:opmode=0:vdom=0:user=admin
config system interface
edit "port1"
next
end
config system zone
edit "z"
set interface "port1"
next
end
config firewall address
edit "A"
set subnet 10.0.0.0 255.255.255.0
next
edit "B"
set subnet 10.0.1.0 255.255.255.0
next
end
config firewall addrgrp
edit "G"
set member "A" "B"
next
end
config firewall service custom
edit "own"
set tcp-portrange 8443
next
end
config firewall schedule onetime
edit "once"
next
end`.split("\n");

/** An entry that begins with its statements, or with a comment, which sends each of them the general way. */
function text(table: string, statements: readonly string[], general: boolean, end = "\n"): string {
  const opening = general ? ["    edit 1", "# comment"] : ["# comment", "    edit 1"];
  const lines = [...head, `config ${table}`, ...opening, ...statements.map((each) => `        ${each}`)];
  return [...lines, "    next", "end", "config router static", "end", ""].join(end);
}

/** Line that the entry begins on where a comment stands before it, one later than where it stands inside. */
const later = head.length + 3;

/** What is read, but for the line that the entry begins on. */
function read(config: string): unknown {
  return JSON.parse(
    JSON.stringify(fortinetFortios.parse(config)).replaceAll(new RegExp(`\\b${later}\\b`, "g"), `${later - 1}`),
  );
}

const tables = ["firewall policy", "firewall policy6", "firewall consolidated policy", "firewall local-in-policy"];

const statements = [
  'set name "n"',
  "set name n m",
  "set uuid 4dbb1b0e-0000-51ec-0000-000000000000",
  'set srcintf "port1"',
  'set srcintf "any"',
  'set srcintf "z" "port1"',
  'set dstintf "port2"',
  'set intf "any"',
  'set srcaddr "A"',
  'set srcaddr "all"',
  'set srcaddr "none"',
  'set srcaddr "A" "B"',
  'set srcaddr "unknown"',
  'set srcaddr ""',
  'set dstaddr "G"',
  'set dstaddr "all" "none"',
  'set srcaddr6 "all"',
  'set dstaddr6 "none"',
  'set srcaddr4 "A"',
  "set srcaddr-negate enable",
  "set dstaddr-negate enable",
  "set action accept",
  "set action deny",
  "set action odd",
  "set action ipsec",
  "unset action",
  "set status disable",
  'set schedule "always"',
  'set schedule "once"',
  'set service "HTTPS"',
  'set service "own"',
  'set service "HTTPS" "own" "odd"',
  "set service-negate enable",
  "set internet-service enable",
  'set internet-service-name "Google-Web"',
  "set logtraffic all",
  "set nat enable",
  "set ippool enable",
  'set poolname "P"',
  "set natoutbound enable",
  "set nat46 enable",
  "set match-vip enable",
  'set groups "staff"',
  'set groups "SSO_Guest_Users"',
  'set users "u" "v"',
  'set comments "two\nlines"',
  'set comments "open',
  'set comments "set name x\nnext"',
  "set passwd secret",
  "set key ENC abcdef",
  "set odd-key value",
  "set tos 0x10",
  'append srcaddr "B"',
  'append service "own"',
  "append srcaddr",
  "unset srcaddr",
  "unset",
  "set",
  "set srcaddr",
  "delete srcaddr",
  'set  srcaddr "A"',
  'set "srcaddr" "A"',
  "set srcaddr A\\ B",
  'set srcaddr "A"B',
  "# a comment",
  "",
  "config nested\nset name x\nend",
  "config nested\nedit 1\nset srcaddr A\nnext\nend",
  "edit 2",
  "next",
  "end",
];

const usual = ['set srcintf "port1"', 'set dstaddr "all"', "set action accept", 'set service "HTTPS"'];

describe("statements that an entry begins with say what they say elsewhere", () => {
  describe.each(["firewall policy", "firewall local-in-policy"])("in config %s", (table) => {
    it.each(statements)("%j", (statement) => {
      const own = [statement, ...usual];
      expect(read(text(table, own, false))).toEqual(read(text(table, own, true)));
    });

    it.each(statements)("%j after others", (statement) => {
      const own = [...usual, statement];
      expect(read(text(table, own, false))).toEqual(read(text(table, own, true)));
    });

    it.each(statements)("%j twice, with other line ends", (statement) => {
      const own = [statement, ...usual, statement];
      expect(read(text(table, own, false, "\r\n"))).toEqual(read(text(table, own, true, "\r\n")));
    });
  });

  it("in any order", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...tables),
        fc.array(fc.constantFrom(...statements), { maxLength: 20 }),
        (table, own) => {
          expect(read(text(table, own, false))).toEqual(read(text(table, own, true)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("however many they are", () => {
    const own = Array.from({ length: 150 }, (_, index) => `set key-${index} value`);
    expect(read(text("firewall policy", own, false))).toEqual(read(text("firewall policy", own, true)));
  });
});
