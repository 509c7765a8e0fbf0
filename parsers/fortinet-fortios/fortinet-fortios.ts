import type { DeviceConfig } from "../../src/model/device-config.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { readBlocks } from "../lib/blocks.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { Ledger } from "../lib/ledger.ts";
import { readAaa } from "./aaa.ts";
import { readAddresses } from "./address-objects.ts";
import { readUsers } from "./admins.ts";
import { readBanners } from "./banners.ts";
import { settle, tableDepth } from "./coverage.ts";
import { isStatedDefault } from "./defaults.ts";
import { readHeader, type Header } from "./header.ts";
import { readIdentity } from "./identity.ts";
import { readInterfaces } from "./interfaces.ts";
import { readLogging } from "./logging.ts";
import { readManagement } from "./management.ts";
import { passesByOneInterface } from "./one-interface.ts";
import { readLocalIn, readPolicies } from "./policies.ts";
import { recognise } from "./recognise.ts";
import { readReferences } from "./references.ts";
import { markSecrets } from "./secrets.ts";
import { readRouting } from "./routing.ts";
import { Services } from "./service-objects.ts";
import { readSmallServices } from "./small-services.ts";
import { detailSkips } from "./known-keys.ts";
import { tableSkips } from "./skipped-tables.ts";
import { readSnmp } from "./snmp.ts";
import { Source } from "./source.ts";
import { readSwitching } from "./switching.ts";
import { Tables } from "./tables.ts";
import { readDns, readNtp } from "./time-and-names.ts";
import { readNat } from "./nat.ts";
import { readPools } from "./nat-policies.ts";
import { readVirtualIps } from "./virtual-ips.ts";
import { VirtualPackets } from "./virtual-packets.ts";
import { readVpn } from "./vpn.ts";

/** Fortinet FortiOS: `show` and `show full-configuration`, with and without VDOMs. */
export const fortinetFortios: Parser = {
  id: "fortinet-fortios",
  title: "Fortinet FortiOS",
  recognise,
  parse,
  skips: [
    { statement: "an empty line or a comment", reason: "comments" },
    { statement: "a prompt", reason: "prompts" },
    ...tableSkips,
    ...detailSkips,
  ],
};

function parse(text: string): ParseResult {
  const lines = new LazyLines(text);
  const ledger = new Ledger(lines);
  const blocks = readBlocks(lines, tableDepth);
  const header = readHeader(lines, blocks.comments);
  for (const line of header.read) ledger.read(line);
  const tables = new Tables(blocks);
  const source = new Source(tables, header.parsed, header.full || isFull(tables, header), ledger);
  const config = readConfig(source, header);
  settle(blocks, lines, ledger);
  markSecrets(lines, blocks, ledger);
  return { config, ...ledger.close(), problems: blocks.problems, uncollected: uncollected(tables) };
}

/** Tables whose rows the model lists: without them a list is empty because nobody collected it. */
const listTables = [
  { table: "system interface", touches: ["interfaces", "management.services"] },
  { table: "system admin", touches: ["users"] },
  { table: "firewall policy", touches: ["policies"] },
  { table: "vpn ipsec phase1-interface", touches: ["vpn"] },
  { table: "vpn ssl settings", touches: ["vpn"] },
  { table: "router bgp", touches: ["routing"] },
  { table: "router ospf", touches: ["routing"] },
] as const;

function uncollected(tables: Tables): readonly Uncollected[] {
  if (tables.whole) return [];
  return listTables
    .filter(({ table }) => !tables.has(table))
    .map(({ table, touches }) => ({
      why: `The text is not a whole configuration and has no "config ${table}".`,
      touches,
    }));
}

function readConfig(source: Source, header: Header): DeviceConfig {
  const { groups, names } = readAddresses(source);
  const services = new Services(source);
  const objects = { names, services };
  const virtualIps = readVirtualIps(source, objects);
  const virtual = new VirtualPackets(source, virtualIps, groups);
  const pools = readPools(source);
  const { policies, translations } = readPolicies(source, objects, { virtual, pools });
  const interfaces = readInterfaces(source);
  return {
    os: "fortinet-fortios",
    identity: readIdentity(source, header),
    interfaces,
    aclSets: readLocalIn(source, objects),
    addressGroups: [...groups, ...virtual.groups],
    serviceGroups: services.groups,
    firewallPolicies: policies,
    passesByOneInterface: passesByOneInterface(source),
    ...readReferences(source),
    management: readManagement(source),
    aaa: readAaa(source),
    users: readUsers(source),
    snmp: readSnmp(source),
    ntp: readNtp(source),
    logging: readLogging(source),
    banners: readBanners(source),
    dns: readDns(source),
    smallServices: readSmallServices(source),
    routing: readRouting(source, interfaces),
    switching: readSwitching(source),
    vpn: readVpn(source),
    nat: readNat(source, objects, { virtualIps, ofPolicies: translations, pools }),
  };
}

/** `show` never states a default of `system global`, people who paste lines may; six of them betray `show full-configuration`. */
function isFull(tables: Tables, header: Header): boolean {
  const global = tables.single("system global");
  if (global === undefined) return false;
  let stated = 0;
  for (const { key, words } of global.settings.values()) {
    if (header.parsed !== null && isStatedDefault(header.parsed, "system global", key, words)) stated += 1;
  }
  return stated >= 6;
}
