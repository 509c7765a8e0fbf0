import { describe, expect, it } from "vitest";
import { mikrotikRouteros } from "../../../parsers/mikrotik-routeros/mikrotik-routeros.ts";
import { workOf } from "../work-of.ts";

const body = "/interface bridge\nadd name=bridge1\n/ip address\nadd address=192.0.2.1/24 interface=bridge1\n";
const six = `# jan/02/2022 00:08:03 by RouterOS 6.49.6\n${body}`;
const seven = `# 2024-07-31 09:33:47 by RouterOS 7.16\n${body}`;
const configOf = (text: string) => mikrotikRouteros.parse(text).config;

const services: readonly (readonly [name: string, enabled: boolean, port: number])[] = [
  ["telnet", true, 23],
  ["ftp", true, 21],
  ["http", true, 80],
  ["ssh", true, 22],
  ["winbox", true, 8291],
  ["api", true, 8728],
  ["api-ssl", true, 8729],
  ["snmp", false, 161],
];

describe("services that an export does not mention", () => {
  it.each(services.flatMap((service) => [six, seven].map((text) => [...service, text] as const)))(
    "%s",
    (name, enabled, port, text) => {
      const service = configOf(text).management.services.find((each) => each.name === name);
      expect(service).toMatchObject({ enabled: { value: enabled }, port: { value: port } });
      expect(service?.enabled).toHaveProperty("default");
    },
  );

  it.each([six, seven])("www-ssl is unknown: no manual says what it is from the start", (text) => {
    const service = configOf(text).management.services.find((each) => each.name === "https");
    expect(service?.enabled).toHaveProperty("unknown");
  });

  it.each(services)("%s is unknown where the version is", (name) => {
    const service = configOf(body).management.services.find((each) => each.name === name);
    expect(service?.enabled).toHaveProperty("unknown");
  });

  it.each(services)("%s is unknown in an export of one menu", (name) => {
    const text = "# jan/02/2022 00:08:03 by RouterOS 6.49.6\n/ip firewall filter\nadd action=drop chain=input\n";
    const service = configOf(text).management.services.find((each) => each.name === name);
    expect(service?.enabled).toHaveProperty("unknown");
  });
});

describe("other defaults", () => {
  it.each([
    ["dns server", false],
    ["bandwidth-server", true],
    ["ip source-route", false],
    ["ip redirects", true],
    ["ip upnp", false],
    ["romon", false],
    ["lldp", true],
  ] as const)("small service %s", (name, on) => {
    const small = configOf(seven).smallServices.find((each) => each.name === name);
    expect(small?.enabled).toMatchObject({ value: on });
  });

  it.each([
    [six, { value: false }],
    [seven, { unknown: expect.any(String) }],
    [`${seven}/ip smb\nset enabled=no\n`, { value: false }],
    [`${seven}/ip smb\nset enabled=auto\n`, { unknown: expect.any(String) }],
  ])("the file server: %#", (text, enabled) => {
    expect(configOf(text).smallServices.find(({ name }) => name === "ip smb")?.enabled).toMatchObject(enabled);
  });

  it.each([
    ["no secret", "", "notApplicable"],
    ["a secret in clear", "/ppp secret\nadd name=alice password=FAKE-secret-1\n", "value"],
    ["an empty secret", '/ppp secret\nadd name=alice password=""\n', "notApplicable"],
    ["a masked secret", "/ppp secret\nadd name=alice password=*****\n", "notApplicable"],
    ["a key of IPsec", "/interface l2tp-server server\nset ipsec-secret=FAKE-secret-1 use-ipsec=yes\n", "value"],
  ])("passwords are not obscured: %s", (_, text, state) => {
    expect(configOf(six + text).aaa.passwordPolicy.obscured).toHaveProperty(state);
  });

  it("keeps the community that is there from the start until it is changed", () => {
    const changed = configOf(`${six}/snmp community\nset [ find default=yes ] disabled=yes\n`);
    expect(configOf(six).snmp.communities).toHaveLength(1);
    expect(changed.snmp.communities).toHaveLength(0);
  });

  it("says that users are not in an export", () => {
    const touched = mikrotikRouteros.parse(six).uncollected?.flatMap(({ touches }) => touches);
    expect(touched).toEqual(["users", "passwords"]);
  });
});

describe("recognition", () => {
  it.each([
    ["an export", six, 1],
    ["one without a header", body, 0.85],
    [
      "one-line commands",
      "/ip service set telnet disabled=yes\n/ip address add address=192.0.2.1/24 interface=e1\n",
      0.6,
    ],
  ])("%s is one", (_, text, least) => {
    expect(mikrotikRouteros.recognise(text)).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ["iptables", "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n"],
    ["VyOS", "set system host-name r1\nset interfaces ethernet eth0 address 192.0.2.1/24\n"],
    ["PAN-OS", "set deviceconfig system hostname r1\nset mgt-config users admin\n"],
    ["IOS", "version 15.2\ninterface Vlan1\n ip address 192.0.2.1 255.255.255.0\n"],
  ])("%s is none", (_, text) => {
    expect(mikrotikRouteros.recognise(text)).toBeLessThan(0.3);
  });
});

describe("ways to write one command", () => {
  const meaning = (text: string): unknown =>
    JSON.parse(JSON.stringify(configOf(text), (key, value: unknown) => (key === "at" ? undefined : value)));
  const rule = "add action=accept chain=input dst-port=22 protocol=tcp src-address=192.0.2.0/24";

  it.each([
    ["a menu on a line of its own", `/ip firewall filter\n${rule}\n`],
    ["menu and command on one line", `/ip firewall filter ${rule}\n`],
    ["slashes for blanks", `/ip/firewall/filter\n${rule}\n`],
    ["slashes to the verb", `/ip/firewall/filter/${rule}\n`],
    [
      "wrapped",
      `/ip firewall filter\nadd action=accept chain=input dst-port=22 \\\n    protocol=tcp src-address=\\\n    192.0.2.0/24\n`,
    ],
    ["quoted", `/ip firewall filter\n${rule.replace("192.0.2.0/24", '"192.0.2.0/24"')}\n`],
  ])("%s", (_, text) => {
    expect(meaning(six + text)).toEqual(meaning(`${six}/ip firewall filter\n${rule}\n`));
  });
});

const lines = (count: number, line: (index: number) => string): string =>
  `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

describe("work doubles when the text doubles", () => {
  it.each<readonly [string, (count: number) => string]>([
    [
      "rules",
      (count) =>
        `/ip firewall filter\n${lines(count, (at) => `add chain=input dst-port=${at} protocol=tcp src-address=10.0.0.1`)}`,
    ],
    [
      "jumps",
      (count) =>
        `/ip firewall filter\n${lines(count, (at) => `add chain=${at % 2 === 0 ? "input" : "a"} action=${at % 2 === 0 ? "jump" : "drop"} jump-target=a`)}`,
    ],
    [
      "address lists",
      (count) =>
        `/ip firewall address-list\n${lines(count, (at) => `add list=l${at % 7} address=10.0.${at >> 8}.${at % 256}`)}`,
    ],
    ["interfaces", (count) => `/interface vlan\n${lines(count, (at) => `add name=v${at} interface=ether1 vlan-id=1`)}`],
    ["menus", (count) => lines(count, (at) => `/m${at} x\nadd a=b`)],
    ["open quotes", (count) => lines(count, () => 'add a="b')],
    ["open brackets", (count) => lines(count, () => "set [ find")],
    ["wrapped lines", (count) => lines(count, () => "add a=\\")],
    ["services", (count) => `/ip service\n${lines(count, (at) => `set telnet port=${at}`)}`],
  ])("%s", (_, write) => {
    const once = workOf(() => mikrotikRouteros.parse(write(500)));
    const twice = workOf(() => mikrotikRouteros.parse(write(1000)));
    expect(twice / once).toBeLessThan(2.3);
  });
});
