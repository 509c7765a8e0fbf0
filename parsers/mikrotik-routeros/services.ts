import { byDefault, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type {
  LoginLine,
  Management,
  ManagementService,
  ManagementServiceName,
  SourceRestriction,
} from "../../src/model/management.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { defaultOf, itemsOf, mark, placeOf, switchOf, type Draft } from "./draft.ts";
import { flagOf, isDisabled, valueOf, type Item } from "./items.ts";

/**
 * "/ip service": what answers, on which port, and whether it does so from the start ("Services", table of services; the
 * same in RouterOS 6 and 7). Of www-ssl the manual has a table where it is off, on a router where others are off that
 * are on from the start: that settles nothing.
 */
const services: readonly (readonly [word: string, name: ManagementServiceName, port: number, on: boolean | null])[] = [
  ["telnet", "telnet", 23, true],
  ["ftp", "ftp", 21, true],
  ["www", "http", 80, true],
  ["ssh", "ssh", 22, true],
  ["www-ssl", "https", 443, null],
  ["winbox", "winbox", 8291, true],
  ["api", "api", 8728, true],
  ["api-ssl", "api-ssl", 8729, true],
];

const keys = new Set(["address", "port", "certificate", "tls-version", "vrf", "max-sessions", "numbers", "name"]);

export function readManagement(draft: Draft): Management {
  for (const item of itemsOf(draft, "/ip service")) mark(draft, item, keys, ["management.services", "smallServices"]);
  const console = itemsOf(draft, "/system console");
  for (const item of console) mark(draft, item, new Set(["port", "term", "channel", "vcno"]), ["management.logins"]);
  for (const item of itemsOf(draft, "/ip ssh"))
    mark(
      draft,
      item,
      new Set(
        "strong-crypto always-allow-password-login forwarding-enabled host-key-size host-key-type allow-none-crypto ciphers password-authentication publickey-authentication-options".split(
          " ",
        ),
      ),
      ["management.ssh"],
    );
  return {
    logins: [consoleOf(draft)],
    services: [...services.map((row) => serviceOf(draft, ...row)), snmpService(draft)],
    ssh: sshOf(draft),
    tls: {
      versions: tlsVersions(draft),
      ciphers: unknownFact("RouterOS does not name the ciphers of its web server."),
    },
  };
}

/** The last "set" of a service by its name; "set 0" does not tell which one is meant. */
function settingOf(draft: Draft, word: string, name: string): Item | undefined {
  return itemsOf(draft, "/ip service", "set").findLast((item) => item.parameters.has(name) && isAbout(item, word));
}

/** "set ssh …", "set [find name=ssh] …", or several at once: "set telnet,ftp …". */
function isAbout({ target }: Item, word: string): boolean {
  const named = namedBySearch(target);
  return named === null ? target.split(/[\s,]+/).includes(word) : named === word;
}

/** The service that a search names and asks nothing more of: "[ find name=ssh ]". */
function namedBySearch(target: string): string | null {
  return /^\[ *find +(?:where +)?name="?([a-z-]{1,20})"? *\]$/.exec(target)?.[1] ?? null;
}

/** A command by number, or for what another search finds, may be about any of the services. */
function isByNumber({ target, parameters }: Item): boolean {
  if (parameters.has("numbers") || /^[*\d]/.test(target)) return true;
  return target.includes("[") && namedBySearch(target) === null;
}

function enabledOf(draft: Draft, word: string, on: boolean | null): Fact<boolean> {
  const items = itemsOf(draft, "/ip service");
  const last = items.findLast((item) => {
    if (item.verb === "set" && !item.parameters.has("disabled")) return false;
    return isAbout(item, word) || isByNumber(item);
  });
  if (last === undefined)
    return on === null
      ? unknownFact(`The manual of RouterOS does not say whether ${word} answers unless set.`)
      : defaultOf(draft, on, `service ${word} disabled=${on ? "no" : "yes"}`);
  if (isByNumber(last)) return unknownFact("A service is set by its number.", placeOf(last));
  if (last.verb !== "set") {
    return last.verb === "enable" || last.verb === "disable"
      ? read(last.verb === "enable", placeOf(last))
      : unknownFact(`What "${last.verb}" does to the service is not followed.`, placeOf(last));
  }
  const disabled = flagOf(last, "disabled");
  return disabled === null
    ? unknownFact('"disabled" is neither yes nor no.', placeOf(last))
    : read(!disabled, placeOf(last));
}

function sourcesOf(draft: Draft, word: string): Fact<readonly SourceRestriction[]> {
  const item = settingOf(draft, word, "address");
  const byNumber = itemsOf(draft, "/ip service").findLast((each) => each.parameters.has("address") && isByNumber(each));
  if (byNumber !== undefined && byNumber.first > (item?.first ?? 0))
    return unknownFact("Addresses are set for a service by its number.", placeOf(byNumber));
  if (item === undefined) return defaultOf(draft, [], `service ${word} without address`);
  const prefixes = prefixesOf(valueOf(item, "address") ?? "");
  return prefixes === null
    ? unknownFact("The addresses cannot be read.", placeOf(item))
    : read(prefixes, placeOf(item));
}

/** "10.0.0.0/8,192.0.2.1" as prefixes; everything is no restriction. Null where a part is no address. */
export function prefixesOf(text: string): readonly SourceRestriction[] | null {
  const found: SourceRestriction[] = [];
  for (const part of text.split(",").filter((each) => each !== "")) {
    const match = addressMatch(part);
    if (match?.kind === "any") return [];
    if (match?.kind !== "prefix") return null;
    found.push({ kind: "prefix", prefix: match.prefix });
  }
  return found;
}

function serviceOf(
  draft: Draft,
  word: string,
  name: ManagementServiceName,
  port: number,
  on: boolean | null,
): ManagementService {
  const numbered = settingOf(draft, word, "port");
  const stated = numbered === undefined ? null : decimal(valueOf(numbered, "port") ?? "");
  const inVrf = settingOf(draft, word, "vrf");
  return {
    name,
    instance: `/ip service ${word}`,
    enabled: enabledOf(draft, word, on),
    port:
      numbered === undefined
        ? defaultOf(draft, port, `service ${word} port=${port}`)
        : stated === null
          ? unknownFact("The port cannot be read.", placeOf(numbered))
          : read(stated, placeOf(numbered)),
    interfaces: byDefault(
      "all",
      "RouterOS offers a service on every interface; address lists and the firewall restrict it",
    ),
    vrf:
      inVrf === undefined
        ? defaultOf(draft, null, `service ${word} vrf=main`)
        : read(valueOf(inVrf, "vrf"), placeOf(inVrf)),
    sources: sourcesOf(draft, word),
    idleTimeout: unknownFact("When a session without activity ends is a matter of each user."),
    external: unknownFact("Which interfaces face outside is not said."),
  };
}

function snmpService(draft: Draft): ManagementService {
  return {
    name: "snmp",
    instance: "/snmp",
    enabled: switchOf(draft, "/snmp", "enabled", false),
    port: defaultOf(draft, 161, "SNMP answers on port 161"),
    interfaces: byDefault("all", "RouterOS answers SNMP on every interface"),
    vrf: unknownFact("In which VRF SNMP answers is not read."),
    sources: unknownFact("Each community has addresses of its own."),
    idleTimeout: notApplicable("SNMP has no sessions."),
    external: unknownFact("Which interfaces face outside is not said."),
  };
}

/** The serial console asks for name and password ("Serial Console"). */
function consoleOf(draft: Draft): LoginLine {
  const items = itemsOf(draft, "/system console");
  const at = items.flatMap(placeOf);
  const off = items.filter(isDisabled);
  return {
    name: "/system console",
    kind: "console",
    protocols: byDefault([], "RouterOS: a console is a port of the router, not a service"),
    exec:
      off.length === 0
        ? defaultOf(draft, true, "a console is on")
        : unknownFact("A console is off, and whether there are others is not in the text.", off.flatMap(placeOf)),
    authentication: byDefault({ kind: "local" }, "RouterOS: a console asks for a user and a password"),
    password: byDefault(null, "RouterOS: a console has no password of its own"),
    idleTimeout: unknownFact("When a session without activity ends is a matter of each user."),
    sources: byDefault([], "RouterOS: a console has no sources"),
    privilege: byDefault(null, "RouterOS: users get the rights of their group"),
    at,
  };
}

/** RouterOS speaks version 2 alone ("SSH": the server supports SSH 2); its algorithms follow from strong-crypto and the release. */
function sshOf(draft: Draft): Management["ssh"] {
  const items = itemsOf(draft, "/ip ssh", "set");
  const algorithms = unknownFact(
    "Which algorithms RouterOS offers follows from its release and from strong-crypto.",
    items.flatMap(placeOf),
  );
  return {
    versions: byDefault([2], "RouterOS: the SSH server speaks version 2 alone"),
    ciphers: algorithms,
    macs: algorithms,
    keyExchange: algorithms,
    hostKeys: algorithms,
    loginTimeout: unknownFact("RouterOS does not say how long a login may take."),
    retries: unknownFact("RouterOS does not say how often a login may be tried."),
    rootLogin: notApplicable("RouterOS has no superuser; users have the rights of their group."),
  };
}

/** "tls-version=only-1.2" of www-ssl; "any" is whatever the release knows. */
function tlsVersions(draft: Draft): Fact<readonly string[]> {
  const item = settingOf(draft, "www-ssl", "tls-version");
  if (item === undefined) return unknownFact("Which versions of TLS the web server speaks follows from the release.");
  return valueOf(item, "tls-version") === "only-1.2"
    ? read(["1.2"], placeOf(item))
    : unknownFact("Any version of TLS that the release knows.", placeOf(item));
}
