import type { DeviceConfig, ModelArea } from "../../src/model/device-config.ts";
import { notApplicable } from "../../src/model/fact.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { Ledger, splitLines } from "../lib/ledger.ts";
import { readAaa } from "./aaa.ts";
import { readAddresses } from "./addresses.ts";
import { readApplications } from "./applications.ts";
import type { Context } from "./context.ts";
import { settle } from "./coverage.ts";
import { formOf } from "./form.ts";
import { fromBraces } from "./from-braces.ts";
import { fromSet } from "./from-set.ts";
import { fromXml } from "./from-xml.ts";
import { readIdentity } from "./identity.ts";
import { portsOf, readInterfaces, type Port } from "./interfaces.ts";
import { define, readLevels, type Level, type Names } from "./levels.ts";
import { readLogging } from "./logging.ts";
import { readManagement } from "./management.ts";
import { readNat } from "./nat.ts";
import type { PanosNode } from "./node.ts";
import { noteOtherUses } from "./other-uses.ts";
import { readPolicies, type Policies } from "./policies.ts";
import { child, entries, markTree } from "./reading.ts";
import { recognisePanos } from "./recognise.ts";
import { readRouting } from "./routing.ts";
import { markSecrets } from "./secrets.ts";
import { readServices } from "./services.ts";
import { skipped } from "./skips.ts";
import { readSmallServices } from "./small-services.ts";
import { readSnmp } from "./snmp.ts";
import { readBanners, readDns, readNtp } from "./system-services.ts";
import { readTemplates } from "./templates.ts";
import type { ConfigText } from "./tree.ts";
import { readUsers } from "./users.ts";
import { readVpn } from "./vpn.ts";
import { readZones } from "./zones.ts";

/** Palo Alto Networks PAN-OS and Panorama: running-config.xml, `set` lines, and braces. */
export const paloaltoPanos: Parser = {
  id: "paloalto-panos",
  title: "Palo Alto Networks PAN-OS",
  recognise: recognisePanos,
  parse,
  skips: skipped,
};

const readers = { xml: fromXml, set: fromSet, braces: fromBraces };

function parse(text: string): ParseResult {
  const lines = splitLines(text);
  const ledger = new Ledger(lines);
  const read = readers[formOf(lines)](lines, text);
  const { root } = read;
  const names: Names = { definitions: [], uses: [] };
  const levels = readLevels(root);
  const system = child(root, "deviceconfig", "system");
  const isPushed = root.children.has("panorama") || levels.levels.some(({ node }) => node.children.has("pre-rulebase"));
  const isManaged = hasPanorama(system) && !levels.isPanorama && !isMerged(text);
  const context: Context = { root, levels, names, hasSystem: system !== undefined, isManaged };
  const { config, policies } = readConfig(context, read, lines);
  settle(read, ledger, lines.length);
  markSecrets(root, lines, ledger);
  return {
    config,
    ...ledger.close(),
    problems: read.problems,
    uncollected: uncollected(context, policies, isPushed),
  };
}

function hasPanorama(system: PanosNode | undefined): boolean {
  const servers = ["panorama-server", "panorama-server-2", "panorama"].flatMap(
    (key) => system?.children.get(key) ?? [],
  );
  for (const server of servers) markTree(server);
  return servers.length > 0;
}

/** A merged configuration marks what came from a template. */
function isMerged(text: string): boolean {
  return text.includes(' src="tpl"') || text.includes(' ptpl="');
}

function readConfig(
  context: Context,
  read: ConfigText,
  lines: readonly string[],
): { readonly config: DeviceConfig; readonly policies: Policies } {
  const { root, levels, names } = context;
  const hasPorts = child(root, "network")?.children.has("interface") === true && !context.isManaged;
  const zones = readZones(levels.levels, names, hasPorts);
  const addresses = readAddresses(levels.levels, names);
  const services = readServices(levels.levels, names);
  const applications = readApplications(levels.levels);
  for (const { node, scope } of levels.levels) {
    for (const schedule of entries(node, "schedule")) {
      define(names, "time-range", schedule, scope);
      markTree(schedule);
    }
  }
  const ports: readonly Port[] = [...portsOf(child(root, "network"), null), ...readTemplates(context)];
  const objects = { addresses, services, applications, zones };
  const policies = readPolicies(context, objects);
  noteOtherUses(levels.levels, root.children.get("network"), addresses, services);
  const management = readManagement(context, ports, zones);
  const config: DeviceConfig = {
    os: "paloalto-panos",
    identity: readIdentity(context, read, lines),
    interfaces: readInterfaces(context, ports, zones),
    aclSets: [],
    addressGroups: addresses.groups,
    serviceGroups: services.groups,
    firewallPolicies: policies.policies,
    nat: readNat(context, objects),
    management,
    aaa: readAaa(context),
    users: readUsers(context),
    snmp: readSnmp(context, management.services),
    ntp: readNtp(context),
    logging: readLogging(context),
    banners: readBanners(context),
    dns: readDns(context),
    smallServices: readSmallServices(context),
    routing: readRouting(context),
    switching: notApplicable("PAN-OS has no guards of the second layer: zones and zone protection take their place."),
    vpn: readVpn(context),
    ...names,
  };
  return { config, policies };
}

function hasRules({ node }: Level): boolean {
  return ["rulebase", "pre-rulebase", "post-rulebase"].some((base) => node.children.has(base));
}

/** Parts that a whole configuration holds, and what is known to stand elsewhere. */
function uncollected(context: Context, policies: Policies, isPushed: boolean): readonly Uncollected[] {
  const { root, levels, isManaged } = context;
  const found: Uncollected[] = [];
  const missing = (has: boolean, what: string, touches: readonly ModelArea[]): void => {
    if (!has) found.push({ why: `The text is not a whole configuration and has no "${what}".`, touches });
  };
  missing(root.children.get("mgt-config")?.children.has("users") === true, "mgt-config users", ["users", "passwords"]);
  missing(levels.shared !== undefined || root.children.has("panorama"), "shared", ["logging", "aaa", "snmp"]);
  missing(context.hasSystem, "deviceconfig system", [
    "management.services",
    "management.logins",
    "management.ssh",
    "management.tls",
    "aaa",
    "snmp",
    "ntp",
    "logging",
    "banners",
    "dns",
  ]);
  if (levels.isPanorama) {
    found.push({
      why: "Rules, zones and interfaces that are local to the managed firewalls are not in Panorama's configuration.",
      touches: ["policies", "interfaces"],
    });
  } else {
    missing(root.children.get("network")?.children.has("interface") === true, "network interface", [
      "interfaces",
      "management.services",
    ]);
    missing(levels.levels.some(hasRules), "rulebase", ["policies"]);
  }
  if (isManaged) {
    found.push({
      why: "Panorama manages the firewall, and what it pushed is not in the text.",
      touches: [
        ...(isPushed ? [] : (["policies", "objects"] as const)),
        "interfaces",
        "users",
        "snmp",
        "management.services",
        "aaa",
      ],
    });
  }
  if (policies.leftOut > 0) {
    found.push({
      why: `The rules of ${policies.leftOut} levels are too many with those that they inherit.`,
      touches: ["policies"],
    });
  }
  return found;
}
