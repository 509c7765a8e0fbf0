import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mikrotikRouteros } from "../../../parsers/mikrotik-routeros/mikrotik-routeros.ts";

/** Two blanks stand in it, so that what reads usual commands passes it on to the general reader. */
const apart = (text: string) => text.replace(/^add /gm, "add  ");

/** All that a text says, without the columns, which the blanks move. */
function said(text: string): unknown {
  const { config, coverage, skipped, secrets, unread } = mikrotikRouteros.parse(text);
  const left = unread.map(({ line, touches }) => ({ line, touches }));
  return { config, coverage, skipped, left, secrets: secrets.map(({ line }) => line) };
}

/** A menu that knows interfaces and lists, and one more rule behind the text, which nothing may swallow. */
const within = (menu: string, text: string, end = "\n") =>
  [
    "/interface list member",
    "add interface=ether1 list=WAN",
    "/ip firewall address-list",
    "add address=192.0.2.9 list=blocked",
    menu,
    "add action=jump chain=forward in-interface=ether2 jump-target=WEB",
    `${text}${end}add action=drop chain=forward in-interface=ether1`,
    "add action=accept chain=WEB",
    "",
  ].join("\n");

const values: Readonly<Record<string, readonly string[]>> = {
  action: ["accept", "drop", "jump", "log", "return", "fasttrack-connection", "dst-nat", "masquerade", "unheard"],
  chain: ["forward", "forward", "input", "WEB", "dstnat", '"two words"'],
  comment: [
    '"two words"',
    "word",
    '""',
    String.raw`"a \"quote\", a \$ and \C3\A4"`,
    '"wra\\\n    pped"',
    '\\\n    "wrapped before"',
    '"umlaut ä"',
    '"a=b"',
    '"open',
    '"behind"x',
    '"of two\nlines"',
    '"wrapped at the end"\\\n',
    "[:nothing]",
  ],
  "src-address": [
    "10.0.0.1",
    "10.0.0.0/8",
    "10.0.0.1/8",
    "!10.0.0.1",
    "10.0.0.1-10.0.0.9",
    "010.0.0.1",
    "0.0.0.0/0",
    "10.0.0",
    "10.0.0.",
    "10.0.0.256",
    "10.0.0.0/33",
    "1.2.3.4.5",
    "2001:db8::/32",
    "\\\n    10.0.0.7",
    '"10.0.0.8"',
    "",
  ],
  "dst-address": ["192.0.2.0/24", "192.0.2.1/32", "!192.0.2.1", "::1"],
  "src-address-list": ["blocked", "!blocked"],
  "dst-address-list": ["blocked"],
  protocol: ["tcp", "udp", "!tcp", "6", "icmp", "unheard"],
  "dst-port": [
    "22",
    "22,80",
    "1-1023",
    "!22",
    "0",
    "65535",
    "65536",
    "022",
    "000022",
    "\\\n    22,80",
    "22\\\n    ,80",
  ],
  "src-port": ["53", "1024-65535"],
  port: ["22", "!22"],
  "in-interface": ["ether1", "!ether1", "ether*", "all-ethernet", "*"],
  "out-interface": ["ether2", "!ether2"],
  "in-interface-list": ["WAN", "!WAN", "all", "none", "unheard"],
  "connection-state": ["new", "established,related", "!new", "unheard"],
  "tcp-flags": ["syn,!ack", "!syn"],
  "icmp-options": ["8:0"],
  disabled: ["yes", "no"],
  log: ["yes", "no"],
  "log-prefix": ["drop", '"two words"'],
  "jump-target": ["WEB", "unheard"],
  "to-addresses": ["10.0.0.9"],
  limit: ["5,10:packet"],
  "place-before": ["0"],
  "copy-from": ["0"],
  "address-list": ["blocked"],
  password: ["FAKE"],
  unheard: ["a=b", "x"],
};
const setting = fc
  .constantFrom(...Object.keys(values))
  .chain((name) => fc.constantFrom(...(values[name] ?? [])).map((value) => `${name}=${value}`));
const usual = ["action", "chain", "src-address", "dst-port", "protocol", "in-interface", "comment"];
const frequent = fc
  .constantFrom(...usual)
  .chain((name) => fc.constantFrom(...(values[name] ?? []).slice(0, 3)).map((value) => `${name}=${value}`));
const space = fc.constantFrom(" ", " ", " ", " ", " ", " \\\n    ", " \\\n", "  ", "\t", "\\\n ", " \\\n\n");
const written = fc
  .array(fc.tuple(space, fc.oneof({ weight: 3, arbitrary: frequent }, { weight: 1, arbitrary: setting })), {
    maxLength: 7,
  })
  .map((settings) => `add${settings.flat().join("")}`.replace(/^add(?! )/, "add "));
const menus = [
  "/ip firewall filter",
  "/ip firewall raw",
  "/ip firewall nat",
  "/ipv6 firewall filter",
  "/ip firewall mangle",
  "/ip firewall address-list",
];
const end = fc.constantFrom("\n", "\n", "\n", " \n", "\n\n", "\\\n", "\r\n", "\n# comment\n");

describe("a command that is read where it stands", () => {
  it("says the same as read by words", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...menus),
        fc.array(
          fc.tuple(written, end).map((parts) => parts.join("")),
          { minLength: 1, maxLength: 5 },
        ),
        (menu, commands) => {
          const text = within(menu, commands.join(""), "");
          expect(said(text)).toEqual(said(apart(text)));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each(Object.entries(values).flatMap(([name, all]) => all.map((value) => `${name}=${value}`)))("%s", (asked) => {
    const texts = [
      within("/ip firewall filter", `add action=accept chain=forward ${asked}`),
      within("/ip firewall filter", `add chain=forward protocol=tcp ${asked} src-address=10.0.0.1`),
      within("/ipv6 firewall filter", `add chain=forward ${asked}`),
      within("/ip firewall address-list", `add address=192.0.2.1 list=blocked ${asked}`),
    ];
    expect(texts.map(said)).toEqual(texts.map(apart).map(said));
  });

  it.each([
    ["doubled settings", "add chain=forward chain=input protocol=tcp protocol=udp"],
    ["two conditions on an end", "add chain=forward src-address=10.0.0.1 src-address-list=blocked"],
    ["a doubled condition", "add chain=forward limit=1 limit=2"],
    ["an address twice", "add chain=forward src-address=10.0.0.1 src-address=10.0.0.2"],
    ["an address once more among other settings", "add chain=forward src-address=10.0.0.1 src-address=!10.0.0.2"],
    ["a comment twice", 'add chain=forward comment="one" comment=two'],
    ["a port twice", "add chain=forward dst-port=22 dst-port=80 protocol=tcp"],
    ["a port once more among other settings", "add chain=forward dst-port=22 dst-port=22,80 protocol=tcp"],
    ["ports of both ends", "add chain=forward dst-port=22 protocol=tcp src-port=53"],
    ["a port of any end and of one", "add chain=forward dst-port=22 port=22 protocol=tcp"],
    ["ports that no packet has", "add chain=forward dst-port=22 protocol=tcp any-port=!22"],
    ["a port before its protocol", "add chain=forward dst-port=22 src-address=10.0.0.1 protocol=udp"],
    ["a port behind its protocol", "add protocol=udp src-port=53 chain=forward"],
    ["a port of no protocol", "add chain=forward dst-port=22"],
    ["a port of a protocol without ports", "add chain=forward dst-port=22 protocol=icmp"],
    ["a port of all protocols but one", "add chain=forward dst-port=22 protocol=!udp"],
    ["a port of two protocols", "add chain=forward dst-port=22 protocol=tcp protocol=udp"],
    ["a port beside flags", "add chain=forward dst-port=22 protocol=tcp tcp-flags=syn"],
    ["a port beside flags of another protocol", "add chain=forward dst-port=53 protocol=udp tcp-flags=syn"],
    ["a port beside an empty list", "add chain=forward dst-port=22 in-interface-list=none protocol=tcp"],
    ["a target before its jump", "add jump-target=WEB chain=forward action=jump"],
    ["a target without a jump", "add action=drop chain=forward jump-target=WEB"],
    ["a log of its own kind", "add action=log chain=forward log=no"],
    ["rules that begin alike", "add action=drop chain=forward limit=1\nadd action=drop chain=forward limit=2"],
    ["a rule that ends where the one before goes on", "add action=drop chain=forward\nadd action=drop"],
    ["a setting that is longer than that of the rule before", "add chain=forward limit=1\nadd chain=forward limit=10"],
    ["a setting that is met wrapped first", "add chain=forward limit=\\\n    1\nadd chain=forward limit=1"],
    ["a setting that is met wrapped later", "add chain=forward limit=1\nadd chain=forward limit=\\\n    1"],
    ["settings without a value", "add chain= action=accept"],
    ["settings without a name", "add =forward chain=forward"],
    ["a word", "add chain=forward numbers"],
    ["nothing", "add "],
    ["an expression", "add chain=forward src-address=[/ip address get 0 address]"],
    ["a very long line", `add chain=forward comment="${"long ".repeat(20_000)}" src-address=10.0.0.1`],
    ["a very long value", `add chain=forward src-address=${"1".repeat(50_000)}`],
    ["letters of other scripts", "add chain=вход comment=ä"],
    ["a blank of another script", "add chain=forward\u00a0action=drop"],
    ["another line end", "add chain=forward \\\n\u2028 action=drop"],
    ["a line end in a line", "add chain=forward\r action=drop"],
    ["a vertical tab behind a wrap", "add chain=forward \\\n\v action=drop"],
    ["names that objects have", "add constructor=x __proto__=y chain=forward toString=z"],
    ["a quote that is never closed", 'add chain=forward comment="open'],
    ["a wrapped quote that is never closed", 'add chain=forward comment="open\\'],
  ])("%s", (_, command) => {
    const texts = [
      within("/ip firewall filter", command),
      within("/ip firewall address-list", command),
      within("/ip firewall filter", command).replaceAll("\n", "\r\n"),
      `/ip firewall filter\n${command}`,
      `/ip firewall filter\n${command}\\`,
      `/ip firewall filter\n${command} \\\n`,
    ];
    expect(texts.map(said)).toEqual(texts.map(apart).map(said));
  });

  it("is understood", () => {
    const { config, coverage } = mikrotikRouteros.parse(
      '/ip firewall filter\nadd action=drop chain=input comment="no \\\n    web" dst-port=\\\n    80 in-interface=ether1 log=yes protocol=tcp \\\n    src-address=10.0.0.1\n',
    );
    expect(coverage.unread).toBe(0);
    expect(config.aclSets[0]?.entries).toMatchObject([
      {
        label: "1",
        at: [[2, 5]],
        action: "deny",
        log: true,
        remarks: ["no web"],
        source: { include: [{ kind: "prefix", prefix: "10.0.0.1/32" }] },
        services: [{ protocols: [6], destinationPorts: { kind: "ranges", ranges: [[80, 80]] } }],
        interfaces: ["ether1"],
      },
    ]);
  });

  it.each([
    "add address=192.0.2.1 list=blocked",
    'add address=192.0.2.0/24 comment="of \\\n    a friend" list=blocked',
    "add list=blocked address=192.0.2.1",
    'add address=192.0.2.1 comment=\\\n    "wrapped" \\\n    list=blocked',
    "add address=192.0.2.1 address=192.0.2.2 list=blocked",
    "add address=192.0.2.1 list=blocked list=others",
    "add address=192.0.2.1",
    "add list=blocked",
    "add address=192.0.2.1/24 list=blocked",
    "add address=host.example list=blocked",
    "add address=2001:db8::1 list=blocked",
    "add address=192.0.2.1 disabled=yes list=blocked",
    "add address=192.0.2.1 list=blocked timeout=1d",
    'add address=192.0.2.1 list="two words"',
    "add address=192.0.2.1 list=blocked unheard=x",
    "add address=192.0.2.1-192.0.2.9 list=blocked",
  ])("of an address list: %s", (text) => {
    const texts = [within("/ip firewall address-list", text), within("/ipv6 firewall address-list", text)];
    expect(texts.map(said)).toEqual(texts.map(apart).map(said));
  });

  it("of rules that ask alike keeps one text", () => {
    const rules = Array.from(
      { length: 3 },
      (_, place) => `add chain=input dst-port=22 protocol=tcp src-address=10.0.0.${place}\n`,
    );
    const { config } = mikrotikRouteros.parse(`/ip firewall filter\n${rules.join("")}`);
    const services = config.aclSets[0]?.entries.map((entry) => entry.services) ?? [];
    expect(services).toHaveLength(3);
    expect(new Set(services).size).toBe(1);
  });
});
