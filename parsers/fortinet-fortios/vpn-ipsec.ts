import { isKnown, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { mapFact } from "./management.ts";
import { enabled, integer, oneOf, type Read, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** `config vpn ipsec …`: what each phase 1, each phase 2 and each tunnel of fixed keys offers (CLI reference). */
export function readIpsec(source: Source): readonly VpnProposal[] {
  const from = (table: string, offer: (source: Source, entry: Entry, table: string) => VpnProposal): VpnProposal[] =>
    source.tables.entries(table).map((entry) => offer(source, entry, table));
  return [
    ...from("vpn ipsec phase1-interface", phase1),
    ...from("vpn ipsec phase1", phase1),
    ...from("vpn ipsec phase2-interface", phase2),
    ...from("vpn ipsec phase2", phase2),
    ...from("vpn ipsec manualkey-interface", fixedKeys),
    ...from("vpn ipsec manualkey", fixedKeys),
  ];
}

function phase1(source: Source, entry: Entry, table: string): VpnProposal {
  const fact = <T>(key: string, parse: Read<T>): Fact<T> => source.fact(entry, table, key, parse);
  const versions = fact("ike-version", ([word]) => (word === "1" || word === "2" ? [word] : undefined));
  const second = isKnown(versions) && versions.value[0] === "2";
  return {
    kind: "ike",
    name: `${table} ${entry.name}`,
    scope: entry.scope,
    at: entry.at,
    versions,
    ...algorithms(source, entry, table),
    groups: replaced(source, entry) ?? fact("dhgrp", numbers),
    authentication: authentication(source, entry, table),
    aggressive: second
      ? notApplicable("IKEv2 has no aggressive mode.")
      : mapFact(fact("mode", oneOf("main", "aggressive")), (mode) => mode === "aggressive"),
    lifetime: fact("keylife", integer),
  };
}

const ikeTells = {
  versions: notApplicable("IKE has versions, IPsec has none."),
  authentication: notApplicable("IKE authenticates the other end."),
  aggressive: notApplicable("The mode is one of IKE."),
} as const;

function phase2(source: Source, entry: Entry, table: string): VpnProposal {
  return {
    ...ikeTells,
    kind: "ipsec",
    name: `${table} ${entry.name}`,
    scope: entry.scope,
    at: entry.at,
    ...algorithms(source, entry, table),
    groups: forwardSecrecy(source, entry, table),
    lifetime: phase2Lifetime(source, entry, table),
  };
}

/** Groups of phase 2 hold with perfect forward secrecy alone; a group that `show` states without it says that it is on. */
function forwardSecrecy(source: Source, entry: Entry, table: string): Fact<readonly number[]> {
  const pfs = source.fact(entry, table, "pfs", enabled);
  const groups = source.fact(entry, table, "dhgrp", numbers);
  if (isKnown(pfs)) return pfs.value ? groups : mapFact(pfs, () => []);
  const isStated = isKnown(groups) && "at" in groups;
  return isStated && !entry.settings.has("pfs") ? groups : pfs;
}

/** `keylife-type kbs` counts what is sent and not the time. */
function phase2Lifetime(source: Source, entry: Entry, table: string): Fact<number | null> {
  const kind = source.fact(entry, table, "keylife-type", oneOf("seconds", "kbs", "both"));
  source.note(entry, "keylifekbs");
  const seconds = source.fact(entry, table, "keylifeseconds", integer);
  if (isKnown(kind)) return kind.value === "kbs" ? mapFact(kind, () => null) : seconds;
  const isStated = isKnown(seconds) && "at" in seconds;
  return isStated && !entry.settings.has("keylife-type") ? seconds : kind;
}

interface Suite {
  readonly encryption: string;
  /** Null where the encryption protects integrity itself. */
  readonly integrity: string | null;
}

const ciphers = "null|des|3des|aes128|aes192|aes256|aria128|aria192|aria256|seed";
const pairOfWords = new RegExp(`^(${ciphers})-(null|md5|sha1|sha256|sha384|sha512)$`);
const combined = /^(aes128gcm|aes256gcm|chacha20poly1305)(?:-prf(?:sha1|sha256|sha384|sha512))?$/;

/** "aes256-sha256", "aes128gcm" and "aes128gcm-prfsha256", as `proposal` lists them. */
function suites(words: readonly string[]): readonly Suite[] | undefined {
  const found = words.flatMap((word): Suite[] => {
    const [, encryption, integrity] = pairOfWords.exec(word) ?? [];
    if (encryption !== undefined && integrity !== undefined) return [{ encryption, integrity }];
    const alone = combined.exec(word)?.[1];
    return alone === undefined ? [] : [{ encryption: alone, integrity: null }];
  });
  return found.length > 0 && found.length === words.length ? found : undefined;
}

function algorithms(source: Source, entry: Entry, table: string): Pick<VpnProposal, "encryption" | "integrity"> {
  const instead = replaced(source, entry);
  const proposal = source.fact(entry, table, "proposal", suites);
  if (instead !== null) return { encryption: instead, integrity: instead };
  const integrity = mapFact(proposal, (list) => [...new Set(list.flatMap((suite) => suite.integrity ?? []))]);
  return {
    encryption: mapFact(proposal, (list) => [...new Set(list.map((suite) => suite.encryption))]),
    integrity:
      isKnown(integrity) && integrity.value.length === 0
        ? notApplicable("Combined modes protect integrity themselves.")
        : integrity,
  };
}

/** `suite-b` takes the place of the proposals and groups. */
function replaced(source: Source, entry: Entry): Fact<never> | null {
  const word = source.word(entry, "suite-b");
  if (word === null || word === "disable") return null;
  return unknownFact(`What "suite-b ${word}" offers is not stated.`, entry.settings.get("suite-b")?.at);
}

/** Groups 1 to 32 by their IANA numbers. */
function numbers(words: readonly string[]): readonly number[] | undefined {
  return words.length > 0 && words.every((word) => /^\d{1,2}$/.test(word)) ? words.map(Number) : undefined;
}

const methods = new Map<string | undefined, "pre-shared-key" | "certificate">([
  ["psk", "pre-shared-key"],
  ["signature", "certificate"],
  ["rsa-signature", "certificate"],
]);
const method: Read<"pre-shared-key" | "certificate"> = ([word]) => methods.get(word);

/** `authmethod` of this end and, where IKEv2 states another one, `authmethod-remote` of the other. */
function authentication(source: Source, entry: Entry, table: string): VpnProposal["authentication"] {
  const secret = source.take(entry, "psksecret");
  const stated = source.fact(entry, table, "authmethod", method);
  // The key of a tunnel that authenticates by certificate is not shown.
  const keyed = secret !== undefined && !secret.unset && !entry.settings.has("authmethod");
  const own = keyed ? read("pre-shared-key" as const, secret.at) : stated;
  const left = entry.settings.get("authmethod-remote");
  if (left?.words[0] === undefined || left.words[0] === "") source.note(entry, "authmethod-remote");
  const remote = source.parsed(entry, "authmethod-remote", method);
  if (remote === undefined && (left?.words[0] ?? "") !== "")
    return unknownFact("How the other end authenticates is not one that the parser knows.", left?.at);
  if (remote === undefined || !isKnown(own) || own.value === remote) return own;
  return read("both", joinRanges([...("at" in own ? own.at : []), ...(left?.at ?? [])]));
}

/** Keys that stand in the configuration: no handshake, no groups and no end. */
function fixedKeys(source: Source, entry: Entry, table: string): VpnProposal {
  const apart = table.endsWith("-interface") ? ["enc-alg", "auth-alg"] : ["encryption", "authentication"];
  const [encryption = "", integrity = ""] = apart;
  source.note(entry, "enckey", "authkey", "enc-key", "auth-key");
  return {
    ...ikeTells,
    kind: "ipsec",
    name: `${table} ${entry.name}`,
    scope: entry.scope,
    at: entry.at,
    authentication: notApplicable("The keys stand in the configuration."),
    encryption: source.fact(entry, table, encryption, oneWord),
    integrity: source.fact(entry, table, integrity, oneWord),
    groups: read([], entry.at),
    lifetime: read(null, entry.at),
  };
}

const oneWord: Read<readonly string[]> = (words) =>
  words.length === 1 && /^[a-z0-9-]+$/.test(words[0] ?? "") ? words : undefined;
