import { describe, expect, it } from "vitest";
import { reach, told, type Case } from "./reached.ts";

function fortigate(...parts: readonly (readonly string[])[]): readonly string[] {
  const header = "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin";
  return [header, "config system global", "  set admin-ssh-port 22", "end", ...parts.flat()];
}

const port1 = [
  "config system interface",
  ' edit "port1"',
  "  set ip 192.0.2.1 255.255.255.0",
  "  set allowaccess ssh",
  " next",
  ' edit "port2"',
  "  set ip 198.51.100.1 255.255.255.0",
  "  set allowaccess ssh",
  " next",
  "end",
];
const admin = (name: string, ...hosts: readonly string[]): readonly string[] => [
  ` edit "${name}"`,
  '  set accprofile "super_admin"',
  ...hosts,
  "  set password ENC SH2FAKE-hash",
  " next",
];
const admins = (...rows: readonly (readonly string[])[]): readonly string[] => [
  "config system admin",
  ...rows.flat(),
  "end",
];
const anyone = admins(admin("ops"));
const net = (name: string, network: string): readonly string[] => [
  ` edit "${name}"`,
  `  set subnet ${network}`,
  " next",
];
const sshService = ["config firewall service custom", ' edit "SSH"', "  set tcp-portrange 22", " next", "end"];
const always = [
  "config firewall schedule recurring",
  ' edit "always"',
  "  set day sunday monday tuesday wednesday thursday friday saturday",
  " next",
  "end",
];
const objects = [
  "config firewall address",
  ...net("all", "0.0.0.0 0.0.0.0"),
  ...net("OPS", "10.1.0.0 255.255.0.0"),
  ...net("BAD", "10.1.9.0 255.255.255.0"),
  "end",
  ...sshService,
  ...always,
];
const localIn = (id: number, intf: string, source: string, ...more: readonly string[]): readonly string[] => [
  ` edit ${id}`,
  `  set intf "${intf}"`,
  `  set srcaddr "${source}"`,
  '  set dstaddr "all"',
  '  set service "SSH"',
  '  set schedule "always"',
  ...more.map((line) => `  ${line}`),
  " next",
];

const fortios: readonly Case[] = [
  [
    "allowaccess and an administrator from anywhere",
    fortigate(port1, anyone),
    ["ssh port1 v4: any", "ssh port2 v4: any"],
  ],
  [
    "trusted hosts of all administrators together",
    fortigate(
      port1,
      admins(
        admin("ops", "  set trusthost1 10.1.0.0 255.255.0.0"),
        admin("dev", "  set trusthost1 10.2.0.0 255.255.0.0"),
      ),
    ),
    ["ssh port1 v4: 10.1.0.0-10.2.255.255", "ssh port2 v4: 10.1.0.0-10.2.255.255"],
  ],
  [
    "one administrator without them opens the door",
    fortigate(port1, admins(admin("ops", "  set trusthost1 10.1.0.0 255.255.0.0"), admin("dev"))),
    ["ssh port1 v4: any", "ssh port2 v4: any"],
  ],
  [
    "local-in policies of one interface, in order, one of them disabled",
    fortigate(port1, anyone, objects, [
      "config firewall local-in-policy",
      ...localIn(1, "port1", "OPS", "set status disable"),
      ...localIn(2, "port1", "BAD"),
      ...localIn(3, "port1", "OPS", "set action accept"),
      ...localIn(4, "port1", "all"),
      "end",
    ]),
    ["ssh port1 v4: 10.1.0.0-10.1.8.255, 10.1.10.0-10.1.255.255", "ssh port2 v4: any"],
  ],
  [
    "local-in policies and trusted hosts together",
    fortigate(port1, admins(admin("ops", "  set trusthost1 10.1.8.0 255.255.252.0")), objects, [
      "config firewall local-in-policy",
      ...localIn(1, "any", "BAD"),
      "end",
    ]),
    ["ssh port1 v4: 10.1.8.0/24, 10.1.10.0/23", "ssh port2 v4: 10.1.8.0/24, 10.1.10.0/23"],
  ],
  [
    "a schedule that nobody knows to hold",
    fortigate(
      port1,
      anyone,
      objects,
      ["config firewall schedule recurring", ' edit "work"', "  set day monday", " next", "end"],
      [
        "config firewall local-in-policy",
        ...localIn(1, "port1", "all").map((line) => line.replace("always", "work")),
        "end",
      ],
    ),
    ["ssh port1 v4: nobody ? any", "ssh port2 v4: any"],
  ],
  [
    "policies of two VDOMs, whose objects have the same names",
    [
      "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=1:user=admin",
      "config vdom",
      "edit red",
      "next",
      "edit blue",
      "next",
      "end",
      "config global",
      "config system global",
      "  set admin-ssh-port 22",
      "end",
      "config system interface",
      ' edit "port1"',
      '  set vdom "red"',
      "  set ip 192.0.2.1 255.255.255.0",
      "  set allowaccess ssh",
      " next",
      ' edit "port2"',
      '  set vdom "blue"',
      "  set ip 198.51.100.1 255.255.255.0",
      "  set allowaccess ssh",
      " next",
      "end",
      ...anyone,
      "end",
      ...["red", "blue"].flatMap((name, index) => [
        "config vdom",
        `edit ${name}`,
        "config firewall address",
        ...net("all", "0.0.0.0 0.0.0.0"),
        ...net("OPS", `10.${index + 1}.0.0 255.255.0.0`),
        "end",
        ...sshService,
        ...always,
        "config firewall local-in-policy",
        ...localIn(1, "any", "OPS", "set action accept"),
        ...localIn(2, "any", "all"),
        "end",
        "end",
      ]),
    ],
    ["ssh port1 v4: 10.1.0.0/16", "ssh port2 v4: 10.2.0.0/16"],
  ],
  [
    "a port that is down, and one that allows nothing",
    fortigate(
      [
        "config system interface",
        ' edit "port1"',
        "  set ip 192.0.2.1 255.255.255.0",
        "  set allowaccess ssh",
        "  set status down",
        " next",
        ' edit "port2"',
        "  set ip 198.51.100.1 255.255.255.0",
        " next",
        "end",
      ],
      anyone,
    ),
    [],
  ],
  [
    "IPv6, which is allowed and restricted for itself",
    fortigate(
      [
        "config system interface",
        ' edit "port1"',
        "  set ip 192.0.2.1 255.255.255.0",
        "  set allowaccess ssh",
        "  config ipv6",
        "   set ip6-address 2001:db8::1/64",
        "   set ip6-allowaccess ssh",
        "  end",
        " next",
        "end",
      ],
      admins(admin("ops", "  set trusthost1 10.1.0.0 255.255.0.0", "  set ip6-trusthost1 2001:db8:1::/48")),
    ),
    ["ssh port1 v4: 10.1.0.0/16", "ssh port1 v6: 2001:db8:1::/48"],
  ],
];

describe("who gets through", () => {
  it.each(fortios)("%s", (_, config, expected) => {
    expect(reach("fortinet-fortios", config.join("\n")).map(told)).toEqual(expected);
  });
});

describe("a port that nobody knows", () => {
  const part = (...more: readonly (readonly string[])[]) =>
    fortigate(port1, anyone, objects, ...more)
      .filter((line) => !line.includes("admin-ssh-port"))
      .join("\n");

  it("leaves open who passes a list by ports", () => {
    const denied = part(["config firewall local-in-policy", ...localIn(1, "port1", "BAD"), "end"]);
    expect(reach("fortinet-fortios", denied.replace("config system global\nend\n", "")).map(told)).toEqual([
      "ssh port1 v4: nobody ? any",
      "ssh port2 v4: any",
    ]);
  });
});
