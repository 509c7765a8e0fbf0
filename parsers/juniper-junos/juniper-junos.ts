import type { DeviceConfig } from "../../src/model/device-config.ts";
import { isKnown, notApplicable } from "../../src/model/fact.ts";
import { Ledger, splitLines } from "../lib/ledger.ts";
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
import { readInterfaces } from "./interfaces.ts";
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
import { readSecurity } from "./security.ts";
import { readServices } from "./services.ts";
import { readBanners, readDns, readSmallServices } from "./small-services.ts";
import { skippedStatements } from "./skips.ts";
import { readClientLists, readSnmp } from "./snmp.ts";
import { readSsh } from "./ssh.ts";
import type { ConfigText } from "./statements.ts";
import { readInstances } from "./instances.ts";

const readers = { braces: fromBraces, set: fromSet, xml: fromXml };

/** Junos in its three forms: braces, `| display set` and `| display xml`. */
export const juniperJunos: Parser = {
  id: "juniper-junos",
  title: "Juniper Junos",
  recognise: recogniseJunos,
  parse(text) {
    const lines = splitLines(text);
    const config = readers[formOf(lines)](lines);
    return interpret(lines, config);
  },
  skips: skippedStatements,
};

function interpret(lines: readonly string[], text: ConfigText): ParseResult {
  const ledger = new Ledger(lines);
  const problems = [...text.problems];
  if (!expandRanges(text.root)) {
    problems.push({ code: "too-deep", message: "Interface ranges multiply beyond what any device holds.", at: [] });
  }
  if (!inherit(text.root).complete) {
    problems.push({ code: "too-deep", message: "Configuration groups multiply beyond what any device holds.", at: [] });
  }
  const context = newContext(text.root);

  const prefixLists = readPrefixLists(context);
  const lists = new Map(prefixLists.map((list) => [list.name, list] as const));
  const aclSets = readFilters(context, lists);
  const security = readSecurity(context);
  const instances = readInstances(context);
  const interfaces = readInterfaces(context, { zones: security.zoneOf, instances });
  const accounts = readAccounts(context);
  const sources = protection(context, interfaces, aclSets, instances);
  const guarded = security.hasZones || !isKnown(sources) || sources.value.length > 0;
  const services = readServices(context, {
    sources,
    idleTimeout: sessionTimeout(context, accounts),
    zoneInterfaces: security.zoneInterfaces,
  });

  const config: DeviceConfig = {
    os: "juniper-junos",
    identity: readIdentity(context, readHeader(lines)),
    interfaces,
    aclSets,
    addressGroups: [...prefixLists, ...readClientLists(context), ...security.addressGroups],
    serviceGroups: security.serviceGroups,
    firewallPolicies: security.policies,
    management: {
      logins: readLogins(context, accounts, loginAuthentication(context)),
      services: [...services, ...security.hostInbound(services)],
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
    routing: readRouting(context),
    switching: readSwitching(context),
    vpn: readVpn(context),
    nat: readNat(context, security.books),
    definitions: context.definitions,
    uses: context.uses,
  };
  readOtherUses(context);
  settle(text, ledger, lines);
  markSecrets(lines, text, ledger);
  return { config, ...ledger.close(), problems, uncollected: uncollected(context) };
}

/** Without [edit system] the lists that it fills are empty because nobody collected it. */
function uncollected(context: Context): readonly Uncollected[] {
  if (context.system !== undefined) return [];
  return [{ why: notWhole, touches: ["users", "management.services", "management.logins"] }];
}
