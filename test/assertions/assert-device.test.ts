import { describe, expect, it } from "vitest";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { assertDevice, type AssertionResult } from "../../src/assertions/assert-device.ts";
import { assertText } from "../../src/assertions/assert-text.ts";
import { readAssertions } from "../../src/assertions/read-assertions.ts";
import { recognise } from "../../parsers/recognise.ts";
import { walkAcl, walkPolicies } from "../acl/walk.ts";
import { fortios, ios, junos, names } from "./configs.ts";

/** The results of one assertion on one text. */
function results(config: string, assertion: string, path = "device.cfg"): readonly AssertionResult[] {
  const lines = assertion.trim().split("\n");
  const document = `${names}assertions:\n  - name: a\n${lines.map((line) => `    ${line.trim()}\n`).join("")}`;
  const reading = readAssertions("a.yaml", document);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const asserted = assertText(Buffer.from(config), { assertions: reading.assertions, path });
  if (!asserted.ok) throw new Error(asserted.failure);
  return asserted.device.results;
}

/** "fails EDGE-IN 4 line 27: tcp …" */
function worded({ outcome, list, family, interface: port, decidedBy, counterexample }: AssertionResult): string {
  const where = [port, list, family === null ? null : `v${family}`].filter((part) => part !== null).join(" ");
  const decided = decidedBy === null ? "" : ` line ${decidedBy.line ?? "none"}`;
  return `${outcome} ${where}${decided}${counterexample === null ? "" : `: ${counterexample.text}`}`.replace("  ", " ");
}

const told = (config: string, assertion: string): readonly string[] => results(config, assertion).map(worded);

describe("named lists", () => {
  it.each([
    [
      "an explicit permit refutes never, and the other family holds",
      ios,
      "lists: EDGE-IN*\npackets: opening\nnever: { from: guests, to: servers, service: shell }",
      ["fails EDGE-IN v4 line 27: tcp 203.0.113.1:49152 > 192.0.2.1:22 syn", "holds EDGE-IN6 v6"],
    ],
    [
      "replies get through a list of established connections",
      ios,
      "lists: EDGE-IN\nnever: { from: others, to: servers, service: tcp/80 }",
      [expect.stringMatching(/^fails EDGE-IN v4 line 25: tcp .*:80 (?:ack|rst)$/)],
    ],
    [
      "and connections do not",
      ios,
      "lists: EDGE-IN\npackets: opening\nnever: { from: others, to: servers, service: any }",
      ["holds EDGE-IN v4"],
    ],
    [
      "the default denies",
      ios,
      "lists: EDGE-IN6\nalways: { from: guests, to: servers, service: web }",
      ["fails EDGE-IN6 v6: tcp [2001:db8:9::1]:49152 > [2001:db8:1::1]:443 syn"],
    ],
    [
      "an IPv6 list of IOS permits neighbour discovery without saying so",
      ios,
      "lists: EDGE-IN6\nnever: { from: guests, to: any, service: icmpv6/135 }",
      [expect.stringMatching(/^fails EDGE-IN6 v6 line 30: icmpv6 .* type 135 code 0$/)],
    ],
    [
      "and nothing else of ICMP",
      ios,
      "lists: EDGE-IN6\nnever: { from: any, to: any, service: [icmpv6/128, icmpv6/134] }",
      ["holds EDGE-IN6 v6"],
    ],
    [
      "a list of the other family has nothing to say",
      ios,
      "lists: EDGE-IN6\nnever: { from: 203.0.113.0/24, to: servers, service: shell }",
      ["notApplicable EDGE-IN6 v6"],
    ],
    [
      "a list of MAC addresses too",
      ios,
      "lists: FRAMES\nnever: { from: any, to: any, service: any }",
      ["notApplicable FRAMES"],
    ],
    [
      "each name that is not there is said",
      ios,
      "lists: [EDGE-IN6, NOWHERE]\nalways: { from: guests, to: web-server, service: web }",
      ["holds EDGE-IN6 v6", "notApplicable "],
    ],
    [
      "a list that two patterns name once",
      ios,
      "lists: [EDGE-IN6, '*IN6', 'EDGE-IN?']\nnever: { from: others, to: servers, service: shell }",
      ["holds EDGE-IN6 v6"],
    ],
    [
      "a Junos filter",
      junos,
      "lists: guests-in*\npackets: opening\nnever: { from: guests, to: servers, service: shell }",
      ["holds guests-in v4", "fails guests-in6 v6 line 63: tcp [2001:db8:9::1]:49152 > [2001:db8:1::1]:22 syn"],
    ],
    [
      "a term that discards refutes always",
      junos,
      "lists: guests-in\nalways: { from: guests, to: web-server, service: [web, tcp/80] }",
      ["fails guests-in v4 line 49: tcp 203.0.113.1:49152 > 192.0.2.10:80 syn"],
    ],
  ])("%s", (_, config, assertion, expected) => {
    expect(told(config, assertion)).toEqual(expected);
  });
});

describe("lists bound to interfaces", () => {
  it.each([
    [
      "both families",
      ios,
      "interfaces: GigabitEthernet0/1\ndirection: in\nalways: { from: guests, to: web-server, service: web }",
      ["holds GigabitEthernet0/1 EDGE-IN v4", "holds GigabitEthernet0/1 EDGE-IN6 v6"],
    ],
    [
      "an interface without a list lets everything pass, of the family that it has",
      ios,
      "interfaces: GigabitEthernet0/2\ndirection: in\nnever: { from: guests, to: servers, service: shell }",
      ["fails GigabitEthernet0/2 v4: tcp 203.0.113.1:49152 > 192.0.2.1:22 syn", "notApplicable GigabitEthernet0/2 v6"],
    ],
    [
      "and always holds there",
      ios,
      "interfaces: GigabitEthernet0/1\ndirection: out\nalways: { from: guests, to: servers, service: shell }",
      ["holds GigabitEthernet0/1 v4", "holds GigabitEthernet0/1 v6"],
    ],
    [
      "a bound list that is not defined lets everything pass on IOS",
      ios,
      "interfaces: GigabitEthernet0/3\ndirection: in\nnever: { from: 203.0.113.0/24, to: servers, service: shell }",
      [
        "fails GigabitEthernet0/3 MISSING v4: tcp 203.0.113.1:49152 > 192.0.2.1:22 syn",
        "notApplicable GigabitEthernet0/3 v6",
      ],
    ],
    [
      "and is unknown where no manual says what it does",
      junos.replace("filter guests-in {", "filter others {"),
      "interfaces: ge-0/0/0*\ndirection: in\nnever: { from: 203.0.113.0/24, to: servers, service: shell }",
      ["notApplicable ge-0/0/0", "unknown ge-0/0/0.0 guests-in v4", "notApplicable ge-0/0/0.0 guests-in6 v6"],
    ],
    [
      "interfaces that are off or switch frames",
      ios,
      "interfaces: ['*0/4', '*0/5']\ndirection: in\nnever: { from: any, to: any, service: any }",
      ["notApplicable GigabitEthernet0/4", "notApplicable GigabitEthernet0/5"],
    ],
    [
      "no such interface",
      ios,
      "interfaces: ge-*\ndirection: in\nnever: { from: any, to: any, service: any }",
      ["notApplicable "],
    ],
    [
      "Junos units, and not their ports",
      junos,
      "interfaces: ge-0/0/0*\ndirection: in\npackets: opening\nalways: { from: guests, to: web-server, service: web }",
      ["notApplicable ge-0/0/0", "holds ge-0/0/0.0 guests-in v4", "holds ge-0/0/0.0 guests-in6 v6"],
    ],
    [
      "several lists in a row are unknown",
      junos,
      "interfaces: ge-0/0/1.0\ndirection: in\nnever: { from: guests, to: servers, service: shell }",
      ["unknown ge-0/0/1.0 guests-in, more v4", "notApplicable ge-0/0/1.0 v6"],
    ],
    [
      "a firewall decides by policies",
      fortios,
      "interfaces: lan\ndirection: in\nnever: { from: guests, to: servers, service: shell }",
      ["unknown lan v4", "unknown lan v6"],
    ],
  ])("%s", (_, config, assertion, expected) => {
    expect(told(config, assertion)).toEqual(expected);
  });
});

const redirect = (value: string): string =>
  fortios.replace('set hostname "fw-1"', `set hostname "fw-1"\n    set allow-traffic-redirect ${value}`);
const off = redirect("disable\n    set ipv6-allow-traffic-redirect disable");
const within = "zones: { from: dmz, to: [dmz, lan] }\nnever: { from: any, to: any, service: any }";
const always = "zones: { from: dmz, to: dmz }\nalways: { from: any, to: any, service: any }";
const intrazone = off
  .replace('edit "dmz"\n', 'edit "dmz"\n        set intrazone allow\n')
  .replace('interface "dmz1"', 'interface "dmz1" "port9"');

describe("policies between zones", () => {
  it.each([
    [
      "hold in both families",
      "zones: { from: lan, to: dmz }\nalways: { from: guests, to: web-server, service: web }",
      ["holds policies v4", "holds policies v6"],
    ],
    [
      "an FQDN makes unknown what it could permit, and nothing else",
      "zones: { from: lan, to: dmz }\nnever: { from: guests, to: servers, service: shell }",
      [
        expect.stringMatching(/^unknown policies v4 line \d+: tcp 203\.0\.113\.1:49152 > 192\.0\.2\.1:22/),
        "holds policies v6",
      ],
    ],
    [
      "nothing else",
      "zones: { from: lan, to: dmz }\nnever: { from: guests, to: servers, service: tcp/23 }",
      ["holds policies v4", "holds policies v6"],
    ],
    [
      "a permit between other zones",
      "zones: { from: wan1, to: dmz }\nnever: { from: any, to: servers, service: shell }",
      [
        "holds policies v4",
        expect.stringMatching(/^fails policies v6 line \d+: tcp .*> \[2001:db8:1::10\]:22 .*from=wan1 to=dmz$/),
      ],
    ],
    [
      "zones that are not there",
      "zones: { from: lan, to: inside }\nnever: { from: any, to: any, service: any }",
      ["notApplicable "],
    ],
    [
      "a zone that is not there beside one that is",
      "zones: { from: [lan, lam], to: dmz }\nnever: { from: guests, to: servers, service: tcp/23 }",
      ["holds policies v4", "holds policies v6", "notApplicable "],
    ],
    [
      "from any zone to one, which it may come back to",
      "zones: { from: any, to: lan }\nnever: { from: any, to: any, service: any }",
      [
        expect.stringMatching(/^unknown policies v4 .*from=lan to=lan$/),
        expect.stringMatching(/^unknown policies v6 .*from=lan to=lan$/),
      ],
    ],
    [
      "an interface that no policy names may belong to what they name",
      "zones: { from: port9, to: dmz }\nnever: { from: any, to: any, service: any }",
      ["unknown policies"],
    ],
    [
      "no policy from here to there denies",
      "zones: { from: dmz, to: lan }\nnever: { from: any, to: any, service: any }",
      ["holds policies v4", "holds policies v6"],
    ],
  ])("%s", (_, assertion, expected) => {
    expect(told(fortios, assertion)).toEqual(expected);
  });

  it.each([
    ["is not known while one interface needs no policy", fortios, within, "unknown"],
    ["is not known where one family needs none", redirect("disable"), within, "unknown"],
    ["is nothing where every interface needs one", off, within, "holds"],
    ["is nothing in a release that needs one", fortios.replace("7.2.5", "7.6.5"), within, "holds"],
    ["is not known in a release before that", fortios.replace("7.2.5", "7.4.9"), within, "unknown"],
    ["is not known where the text is cut", off.replace("disable\n", "later\n"), within, "unknown"],
    ["is all where the zone allows it", intrazone, always, "holds"],
    ["is not nothing where the zone allows it", intrazone, within, "fails"],
    ["is not known in releases of which no manual tells", off.replace("7.2.5", "5.2.5"), within, "unknown"],
  ])("what passes within a zone %s", (_, config, assertion, outcome) => {
    expect(new Set(told(config, assertion).map((text) => text.split(" ")[0]))).toEqual(new Set([outcome]));
  });

  it("a device without any is not spoken of", () => {
    expect(told(ios, "zones: { from: a, to: b }\nnever: { from: any, to: any, service: any }")).toEqual([
      "notApplicable ",
    ]);
  });
});

describe("which devices", () => {
  const never = "never: { from: guests, to: servers, service: tcp/23 }";
  it.each([
    ["the host name", "devices: edge-1", 1],
    ["the host name in capitals", "devices: EDGE-*", 1],
    ["the file's name", "devices: backup-7", 1],
    ["neither", "devices: [core-*, 'edge-']", 0],
    ["its operating system", "os: [cisco-ios]", 1],
    ["another one", "os: [juniper-junos, fortinet-fortios]", 0],
  ])("%s", (_, chosen, count) => {
    expect(results(ios, `${chosen}\nlists: EDGE-IN\n${never}`, "/configs/backup-7.cfg")).toHaveLength(count);
  });
});

describe("what was not understood", () => {
  const shell = "lists: EDGE-IN*\npackets: opening\nnever: { from: guests, to: servers, service: shell }";
  const unread = ios.replace(" deny ip any any log", " deny ip any any log\n frobnicate tcp any any");

  it("turns what holds into unknown, and names the lines", () => {
    const [, second] = results(unread, shell);
    expect(second).toMatchObject({
      outcome: "unknown",
      lines: [[29, 29]],
      message: expect.stringMatching(/^Line 29 was not understood/),
    });
  });

  it("turns a failure in the lists themselves into unknown, with the counterexample as read", () => {
    const [first] = results(unread, shell);
    expect(first).toMatchObject({
      outcome: "unknown",
      message: expect.stringMatching(/^Line 29 was not understood .* As far as it was read, this is so: /),
      counterexample: { destinationPort: 22 },
      decidedBy: { line: 27 },
    });
  });

  it("leaves a failure that an entry decides where the line is not of the lists", () => {
    const elsewhere = ios.replace("!\nend", "frobnicate everything\n!\nend");
    expect(told(elsewhere, shell)[0]).toMatch(/^fails EDGE-IN v4 line 27/);
    expect(results(elsewhere, shell)[1]?.outcome).toBe("unknown");
  });

  it("turns a list that is not there into unknown", () => {
    const [only] = results(unread, "lists: NOWHERE\nnever: { from: any, to: any, service: any }");
    expect(only).toMatchObject({ outcome: "unknown", list: null });
  });

  it("is everything in a text that stops", () => {
    const cut = `Building configuration...\n\nCurrent configuration : 4096 bytes\n!\n${ios.replace(/end\n$/, "")}`;
    expect(results(cut, shell).map(({ outcome }) => outcome)).toEqual(["unknown", "unknown"]);
  });
});

it("a check that breaks is unknown, and the others go on", () => {
  const reading = readAssertions(
    "a.yaml",
    `${names}assertions:
  - { name: a, lists: X, never: { from: any, to: any, service: any } }
  - { name: b, zones: { from: a, to: b }, never: { from: any, to: any, service: any } }
`,
  );
  const parsed = parseOf(ios);
  const config = {
    ...parsed.config,
    get aclSets(): never {
      throw new RangeError("FAKE-line of a configuration");
    },
  };
  const device = assertDevice(
    { path: "a.cfg", names: [], text: ios, parsed: { ...parsed, config } },
    reading.ok ? reading.assertions : [],
  );
  expect(device.results).toMatchObject([
    { outcome: "unknown", message: "The check broke on this configuration (RangeError)." },
    { outcome: "notApplicable" },
  ]);
});

describe("evidence", () => {
  it("is the text of the deciding line, redacted", () => {
    const [first] = results(
      ios,
      "lists: EDGE-IN\npackets: opening\nnever: { from: guests, to: servers, service: shell }",
    );
    expect(first?.decidedBy).toEqual({
      line: 27,
      label: "30",
      text: "permit tcp 203.0.113.0 0.0.0.255 192.0.2.0 0.0.0.255 range 20 22",
    });
  });

  it("is the list where it holds", () => {
    const [only] = results(ios, "lists: EDGE-IN6\nnever: { from: others, to: servers, service: shell }");
    expect(only).toMatchObject({ outcome: "holds", lines: [[30, 31]] });
  });
});

describe("a counterexample is decided as the assertion says by whoever walks the entries one by one", () => {
  it.each([
    ["ios", ios, "lists: '*'", "never", "any", "any", "any"],
    ["ios", ios, "lists: '*'", "always", "any", "any", "any"],
    ["ios", ios, "lists: '*'", "always", "guests", "servers", "[shell, web, udp/53, icmp/8, icmpv6/128]"],
    ["ios", ios, "lists: '*'", "never", "guests", "servers", "[tcp from 1024-65535, esp]"],
    ["junos", junos, "lists: '*'", "never", "any", "any", "any"],
    ["junos", junos, "lists: '*'", "always", "others", "any", "[tcp, udp]"],
    ["fortios", fortios, "zones: { from: wan1, to: dmz }", "never", "any", "any", "any"],
    ["fortios", fortios, "zones: { from: lan, to: dmz }", "always", "guests", "servers", "any"],
  ])("%#: %s", (_, config, where, kind, from, to, service) => {
    const device = parseOf(config).config;
    const found = results(config, `${where}\n${kind}: { from: ${from}, to: ${to}, service: ${service} }`);
    const failing = found.filter(({ outcome }) => outcome === "fails");
    expect(failing.length).toBeGreaterThan(0);
    const decided = failing.map(({ list, family, counterexample }) => {
      if (counterexample === null) return "no packet";
      const groups = namedGroups(device);
      if (list === "policies") return walkPolicies(device.firewallPolicies, groups, counterexample).action;
      const own = device.aclSets.find((acl) => acl.name === list && acl.family === (family === 6 ? "ipv6" : "ipv4"));
      return own === undefined ? "no list" : walkAcl(own, groups, counterexample).action;
    });
    expect(new Set(decided)).toEqual(new Set([kind === "never" ? "permit" : "deny"]));
  });
});

function parseOf(text: string) {
  const parser = recognise(text);
  if (parser === null) throw new Error("No parser takes the text.");
  return parser.parse(text);
}
