import { joinRanges, read, unknownFact, type ReadFact } from "../../src/model/fact.ts";
import type { WebTls } from "../../src/model/management.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import {
  block,
  on,
  readStatements,
  skip,
  skipBlock,
  skippedIn,
  table,
  touching,
  type Touches,
} from "../lib/statements.ts";
import type { Draft, SslProfile } from "./draft.ts";

const securityTouches: Touches = ["management.tls", "passwords", "vpn"];

interface ProfileContext {
  readonly ledger: Ledger;
  readonly profile: SslProfile;
}

const profileTable = table<ProfileContext>([
  on("tls versions", ({ profile }, statement) => {
    const versions = statement.words.slice(2).filter((word) => word !== "add");
    if (versions.length === 0 || statement.negated || !versions.every((word) => /^1\.[0-3]$/.test(word))) return false;
    profile.versions = readAt(versions, statement);
    return true;
  }),
  on(["cipher-list", "cipher v1.0", "cipher"], ({ profile }, statement) => {
    const names = statement.words.slice(1).filter((word) => !word.startsWith("v1."));
    if (names.length === 0 || statement.negated) return false;
    const words = statement.words[1]?.startsWith("v1.") === true ? 2 : 1;
    profile.ciphers.set(
      statement.words.slice(0, words).join(" "),
      readAt(
        names.flatMap((word) => word.split(":")),
        statement,
      ),
    );
    return true;
  }),
  skip(
    "certificates",
    "certificate",
    "trust certificate",
    "chain certificate",
    "crl",
    "common-name username",
    "fips restrictions",
    "diffie-hellman",
  ),
  skip("exit", "exit"),
]);

function sslProfile(draft: Draft, statement: Statement): boolean {
  const name = statement.words[2];
  if (name === undefined || statement.negated) return false;
  const profile: SslProfile = draft.sslProfiles.get(name) ?? { name, at: [], versions: undefined, ciphers: new Map() };
  profile.at.push(...wholePlace(statement));
  draft.sslProfiles.set(name, profile);
  readStatements({ ledger: draft.ledger, profile }, statement.children, profileTable, securityTouches);
  return true;
}

const policyWords: ReadonlySet<string> = new Set(["digits", "length", "lower", "special", "upper", "changed"]);

const securityTable = table<Draft>([
  on("password minimum length", (draft, statement) => {
    const length = decimal(statement.words[3]);
    if (length === null && !statement.negated) return false;
    draft.numbers.set("password minimum", readAt(statement.negated ? null : length, statement));
    return true;
  }),
  block("password policy", (draft, statement) => {
    const name = statement.words[2];
    if (name === undefined || statement.negated) return false;
    draft.passwordPolicies.set(name, statement);
    for (const child of statement.children) {
      const [first, second, value] = child.words;
      const known = (first === "minimum" && policyWords.has(second ?? "")) || first === "maximum" || first === "deny";
      if (known && (first === "deny" || decimal(value) !== null)) draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, ["passwords"]);
    }
    return true;
  }),
  block("ssl profile", sslProfile),
  // How reversible passwords are stored, which the type word before each of them tells.
  skip("password-storage", "password encryption-key", "password encryption"),
  skip("entropy", "entropy source"),
  skip("signatures", "signature-verification"),
  skip("client-protocols", "blocked client protocol"),
  skipBlock("shared-secrets", "session shared-secret profile"),
  skip("exit", "exit"),
]);

export const securityStatements = [
  block<Draft>("management security", (draft, statement) => {
    readStatements(draft, statement.children, securityTable, securityTouches);
    return !statement.negated;
  }),
  skipBlock("password-storage", "management defaults"),
  touching(securityTouches, "management security"),
];

/** What the lists of a profile name together; undefined where there is none. */
export function ciphersOf(profile: SslProfile | undefined): ReadFact<readonly string[]> | undefined {
  const lists = [...(profile?.ciphers.values() ?? [])];
  if (lists.length === 0) return undefined;
  return read(
    lists.flatMap(({ value }) => value),
    joinRanges(lists.flatMap(({ at }) => at)),
  );
}

const releaseDecides = "the release decides, which the manuals read do not say.";

/** TLS of the web server: its SSL profile decides. */
export function webTls(draft: Draft): WebTls {
  const bound = draft.lists.get("https profile");
  const profile = bound === undefined ? undefined : draft.sslProfiles.get(bound.value[0] ?? "");
  if (bound !== undefined && profile === undefined) {
    const missing = unknownFact(`SSL profile "${bound.value[0] ?? ""}" is not defined.`, bound.at);
    return { versions: missing, ciphers: missing };
  }
  return {
    versions: profile?.versions ?? unknownFact(`Without "tls versions" in an SSL profile ${releaseDecides}`),
    ciphers:
      draft.lists.get("https cipher") ??
      ciphersOf(profile) ??
      unknownFact(`Without "cipher-list" in an SSL profile ${releaseDecides}`),
  };
}

export const securitySkipped = [
  ...skippedIn(securityTable, "management security"),
  ...skippedIn(profileTable, "management security ssl profile *"),
];
