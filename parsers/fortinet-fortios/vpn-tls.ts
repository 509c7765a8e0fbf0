import { isKnown, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { enabled, type Read, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";

const table = "vpn ssl settings";

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
    cipherKeys.flatMap((key) => source.take(own, key)?.at ?? []),
  );
  const shared = {
    kind: "tls",
    scope: own.scope,
    at: own.at,
    encryption: unsaid,
    integrity: unsaid,
    groups: unsaid,
    authentication: unknownFact("The groups of the users say how they authenticate."),
    aggressive: notApplicable("TLS has no such mode."),
    lifetime: notApplicable("Sessions of users have times of their own."),
  } as const;
  const dtls = source.fact(own, table, "dtls-tunnel", enabled);
  const offered: VpnProposal[] = [{ ...shared, name: table, versions: tlsVersions(source, own) }];
  if (!isKnown(dtls) || dtls.value)
    offered.push({ ...shared, name: `${table} dtls`, versions: span(source, own, "dtls", ["1.0", "1.2"], "1.2") });
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
    return span(source, own, "ssl", ["1.0", "1.1", "1.2", "1.3"], "1.2");
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

/** From the least version to the most; where the most is not stated the strong ones are, as far as every release has them. */
function span(
  source: Source,
  own: Entry,
  prefix: "ssl" | "dtls",
  versions: readonly string[],
  common: string,
): Fact<readonly string[]> {
  const place: Read<number> = ([word = ""]) => {
    const dashed = /^d?tls(\d-\d)$/.exec(word)?.[1];
    const found = dashed === undefined ? -1 : versions.indexOf(dashed.replace("-", "."));
    return found < 0 ? undefined : found;
  };
  const least = source.fact(own, table, `${prefix}-min-proto-ver`, place);
  const most = source.fact(own, table, `${prefix}-max-proto-ver`, place);
  if (!isKnown(least)) return least;
  if (!isKnown(most) && own.settings.has(`${prefix}-max-proto-ver`)) return most;
  const last = isKnown(most) ? most.value : Math.max(least.value, versions.indexOf(common));
  return { ...least, value: versions.slice(least.value, last + 1) };
}
