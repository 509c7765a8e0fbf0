import { byDefault, notApplicable, unknownFact } from "../../src/model/fact.ts";
import type { SshServer, WebTls } from "../../src/model/management.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, skip, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { readAt } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";
import { atLeast, versionOf, type Version } from "../lib/cisco/version.ts";

/** "ip ssh" of the Cisco IOS Security Command Reference. */
export const sshStatements = [
  on<Draft>("ip ssh version", (draft, statement) => {
    const version = statement.words[3];
    if (statement.negated || (version !== "1" && version !== "2")) return false;
    draft.lists.set("ssh versions", readAt([version], statement));
    return true;
  }),
  on<Draft>("ip ssh server algorithm", algorithm),
  on<Draft>(["ip ssh time-out", "ip ssh timeout"], (draft, statement) => number(draft, statement, "ssh time-out")),
  on<Draft>("ip ssh authentication-retries", (draft, statement) => number(draft, statement, "ssh retries")),
  on<Draft>("ip ssh port", (draft, statement) => {
    const port = decimal(statement.words[3]);
    if (port === null) return false;
    // Further ports, one for each rotary group of the range; port 22 stays open.
    const [low, high] = [statement.words[5], statement.words[6]].map((word) => decimal(word));
    const groups = low === null || low === undefined ? 1 : Math.max(1, Math.min(128, (high ?? low) - low + 1));
    if (!statement.negated) for (let index = 0; index < groups; index += 1) draft.sshPorts.push(port + index);
    return true;
  }),
  on<Draft>("ip ssh dh min size", (draft, statement) => number(draft, statement, "ssh dh")),
  block<Draft>("ip ssh pubkey-chain", pubkeyChain),
  on<Draft>("ip ssh server authenticate user", switched("ip ssh server authenticate user")),
  skip(
    "ssh-client",
    "ip ssh source-interface",
    "ip ssh client",
    "ip ssh dscp",
    "ip ssh precedence",
    "ip ssh break-string",
    "ip ssh window-size",
    "ip ssh bulk-mode",
    "ip ssh stricthostkeycheck",
  ),
  skip("ssh-log", "ip ssh logging", "ip ssh maxstartups", "ip ssh rekey"),
  // Which key pair is the host key: its size is not in the configuration.
  skip("ssh-key-name", "ip ssh rsa keypair-name", "ip ssh ec keypair-name"),
  touching(["management.ssh", "management.services"], "ip ssh"),
];

function number(draft: Draft, statement: Statement, name: string): boolean {
  const value = decimal(statement.words.at(-1));
  if (value === null || statement.negated) return false;
  draft.numbers.set(name, readAt(value, statement));
  return true;
}

/** IOS names of algorithms that differ from IANA's. */
const ianaNames: Readonly<Record<string, string>> = {
  "3des": "3des-cbc",
  "aes128-gcm": "aes128-gcm@openssh.com",
  "aes256-gcm": "aes256-gcm@openssh.com",
  "hmac-sha2-256-etm": "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm": "hmac-sha2-512-etm@openssh.com",
};

/** "ip ssh server algorithm encryption|mac|kex|hostkey|publickey|authentication NAMES". */
function algorithm(draft: Draft, statement: Statement): boolean {
  const [, , , , kind, ...names] = statement.words;
  if (statement.negated || kind === undefined || names.length === 0) return false;
  draft.lists.set(
    `ssh ${kind}`,
    readAt(
      names.map((name) => ianaNames[name] ?? name),
      statement,
    ),
  );
  return ["encryption", "mac", "kex", "hostkey", "publickey", "authentication"].includes(kind);
}

/** Keys of users and of servers; a user's keys are counted. */
function pubkeyChain(draft: Draft, statement: Statement): void {
  for (const owner of statement.children) {
    const [kind, name] = owner.words;
    const ends = kind === "exit" || kind === "quit";
    const known = ends || ((kind === "username" || kind === "server") && name !== undefined && !owner.negated);
    if (known) draft.ledger.read(owner.line);
    else draft.ledger.leave(owner.line, ["users"]);
    let keys = 0;
    for (const key of owner.children) {
      if (known) draft.ledger.readRange(key.line, key.last);
      else draft.ledger.leave(key.line, ["users"]);
      for (const line of key.children) if (known) draft.ledger.readRange(line.line, line.last);
      if (key.words[0] === "key-hash" || key.words[0] === "key-string") keys += 1;
    }
    if (kind === "username" && name !== undefined) draft.keyCounts.set(name, keys);
  }
}

/** Defaults hold for the releases named; where the manuals read do not say, the fact is unknown. */
export function sshServer(draft: Draft): SshServer {
  const version = versionOf(draft.version?.value);
  const versions = draft.lists.get("ssh versions");
  return {
    versions:
      versions === undefined
        ? defaultVersions(version)
        : { ...versions, value: versions.value.map((each) => (each === "1" ? 1 : 2)) },
    ciphers: draft.lists.get("ssh encryption") ?? defaultAlgorithms(version, "encryption"),
    macs: draft.lists.get("ssh mac") ?? defaultAlgorithms(version, "mac"),
    keyExchange: draft.lists.get("ssh kex") ?? defaultAlgorithms(version, "kex"),
    hostKeys: draft.lists.get("ssh hostkey") ?? defaultAlgorithms(version, "hostkey"),
    loginTimeout:
      draft.numbers.get("ssh time-out") ??
      byDefault(120, 'IOS: 120 seconds unless "ip ssh time-out" (Security Command Reference, "ip ssh")'),
    retries:
      draft.numbers.get("ssh retries") ??
      byDefault(3, 'IOS: 3 unless "ip ssh authentication-retries" (Security Command Reference, "ip ssh")'),
    rootLogin: notApplicable("IOS has no superuser account of its own."),
  };
}

/**
 * "ip ssh version": without it the server honours SSH 1 and SSH 2 ("Secure Shell Version 2 Support", IOS 12.3T to
 * IOS XE 17.x), from IOS XE 17.10 on SSH 2 only (the same page: version 1.99 is not supported any more).
 */
function defaultVersions(version: Version | null): SshServer["versions"] {
  if (version === null)
    return unknownFact(
      'Without "ip ssh version" it depends on the version whether SSH 1 is accepted, and no version is stated.',
    );
  if (atLeast(version, 17, 10))
    return byDefault(
      [2],
      `IOS XE ${version.text}: SSH 1 is not supported since 17.10 (Secure Shell Version 2 Support)`,
    );
  return byDefault([1, 2], `IOS ${version.text}: both unless "ip ssh version 2" (Secure Shell Version 2 Support)`);
}

interface AlgorithmDefault {
  readonly major: number;
  readonly minor: number;
  readonly algorithms: Readonly<Record<string, readonly string[]>>;
}

/**
 * "SSH Algorithms for Common Criteria Certification", Security Configuration Guide, IOS XE 17.11 (encryption, MAC and
 * host key). Other releases are left out: the guide of 16.11 lists CBC ciphers, and a CSR 1000V with 16.8.1 shows none
 * of them in "show running-config all"; 17.16 shows other host keys than 17.11.
 */
const algorithmDefaults: readonly AlgorithmDefault[] = [
  {
    major: 17,
    minor: 11,
    algorithms: {
      encryption: [
        "chacha20-poly1305@openssh.com",
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
      ],
      mac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"],
      hostkey: ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"],
    },
  },
];

function defaultAlgorithms(version: Version | null, kind: string): SshServer["ciphers"] {
  const known = algorithmDefaults.find(({ major, minor }) => version?.major === major && version.minor === minor);
  const algorithms = known?.algorithms[kind];
  if (version !== null && algorithms !== undefined) {
    return byDefault(
      algorithms,
      `IOS XE ${version.text}: these unless "ip ssh server algorithm ${kind}" (SSH Algorithms for Common Criteria Certification)`,
    );
  }
  const release = version === null ? "and no version is stated" : `and ${version.text} is not among those known`;
  return unknownFact(`Without "ip ssh server algorithm ${kind}" the release decides, ${release}.`);
}

export function webTls(draft: Draft): WebTls {
  const decides = "Without it the release decides, which the manuals do not say.";
  return {
    versions: draft.lists.get("tls versions") ?? unknownFact(`"ip http tls-version" is not set. ${decides}`),
    ciphers: draft.lists.get("tls ciphers") ?? unknownFact(`"ip http secure-ciphersuite" is not set. ${decides}`),
  };
}
