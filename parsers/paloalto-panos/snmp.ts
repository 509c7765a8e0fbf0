import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, SourceRestriction } from "../../src/model/management.ts";
import type { Snmp, SnmpCommunity, SnmpTarget, SnmpUser } from "../../src/model/services.ts";
import { isKnown } from "../../src/model/fact.ts";
import { Secret } from "../../src/model/secret.ts";
import type { Context } from "./context.ts";
import { define } from "./levels.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, placeOfAll, stated, value, word } from "./reading.ts";

/**
 * `deviceconfig system snmp-setting`. The agent only reads (Web Interface Help, Device > Setup > Operations, "Enable SNMP
 * Monitoring"), answers one version, and where the management port or an interface offers it.
 */
export function readSnmp(context: Context, services: readonly ManagementService[]): Snmp {
  const sources = sourcesOf(services);
  const setting = child(context.root, "deviceconfig", "system", "snmp-setting");
  markTree(setting?.children.get("snmp-system"));
  const version = child(setting, "access-setting", "version");
  const v2c = child(version, "v2c");
  const v3 = child(version, "v3");
  const community = value(v2c, "snmp-community-string");
  const communities: SnmpCommunity[] =
    community === undefined
      ? []
      : [
          {
            label: "community 1 (read-only)",
            ...placeOf(community),
            secret: new Secret(community.word),
            access: byDefault("read-only", "PAN-OS: the agent changes nothing"),
            sources,
            view: byDefault(null, "PAN-OS: a community sees everything"),
          },
        ];
  for (const view of entries(v3, "views")) {
    define(context.names, "snmp-view", view, null);
    markTree(view);
  }
  return {
    enabled: offered(services),
    versions:
      v2c !== undefined
        ? stated(["v2c"], v2c)
        : v3 !== undefined
          ? stated(["v3"], v3)
          : unknownFact(
              "Nothing says which version the agent answers.",
              setting === undefined ? [] : placeOf(setting).at,
            ),
    communities,
    users: entries(v3, "users").map((user) => userOf(user, sources)),
    groups: [],
    targets: targetsOf(context),
  };
}

/** Who may ask stands with the port or interface that offers SNMP. */
function sourcesOf(services: readonly ManagementService[]): Fact<readonly SourceRestriction[]> {
  const offers = services.filter(({ name, enabled }) => name === "snmp" && !(isKnown(enabled) && !enabled.value));
  const [first, second] = offers;
  const open = offers.find(({ sources }) => isKnown(sources) && sources.value.length === 0);
  if (open !== undefined) return open.sources;
  return first !== undefined && second === undefined
    ? first.sources
    : unknownFact("Several ports and interfaces offer SNMP, or none is known to.");
}

function offered(services: readonly ManagementService[]): Fact<boolean> {
  const offers = services.filter(({ name }) => name === "snmp").map(({ enabled }) => enabled);
  return (
    offers.find((fact) => isKnown(fact) && fact.value) ??
    offers.find((fact) => !isKnown(fact)) ??
    offers[0] ??
    unknownFact("Nothing says where SNMP is offered.")
  );
}

const authentications: Readonly<Record<string, string>> = {
  SHA: "sha",
  "SHA-224": "sha224",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};
const privacies: Readonly<Record<string, string>> = { AES: "aes128", "AES-192": "aes192", "AES-256": "aes256" };

function algorithm(
  node: PanosNode | undefined,
  known: Readonly<Record<string, string>>,
  otherwise: string,
): Fact<string | null> {
  if (node === undefined)
    return byDefault(otherwise, "PAN NDM STIG: SHA and AES are all there is unless others are named");
  const name = known[node.word.toUpperCase()];
  return name === undefined ? unknownFact("An algorithm that is not known.", placeOf(node).at) : stated(name, node);
}

/** Users always have both passwords; SHA and AES are all there is before 10.0, where nothing names them. */
function userOf(user: PanosNode, sources: Fact<readonly SourceRestriction[]>): SnmpUser {
  note(user, "authpwd", "privpwd", "view");
  const authentication = value(user, "authproto");
  const privacy = value(user, "privproto");
  return {
    name: user.word,
    ...placeOf(user),
    group: null,
    level: stated("authPriv", user),
    authentication: algorithm(authentication, authentications, "sha"),
    privacy: algorithm(privacy, privacies, "aes128"),
    sources,
  };
}

/** `log-settings snmptrap NAME version v2c server S manager ADDRESS`. */
function targetsOf({ root, levels }: Context): readonly SnmpTarget[] {
  const panorama = child(root, "panorama");
  const holders = [...levels.levels.map(({ node }) => node), ...(panorama === undefined ? [] : [panorama])];
  const found: SnmpTarget[] = [];
  for (const holder of holders) {
    for (const profile of entries(holder, "log-settings", "snmptrap")) {
      for (const version of entries(profile, "version")) {
        for (const server of entries(version, "server")) {
          note(server, "community", "user", "engineid", "authpwd", "privpwd", "authproto", "privproto", "port");
          const isThree = version.word === "v3";
          const address = word(server, "manager") ?? word(server, "ip-address") ?? server.word;
          found.push({
            address,
            ...placeOfAll([server]),
            version: isThree ? "v3" : "v2c",
            level: isThree ? "authPriv" : null,
          });
        }
      }
    }
  }
  return found;
}
