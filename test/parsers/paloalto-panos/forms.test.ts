import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { setToXml } from "./set-to-xml.ts";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";

const textOf = (form: string) => readFileSync(join(import.meta.dirname, `firewall-${form}.cfg`), "utf8");
const read = (form: string) => paloaltoPanos.parse(textOf(form));

/** The model without its places, and without the release, which the XML form alone names; names in one order. */
function plain(config: ReturnType<typeof read>["config"]): unknown {
  const { identity, definitions, uses, ...rest } = config;
  const model: unknown = JSON.parse(
    JSON.stringify({ ...rest, hostname: identity.hostname }, (key, value: unknown) =>
      key === "at" || key === "path" ? undefined : value,
    ),
  );
  const names = [...definitions, ...uses].map(({ kind, name, scope }) => `${kind} ${name} ${scope ?? ""}`).toSorted();
  return { model, names };
}

describe("the three forms of one configuration", () => {
  it.each(["set", "braces"])("give the same model: xml and %s", (form) => {
    expect(plain(read(form).config)).toEqual(plain(read("xml").config));
  });

  it.each(["xml", "set", "braces"])("leave nothing unread: %s", (form) => {
    const { unread, problems, coverage, uncollected } = read(form);
    expect({ unread, problems, uncollected }).toEqual({ unread: [], problems: [], uncollected: [] });
    expect(coverage.read + coverage.skipped).toBe(coverage.lines);
  });

  it("give XML facts the path of their element", () => {
    expect(read("xml").config.identity.hostname).toMatchObject({
      value: "edge",
      path: "/config/devices/entry[@name='localhost.localdomain']/deviceconfig/system/hostname",
    });
    expect(read("xml").config.firewallPolicies[0]?.path).toBe(
      "/config/devices/entry[@name='localhost.localdomain']/vsys/entry[@name='vsys1']/rulebase/security/rules/entry[@name='to web']",
    );
  });
});

/** Fixtures of set lines of which each says one thing. */
const single = [
  "aaa",
  "address-groups",
  "default-rules-overridden",
  "interfaces",
  "lockout-of-two-sorts",
  "management-services",
  "nat",
  "negated-addresses",
  "passwords-and-timeouts",
  "permitted-anyone",
  "regions-and-lists",
  "snmp-v2c",
  "ssh-and-tls",
  "syslog",
  "time-and-names",
  "two-vsys",
  "users",
  "vpn",
];

describe("set lines as the XML of the same configuration", () => {
  it.each(single)("give the same model: %s", (name) => {
    const text = readFileSync(join(import.meta.dirname, `${name}.cfg`), "utf8");
    const set = paloaltoPanos.parse(text);
    const xml = paloaltoPanos.parse(setToXml(text));
    expect(xml.problems).toEqual([]);
    expect(xml.unread).toEqual([]);
    expect(plain(xml.config)).toEqual(plain(set.config));
  });
});
