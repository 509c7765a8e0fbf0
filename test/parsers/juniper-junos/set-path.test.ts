import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";

const texts: readonly (readonly [what: string, lines: readonly string[]])[] = [
  [
    "a line that is the beginning of the one before",
    ["set system services ssh root-login deny", "set system services ssh"],
  ],
  ["the same line twice", ["set system services telnet", "set system services telnet"]],
  ["a word that goes on", ["set system host-name r1", "set system host-name r10"]],
  [
    "a path that was deleted meanwhile",
    [
      "set system services ssh root-login allow",
      "delete system services ssh",
      "set system services ssh protocol-version v2",
    ],
  ],
  [
    "a name that was changed meanwhile",
    [
      "set firewall filter A term t then accept",
      "rename firewall filter A to filter B",
      "set firewall filter A term u then discard",
    ],
  ],
  [
    "two attributes in one line",
    [
      "set system ntp server 192.0.2.1 key 1",
      "set system ntp server 192.0.2.1 key 1 prefer",
      "set system ntp server 192.0.2.2 version 4 prefer",
    ],
  ],
  [
    "a condition with except",
    [
      "set firewall family inet filter A term t from source-address 192.0.2.0/24",
      "set firewall family inet filter A term t from source-address 192.0.2.1/32 except",
      "set firewall family inet filter A term t from protocol tcp destination-port 22",
    ],
  ],
  [
    "lists and quotes between",
    ['set system login message "a b"', "set system name-server [ 192.0.2.1 192.0.2.2 ]", "set system login class c"],
  ],
  [
    "what is switched off",
    ["set system services ssh", "deactivate system services ssh", "set system services ssh root-login deny"],
  ],
  ["spaces at the end", ["set system services ssh ", "set system services ssh root-login deny"]],
];

// A line that begins with a space is read without regard to the one before.
const apart = (lines: readonly string[]): string => lines.map((line) => ` ${line}\n`).join("");

describe("set lines, each from where it differs from the one before", () => {
  it.each(texts)("%s", (_, lines) => {
    const quick = juniperJunos.parse(lines.map((line) => `${line}\n`).join(""));
    expect(quick).toEqual(juniperJunos.parse(apart(lines)));
  });
});
