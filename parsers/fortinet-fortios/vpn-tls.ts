import { isKnown, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { enabled, type Read, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";

const table = "vpn ssl settings";
const noMode = notApplicable("TLS has no such mode.");

/**
 * `config vpn ssl settings` of each VDOM. Nobody is offered it where `status` is off, nor where no interface is named:
 * the FortiGate then opens no port (Fortinet community, "FortiGate Drops SSL VPN Traffic Without Dynamic Local-in
 * Policy"). Before 5.2 policies named the interfaces.
 */
export function readTlsVpn(source: Source): readonly VpnProposal[] {
  return source.tables.all(table).flatMap(({ own }) => {
    const isOn = source.parsed(own, "status", enabled);
    const names = source.words(own, "source-interface").filter((word) => word !== "");
    const statusAlone = own.settings.has("status") && isOn === undefined;
    const byPolicy = source.version === null || !isAtLeast(source.version, [5, 2, 0]);
    const isOffered = isOn !== false && (names.length > 0 || byPolicy || statusAlone);
    if (!isOffered) source.note(own, ...versionKeys, "dtls-tunnel", ...cipherKeys);
    return isOffered ? offers(source, own) : [];
  });
}

const oldVersions = ["sslv3", "tlsv1-0", "tlsv1-1", "tlsv1-2", "tlsv1-3"] as const;
const versionKeys = [
  ...oldVersions,
  "ssl-min-proto-ver",
  "ssl-max-proto-ver",
  "dtls-min-proto-ver",
  "dtls-max-proto-ver",
];
const cipherKeys = ["algorithm", "banned-cipher", "ciphersuite"];

function offers(source: Source, own: Entry): readonly VpnProposal[] {
  const unsaid = unknownFact(
    "Which ciphers a class of algorithms holds depends on the release.",
    joinRanges(cipherKeys.flatMap((key) => source.take(own, key)?.at ?? [])),
  );
  const shared = {
    kind: "tls",
    scope: own.scope,
    at: own.at,
    encryption: unsaid,
    integrity: unsaid,
    groups: unsaid,
    authentication: unknownFact("The groups of the users say how they authenticate."),
    aggressive: noMode,
    lifetime: notApplicable("Sessions of users have times of their own."),
  } as const;
  const dtls = source.fact(own, table, "dtls-tunnel", enabled);
  const offered: VpnProposal[] = [{ ...shared, name: table, versions: tlsVersions(source, own) }];
  if (!isKnown(dtls) || dtls.value)
    offered.push({ ...shared, name: `${table} dtls`, versions: span(source, own, dtlsSpan) });
  else source.note(own, "dtls-min-proto-ver", "dtls-max-proto-ver");
  return offered;
}

/** `tlsv1-0` and its like up to 6.0, `ssl-min-proto-ver` from 6.2 on (Fortinet community, "How to control the SSL version and cipher suite"). */
function tlsVersions(source: Source, own: Entry): Fact<readonly string[]> {
  const old = oldVersions.filter((key) => own.settings.has(key));
  const later = own.settings.has("ssl-min-proto-ver") || own.settings.has("ssl-max-proto-ver");
  if (old.length > 0 && later) {
    return unknownFact(
      "Versions are stated one by one and as a span.",
      old.flatMap((key) => own.settings.get(key)?.at ?? []),
    );
  }
  if (later || (old.length === 0 && source.version !== null && isAtLeast(source.version, [6, 2, 0])))
    return span(source, own, tlsSpan);
  return oneByOne(source, own);
}

/** SSL 3.0 went with 6.0 and TLS 1.3 came with 6.2: a release without the key has not the version. */
function oneByOne(source: Source, own: Entry): Fact<readonly string[]> {
  const keys = oldVersions.filter(
    (key) =>
      own.settings.has(key) ||
      (key === "sslv3" ? source.version === null || !isAtLeast(source.version, [6, 0, 0]) : key !== "tlsv1-3"),
  );
  const facts = keys.map((key) => ({ key, fact: source.fact(own, table, key, enabled) }));
  const unknown = facts.find(({ fact }) => !isKnown(fact));
  if (unknown !== undefined && !isKnown(unknown.fact)) return unknown.fact;
  const value = facts.flatMap(({ key, fact }) =>
    isKnown(fact) && fact.value ? [key === "sslv3" ? "ssl3" : key.slice("tlsv".length).replace("-", ".")] : [],
  );
  const at = facts.flatMap(({ fact }) => ("at" in fact ? fact.at : []));
  const [standing] = facts.flatMap(({ fact }) => ("default" in fact ? [fact.default] : []));
  return at.length > 0 || standing === undefined ? read(value, at) : { value, default: standing };
}

const tlsWords = /^d?tls(\d)-(\d)$/;
const serverWords = /^(?:ssl|tls)-(\d)\.(\d)$/;

interface Span {
  readonly path: string;
  readonly least: string;
  readonly most: string;
  readonly words: RegExp;
  readonly versions: readonly string[];
}

const tlsSpan: Span = {
  path: table,
  least: "ssl-min-proto-ver",
  most: "ssl-max-proto-ver",
  words: tlsWords,
  versions: ["1.0", "1.1", "1.2", "1.3"],
};
const dtlsSpan: Span = {
  ...tlsSpan,
  least: "dtls-min-proto-ver",
  most: "dtls-max-proto-ver",
  versions: ["1.0", "1.2"],
};

/** From the least version to the most; where the most is not stated the list goes on to 1.2, which every release has. */
function span(source: Source, entry: Entry, { path, least, most, words, versions }: Span): Fact<readonly string[]> {
  const place: Read<number> = ([word = ""]) => {
    const [, major = "", minor = ""] = words.exec(word) ?? [];
    const found = versions.indexOf(major === "3" ? "ssl3" : `${major}.${minor}`);
    return found < 0 ? undefined : found;
  };
  const low = source.fact(entry, path, least, place);
  const high = source.fact(entry, path, most, place);
  if (!isKnown(low)) return low;
  if (!isKnown(high) && entry.settings.has(most)) return high;
  const last = isKnown(high) ? high.value : Math.max(low.value, versions.indexOf("1.2"));
  const value = versions.slice(low.value, last + 1);
  if (value.length === 0) return unknownFact("The least version is above the most.", "at" in low ? low.at : entry.at);
  return "at" in low && "at" in high ? read(value, joinRanges([...low.at, ...high.at])) : { ...low, value };
}

/** Virtual servers that end TLS themselves; the others hand it on. */
const encrypted: ReadonlySet<string> = new Set(["https", "imaps", "pop3s", "smtps", "ssl"]);

/** `config firewall vip` with a `server-type` of TLS: the FortiGate holds the certificate and speaks to the clients. */
export function readTlsServers(source: Source): readonly VpnProposal[] {
  return ["firewall vip", "firewall vip6"].flatMap((path) =>
    source.tables.entries(path).flatMap((entry): VpnProposal[] => {
      const isServer = source.word(entry, "type") === "server-load-balance";
      const isOn = source.parsed(entry, "status", enabled) !== false;
      const certificate = source.take(entry, "ssl-certificate");
      const classes = source.take(entry, "ssl-algorithm");
      const suites = entry.tables.get("ssl-cipher-suites");
      for (const suite of suites?.entries ?? []) source.note(suite, "cipher", "versions");
      source.note(entry, "ssl-mode");
      if (!isServer || !isOn || !encrypted.has(source.word(entry, "server-type") ?? "")) {
        source.note(entry, "ssl-min-version", "ssl-max-version");
        return [];
      }
      const unsaid = unknownFact("Which ciphers a class of algorithms holds depends on the release.", [
        ...(classes?.at ?? []),
        ...(suites?.at ?? []),
      ]);
      const versions = ["ssl3", "1.0", "1.1", "1.2", "1.3"];
      return [
        {
          kind: "tls",
          name: `${path} ${entry.name}`,
          scope: entry.scope,
          at: entry.at,
          versions: span(source, entry, {
            path,
            least: "ssl-min-version",
            most: "ssl-max-version",
            words: serverWords,
            versions,
          }),
          encryption: unsaid,
          integrity: unsaid,
          groups: unsaid,
          authentication: read("certificate", certificate?.at ?? entry.at),
          aggressive: noMode,
          lifetime: notApplicable("Sessions have times of their own."),
        },
      ];
    }),
  );
}
