import { array, assert, boolean, constantFrom, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";
import { filterOfPolicies } from "../../../src/acl/filter.ts";
import { prepare } from "../../../src/acl/decide.ts";

interface Rule {
  readonly type: "pass" | "block";
  readonly floating: boolean;
  readonly quick: boolean;
  readonly host: number;
}

const rules = array(
  record({ type: constantFrom("pass", "block"), floating: boolean(), quick: boolean(), host: constantFrom(0, 1, 2) }),
  { maxLength: 8 },
);

/** What pf decides: the first quick rule that matches, or else the last of the others; floating rules come first. */
function pfDecides(list: readonly Rule[], os: string, host: number): "permit" | "deny" {
  let last: Rule | null = null;
  for (const rule of [...list.filter(({ floating }) => floating), ...list.filter(({ floating }) => !floating)]) {
    if (rule.host !== 0 && rule.host !== host) continue;
    last = rule;
    // A rule of an interface is always quick on pfSense.
    if (rule.quick || (os === "pfsense" && !rule.floating)) break;
  }
  return last?.type === "pass" ? "permit" : "deny";
}

const text = (os: string, list: readonly Rule[]): string =>
  [
    `<${os}>`,
    "<system><ipv6allow/><webgui><noantilockout/></webgui></system>",
    "<interfaces><lan><enable/><if>em0</if><ipaddr>192.0.2.254</ipaddr><subnet>24</subnet></lan></interfaces>",
    "<filter>",
    ...list.map(({ type, floating, quick, host }) => {
      const source = host === 0 ? "<any/>" : `<address>192.0.2.${host}</address>`;
      const order = os === "pfsense" ? (quick ? "<quick>yes</quick>" : "") : `<quick>${quick ? 1 : 0}</quick>`;
      const kind = floating ? "<floating>yes</floating><direction>in</direction>" : "";
      return `<rule><type>${type}</type><interface>lan</interface><ipprotocol>inet</ipprotocol>${kind}${order}<source>${source}</source><destination><any/></destination></rule>`;
    }),
    "</filter>",
    `</${os}>`,
    "",
  ].join("\n");

describe("policies in order decide as pf does with its last and quick matches", () => {
  it.each([
    ["opnsense", opnsense],
    ["pfsense", pfsense],
  ] as const)("%s", (os, parser) => {
    assert(
      property(rules, constantFrom(1, 2, 3), (list, host) => {
        const { firewallPolicies } = parser.parse(text(os, list)).config;
        const filter = filterOfPolicies(firewallPolicies, { addresses: new Map(), services: new Map() }, "policies");
        const packet = {
          family: 4 as const,
          source: `192.0.2.${host}`,
          destination: "203.0.113.1",
          protocol: 6,
          sourcePort: 1024,
          destinationPort: 80,
          icmp: null,
          fragment: "none" as const,
          tcpFlags: 2,
          dscp: 0,
          fromZone: "lan",
          toZone: "wan",
          application: null,
          user: null,
        };
        expect(prepare(filter).decide(packet)?.action).toBe(pfDecides(list, os, host));
      }),
      { numRuns: 200 },
    );
  });
});
