import { byDefault, joinRanges, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginAuthentication, LoginLine, SshServer } from "../../src/model/management.ts";
import type { Draft } from "./draft.ts";
import { idleOf } from "./services.ts";

/** What no statement sets: the algorithms differ among releases, and no manual that was read lists them. */
function algorithms(draft: Draft, list: string, statement: string): Fact<readonly string[]> {
  const stated = draft.lists.get(list);
  const fips = draft.switches.get("ssh fips");
  if (stated !== undefined && fips?.value === true)
    return unknownFact(`"fips restrictions" takes some of the names after "${statement}" away.`, stated.at);
  return stated ?? unknownFact(`Without "${statement}" under "management ssh" the release decides.`);
}

/** "management ssh" (EOS User Manual, "Session Management Commands"). No statement turns version 1 on. */
export function sshServer(draft: Draft): SshServer {
  const stated = draft.numbers.get("ssh login timeout");
  return {
    versions: byDefault([2], "EOS: the server speaks SSH 2 alone"),
    ciphers: algorithms(draft, "ssh ciphers", "cipher"),
    macs: algorithms(draft, "ssh macs", "mac"),
    keyExchange: algorithms(draft, "ssh key-exchange", "key-exchange"),
    hostKeys: algorithms(draft, "ssh hostkeys", "hostkey server"),
    loginTimeout: unknownFact(
      stated === undefined
        ? 'Without "login timeout" the release decides.'
        : 'In which unit "login timeout" counts was not found.',
      stated?.at ?? [],
    ),
    retries: unknownFact("How often a client may try is not in the configuration."),
    rootLogin: rootLogin(draft),
  };
}

/** The account "root" cannot log in unless "aaa root" gives it a password ("Arista EOS Hardening Guide"). */
function rootLogin(draft: Draft): Fact<boolean> {
  const root = draft.switches.get("aaa root");
  if (root === undefined) return byDefault(false, 'EOS: "root" cannot log in unless "aaa root" (EOS Hardening Guide)');
  return root.value
    ? unknownFact("Whether SSH accepts the account that has a password is not documented.", root.at)
    : root;
}

/** The list of the console, else the default one, else the local accounts ("Common AAA Requirements", Arista). */
function consoleAuthentication(draft: Draft): Fact<LoginAuthentication> {
  for (const name of ["console", "default"]) {
    const list = draft.methodLists.get(`authentication login ${name}`);
    if (list === undefined) continue;
    const [first] = list.methods;
    if (first === "none") return { value: { kind: "none" }, at: list.at };
    return {
      value: list.methods.length === 1 && first === "local" ? { kind: "local" } : { kind: "aaa", list: name },
      at: list.at,
    };
  }
  return byDefault({ kind: "local" }, 'EOS: the local accounts unless "aaa authentication login"');
}

/** The serial console; sessions over the network are those of the SSH and Telnet servers. */
export function loginLines(draft: Draft): readonly LoginLine[] {
  const stated = draft.offers.get("console default");
  return [
    {
      name: "management console",
      kind: "console",
      at: joinRanges(stated?.at ?? []),
      protocols: byDefault([], "EOS: the console is no server"),
      exec: byDefault(true, "EOS: the console starts a session"),
      authentication: consoleAuthentication(draft),
      password: byDefault(null, "EOS: lines have no password of their own"),
      idleTimeout: idleOf(draft, "console"),
      sources: byDefault([], "EOS: the console is not on the network"),
      privilege: unknownFact("The account that logs in decides."),
    },
  ];
}
