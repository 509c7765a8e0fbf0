import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { array, assert, boolean, constantFrom, nat, oneof, property, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import type { ParseResult } from "../../../parsers/parser.ts";

const root = import.meta.dirname;
const fixtures = globSync("*.cfg", { cwd: root })
  .toSorted()
  .map((file) => readFileSync(join(root, file), "utf8"));

const words = [
  "config",
  "edit",
  "set",
  "unset",
  "append",
  "next",
  "end",
  "system",
  "global",
  "vdom",
  "interface",
  "firewall",
  "policy",
  "address",
  "snmp",
  "community",
  "admin",
  "password",
  "ENC",
  "allowaccess",
  "hosts",
  "subnet",
  '"',
  "'",
  "\\",
  "1",
  "any",
  "\n",
  "\n",
  "\r\n",
  "#config-version=FGT60F-7.2.5-FW-build1-1:",
  "\u0000",
];

const salad = array(constantFrom(...words), { maxLength: 200 }).map((list) => list.join(" "));

/** A fixture from which a slice was cut out, and into which another text was put. */
const mutated = tuple(constantFrom(...fixtures), nat(), nat(400), oneof(salad, string({ maxLength: 40 }))).map(
  ([text, at, length, put]) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + put + text.slice(from + length);
  },
);

function addsUp({ coverage, unread }: ParseResult): boolean {
  return coverage.read + coverage.skipped + coverage.unread === coverage.lines && unread.length === coverage.unread;
}

/** The text with every secret span cut out. */
function withoutSecrets(text: string, { secrets }: ParseResult): string {
  return text
    .split("\n")
    .map((line, index) =>
      secrets
        .filter((span) => span.line === index + 1)
        .toSorted((a, b) => b.start - a.start)
        .reduce(
          (rest, span) => rest.slice(0, span.start) + "*".repeat(span.end - span.start) + rest.slice(span.end),
          line,
        ),
    )
    .join("\n");
}

describe("any text", () => {
  it("is parsed without an exception, and its lines add up", () => {
    assert(
      property(oneof(salad, mutated, string()), (text) => {
        expect(fortinetFortios.parse(text)).toSatisfy(addsUp);
      }),
    );
  });

  it("is recognised between 0 and 1", () => {
    assert(
      property(oneof(salad, mutated), (text) => {
        expect(fortinetFortios.recognise(text)).toSatisfy((score: number) => score >= 0 && score <= 1);
      }),
    );
  });
});

describe("secrets", () => {
  const planted = "PLANTED0secret";
  const table = constantFrom(
    "system admin",
    "user radius",
    "system ha",
    "webfilter profile",
    "unknown table",
    "router bgp",
  );
  const key = constantFrom(
    "password",
    "passwd",
    "psksecret",
    "secret",
    "auth-pwd",
    "key",
    "private-key",
    "api-key",
    "passphrase",
    "group-password",
  );
  const value = constantFrom(
    planted,
    `"${planted}"`,
    `ENC ${planted}`,
    `"begin\n${planted}\nend"`,
    `"${planted} and\nmore ${planted}"`,
  );

  it("do not stand outside of the marked spans", () => {
    assert(
      property(table, key, value, boolean(), (path, name, text, closed) => {
        const config = `config ${path}\n    edit "x"\n        set ${name} ${text}\n    next\n${closed ? "end\n" : ""}`;
        expect(withoutSecrets(config, fortinetFortios.parse(config))).not.toContain(planted);
      }),
    );
  });

  it("include the name of an SNMP community and what stands in loose lines", () => {
    const config = `config system snmp community\n edit 1\n  set name "${planted}"\n next\nend\nset password ${planted}\nfoo ENC ${planted}\n`;
    expect(withoutSecrets(config, fortinetFortios.parse(config))).not.toContain(planted);
  });

  it.each(fixtures.map((text) => [text.split("\n", 1)[0], text] as const))("of a fixture are marked: %s", (_, text) => {
    const rest = withoutSecrets(text, fortinetFortios.parse(text));
    expect(rest).not.toMatch(
      /FAKE-(clear|community|psk|tacacs|planet|open|off|anyone|traps|url|bearer|switch|ddns|wifi|ospf|md5|ppk|page)|ENC (?!\*)\S/,
    );
  });
});
