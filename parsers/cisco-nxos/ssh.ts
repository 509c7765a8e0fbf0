import { byDefault, joinRanges, notApplicable, read, unknownFact } from "../../src/model/fact.ts";
import type { SshServer, WebTls } from "../../src/model/management.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { readAt } from "../lib/cisco/places.ts";
import { gather, gatheredOf, switched, type Draft } from "./draft.ts";

/** "ssh" of the Nexus NX-OS Security Command References and "Configuring SSH and Telnet". */
export const sshStatements = [
  on<Draft>(["ssh login-attempts", "ssh login-gracetime", "ssh port"], (draft, statement) => {
    const value = decimal(statement.words[2]);
    if (value === null || statement.negated) return false;
    draft.numbers.set(statement.words.slice(0, 2).join(" "), readAt(value, statement));
    return true;
  }),
  on<Draft>(["ssh ciphers", "ssh macs", "ssh kexalgos", "ssh keytypes"], (draft, statement) => {
    const kind = statement.words.slice(0, 2).join(" ");
    const names = statement.words.slice(2);
    if (names.length === 0) return false;
    gather(draft, kind, statement.negated ? ["no", ...names] : names, statement);
    return true;
  }),
  on<Draft>("ssh key", (draft, statement) => {
    if (statement.words[2] === undefined || statement.negated) return false;
    gather(draft, "ssh key", [statement.words[2]], statement);
    const bits = statement.words[2] === "rsa" ? decimal(statement.words[3]) : null;
    if (bits !== null) draft.numbers.set("ssh key bits", readAt(bits, statement));
    return true;
  }),
  on<Draft>("fips mode enable", switched("fips mode")),
  skip("ssh-client", "ssh client", "ssh source-interface", "ssh known-hosts"),
  skip("ssh-rekey", "ssh rekey", "ssh idle-timeout"),
  touching(["management.ssh", "management.services"], "ssh", "fips"),
];

/**
 * SSH 1 is not served: keys are of version 2 alone ("SSH Server Keys", Security Configuration Guide). Tries and times
 * without a statement differ among the manuals.
 */
export function sshServer(draft: Draft): SshServer {
  const keys = gatheredOf(draft, "ssh key");
  return {
    versions:
      keys?.value.includes("rsa1") === true
        ? unknownFact("A key of type rsa1 is one of SSH 1, which some releases serve.", keys.at)
        : byDefault([2], "NX-OS: SSH 2 alone (Configuring SSH and Telnet, SSH Server Keys)"),
    ciphers: algorithms(draft, "ciphers"),
    macs: algorithms(draft, "macs"),
    keyExchange: algorithms(draft, "kexalgos"),
    hostKeys: hostKeys(draft),
    loginTimeout:
      draft.numbers.get("ssh login-gracetime") ??
      unknownFact('Without "ssh login-gracetime" the release decides how long a login may take.'),
    retries:
      draft.numbers.get("ssh login-attempts") ??
      unknownFact('Without "ssh login-attempts" the release decides how many tries there are.'),
    rootLogin: notApplicable("NX-OS has no superuser account that SSH could let in."),
  };
}

/** Beside the kinds of key the length of the RSA key counts: NIST SP 800-131A, section 3, allows none below 2048 bits. */
function hostKeys(draft: Draft): SshServer["hostKeys"] {
  const kinds = algorithms(draft, "keytypes");
  const bits = draft.numbers.get("ssh key bits");
  if (bits === undefined || (bits.value ?? 0) >= 2048) return kinds;
  const named = "at" in kinds && "value" in kinds ? kinds : { value: [], at: [] };
  return read([...named.value, `rsa of ${bits.value ?? 0} bits`], joinRanges([...named.at, ...bits.at]));
}

/** Stated names are all that is offered: DISA takes them for that (NX-OS NDM STIG, CISC-ND-001200 and CISC-ND-001210). */
function algorithms(draft: Draft, kind: string): SshServer["ciphers"] {
  const stated = gatheredOf(draft, `ssh ${kind}`);
  if (stated === undefined)
    return unknownFact(`Without "ssh ${kind}" the release decides, which the manuals do not list.`);
  const names = stated.value;
  const named = names.filter((name) => name !== "all" && name !== "weak" && name !== "no");
  if (named.length < names.length) {
    return unknownFact(
      `Which algorithms "ssh ${kind} ${names.join(" ")}" stands for depends on the release.`,
      stated.at,
    );
  }
  return stated;
}

/** "nxapi ssl protocols" and "nxapi ssl ciphers" ("NX-API CLI", Programmability Guide). */
export function webTls(draft: Draft): WebTls {
  const ciphers = draft.lists.get("nxapi ssl ciphers");
  return {
    versions:
      draft.lists.get("nxapi ssl protocols") ??
      unknownFact('"nxapi ssl protocols" is not set, and the release decides without it.'),
    ciphers:
      ciphers === undefined
        ? unknownFact('"nxapi ssl ciphers" is not set, and the release decides without it.')
        : unknownFact(`Which ciphers "${ciphers.value.join(" ")}" stands for depends on the release.`, ciphers.at),
  };
}

/** "nxapi ssl protocols TLSv1 TLSv1.1": TLSv1 is TLS 1.0. */
export function tlsVersions(draft: Draft, statement: Statement): boolean {
  const names = statement.words.slice(3);
  if (names.length === 0 || statement.negated || names.some((name) => !/^TLSv1(?:\.[0-3])?$/.test(name))) return false;
  draft.lists.set(
    "nxapi ssl protocols",
    readAt(
      names.map((name) => (name === "TLSv1" ? "1.0" : name.slice(4))),
      statement,
    ),
  );
  return true;
}
