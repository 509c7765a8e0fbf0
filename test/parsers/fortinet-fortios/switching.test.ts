import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import type { Fact } from "../../../src/model/fact.ts";
import type { SwitchPort, Switching } from "../../../src/model/switching.ts";

const vlans = `config system interface
edit "users"
set vlanid 110
next
edit "voice"
set vlanid 120
next
edit "no-number"
next
end`;

/** A whole configuration of that release with these tables. */
function parse(tables: string, release = "7.6.5"): ReturnType<typeof fortinetFortios.parse> {
  return fortinetFortios.parse(
    [
      `#config-version=FGT60F-${release}-FW-build1-250101:opmode=0:vdom=0:user=admin`,
      'config system global\nset hostname "s1"\nend',
      vlans,
      "config system admin\nend",
      "config firewall policy\nend",
      tables,
      "config router static\nend",
    ].join("\n"),
  );
}

function switching(tables: string, release?: string): Switching | undefined {
  const fact = parse(tables, release).config.switching;
  return "value" in fact ? fact.value : undefined;
}

/** The value, or what else a fact is. */
function told(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return undefined;
  return "value" in fact ? fact.value : Object.keys(fact)[0];
}

const port = (lines: string, device = ""): string =>
  `config switch-controller managed-switch\nedit "S1"\nconfig ports\nedit "port1"\n${lines}\nnext\nend\n${device}\nnext\nend`;

const policy = (lines: string): string =>
  `config switch-controller storm-control-policy\nedit "p"\n${lines}\nnext\nend\n${port('set storm-control-policy "p"')}`;

const local = "config storm-control\nset local-override enable\nset broadcast enable\nend";

/** What a port tells of itself. */
type Setting = Exclude<keyof SwitchPort, "interface" | "at" | "path">;

type Row = readonly [name: string, tables: string, key: Setting, value: unknown];

describe("a port of a managed switch", () => {
  it.each<Row>([
    ["limits its addresses", port("set learning-limit 4"), "portSecurity", true],
    ["limits nothing", port("set learning-limit 0"), "portSecurity", false],
    ["keeps addresses without a limit", port("set sticky-mac enable"), "portSecurity", false],
    ["asks for 802.1X", port('set port-security-policy "dot1x"'), "portSecurity", "unknown"],
    ["asks for no 802.1X", port("set port-security-policy ''"), "portSecurity", false],
    ["limits and asks", port('set learning-limit 1\nset port-security-policy "dot1x"'), "portSecurity", true],
    ["guards against BPDUs", port("set stp-bpdu-guard enabled"), "bpduGuard", true],
    ["is no edge", port("set stp-bpdu-guard enabled\nset edge-port disable"), "bpduGuard", "unknown"],
    ["has no spanning tree", port("set stp-bpdu-guard enabled\nset stp-state disabled"), "bpduGuard", "unknown"],
    ["guards the root at a trunk", port("set stp-root-guard enabled\nset edge-port disable"), "rootGuard", true],
    ["says nothing of BPDUs", port(""), "bpduGuard", false],
    ["has a guard that nobody knows", port("set stp-bpdu-guard maybe"), "bpduGuard", "unknown"],
    ["is trusted for DHCP", port("set dhcp-snooping trusted"), "trusted", true],
    ["is trusted for ARP", port("set dhcp-snooping untrusted\nset arp-inspection-trust trusted"), "trusted", true],
    ["is not trusted", port(""), "trusted", false],
    ["has a trust that nobody knows", port("set arp-inspection-trust perhaps"), "trusted", "unknown"],
    ["is in a VLAN", port('set vlan "users"'), "accessVlan", 110],
    ["is in a VLAN and itself allowed", port('set vlan "users"\nset allowed-vlans "users"'), "accessVlan", 110],
    ["is a trunk", port('set vlan "users"\nset allowed-vlans "voice"'), "accessVlan", null],
    ["is a trunk with a native VLAN", port('set vlan "users"\nset allowed-vlans "voice"'), "nativeVlan", 110],
    ["is a trunk of all", port('set vlan "users"\nset allowed-vlans-all enable'), "nativeVlan", 110],
    ["is in a VLAN without a number", port('set vlan "no-number"'), "accessVlan", "unknown"],
    ["is in a VLAN by who is there", port('set vlan "users"\nset access-mode nac'), "accessVlan", "unknown"],
    ["limits storms itself", policy("set storm-control-mode override\nset broadcast enable"), "stormControl", true],
    [
      "limits other storms",
      policy("set storm-control-mode override\nset unknown-unicast enable"),
      "stormControl",
      false,
    ],
    ["limits no storms", policy("set storm-control-mode disabled\nset broadcast enable"), "stormControl", false],
    ["follows what is off by default", policy(""), "stormControl", false],
    [
      "follows the controller",
      `config switch-controller storm-control\nset broadcast enable\nend\n${policy("")}`,
      "stormControl",
      true,
    ],
    [
      "follows its switch",
      `config switch-controller storm-control-policy\nedit "p"\nnext\nend\n${port('set storm-control-policy "p"', local)}`,
      "stormControl",
      true,
    ],
    [
      "does not follow a switch that overrides nothing",
      `config switch-controller storm-control\nset broadcast disable\nend
config switch-controller storm-control-policy\nedit "p"\nnext\nend
${port('set storm-control-policy "p"', "config storm-control\nset broadcast enable\nend")}`,
      "stormControl",
      false,
    ],
    ["has a policy that is not there", port('set storm-control-policy "nowhere"'), "stormControl", "unknown"],
  ])("%s", (_, tables, key, value) => {
    expect(told(switching(tables)?.ports[0]?.[key])).toBe(value);
  });

  it("is left out where it is a member of a trunk, which tells for it", () => {
    const tables = port('next\nedit "port2"\nnext\nedit "trunk1"\nset type trunk\nset members "port2"');
    expect(switching(tables)?.ports.map((each) => each.interface)).toEqual(["S1 port1", "S1 trunk1"]);
    expect(parse(tables).unread).toEqual([]);
  });

  it.each([
    ["6.2.3", true],
    ["6.2.4", "unknown"],
  ])("follows the controller where there are no policies: %s", (release, value) => {
    const tables = `config switch-controller storm-control\nset broadcast enable\nend\n${port("")}`;
    expect(told(switching(tables, release)?.ports[0]?.stormControl)).toBe(value);
  });

  it.each<[Setting]>([["bpduGuard"], ["rootGuard"], ["trusted"], ["stormControl"]])(
    "%s is unknown where the default of the release is not known",
    (key) => {
      expect(told(switching(port(""), "7.0.3")?.ports[0]?.[key])).toBe("unknown");
    },
  );
});

describe("VLANs with a guard", () => {
  const guarded = (lines: string): string =>
    `config system interface\nedit "guests"\nset vlanid 130\n${lines}\nnext\nend\n${port("")}`;

  it.each<[string, string, unknown]>([
    ["nowhere", guarded(""), []],
    ["in one", guarded("set switch-controller-dhcp-snooping enable"), [130]],
    ["off", guarded("set switch-controller-dhcp-snooping disable"), []],
    ["of a kind nobody knows", guarded("set switch-controller-dhcp-snooping strict"), "unknown"],
    ["of a VLAN without a number", guarded("unset vlanid\nset switch-controller-dhcp-snooping enable"), "unknown"],
  ])("%s", (_, tables, value) => {
    expect(told(switching(tables)?.dhcpSnooping)).toEqual(value);
  });

  it("an inspection that only monitors guards none", () => {
    expect(told(switching(guarded("set switch-controller-arp-inspection monitor"))?.arpInspection)).toEqual([]);
  });
});

describe("a device", () => {
  it.each<[string, string, string]>([
    ["without any switch", "", "notApplicable"],
    ["that bridges", "config system settings\nset opmode transparent\nend", "unknown"],
    [
      "with a hardware switch that the text does not show",
      'config system interface\nedit "lan"\nset type hard-switch\nnext\nend',
      "unknown",
    ],
    ["with wireless networks", 'config system interface\nedit "ssid"\nset type vap-switch\nnext\nend', "notApplicable"],
    ["with a software switch", 'config system switch-interface\nedit "s"\nset member "a" "b"\nnext\nend', "value"],
    ["with a managed switch", port(""), "value"],
    [
      "with a managed switch without ports",
      'config switch-controller managed-switch\nedit "S1"\nset name "floor"\nnext\nend',
      "value",
    ],
  ])("%s", (_, tables, kind) => {
    expect(Object.keys(parse(tables).config.switching)).toContain(kind);
  });

  it("leaves what nobody knows unread", () => {
    const { unread } = parse(`${port("set new-guard enable")}\nconfig switch-controller new-table\nset a b\nend`);
    expect(unread.map(({ text, touches }) => [text, ...touches])).toEqual([
      ["set new-guard enable", "switching"],
      ["set a b", "switching"],
    ]);
  });
});
