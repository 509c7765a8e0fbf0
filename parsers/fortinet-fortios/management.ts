import { byDefault, isKnown, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginLine, Management, ManagementService, SshServer, WebTls } from "../../src/model/management.ts";
import { isAtLeast } from "./version.ts";
import { idleTimeout } from "./idle-timeout.ts";
import { readServices } from "./management-services.ts";
import { enabled, integer, list, type Source } from "./source.ts";

export function readManagement(source: Source): Management {
  return {
    logins: [readConsole(source)],
    services: [...readServices(source), ...secureCopy(source)],
    ssh: readSsh(source),
    tls: readTls(source),
  };
}

/** The console asks for an administrator account; `system console login disable` turns the prompt off. */
function readConsole(source: Source): LoginLine {
  const entry = source.tables.single("system console");
  source.note(entry, "output", "baudrate", "mode", "fortiexplorer");
  return {
    name: "console",
    kind: "console",
    at: entry?.at ?? [],
    protocols: byDefault([], "The console takes no session from the network"),
    exec: source.fact(entry, "system console", "login", enabled),
    authentication: byDefault({ kind: "local" }, "The FortiOS console asks for an administrator account"),
    password: notApplicable("The console has no password of its own."),
    idleTimeout: consoleTimeout(source),
    sources: notApplicable("The console has no network source."),
    privilege: notApplicable("The console gives the rights of the account."),
  };
}

/** `admin-console-timeout` in seconds overrides `admintimeout`; 0 turns the override off (help text of the key, 6.0.2). */
function consoleTimeout(source: Source): Fact<number | null> {
  const global = source.tables.single("system global");
  const own = source.fact(global, "system global", "admin-console-timeout", integer);
  if (!isKnown(own) || own.value > 0) return own;
  return idleTimeout(source);
}

function readSsh(source: Source): SshServer {
  const global = source.tables.single("system global");
  source.fact(global, "system global", "strong-crypto", enabled);
  const v1 = source.fact(global, "system global", "admin-ssh-v1", enabled);
  return {
    versions: mapFact(v1, (on): readonly (1 | 2)[] => (on ? [1, 2] : [2])),
    ciphers: switched(source, ["ssh-cbc-cipher"]) ?? algorithms(source, "ssh-enc-algo"),
    macs: switched(source, ["ssh-hmac-md5", "ssh-mac-weak"]) ?? algorithms(source, "ssh-mac-algo"),
    keyExchange: switched(source, ["ssh-kex-sha1"]) ?? algorithms(source, "ssh-kex-algo"),
    hostKeys: algorithms(source, "ssh-hostkey-algo", "ssh-hsk-algo"),
    loginTimeout: source.fact(global, "system global", "admin-ssh-grace-time", integer),
    retries: notApplicable("FortiOS counts failed logins by account and source, not by session."),
    rootLogin: notApplicable("FortiOS has no superuser account apart from its administrators."),
  };
}

/** `admin-scp` lets administrators copy the configuration over the SSH service of every interface; off unless set. */
function secureCopy(source: Source): readonly ManagementService[] {
  const global = source.tables.single("system global");
  const on = source.fact(global, "system global", "admin-scp", enabled);
  if (!isKnown(on) || !on.value || !("at" in on)) return [];
  const perInterface = unknownFact("SCP is offered wherever SSH is, and each interface tells for itself.", on.at);
  return [
    {
      name: "scp",
      instance: "admin-scp",
      enabled: on,
      port: source.fact(global, "system global", "admin-ssh-port", integer),
      interfaces: perInterface,
      vrf: perInterface,
      sources: perInterface,
      idleTimeout: idleTimeout(source),
      external: perInterface,
    },
  ];
}

/** Before there were lists weak algorithms were switched on and off by kind (CLI reference 6.0.0, system global); what is offered beside them is not told. */
function switched(source: Source, keys: readonly string[]): Fact<readonly string[]> | null {
  const global = source.tables.single("system global");
  const stated = keys.filter((key) => source.parsed(global, key, enabled) !== undefined);
  if (stated.length === 0) return null;
  const at = stated.flatMap((key) => global?.settings.get(key)?.at ?? []);
  return unknownFact(`"${stated.join('", "')}" is stated; what is offered beside is not told.`, joinRanges(at));
}

/** Algorithm lists stand in `system global`, from 7.4.4 on in `system ssh-config` (Terraform provider fortios, system sshconfig; CLI reference 7.4.8). */
function algorithms(source: Source, key: string, later = key): Fact<readonly string[]> {
  const global = source.tables.single("system global");
  const own = source.tables.single("system ssh-config");
  if (own?.settings.has(later) === true) return source.fact(own, "system ssh-config", later, list);
  if (global?.settings.has(key) === true) return source.fact(global, "system global", key, list);
  // The lists that hold by default are those of strong cryptography.
  const strong = source.fact(global, "system global", "strong-crypto", enabled);
  if (!isKnown(strong)) return strong;
  if (!strong.value)
    return unknownFact(`Without strong-crypto the default of "${key}" is not known.`, "at" in strong ? strong.at : []);
  const moved = source.version !== null && isAtLeast(source.version, [7, 4, 4]);
  return moved ? source.fact(own, "system ssh-config", later, list) : source.fact(global, "system global", key, list);
}

function readTls(source: Source): WebTls {
  const global = source.tables.single("system global");
  const banned = source.take(global, "admin-https-ssl-banned-ciphers");
  const suites = source.take(global, "admin-https-ssl-ciphersuites");
  source.note(global, "admin-server-cert", "admin-https-pki-required", "admin-hsts-max-age", "ssl-static-key-ciphers");
  source.note(global, "ssl-min-proto-version", "dh-params");
  return {
    versions: source.fact(global, "system global", "admin-https-ssl-versions", tlsVersions),
    ciphers: unknownFact("FortiOS names no list of TLS 1.2 ciphers for its web service.", [
      ...(suites?.at ?? []),
      ...(banned?.at ?? []),
    ]),
  };
}

const tlsNames: Readonly<Record<string, string>> = {
  sslv3: "SSLv3",
  "tlsv1-0": "TLSv1.0",
  "tlsv1-1": "TLSv1.1",
  "tlsv1-2": "TLSv1.2",
  "tlsv1-3": "TLSv1.3",
};

function tlsVersions(words: readonly string[]): readonly string[] | undefined {
  const versions = words.flatMap((word) => tlsNames[word] ?? []);
  return versions.length === words.length && words.length > 0 ? versions : undefined;
}

export function mapFact<T, U>(fact: Fact<T>, map: (value: T) => U): Fact<U> {
  if (!isKnown(fact)) return fact;
  return "default" in fact ? byDefault(map(fact.value), fact.default) : read(map(fact.value), fact.at, fact.path);
}
