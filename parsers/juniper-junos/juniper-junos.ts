import type { AclSet, AddressGroup } from "../../src/model/acl.ts";
import type { DeviceConfig } from "../../src/model/device-config.ts";
import { isKnown, notApplicable } from "../../src/model/fact.ts";
import { Ledger } from "../lib/ledger.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { loginAuthentication, readAaa } from "./aaa.ts";
import { readAccounts } from "./accounts.ts";
import { newContext, notWhole, type Context } from "./context.ts";
import { settle } from "./coverage.ts";
import { readFilters } from "./filters.ts";
import { formOf } from "./form.ts";
import { fromBraces } from "./from-braces.ts";
import { fromSet } from "./from-set.ts";
import { fromXml } from "./from-xml.ts";
import { inherit } from "./groups.ts";
import { readHeader, readIdentity } from "./identity.ts";
import { readInterfaces, type Membership } from "./interfaces.ts";
import { readLogging } from "./logging.ts";
import { readLogins, sessionTimeout } from "./logins.ts";
import { protection } from "./protection.ts";
import { readNtp } from "./ntp.ts";
import { readPrefixLists } from "./prefix-lists.ts";
import { expandRanges } from "./interface-ranges.ts";
import { readOtherUses } from "./other-uses.ts";
import { recogniseJunos } from "./recognise.ts";
import { readNat } from "./nat.ts";
import { readRouting } from "./routing.ts";
import { readSwitching } from "./switching.ts";
import { readVpn } from "./vpn.ts";
import { markSecrets } from "./secrets.ts";
import { readSecurity, type Security } from "./security.ts";
import { readServices } from "./services.ts";
import { readBanners, readDns, readSmallServices } from "./small-services.ts";
import { skippedStatements } from "./skips.ts";
import { readClientLists, readSnmp } from "./snmp.ts";
import { readSsh } from "./ssh.ts";
import type { ConfigText } from "./statements.ts";
import { readHolders, readSystems } from "./systems.ts";
import { joinZones } from "./zones.ts";
import { readInstances } from "./instances.ts";

const readers = { braces: fromBraces, set: fromSet, xml: fromXml };

/** Junos in its three forms: braces, `| display set` and `| display xml`. */
export const juniperJunos: Parser = {
  id: "juniper-junos",
  title: "Juniper Junos",
  recognise: recogniseJunos,
  parse(text) {
    const lines = new LazyLines(text);
    const config = readers[formOf(lines)](lines);
    return interpret(lines, config);
  },
  skips: skippedStatements,
};

function interpret(lines: LazyLines, text: ConfigText): ParseResult {
  const ledger = new Ledger(lines);
  const problems = [...text.problems];
  if (!expandRanges(text.root)) {
    problems.push({ code: "too-deep", message: "Interface ranges multiply beyond what any device holds.", at: [] });
  }
  if (!inherit(text.root).complete) {
    problems.push({ code: "too-deep", message: "Configuration groups multiply beyond what any device holds.", at: [] });
  }
  const context = newContext(text.root);

  const systems = readSystems(context);
  const parts = [context, ...systems].map(readPart);
  const zones = joinZones(parts.map(({ security }) => security.zones));
  const aclSets = parts.flatMap((part) => part.aclSets);
  const membership: Membership = {
    zones: new Map(parts.flatMap(({ security }) => [...security.zones.zoneOf])),
    instances: new Map(parts.flatMap((part) => [...part.instances])),
    scopes: readHolders(systems),
  };
  const interfaces = parts.flatMap((part) => readInterfaces(part.context, membership, context));
  const accounts = readAccounts(context);
  const sources = protection(context, interfaces, aclSets);
  const guarded = zones.hasZones || !isKnown(sources) || sources.value.length > 0;
  const services = readServices(context, {
    sources,
    idleTimeout: sessionTimeout(context, accounts),
    zoneInterfaces: zones.zoneInterfaces,
  });

  const config: DeviceConfig = {
    os: "juniper-junos",
    identity: readIdentity(context, readHeader(lines)),
    interfaces,
    aclSets,
    addressGroups: [
      ...parts.flatMap((part) => part.prefixLists),
      ...readClientLists(context),
      ...parts.flatMap(({ security }) => security.addressGroups),
    ],
    serviceGroups: parts.flatMap(({ security }) => security.serviceGroups),
    firewallPolicies: parts.flatMap(({ security }) => security.policies),
    management: {
      logins: readLogins(context, accounts, loginAuthentication(context)),
      services: [...services, ...zones.hostInbound(services)],
      ssh: readSsh(context, accounts.rootKeys),
      tls: {
        versions: notApplicable("Junos does not configure the TLS versions of its web service."),
        ciphers: notApplicable("Junos does not configure the ciphers of its web service."),
      },
    },
    aaa: readAaa(context, accounts),
    users: accounts.users,
    snmp: readSnmp(context),
    ntp: readNtp(context, guarded),
    logging: readLogging(context),
    banners: readBanners(context),
    dns: readDns(context),
    smallServices: readSmallServices(context),
    routing: readRouting(context, systems),
    switching: readSwitching(context, systems),
    vpn: readVpn(context, systems),
    nat: readNat(
      context,
      parts.map((part) => ({ context: part.context, books: part.security.books })),
    ),
    definitions: context.definitions,
    uses: context.uses,
  };
  readOtherUses(context, systems);
  settle(text, ledger, lines);
  markSecrets(lines, text, ledger);
  return { config, ...ledger.close(), problems, uncollected: uncollected(context) };
}

/** What a system has of its own, whether it is the main one or another. */
interface Part {
  readonly context: Context;
  readonly prefixLists: readonly AddressGroup[];
  readonly aclSets: readonly AclSet[];
  readonly security: Security;
  readonly instances: ReadonlyMap<string, string>;
}

function readPart(context: Context): Part {
  const prefixLists = readPrefixLists(context);
  const lists = new Map(prefixLists.map((list) => [list.name, list] as const));
  return {
    context,
    prefixLists,
    aclSets: readFilters(context, lists),
    security: readSecurity(context),
    instances: readInstances(context),
  };
}

/** Without [edit system] the lists that it fills are empty because nobody collected it. */
function uncollected(context: Context): readonly Uncollected[] {
  if (context.system !== undefined) return [];
  return [{ why: notWhole, touches: ["users", "management.services", "management.logins"] }];
}
