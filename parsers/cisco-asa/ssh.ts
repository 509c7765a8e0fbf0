import { byDefault, notApplicable, unknownFact } from "../../src/model/fact.ts";
import type { SshServer, WebTls } from "../../src/model/management.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { atLeast } from "../lib/cisco/version.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { releaseOf, type Draft } from "./draft.ts";

/** "ssh version|cipher|key-exchange" and "ssl" (Command Reference). */
export const sshStatements = [
  on<Draft>("ssh version", (draft, statement) => {
    const version = statement.words[2];
    if (statement.negated || (version !== "1" && version !== "2")) return false;
    draft.lists.set("ssh versions", readAt([version], statement));
    return true;
  }),
  on<Draft>(["ssh cipher encryption", "ssh cipher integrity"], algorithms),
  on<Draft>("ssh key-exchange group", (draft, statement) => {
    const names = statement.words.slice(3).map((name) => groups[name]);
    const known = names.filter((name) => name !== undefined);
    if (statement.negated || known.length === 0 || known.length < names.length) return false;
    draft.lists.set("ssh kex", readAt(known, statement));
    return true;
  }),
  on<Draft>("ssh key-exchange hostkey", (draft, statement) => {
    const kind = statement.words[3];
    const name = kind === undefined ? undefined : hostKeys[kind];
    if (statement.negated || name === undefined) return false;
    draft.lists.set("ssh hostkey", readAt([name], statement));
    return true;
  }),
  skip("ssh-stack", "ssh stack"),
  on<Draft>("ssl server-version", (draft, statement) => {
    const word = statement.words[2] ?? "";
    const from = tlsOrder.findIndex(({ words }) => words.includes(word));
    if (statement.negated) return false;
    // "any" and the words of older releases: which versions they mean differs.
    if (from < 0) return unreadable(draft, statement);
    draft.lists.set("tls from", readAt([word], statement));
    return true;
  }),
  on<Draft>("ssl cipher", (draft, statement) => {
    const [, , version, level, ...names] = statement.words;
    if (statement.negated || version === undefined || level === undefined) return false;
    const value = level === "custom" ? names.join(" ").replaceAll('"', "").split(":") : [level];
    if (version !== "dtlsv1" && version !== "dtlsv1.2")
      draft.lists.set(`tls cipher ${version}`, readAt(value, statement));
    return true;
  }),
  on<Draft>("ssl encryption", (draft, statement) => {
    draft.lists.set("tls cipher all", readAt(statement.words.slice(2), statement));
    return !statement.negated;
  }),
  skip(
    "ssl-details",
    "ssl client-version",
    "ssl trust-point",
    "ssl certificate-authentication",
    "ssl dh-group",
    "ssl ecdh-group",
  ),
  touching(["management.ssh"], "ssh version", "ssh cipher", "ssh key-exchange"),
  touching(["management.tls", "vpn"], "ssl"),
];

function unreadable(draft: Draft, statement: Statement): true {
  draft.lists.set("tls from", { value: [], at: placeOf(statement) });
  return true;
}

const groups: Readonly<Record<string, string>> = {
  "dh-group1-sha1": "diffie-hellman-group1-sha1",
  "dh-group14-sha1": "diffie-hellman-group14-sha1",
  "dh-group14-sha256": "diffie-hellman-group14-sha256",
  "ecdh-sha2-nistp256": "ecdh-sha2-nistp256",
  "curve25519-sha256": "curve25519-sha256",
};

const hostKeys: Readonly<Record<string, string>> = {
  rsa: "ssh-rsa",
  ecdsa: "ecdsa-sha2-nistp256",
  eddsa: "ssh-ed25519",
};

/** "ssh cipher encryption|integrity all|fips|high|medium|low|custom A:B". What a level holds differs among releases. */
function algorithms(draft: Draft, statement: Statement): boolean {
  const [, , kind = "", level, text = ""] = statement.words;
  if (statement.negated || level === undefined) return false;
  if (level === "custom") {
    draft.lists.set(`ssh ${kind}`, readAt(text.replaceAll('"', "").split(":"), statement));
    return text !== "";
  }
  draft.lists.set(`ssh ${kind} level`, readAt([level], statement));
  return ["all", "fips", "high", "medium", "low"].includes(level);
}

/** As "show ssh ciphers" of 9.4(3)12 has them; from 9.12 on the levels hold others. */
const levels: Readonly<Record<string, readonly string[]>> = {
  low: ["3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr"],
  medium: ["aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr"],
  fips: ["aes128-cbc", "aes256-cbc"],
  high: ["aes256-cbc", "aes256-ctr"],
};

/** Defaults hold for the releases named; where the manuals read do not say, the fact is unknown. */
export function sshServer(draft: Draft): SshServer {
  const versions = draft.lists.get("ssh versions");
  return {
    versions:
      versions === undefined
        ? defaultVersions(draft)
        : { ...versions, value: versions.value.map((each) => (each === "1" ? 1 : 2)) },
    ciphers: ciphers(draft),
    macs: draft.lists.get("ssh integrity") ?? undecided(draft, "integrity"),
    keyExchange: draft.lists.get("ssh kex") ?? defaultKeyExchange(draft),
    hostKeys: draft.lists.get("ssh hostkey") ?? unknownFact("Which host keys there are is not in the configuration."),
    loginTimeout: unknownFact("How long SSH waits for authentication is not in the manuals read."),
    retries: unknownFact("How often SSH lets a user try is not in the manuals read."),
    rootLogin: notApplicable("ASA has no superuser account of its own."),
  };
}

/** Both until SSH 1 was taken away; the guide of 9.12 says that only version 2 is supported ("Configure SSH Access"). */
function defaultVersions(draft: Draft): SshServer["versions"] {
  const release = releaseOf(draft);
  if (draft.threatDefense || atLeast(release, 9, 12))
    return byDefault([2], "ASA 9.12 and later: only SSH 2 is supported (General Operations CLI Configuration Guide)");
  if (release === null)
    return unknownFact(
      'Without "ssh version" it depends on the version whether SSH 1 is accepted, and no version is stated.',
    );
  if (atLeast(release, 9, 9))
    return unknownFact(`Without "ssh version" the release decides, and ${release.text} is not among those known.`);
  return byDefault([1, 2], `ASA ${release.text}: both unless "ssh version 2" (Command Reference, "ssh version")`);
}

function ciphers(draft: Draft): SshServer["ciphers"] {
  const custom = draft.lists.get("ssh encryption");
  if (custom !== undefined) return custom;
  const level = draft.lists.get("ssh encryption level");
  const release = releaseOf(draft);
  // The levels came with 9.1(7), 9.4(3), 9.5(3) and 9.6(1): the releases between are not told apart.
  const sure = release !== null && atLeast(release, 9, 6) && !atLeast(release, 9, 12);
  const [word = "medium"] = level?.value ?? [];
  const names = word === "all" ? levels["low"] : levels[word];
  if (!sure || names === undefined) return undecided(draft, "encryption");
  return level === undefined
    ? byDefault(
        names,
        `ASA ${release.text}: level medium unless "ssh cipher encryption" (Command Reference, "ssh cipher encryption")`,
      )
    : { value: names, at: level.at };
}

function undecided(draft: Draft, kind: string): SshServer["ciphers"] {
  const level = draft.lists.get(`ssh ${kind} level`);
  return level === undefined
    ? unknownFact(`Without "ssh cipher ${kind}" the release decides which algorithms are offered.`)
    : unknownFact(`Which algorithms level ${level.value[0] ?? ""} holds differs among releases.`, level.at);
}

/** "ssh key-exchange group" (Command Reference): group 1 until 9.12 made group 14 with SHA-256 the default. */
function defaultKeyExchange(draft: Draft): SshServer["keyExchange"] {
  const release = releaseOf(draft);
  if (release !== null && !atLeast(release, 9, 8))
    return byDefault(
      ["diffie-hellman-group1-sha1"],
      `ASA ${release.text}: group 1 unless "ssh key-exchange group" (Command Reference, "ssh key-exchange")`,
    );
  return unknownFact('Without "ssh key-exchange group" the release decides which is used.');
}

/** TLS versions from the oldest, with the words that make each the least. */
const tlsOrder: readonly { readonly version: string; readonly words: readonly string[] }[] = [
  { version: "1.0", words: ["tlsv1"] },
  { version: "1.1", words: ["tlsv1.1"] },
  { version: "1.2", words: ["tlsv1.2"] },
  { version: "1.3", words: ["tlsv1.3"] },
];

/** "ssl server-version V" is the least that is accepted; TLS 1.3 came with 9.19. */
export function tlsVersions(draft: Draft): WebTls["versions"] {
  const least = draft.lists.get("tls from");
  const [word] = least?.value ?? [];
  if (least === undefined)
    return unknownFact('Without "ssl server-version" the release decides, which the manuals read do not tell.');
  if (word === undefined)
    return unknownFact('Which versions these words of "ssl server-version" mean differs among releases.', least.at);
  const from = tlsOrder.findIndex(({ words }) => words.includes(word));
  const release = releaseOf(draft);
  // Releases before 9.3(2) write "tlsv1" and know no later version.
  if (word === "tlsv1" && (release === null || !atLeast(release, 9, 4)))
    return unknownFact("Which versions follow TLS 1.0 depends on the release.", least.at);
  const newest = word === "tlsv1.3" || atLeast(release, 9, 19) ? 4 : 3;
  return { value: tlsOrder.slice(from, newest).map(({ version }) => version), at: least.at };
}

export function webTls(draft: Draft): WebTls {
  const custom = ["all", "default", "tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3"].flatMap(
    (name) => draft.lists.get(`tls cipher ${name}`) ?? [],
  );
  const named = custom.filter(({ value }) => value.every((cipher) => cipher.includes("-")));
  return {
    versions: tlsVersions(draft),
    ciphers:
      custom.length > 0 && named.length === custom.length
        ? { value: custom.flatMap(({ value }) => value), at: custom.flatMap(({ at }) => at) }
        : unknownFact(
            'Which ciphers a level of "ssl cipher" holds, or the release\'s default, is not known.',
            custom.flatMap(({ at }) => at),
          ),
  };
}
