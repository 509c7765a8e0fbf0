import type { DeviceConfig } from "../../src/model/device-config.ts";
import { joinRanges, notApplicable, read, unknownFact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { Ledger, splitLines } from "../lib/ledger.ts";
import { unreadConfig } from "../lib/unread-config.ts";
import { readXml, type XmlElement } from "../lib/xml.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { readAaa } from "./aaa.ts";
import { addressGroups, readAliases } from "./aliases.ts";
import { hasUnreadTranslations, readEmptySections } from "./empty-sections.ts";
import { readFilter } from "./filter.ts";
import { readIdentity } from "./identity.ts";
import { readInterfaces } from "./interfaces.ts";
import { markLayout, type Layout } from "./layout.ts";
import { PlainRules } from "./legacy-rules.ts";
import { readLogging } from "./logging.ts";
import { readManagement } from "./management.ts";
import { readNat } from "./nat.ts";
import { recognise } from "./recognise.ts";
import { readReferences } from "./references.ts";
import { readRouting } from "./routing.ts";
import type { Group, Names } from "./rule-addresses.ts";
import { isSecret, markSecrets } from "./secrets.ts";
import { settle, skips } from "./settle.ts";
import { readSmallServices } from "./small-services.ts";
import { readSnmp } from "./snmp.ts";
import { Source, type Os } from "./source.ts";
import { readDns, readNtp } from "./time-and-names.ts";
import { readUsers } from "./users.ts";
import { readVpn } from "./vpn.ts";

/** OPNsense: config.xml, legacy sections and the sections of its models. */
export const opnsense: Parser = parserOf("opnsense", "OPNsense");

/** pfSense CE and Plus: config.xml, of which OPNsense's is a descendant. */
export const pfsense: Parser = parserOf("pfsense", "pfSense");

function parserOf(os: Os, title: string): Parser {
  return {
    id: os,
    title,
    recognise: (text) => recognise(os, text),
    parse: (text) => parse(os, text),
    skips,
  };
}

function parse(os: Os, text: string): ParseResult {
  const lines = splitLines(text);
  const ledger = new Ledger(lines);
  const layout = markLayout(text, lines, ledger);
  const plain = new PlainRules(os);
  const { roots, problems, elements, sought } = readXml(layout.xml, {
    condense: (element, within, from) => plain.take(element, within, from),
    seeks: isSecret,
    repeated: "rule",
  });
  // What was printed around the document may hold tags too.
  markSecrets(lines, ledger, layout.xml === text ? sought : null);
  const root = roots.find(({ name }) => name === os);
  if (root === undefined) {
    const config = unreadConfig(os, os === "pfsense" ? "Netgate" : "Deciso", `No <${os}> element could be read.`);
    return { config, ...ledger.close(), problems };
  }
  const source = new Source(os, root, elements);
  const config = readConfig(source, plain, lines, layout);
  settle(source, lines, ledger);
  return { config, ...ledger.close(), problems, uncollected: uncollected(source, root) };
}

/** Sections that every whole configuration has; without one of them it is a part, and what else is not there may be elsewhere. */
const sections = [
  { paths: [["system"]], touches: ["identity", "users", "aaa", "passwords", "management.services", "management.ssh"] },
  { paths: [["interfaces"]], touches: ["interfaces"] },
  { paths: [["filter"], ["OPNsense", "Firewall", "Filter"]], touches: ["policies", "acls"] },
] as const;

const elsewhere = ["policies", "objects", "snmp", "ntp", "dns", "logging", "smallServices", "routing", "vpn"] as const;

function uncollected(source: Source, root: XmlElement): readonly Uncollected[] {
  return sections
    .filter(({ paths }) => paths.every((path) => source.find(root, ...path) === undefined))
    .map(({ paths: [[name]], touches }) => ({
      why: `The text is no whole configuration: it has no <${name}>.`,
      touches: [...new Set([...touches, ...elsewhere])],
    }));
}

function readConfig(source: Source, plain: PlainRules, lines: readonly string[], layout: Layout): DeviceConfig {
  readEmptySections(source);
  const { identity, release } = readIdentity(source, lines, layout);
  const ports = readInterfaces(source);
  const aliases = readAliases(source);
  const names: Names = {
    os: source.os,
    ports,
    byName: new Map(ports.map((port) => [port.name, port])),
    aliases,
    groups: groupsOf(source),
    groupTypes: groupTypes(source),
  };
  const { policies, aclSets, rules } = readFilter(source, plain, names);
  const { nat, policies: passing, names: translated } = readNat(source, names);
  const { aaa, twoFactor } = readAaa(source);
  return {
    os: source.os,
    identity,
    interfaces: ports.map(({ model }) => model),
    aclSets,
    addressGroups: addressGroups(aliases),
    serviceGroups: [],
    // pf lets a redirected packet of such a forward through without asking the filter.
    firewallPolicies: [...passing, ...policies],
    ...readReferences(source, names, rules, translated),
    management: readManagement(source, ports, release),
    aaa,
    users: readUsers(source, twoFactor),
    snmp: readSnmp(source),
    ntp: readNtp(source),
    logging: readLogging(source),
    banners: {
      beforeLogin: unknownFact("What is shown before login stands in files beside the configuration."),
      afterLogin: unknownFact("What is shown after login stands in files beside the configuration."),
    },
    dns: readDns(source),
    smallServices: readSmallServices(source, release),
    routing: readRouting(source),
    switching: notApplicable("The system routes and filters; what guards the ports of a switch is not part of it."),
    vpn: readVpn(source),
    nat: hasUnreadTranslations(source)
      ? unknownFact("Translations of a form that is not read stand in the configuration.")
      : read(nat, joinRanges(nat.rules.flatMap(({ at }) => at))),
  };
}

function groupsOf(source: Source): ReadonlyMap<string, Group> {
  const found = new Map<string, Group>();
  for (const element of source.all(source.root, "ifgroups", "ifgroupentry")) {
    source.take(element);
    const name = source.text(element, "ifname");
    const members = source.words(element, "members");
    const sequence = decimal(source.text(element, "sequence") ?? undefined) ?? 0;
    for (const note of ["descr", "nogroup"]) source.leaf(element, note);
    if (name !== null) found.set(name, { members, sequence });
  }
  return found;
}

function groupTypes(source: Source): ReadonlySet<string> {
  const interfaces = source.find(source.root, "interfaces")?.children ?? [];
  return new Set(interfaces.filter((each) => source.find(each, "type")?.text === "group").map(({ name }) => name));
}
