import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";

/** Columns of the secrets of a text, by how far their lines are from the first. */
function secretsOf(lines: readonly string[], first: number): unknown {
  const { secrets } = fortinetFortios.parse(lines.join("\n"));
  return secrets.map(({ line, start, end }) => ({ line: line - first, start, end }));
}

/** Deeper than blocks are read: every line is looked into there. */
const deep = Array.from({ length: 41 }, (_, depth) => `config deep${depth}`);

const lines = [
  "set passwd secret",
  'set passwd "a secret"',
  "set PASSWD secret",
  "set admin-pass\u212aey secret",
  "set passwd",
  "set passwd ENC abcd",
  "append passwd a b",
  "unset passwd secret",
  "set  psksecret secret",
  "set\tpsksecret secret",
  'set "psksecret" secret',
  'set psk"secret" secret',
  "set psksecret\u00a0secret",
  "set\u00a0psksecret secret",
  "set name secret",
  "set key-type secret",
  "set name ENC abcd",
  'set url "https://me:secret@host/"',
  'set header "Bearer abcd"',
  'edit "passwd secret more"',
  'edit "passwd  secret"',
  'edit "passwd\u00a0secret"',
  "edit passwd",
  "edit passwd secret",
  "edit passwd ",
  "delete passwd secret",
  "# set passwd secret",
  'set passwd "open\nset psksecret secret\nmore"',
  'set name "open\nset psksecret secret\nmore"',
  'edit "open\nset psksecret secret\nmore"',
];

describe("secrets are found by their keys as they are by their lines", () => {
  it.each(lines.filter((line) => !line.includes("\n")))("%j", (line) => {
    const found = secretsOf([...deep, line], deep.length);
    expect(secretsOf(["config system x", "edit 1", "set a b", line], 3)).toEqual(found);
    expect(secretsOf(["config system x", line], 1)).toEqual(found);
    expect(secretsOf(["config system x", "edit 1", "set a b", "set a b", line], 4)).toEqual(found);
    expect(secretsOf([line], 0)).toEqual(found);
  });

  it.each(lines.filter((line) => line.includes("\n")))("%j, over several lines", (line) => {
    const found = secretsOf(["config system x", "edit 1", "set a b", line], 3);
    expect(found).toContainEqual(expect.objectContaining({ line: 2 }));
    expect(secretsOf(["config system x", "edit 1", line], 2)).toEqual(found);
  });
});
