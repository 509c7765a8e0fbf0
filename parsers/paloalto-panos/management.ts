import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginLine, Management, SshServer, WebTls } from "../../src/model/management.ts";
import type { Context } from "./context.ts";
import type { Port } from "./interfaces.ts";
import { readServices } from "./management-services.ts";
import type { PanosNode } from "./node.ts";
import { child, entries, note, placeOfAll, stated, value } from "./reading.ts";
import { idleTimeout } from "./timeouts.ts";
import { tlsVersions } from "./vpn.ts";
import type { Zones } from "./zones.ts";

export function readManagement(context: Context, ports: readonly Port[], zones: Zones): Management {
  // How long a key of the API holds; the model has no word for it.
  note(child(context.root, "deviceconfig", "setting", "management"), "api");
  return {
    logins: context.hasSystem ? [readConsole(context)] : [],
    services: readServices(context, ports, zones),
    ssh: readSsh(context),
    tls: readTls(context),
  };
}

/** The console asks for an administrator account as every other way in does. */
function readConsole(context: Context): LoginLine {
  return {
    name: "console",
    kind: "console",
    at: [],
    protocols: byDefault([], "PAN-OS: the console takes no session from the network"),
    exec: byDefault(true, "PAN-OS: the console is always on"),
    authentication: byDefault({ kind: "local" }, "PAN-OS: the console asks for an administrator account"),
    password: notApplicable("The console has no password of its own."),
    idleTimeout: idleTimeout(context),
    sources: notApplicable("The console has no network source."),
    privilege: notApplicable("The console gives the rights of the account."),
  };
}

const defaultKey = unknownFact("The algorithms that hold where nothing is said depend on the release.");

/**
 * Algorithms of the management port's SSH: `ssh profiles mgmt-profiles server-profiles`, chosen by `ssh mgmt
 * server-profile`, from 10.0 on; `ssh ciphers mgmt` and the like before (PAN-OS Administrator's Guide, "Configure
 * an SSH Service Profile"; CLI Quick Start, "Refresh SSH Keys and Configure Key Options for Management Interface Connection").
 */
function readSsh(context: Context): SshServer {
  const ssh = child(context.root, "deviceconfig", "system", "ssh");
  const chosen = value(ssh, "mgmt", "server-profile");
  const profiles = entries(ssh, "profiles", "mgmt-profiles", "server-profiles");
  const profile = chosen === undefined ? undefined : profiles.find(({ word }) => word === chosen.word);
  for (const each of profiles) note(each, "session-rekey", "default-hostkey", "ciphers", "kex", "mac");
  note(ssh, "ha", "session-rekey", "regenerate-hostkeys");
  note(child(ssh, "profiles"), "ha-profiles");
  const list = (key: string): Fact<readonly string[]> => {
    const nodes = [...entries(profile, key), ...entries(ssh, key, "mgmt")];
    return nodes.length === 0 ? defaultKey : { value: nodes.map(({ word }) => word), ...placeOfAll(nodes) };
  };
  note(child(ssh, "ciphers"), "ha");
  return {
    versions: unknownFact("No source read says which versions of SSH are accepted."),
    ciphers: list("ciphers"),
    macs: list("mac"),
    keyExchange: list("kex"),
    hostKeys: hostKey(profile ?? ssh),
    loginTimeout: unknownFact("PAN-OS has no setting for the time to log in."),
    retries: notApplicable("PAN-OS counts failed logins by account, not by session."),
    rootLogin: notApplicable("PAN-OS has no superuser account apart from its administrators."),
  };
}

/** `default-hostkey key-type ECDSA 256`. */
function hostKey(holder: PanosNode | undefined): Fact<readonly string[]> {
  const types = [
    ...entries(holder, "default-hostkey", "key-type"),
    ...entries(holder, "default-hostkey", "mgmt", "key-type"),
  ];
  const [type] = types;
  if (type === undefined) return defaultKey;
  const [size] = entries(type);
  const word = type.word.toUpperCase();
  if (word === "ALL") return unknownFact("Every type of key may be chosen.", placeOfAll(types).at);
  if (word === "ECDSA") return stated([`ecdsa-sha2-nistp${size?.word ?? "256"}`], type);
  return word === "RSA"
    ? stated(["ssh-rsa"], type)
    : unknownFact("A type of key that is not known.", placeOfAll(types).at);
}

/** TLS of the web interface: `deviceconfig system ssl-tls-service-profile` names a profile of what all share. */
function readTls(context: Context): WebTls {
  const system = child(context.root, "deviceconfig", "system");
  const chosen = value(system, "ssl-tls-service-profile");
  const none = unknownFact("No profile says which versions of TLS the web interface speaks.");
  const holders = [context.levels.shared, child(context.root, "panorama")];
  const profile =
    chosen === undefined
      ? undefined
      : holders
          .map((holder) => child(holder, "ssl-tls-service-profile", chosen.word))
          .find((found) => found !== undefined);
  return {
    versions: profile === undefined ? none : tlsVersions(profile),
    ciphers: unknownFact("A profile names algorithms, and no suites."),
  };
}
