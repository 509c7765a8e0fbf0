import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginAuthentication, LoginLine, SourceRestriction, Transport } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import { atLeast } from "../lib/cisco/version.ts";
import { releaseOf, type Draft } from "./draft.ts";
import { sessionTimeout } from "./management.ts";

/**
 * Where a person logs in: the console, and SSH and Telnet by each interface that accepts them ("Management Access",
 * General Operations CLI Configuration Guide).
 */
export function loginsOf(draft: Draft): readonly LoginLine[] {
  return [consoleLine(draft), ...networkLines(draft, "ssh"), ...networkLines(draft, "telnet")];
}

const noPrivilege = notApplicable("ASA: a session gets the privilege of its account.");

function consoleLine(draft: Draft): LoginLine {
  const timeout = draft.numbers.get("console timeout");
  return {
    name: "console",
    kind: "console",
    protocols: byDefault([], "ASA: the console is not reached from the network"),
    exec: byDefault(true, "ASA: the console starts sessions"),
    authentication: authenticationOf(draft, "serial"),
    password: notApplicable("ASA: the console asks for no password of its own."),
    idleTimeout:
      timeout ??
      byDefault(null, 'ASA: never unless "console timeout" (CIS Cisco Firewall v8.x 4.2.0, 1.8.1, "Default Value")'),
    sources: byDefault([], "ASA: the console is not reached from the network"),
    privilege: noPrivilege,
    at: timeout?.at ?? [],
  };
}

function networkLines(draft: Draft, service: "ssh" | "telnet"): readonly LoginLine[] {
  const sources = draft.sources.get(service) ?? [];
  const protocols: readonly Transport[] = [service];
  const authentication = authenticationOf(draft, service);
  return [...Map.groupBy(sources, ({ nameif }) => nameif)].map(([nameif, own]): LoginLine => {
    const at = joinRanges(own.flatMap((each) => each.at));
    return {
      name: `${service} on ${nameif}`,
      kind: "vty",
      protocols: read(protocols, at),
      exec: byDefault(true, "ASA: a login starts a session"),
      authentication,
      password: linePassword(draft, authentication),
      idleTimeout: sessionTimeout(draft, service),
      sources: read(
        own.map(({ prefix }): SourceRestriction => ({ kind: "prefix", prefix })),
        at,
      ),
      privilege: noPrivilege,
      at,
    };
  });
}

/**
 * By "aaa authentication SERVICE console". Without it the console asks for nothing, Telnet for the login password
 * ("passwd"), and SSH for the same before 8.4; from then on (some say 8.4(2)) SSH accepts no password at all (Management Access,
 * "Configure SSH Access").
 */
function authenticationOf(draft: Draft, service: "serial" | "ssh" | "telnet"): Fact<LoginAuthentication> {
  const list = `${service} console`;
  const found = draft.methodLists.find(
    (each) => each.type === "authentication" && each.service === "login" && each.list === list,
  );
  if (found !== undefined) return { value: { kind: "aaa", list }, at: found.at };
  const statement = `"aaa authentication ${list}"`;
  if (service === "serial")
    return byDefault({ kind: "none" }, `ASA: the console asks for nothing unless ${statement} (Management Access)`);
  if (service === "telnet")
    return byDefault({ kind: "line-password" }, `ASA: Telnet asks for the login password unless ${statement}`);
  const release = releaseOf(draft);
  if (release === null && !draft.threatDefense)
    return unknownFact(`What SSH asks for without ${statement} depends on the version, and no version is stated.`);
  if (release !== null && !atLeast(release, 8, 4))
    return byDefault(
      { kind: "line-password" },
      `ASA ${release.text}: SSH asks for the login password unless ${statement}`,
    );
  if (release?.text.startsWith("8.4(1)") === true)
    return unknownFact(`Whether 8.4(1) still takes the login password without ${statement} is told in two ways.`);
  return byDefault(
    { kind: "local" },
    `ASA: SSH accepts no password unless ${statement}, public keys of accounts aside`,
  );
}

function linePassword(draft: Draft, authentication: Fact<LoginAuthentication>): Fact<Password | null> {
  if ("value" in authentication && authentication.value.kind !== "line-password")
    return byDefault(null, "ASA: accounts are asked for, not the login password");
  return (
    draft.loginPasswords.at(-1) ??
    unknownFact('Without "passwd" the release decides on the login password: before 9.0(2) it is "cisco".')
  );
}
