import { isKnown, type Place } from "../../src/model/fact.ts";
import type { Port } from "./interfaces.ts";
import type { Names } from "./rule-addresses.ts";
import type { RuleWords } from "./rules.ts";
import { webgui, type WebGui } from "./webgui.ts";
import type { Source } from "./source.ts";

interface Ordered {
  readonly rule: RuleWords;
  readonly implied: boolean;
}

const base: Omit<RuleWords, "at" | "name" | "action"> = {
  description: null,
  quick: true,
  direction: "in",
  interfaces: [],
  floating: true,
  families: [4, 6],
  source: { words: [], negated: false },
  destination: { words: [], negated: false },
  services: { protocol: null, sourcePort: null, destinationPort: null, icmp: [], icmp6: [] },
  schedule: null,
  log: false,
  enabled: true,
  unresolved: [],
  named: [],
  inModel: false,
  sequence: 0,
};

const from = (...words: readonly string[]): RuleWords["source"] => ({ words, negated: false });

/**
 * Rules that nobody wrote and that come before the written ones (OPNsense: filter.lib.inc, filter_core_rules_system;
 * pfSense: filter.inc, filter_rules_generate). Left out are those that depend on run-time tables (bogons, lockouts
 * after failed logins), which only take sources away, and those that let the device's own DHCP and VPN peers in.
 */
export function impliedRules(source: Source, names: Names): readonly Ordered[] {
  // What a part of a configuration does not say is not known.
  if (source.find(source.root, "system") === undefined) return [];
  const disabled = source.leaf(source.root, "system", "disablefilter");
  const gui = webgui(source);
  const rules: RuleWords[] = [];
  const ipv6 = source.leaf(source.root, "system", "ipv6allow");
  if (ipv6 === undefined)
    rules.push({ ...base, name: "Block all IPv6", at: [], action: "block", families: [6], direction: "any" });
  else rules.push(...neighbourDiscovery(source.place(ipv6)));
  const blocks = names.ports.flatMap((port) => privateNetworks(source, port));
  const lockout = antiLockout(source, gui, names);
  rules.push(...(source.os === "pfsense" ? [...blocks, ...lockout] : [...lockout, ...blocks]));
  const implied = rules.map((rule) => ({ rule: { ...rule, log: isLogged(source, rule) }, implied: true }));
  if (disabled === undefined) return implied;
  // Somebody wrote that one: pf is off, and everything passes.
  const everything: RuleWords = {
    ...base,
    ...source.place(disabled),
    name: "disablefilter",
    action: "pass",
    direction: "any",
  };
  return [{ rule: everything, implied: false }, ...implied];
}

/** ICMPv6 that IPv6 does not work without: RFC 4890, as both systems have it. */
function neighbourDiscovery(place: Place): readonly RuleWords[] {
  const icmp = (name: string, types: readonly string[], ends: Partial<RuleWords>): RuleWords => ({
    ...base,
    ...place,
    name,
    action: "pass",
    families: [6],
    services: { ...base.services, protocol: "ipv6-icmp", icmp6: types },
    ...ends,
  });
  const messages = ["128", "133", "134", "135", "136"];
  return [
    icmp("IPv6 requirements (errors, neighbours)", ["1", "2", "135", "136"], {}),
    icmp("IPv6 requirements (link)", messages, {
      source: from("fe80::/10"),
      destination: from("fe80::/10", "ff02::/16"),
    }),
    icmp("IPv6 requirements (multicast)", messages, { source: from("ff02::/16"), destination: from("fe80::/10") }),
  ];
}

/** 100.64.0.0/10 is blocked by OPNsense alone; pfSense leaves bridged interfaces out. */
function privateNetworks(source: Source, { blocksPrivate, bridged, name, enabled }: Port): readonly RuleWords[] {
  if (blocksPrivate === null || blocksPrivate.text === "0") return [];
  if (!isKnown(enabled) || !enabled.value || (bridged && source.os === "pfsense")) return [];
  const shared = source.os === "opnsense" ? ["100.64.0.0/10"] : [];
  const rule = { ...base, ...source.place(blocksPrivate), action: "block" as const, interfaces: [name] };
  return [
    {
      ...rule,
      name: `Block private networks from ${name}`,
      families: [4],
      source: from("10.0.0.0/8", "127.0.0.0/8", ...shared, "172.16.0.0/12", "192.168.0.0/16"),
    },
    { ...rule, name: `Block ULA networks from ${name}`, families: [6], source: from("fc00::/7") },
  ];
}

/**
 * The web page and SSH stay open on LAN, or on the only interface: OPNsense takes `opt1` where there is no LAN
 * (filter_core_get_antilockout). It stands after the private networks on pfSense, before them on OPNsense.
 */
function antiLockout(
  source: Source,
  { noAntiLockout, ports }: WebGui,
  { ports: interfaces }: Names,
): readonly RuleWords[] {
  if (noAntiLockout) return [];
  const has = (name: string): boolean => interfaces.some((port) => port.name === name && port.device !== null);
  const candidates = source.os === "opnsense" ? ["lan", "opt1"] : ["lan"];
  const own = interfaces.filter(({ model }) => model.loopback !== true);
  const name = candidates.find(has) ?? (own.length === 1 && has("wan") ? "wan" : undefined);
  const port = interfaces.find((each) => each.name === name);
  if (name === undefined || port === undefined) return [];
  return [
    {
      ...base,
      ...source.place(port.element),
      name: "anti-lockout rule",
      action: "pass",
      interfaces: [name],
      destination: from(`${name}ip`),
      services: { ...base.services, protocol: "tcp", destinationPort: ports.join(",") },
    },
  ];
}

/** Blocks are logged unless that is turned off; passes too on OPNsense, and on pfSense where that very element is there. */
function isLogged(source: Source, { action, name }: RuleWords): boolean {
  const has = (flag: string): boolean => source.has(source.root, "syslog", flag);
  if (name.startsWith("Block private") || name.startsWith("Block ULA")) return !has("nologprivatenets");
  if (action === "block") return !has("nologdefaultblock");
  return source.os === "opnsense" ? !has("nologdefaultpass") : has("nologdefaultpass");
}
