import type { DeviceConfig, ModelArea } from "../../src/model/device-config.ts";
import { notApplicable } from "../../src/model/fact.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { Ledger } from "../lib/ledger.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { readAaa, readLogins, sessionTimeout } from "./aaa.ts";
import { readUsers } from "./accounts.ts";
import { newContext, notWhole, type Context } from "./context.ts";
import { settle } from "./coverage.ts";
import { readGroups } from "./firewall-groups.ts";
import { readLists } from "./firewall-lists.ts";
import { readIdentity } from "./identity.ts";
import { findInterfaces, readBindings, readInterfaces } from "./interfaces.ts";
import { readLogging } from "./logging.ts";
import { readNat } from "./nat.ts";
import { forwardedLists } from "./port-forward.ts";
import { child } from "./reading.ts";
import { recognise } from "./recognise.ts";
import { readRouting } from "./routing.ts";
import { markStrays } from "./secrets.ts";
import { readServices } from "./services.ts";
import { skippedStatements } from "./skips.ts";
import { readBanners, readDns, readSmallServices } from "./small-services.ts";
import { readSnmp } from "./snmp.ts";
import { readSsh, readTls } from "./ssh.ts";
import { readConfig } from "./statements.ts";
import { readNtp } from "./time.ts";
import { readVpn } from "./vpn.ts";
import { readZones } from "./zones.ts";

/** VyOS 1.1 to 1.5 in both forms: config.boot and `show configuration commands` (docs.vyos.io; vyos-1x, interface-definitions). */
export const vyos: Parser = {
  id: "vyos",
  title: "VyOS",
  recognise: (text) => recognise(text).vyos,
  parse: (text) => parse(text, "vyos"),
  skips: skippedStatements,
};

/** EdgeOS of Ubiquiti's EdgeRouters, which began as Vyatta as VyOS did (EdgeOS User Guide). */
export const ubiquitiEdgeos: Parser = {
  id: "ubiquiti-edgeos",
  title: "Ubiquiti EdgeOS",
  recognise: (text) => recognise(text).edgeos,
  parse: (text) => parse(text, "ubiquiti-edgeos"),
  skips: skippedStatements,
};

function parse(text: string, os: Context["os"]): ParseResult {
  const lines = new LazyLines(text);
  const ledger = new Ledger(lines);
  const read = readConfig(lines);
  const context = newContext(os, read);
  const config = interpret(context);
  settle(read, lines, ledger);
  markStrays(lines, read.ends, ledger);
  return { config, ...ledger.close(), problems: read.problems, uncollected: uncollected(context) };
}

function interpret(context: Context): DeviceConfig {
  const firewall = child(context.root, "firewall");
  const groups = readGroups(context, firewall);
  const found = findInterfaces(context);
  const zones = readZones(context, firewall);
  const boundAcls = readBindings(context, firewall, found);
  const aclSets = [...readLists(context, firewall, groups, zones), ...forwardedLists(context)];
  const interfaces = readInterfaces(context, found, { boundAcls, zones: zones.zoneOf });
  // Packets to the device itself pass these lists before any service.
  const guarded =
    zones.hasLocal ||
    [...boundAcls.values()].some((bound) => bound.some(({ direction }) => direction === "local")) ||
    aclSets.some(({ kind }) => / (?:input|prerouting) /.test(`${kind} `));
  const timeout = sessionTimeout(context);
  const aaa = readAaa(context);
  return {
    os: context.os,
    identity: readIdentity(context),
    interfaces,
    aclSets,
    addressGroups: groups.addressGroups,
    serviceGroups: [],
    firewallPolicies: [],
    management: {
      logins: readLogins(context, aaa, timeout),
      services: readServices(context, timeout),
      ssh: readSsh(context),
      tls: readTls(context),
    },
    aaa,
    users: readUsers(context),
    snmp: readSnmp(context),
    ntp: readNtp(context, guarded),
    logging: readLogging(context),
    banners: readBanners(context),
    dns: readDns(context),
    smallServices: readSmallServices(context, firewall, found),
    routing: readRouting(context, found),
    switching: notApplicable("VyOS and EdgeOS route; their bridges and switch chips have none of these guards."),
    vpn: readVpn(context, found),
    nat: readNat(context, groups),
    definitions: context.definitions,
    uses: context.uses,
  };
}

/** Parts of the model that a whole configuration may fill from a top-level part, beside those of `service` and `system`. */
const parts: readonly (readonly [top: string, areas: readonly ModelArea[]])[] = [
  ["firewall", ["acls", "objects", "policies"]],
  ["interfaces", ["interfaces"]],
  ["protocols", ["routing"]],
  ["vpn", ["vpn"]],
];

/** Of a piece the lists are empty because nobody collected the rest. */
function uncollected(context: Context): readonly Uncollected[] {
  if (context.isWhole) return [];
  const missing = parts.flatMap(([top, areas]) => (context.root.children.has(top) ? [] : areas));
  const always: readonly ModelArea[] = [
    "users",
    "management.services",
    "management.logins",
    "aaa",
    "snmp",
    "ntp",
    "logging",
  ];
  return [{ why: notWhole, touches: [...always, "smallServices", ...missing] }];
}
