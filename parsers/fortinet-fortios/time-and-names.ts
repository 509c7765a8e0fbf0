import {
  byDefault,
  isKnown,
  joinRanges,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type Place,
} from "../../src/model/fact.ts";
import type { Dns, Ntp, NtpServer } from "../../src/model/services.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** `config system ntp` (CLI reference 7.0.8); type fortiguard asks Fortinet's own servers. */
export function readNtp(source: Source): Ntp {
  const entry = source.tables.single("system ntp");
  source.note(entry, "syncinterval", "source-ip", "source-ip6", "key-id", "key-type", "key", "interface");
  const type = source.fact(entry, "system ntp", "type", oneOf("fortiguard", "custom"));
  const sync = synchronised(source, entry, type);
  const listed: NtpServer[] = [];
  const keys: (Place & { readonly id: string; readonly algorithm: string })[] = [];
  const authenticates: Fact<boolean>[] = [];
  for (const server of entry?.tables.get("ntpserver")?.entries ?? []) {
    source.note(server, "ntpv3", "interface-select-method", "interface", "ip-type", "key", "vrf-select");
    const id = source.word(server, "key-id");
    const authenticate = source.fact(server, "system ntp/ntpserver", "authentication", enabled);
    const algorithm = source.word(server, "key-type");
    authenticates.push(authenticate);
    const address = source.word(server, "server");
    if (address !== null) {
      const key: Fact<string | null> = isKnown(authenticate)
        ? authenticate.value
          ? read(id, server.at)
          : { ...authenticate, value: null }
        : authenticate;
      listed.push({ address, key, vrf: null, at: server.at });
    }
    if (id !== null && id !== "0") keys.push({ id, algorithm: (algorithm ?? "MD5").toLowerCase(), at: server.at });
  }
  const custom = isKnown(type) && type.value === "custom";
  const off = isKnown(sync) && !sync.value;
  const own = source.fact(entry, "system ntp", "server-mode", enabled);
  source.note(entry, "authentication");
  return {
    servers: off ? [] : custom ? listed : isKnown(type) && isKnown(sync) ? fortiguard(entry?.at) : listed,
    authenticate: custom || !isKnown(type) ? everyServer(authenticates, listed) : byFortiguard(type),
    trustedKeys: notApplicable("FortiOS keeps the key with its server and has no list of trusted keys."),
    keys,
    unrestricted: own,
  };
}

/**
 * Where the type in a release is not known and the text lists no server, an enabled `ntpsync` stays unread: whether
 * FortiGuard's servers are asked cannot be told, and the model has no list that is not known.
 */
function synchronised(source: Source, entry: Entry | undefined, type: Fact<string>): Fact<boolean> {
  const listed = (entry?.tables.get("ntpserver")?.entries.length ?? 0) > 0;
  const stated = entry?.settings.get("ntpsync");
  if (isKnown(type) || source.version === null || listed || stated?.words[0] !== "enable")
    return source.fact(entry, "system ntp", "ntpsync", enabled);
  return unknownFact("Which time servers are asked is not known, because the type of the servers is not.", stated.at);
}

/** The two names that FortiOS asks (`diagnose sys ntp status`). */
function fortiguard(at: Place["at"] = []): readonly NtpServer[] {
  const key = byDefault(null, "FortiOS asks FortiGuard's time servers without a key");
  return ["ntp1.fortiguard.com", "ntp2.fortiguard.com"].map((address) => ({ address, key, vrf: null, at }));
}

function byFortiguard(type: Fact<string>): Fact<boolean> {
  if ("at" in type) return read(false, type.at);
  return "default" in type ? byDefault(false, type.default) : unknownFact("The type of the time servers is not known.");
}

/** True where the time of every server is authenticated. */
function everyServer(facts: readonly Fact<boolean>[], servers: readonly NtpServer[]): Fact<boolean> {
  const doubtful = facts.find((fact) => !isKnown(fact));
  const at = joinRanges(servers.flatMap((server) => server.at));
  if (facts.some((fact) => isKnown(fact) && !fact.value)) return read(false, at);
  if (doubtful !== undefined) return doubtful;
  return facts.length === 0 ? unknownFact("The text names no time server.") : read(true, at);
}

/** `config system dns`. Without a primary server FortiOS asks FortiGuard's. */
export function readDns(source: Source): Dns {
  const entry = source.tables.single("system dns");
  source.note(entry, "domain", "protocol", "ssl-certificate", "server-hostname", "dns-cache-limit", "dns-cache-ttl");
  source.note(entry, "cache-notfound-responses", "source-ip", "source-ip-interface", "interface-select-method");
  source.note(entry, "interface", "server-select-method", "alt-primary", "alt-secondary", "log", "retry", "timeout");
  source.note(
    entry,
    "dns-over-tls",
    "fqdn-cache-ttl",
    "fqdn-max-refresh",
    "fqdn-min-refresh",
    "hostname-ttl",
    "hostname-limit",
    "root-servers",
    "ip6-primary-type",
  );
  const servers = ["primary", "secondary", "ip6-primary", "ip6-secondary"].flatMap((key) => {
    const value = source.take(entry, key);
    const address = value?.words[0] ?? "";
    return value === undefined || address === "" || address === "0.0.0.0" || address === "::"
      ? []
      : [{ address, at: value.at }];
  });
  return { lookup: byDefault(true, "FortiOS always resolves names"), servers };
}
