import type {
  LoginLine,
  Management,
  ManagementService,
  SourceRestriction,
  SshServer,
  WebTls,
} from "../../src/model/management.ts";
import { byDefault, isKnown, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import { defaultsOf, type Release } from "./defaults.ts";
import type { Port } from "./interfaces.ts";
import type { Source } from "./source.ts";
import { webgui, type WebGui } from "./webgui.ts";

/** Neither service asks where a session comes from: the rules of the interface do. */
const byTheFilter = byDefault<readonly SourceRestriction[]>(
  [],
  "the service itself restricts no source, the filter rules do",
);

export function readManagement(source: Source, ports: readonly Port[], release: Release): Management {
  const gui = webgui(source);
  return {
    logins: [console(source)],
    services: [webService(source, gui, ports), sshService(source, ports)],
    ssh: sshServer(source, release),
    tls: tls(source, gui, release),
  };
}

/** The addresses a service listens on: OPNsense lets interfaces be named, pfSense does not. */
function listening(source: Source, section: XmlElement | undefined): Fact<"all" | readonly string[]> {
  const stated = source.os === "opnsense" ? source.leaf(section, "interfaces") : undefined;
  if (stated === undefined || stated.text === "") {
    return byDefault(
      "all",
      source.os === "opnsense" ? "every interface unless <interfaces> names some" : "every interface",
    );
  }
  return source.fact(
    stated,
    stated.text.split(",").map((name) => name.trim()),
  );
}

/**
 * Whether a service is offered outside. One that listens on an outside interface may be: the filter stands before it
 * and lets nothing in unless a rule says so, and what its rules let through to the device is not followed.
 */
function external(interfaces: Fact<"all" | readonly string[]>, ports: readonly Port[]): Fact<boolean> {
  if (!isKnown(interfaces)) return unknownFact("The interfaces that it listens on are not known.");
  const { value } = interfaces;
  const own = ports.filter(({ name, model }) => model.loopback !== true && (value === "all" || value.includes(name)));
  if (own.some(({ faces }) => faces === "outside"))
    return unknownFact("It listens outside, and whether the filter lets anybody reach it there is not followed.");
  if (own.length === 0 || own.some(({ faces }) => faces === "unclear"))
    return unknownFact("Whether one of its interfaces faces outside is not in the configuration.");
  return unknownFact(
    "It listens at inside addresses, and whether the filter lets anybody reach these from outside is not followed.",
  );
}

/** Minutes without a request until the web page asks for the password again; 240 unless said ("Session Timeout", help of system_advanced_admin.php). */
function sessionTimeout(source: Source, section: XmlElement | undefined): Fact<number | null> {
  const stated = source.leaf(section, "session_timeout");
  if (stated === undefined || stated.text === "")
    return byDefault(14_400, "240 minutes unless <session_timeout> says otherwise");
  const minutes = decimal(stated.text);
  if (minutes === null) return source.unknown(stated, "The session timeout is no number.");
  // pfSense: "Enter 0 to never expire sessions"; OPNsense takes it for no setting.
  if (minutes === 0) return source.fact(stated, source.os === "pfsense" ? null : 14_400);
  return source.fact(stated, minutes * 60);
}

function webService(source: Source, gui: WebGui, ports: readonly Port[]): ManagementService {
  const interfaces = listening(source, gui.element);
  const name = isKnown(gui.protocol) ? gui.protocol.value : "https";
  return {
    name,
    instance: "web configurator",
    enabled: isKnown(gui.protocol) ? { ...gui.protocol, value: true } : gui.protocol,
    port: gui.port,
    interfaces,
    vrf: byDefault(null, "there is one routing table for management"),
    sources: byTheFilter,
    idleTimeout: sessionTimeout(source, gui.element),
    external: external(interfaces, ports),
  };
}

/** Ciphers by OpenSSL's names. A list that names some takes the place of the lowest version too (webgui.inc). */
function tls(source: Source, { element, protocol }: WebGui, release: Release): WebTls {
  const stated = source.leaf(element, "ssl-ciphers");
  const http = isKnown(protocol) && protocol.value === "http";
  if (http) {
    const none = notApplicable("The web page has no TLS.");
    return { versions: none, ciphers: none };
  }
  if (stated !== undefined && stated.text !== "") {
    return {
      versions: unknownFact("The versions follow from the ciphers that are named."),
      ciphers: source.fact(stated, stated.text.split(":")),
    };
  }
  return {
    versions: release.known(defaultsOf(source.os, "tlsVersions"), "TLS versions"),
    ciphers: unknownFact("The ciphers of the web page belong to the release."),
  };
}

/**
 * OPNsense: `<ssh><enabled>` is there (openssh.inc, openssh_enabled). pfSense: `<ssh><enable>` (etc/sshd), in older
 * releases `<enablesshd>`.
 */
function sshEnabled(source: Source): Fact<boolean> {
  const section = source.find(source.root, "system", "ssh");
  const older = source.leaf(source.root, "system", "enablesshd");
  const own = source.leaf(section, source.os === "opnsense" ? "enabled" : "enable");
  const other = source.leaf(section, source.os === "opnsense" ? "enable" : "enabled");
  if (own !== undefined) return source.fact(own, true);
  if (older !== undefined && source.os === "pfsense") return source.fact(older, true);
  const strange = other ?? older;
  if (strange !== undefined) return source.unknown(strange, `<${strange.name}> is not how ${source.os} turns SSH on.`);
  return byDefault(false, "SSH is off unless it is turned on");
}

function sshService(source: Source, ports: readonly Port[]): ManagementService {
  const section = source.find(source.root, "system", "ssh");
  if (section !== undefined && section.children.length === 0) source.take(section);
  const interfaces = listening(source, section);
  const stated = source.leaf(section, "port");
  const port = stated === undefined || stated.text === "" ? null : decimal(stated.text);
  // What belongs to accounts and keys, and to the installer.
  for (const name of ["group", "noauto", "sshdagentforwarding", "rekeylimit", "keysig"]) source.leaf(section, name);
  return {
    name: "ssh",
    instance: "sshd",
    enabled: sshEnabled(source),
    port:
      stated === undefined || stated.text === ""
        ? byDefault(22, "SSH is on port 22 unless <port> says otherwise")
        : port === null
          ? source.unknown(stated, "The port of SSH is no number.")
          : source.fact(stated, port),
    interfaces,
    vrf: byDefault(null, "there is one routing table for management"),
    sources: byTheFilter,
    idleTimeout: shellTimeout(source),
    external: external(interfaces, ports),
  };
}

/** OPNsense: `<autologout>`, minutes of a shell's idleness; pfSense: `<sshguard…>` does not end sessions, and nothing else does. */
function shellTimeout(source: Source): Fact<number | null> {
  const stated = source.leaf(source.root, "system", "autologout");
  const minutes = decimal(stated?.text);
  if (stated !== undefined && minutes !== null && minutes > 0) return source.fact(stated, minutes * 60);
  return unknownFact("Nothing in the configuration ends an idle shell; the shell's own settings may.");
}

/** `PermitRootLogin yes` is written always by pfSense (etc/sshd), by OPNsense where `<permitrootlogin>` is there (openssh.inc). */
function rootLogin(source: Source): Fact<boolean> {
  if (source.os === "pfsense") return byDefault(true, 'pfSense always writes "PermitRootLogin yes" (etc/sshd)');
  const stated = source.leaf(source.root, "system", "ssh", "permitrootlogin");
  if (stated === undefined) return byDefault(false, "OPNsense: no unless <permitrootlogin> is there");
  return stated.text === "0" || stated.text === ""
    ? source.unknown(stated, "<permitrootlogin> is there and says nothing.")
    : source.fact(stated, true);
}

function sshServer(source: Source, release: Release): SshServer {
  const section = source.find(source.root, "system", "ssh");
  // Whether passwords are accepted beside keys; the model has no word for it.
  for (const name of ["passwordauth", "sshdkeyonly"]) source.leaf(section, name);
  const list = (name: string, key: "sshCiphers" | "sshMacs" | "sshKex" | "sshHostKeys"): Fact<readonly string[]> => {
    const stated = source.os === "opnsense" ? source.leaf(section, name) : undefined;
    if (stated !== undefined && stated.text !== "")
      return source.fact(
        stated,
        stated.text.split(",").map((word) => word.trim()),
      );
    return release.known(defaultsOf(source.os, key), `SSH ${name}`);
  };
  return {
    versions: byDefault([2], "the SSH server speaks version 2 alone"),
    ciphers: list("ciphers", "sshCiphers"),
    macs: list("macs", "sshMacs"),
    keyExchange: list("kex", "sshKex"),
    hostKeys: list("keys", "sshHostKeys"),
    loginTimeout: release.known(defaultsOf(source.os, "sshLoginTimeout"), "SSH login grace time"),
    retries: unknownFact("The number of tries is OpenSSH's own, and lockouts come before it."),
    rootLogin: rootLogin(source),
  };
}

/** The menu of the console asks for a password only where `<disableconsolemenu>` is there (both manuals, "Password protect the console menu"). */
function console(source: Source): LoginLine {
  const locked = source.leaf(source.root, "system", "disableconsolemenu");
  for (const name of ["primaryconsole", "secondaryconsole", "enableserial", "serial_console", "usb_console"])
    source.leaf(source.root, "system", name);
  return {
    name: "console",
    kind: "console",
    at: locked === undefined ? [] : source.place(locked).at,
    protocols: byDefault([], "the console is no network service"),
    exec: byDefault(true, "the console shows a menu with a shell"),
    authentication:
      locked === undefined
        ? byDefault({ kind: "none" }, "the console menu has no password unless <disableconsolemenu> is there")
        : locked.text === "0"
          ? source.unknown(locked, "<disableconsolemenu> is there and says 0.")
          : source.fact(locked, { kind: "local" }),
    password: byDefault(null, "the console has no password of its own"),
    idleTimeout: shellTimeout(source),
    sources: byDefault([], "the console is no network service"),
    privilege: byDefault(null, "the console has no privilege levels"),
  };
}
