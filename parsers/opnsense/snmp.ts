import type { Snmp, SnmpCommunity, SnmpSecurityLevel, SnmpTarget, SnmpUser } from "../../src/model/services.ts";
import { byDefault, notApplicable, unknownFact } from "../../src/model/fact.ts";
import { Secret } from "../../src/model/secret.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/**
 * bsnmpd of both systems (`<snmpd>`, off unless `<enable>` is there: services.inc, services_snmpd_configure), and
 * OPNsense's plug-in net-snmp.
 */
export function readSnmp(source: Source): Snmp {
  const old = oldAgent(source);
  const plugin = source.find(source.root, "OPNsense", "netsnmp");
  if (plugin === undefined) return old;
  const general = source.find(plugin, "general");
  const enabled = source.leaf(general, "enabled");
  for (const note of [
    "syslocation",
    "syscontact",
    "l3visibility",
    "versioncheck",
    "enableagentx",
    "listen",
    "enableobservium",
  ])
    source.leaf(general, note);
  const community = source.leaf(general, "community");
  const users = source.all(plugin, "user", "users", "user").flatMap((element) => userOf(source, element));
  const on = enabled?.text === "1";
  const communities =
    !on || community === undefined || community.text === "" ? [] : [communityOf(source, community, "read-only", 1)];
  const versions = [
    ...(communities.length > 0 ? (["v1", "v2c"] as const) : []),
    ...(users.length > 0 ? (["v3"] as const) : []),
  ];
  return {
    enabled:
      enabled === undefined ? byDefault(false, "net-snmp is off unless <enabled> says 1") : source.fact(enabled, on),
    versions: on ? source.fact(plugin, versions) : notApplicable("The agent is off."),
    communities: [...communities, ...old.communities],
    users: on ? users : [],
    groups: [],
    targets: old.targets,
  };
}

function oldAgent(source: Source): Snmp {
  const section = source.find(source.root, "snmpd");
  const enable = source.leaf(section, "enable");
  const read = source.leaf(section, "rocommunity");
  const write = source.leaf(section, "rwcommunity");
  for (const note of ["syslocation", "syscontact", "pollport", "bindip", "bindlan", "bindips"])
    source.leaf(section, note);
  for (const modules of source.all(section, "modules")) source.takeAll(modules);
  if (section !== undefined && section.children.length === 0) source.take(section);
  const isOff = enable === undefined;
  // Without the agent nobody answers to a community, and the factory's "public" is in every configuration.
  const communities = isOff
    ? []
    : [
        ...(read === undefined || read.text === "" ? [] : [communityOf(source, read, "read-only", 1)]),
        ...(write === undefined || write.text === "" ? [] : [communityOf(source, write, "read-write", 2)]),
      ];
  return {
    enabled: isOff ? byDefault(false, "SNMP is off unless <enable> is there") : source.fact(enable, true),
    versions: isOff ? notApplicable("The agent is off.") : byDefault(["v1", "v2c"], "bsnmpd answers versions 1 and 2c"),
    communities,
    users: [],
    groups: [],
    targets: target(source, section),
  };
}

function communityOf(
  source: Source,
  element: XmlElement,
  access: "read-only" | "read-write",
  ordinal: number,
): SnmpCommunity {
  return {
    label: `community ${ordinal} (${access})`,
    ...source.place(element),
    secret: new Secret(element.text),
    access: source.fact(element, access),
    sources: unknownFact("Who reaches the agent is decided by the filter rules."),
    view: byDefault(null, "a community sees everything"),
  };
}

function target(source: Source, section: XmlElement | undefined): readonly SnmpTarget[] {
  const on = source.leaf(section, "trapenable");
  const server = source.leaf(section, "trapserver");
  for (const note of ["trapserverport", "trapstring"]) source.leaf(section, note);
  if (on === undefined || server === undefined || server.text === "") return [];
  return [{ address: server.text, version: "v2c", level: null, ...source.place(server) }];
}

/** A user of net-snmp: `<enckey>` beside `<password>` makes it encrypt (plug-in's model, SHA and AES). */
function userOf(source: Source, element: XmlElement): readonly SnmpUser[] {
  source.take(element);
  const password = source.leaf(element, "password");
  const key = source.leaf(element, "enckey");
  const enabled = source.text(element, "enabled");
  source.leaf(element, "readonly");
  const name = source.text(element, "username") ?? "";
  if (enabled === "0") return [];
  const level = source.fact<SnmpSecurityLevel>(
    element,
    has(key) ? "authPriv" : has(password) ? "authNoPriv" : "noAuthNoPriv",
  );
  return [
    {
      name,
      ...source.place(element),
      group: null,
      level,
      authentication: unknownFact("The algorithm belongs to the plug-in."),
      privacy: unknownFact("The algorithm belongs to the plug-in."),
      sources: unknownFact("Who reaches the agent is decided by the filter rules."),
    },
  ];
}

function has(element: XmlElement | undefined): boolean {
  return element !== undefined && element.text !== "";
}
