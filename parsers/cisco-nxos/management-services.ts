import { byDefault, isKnown, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, SourceRestriction } from "../../src/model/management.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";
import { atLeast, releaseOf } from "./platform.ts";
import { tlsVersions } from "./ssh.ts";

/** NX-API, gRPC and the XML server ("NX-API CLI" and "gRPC Agent", Programmability Guide). */
export const serviceStatements = [
  on<Draft>(["nxapi http port", "nxapi https port", "nxapi http", "nxapi https"], (draft, statement) => {
    const name = statement.words.slice(0, 2).join(" ");
    const port = decimal(statement.words[3]);
    if (!statement.negated && port === null) return false;
    draft.numbers.set(name, readAt(statement.negated ? null : port, statement));
    return true;
  }),
  on<Draft>("nxapi ssl protocols", tlsVersions),
  on<Draft>("nxapi ssl ciphers", (draft, statement) => {
    draft.lists.set("nxapi ssl ciphers", readAt(statement.words.slice(3), statement));
    return !statement.negated;
  }),
  on<Draft>("nxapi use-vrf", (draft, statement) => {
    draft.lists.set("nxapi use-vrf", readAt(statement.words.slice(2), statement));
    return !statement.negated;
  }),
  on<Draft>("nxapi idle-timeout", (draft, statement) => {
    const minutes = decimal(statement.words[2]);
    if (minutes === null || statement.negated) return false;
    draft.numbers.set("nxapi idle-timeout", readAt(minutes * 60, statement));
    return true;
  }),
  on<Draft>(["grpc port", "grpc gnmi"], (draft, statement) => {
    const port = decimal(statement.words[2]);
    if (statement.words[1] === "port" && port === null) return false;
    if (port !== null && statement.words[1] === "port") draft.numbers.set("grpc port", readAt(port, statement));
    return true;
  }),
  on<Draft>("grpc use-vrf", (draft, statement) => {
    draft.lists.set("grpc use-vrf", readAt(statement.words.slice(2), statement));
    return !statement.negated;
  }),
  // A page to try requests on, behind the same login as NX-API itself.
  skip("nxapi-sandbox", "nxapi sandbox"),
  skip("service-certificates", "nxapi certificate", "nxapi client", "grpc certificate", "grpc client"),
  skip(
    "service-sessions",
    "netconf sessions",
    "netconf idle-timeout",
    "xml server max-session",
    "xml server timeout",
    "xml server terminate",
    "xml server validate",
    "restconf",
  ),
  on<Draft>("xml server exec-mode", switched("xml server exec-mode")),
  on<Draft>(["telnet server enable", "ssh server enable", "feature sshServer"], (draft, statement) => {
    // Releases before 5.0 on the Nexus 5000 write these for the features.
    draft.switches.set(
      statement.words[0] === "telnet" ? "feature telnet" : "feature ssh",
      readAt(!statement.negated, statement),
    );
  }),
  touching(
    ["management.services", "management.tls"],
    "nxapi",
    "grpc",
    "netconf",
    "restconf",
    "xml",
    "http-server",
    "telnet",
  ),
];

/** On unless "no feature ssh" ("Configuring SSH and Telnet", Security Configuration Guide, "Default Settings"). */
export function sshEnabled(draft: Draft): Fact<boolean> {
  return (
    draft.switches.get("feature ssh") ??
    byDefault(true, 'NX-OS: on unless "no feature ssh" (Configuring SSH and Telnet)')
  );
}

/**
 * Off unless "feature telnet" on the Nexus 7000 and 9000: DISA looks for that line alone (NX-OS NDM STIG, CISC-ND-000470).
 * The Nexus 5000 writes "no feature telnet" where it is off, so that silence means on there, or nothing.
 */
export function telnetEnabled(draft: Draft): Fact<boolean> {
  const stated = draft.switches.get("feature telnet");
  if (stated !== undefined) return stated;
  const release = releaseOf(draft);
  return release?.series === "7000" || release?.series === "9000"
    ? byDefault(false, `NX-OS ${release.text}: off unless "feature telnet" (DISA CISC-ND-000470)`)
    : unknownFact('Whether Telnet is on without "feature telnet" depends on the platform.');
}

/** Answers unless "no snmp-server protocol enable" (Cisco's cisco-network-node-utils, cmd_ref/snmp_server.yaml, "protocol"). */
export function snmpEnabled(draft: Draft): Fact<boolean> {
  return (
    draft.switches.get("snmp-server protocol enable") ??
    byDefault(true, 'NX-OS: on unless "no snmp-server protocol enable" (cisco-network-node-utils, snmp_server.yaml)')
  );
}

/**
 * The old web server. The Nexus 5000 of old and its kin write "no feature http-server" where it is off, so that silence
 * means on there, or nothing; no manual that was read says what the others start with.
 */
function webServerEnabled(draft: Draft): Fact<boolean> {
  const stated = draft.switches.get("feature http-server");
  if (stated !== undefined) return stated;
  const release = releaseOf(draft);
  return release?.series === "7000" || release?.series === "9000"
    ? byDefault(false, `NX-OS ${release.text}: off unless "feature http-server"`)
    : unknownFact('Whether the web server is on without "feature http-server" depends on the platform.');
}

interface Offer {
  readonly name: ManagementService["name"];
  readonly instance: string;
  readonly enabled: Fact<boolean>;
  readonly port: Fact<number | null>;
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly vrf?: Fact<string | null>;
  readonly idleTimeout?: Fact<number | null>;
}

function offer({ idleTimeout, vrf, ...rest }: Offer): ManagementService {
  return {
    ...rest,
    interfaces: byDefault("all", "NX-OS: offered on every interface"),
    vrf: vrf ?? unknownFact("In which VRFs the service answers is not read."),
    idleTimeout: idleTimeout ?? notApplicable("The service has no session of its own."),
    external: unknownFact("Nothing in an NX-OS configuration says which interfaces face outside."),
  };
}

const byLines = unknownFact("SSH and Telnet come in by the VTYs, which restrict them.");
const linesEnd = unknownFact("The VTYs set the timeout of the sessions.");

/**
 * Services as the model has them, on ports that are IANA's (Service Name and Transport Protocol Port Number Registry)
 * where nothing is set; those that a feature has to switch on are left out where none does.
 */
export function managementServices(draft: Draft): readonly ManagementService[] {
  const feature = (name: string) => draft.switches.get(`feature ${name}`);
  const anyone = byDefault<readonly SourceRestriction[]>([], "NX-OS: the service itself restricts no source");
  const services = [
    offer({
      name: "ssh",
      instance: "feature ssh",
      enabled: sshEnabled(draft),
      port: draft.numbers.get("ssh port") ?? byDefault(22, 'NX-OS: port 22 unless "ssh port"'),
      sources: byLines,
      idleTimeout: linesEnd,
    }),
    offer({
      name: "telnet",
      instance: "feature telnet",
      enabled: telnetEnabled(draft),
      port: byDefault(23, "NX-OS: port 23"),
      sources: byLines,
      idleTimeout: linesEnd,
    }),
    offer({
      name: "snmp",
      instance: "snmp-server",
      enabled: snmpEnabled(draft),
      port: byDefault(161, "NX-OS: port 161"),
      sources: unknownFact("Communities and users restrict SNMP each for itself."),
    }),
    ...webServices(draft, anyone),
    offer({
      name: "http",
      instance: "feature http-server",
      enabled: webServerEnabled(draft),
      port: byDefault(80, "NX-OS: port 80"),
      sources: anyone,
      idleTimeout: unknownFact("When idle sessions of the server end is not documented."),
    }),
    offer({
      name: "netconf",
      instance: "feature netconf",
      enabled:
        feature("netconf") ??
        byDefault(false, 'NX-OS: off unless "feature netconf" (NETCONF Agent, Programmability Guide)'),
      port: byDefault(830, "NX-OS: port 830 (NETCONF Agent, Programmability Guide)"),
      sources: anyone,
      idleTimeout: unknownFact("When idle sessions of NETCONF end is not read."),
    }),
    offer({
      name: "restconf",
      instance: "feature restconf",
      enabled:
        feature("restconf") ??
        byDefault(false, 'NX-OS: off unless "feature restconf" (RESTCONF Agent, Programmability Guide)'),
      port: unknownFact("RESTCONF shares the ports of the web server."),
      sources: anyone,
    }),
    offer({
      name: "gnmi",
      instance: "feature grpc",
      enabled:
        feature("grpc") ?? byDefault(false, 'NX-OS: off unless "feature grpc" (gRPC Agent, Programmability Guide)'),
      port:
        draft.numbers.get("grpc port") ??
        byDefault(50_051, 'NX-OS: 50051 unless "grpc port" (gRPC Agent, Programmability Guide)'),
      sources: anyone,
      vrf: vrfOf(draft, "grpc use-vrf"),
    }),
    offer({
      name: "scp",
      instance: "feature scp-server",
      enabled: feature("scp-server") ?? byDefault(false, 'NX-OS: off unless "feature scp-server"'),
      port: byDefault(22, "NX-OS: the port of SSH"),
      sources: byLines,
    }),
    offer({
      name: "sftp",
      instance: "feature sftp-server",
      enabled: feature("sftp-server") ?? byDefault(false, 'NX-OS: off unless "feature sftp-server"'),
      port: byDefault(22, "NX-OS: the port of SSH"),
      sources: byLines,
    }),
  ];
  // Off by a default that nobody touched: no service of the device.
  return services.filter(
    ({ name, enabled }) =>
      ["ssh", "telnet", "snmp"].includes(name) || !isKnown(enabled) || "at" in enabled || enabled.value,
  );
}

/**
 * NX-API answers on HTTPS port 443 and not on HTTP from 9.2 on ("NX-API CLI", Nexus 3400-S Programmability Guide 9.3x,
 * "Transport" and "Security"); which of both earlier releases start is not stated.
 */
function webServices(draft: Draft, sources: Fact<readonly SourceRestriction[]>): readonly ManagementService[] {
  const feature = draft.switches.get("feature nxapi");
  const vrf = vrfOf(draft, "nxapi use-vrf");
  const release = releaseOf(draft);
  const modern = release !== null && (release.series === "9000" || release.series === "3000") && atLeast(release, 9, 2);
  const idleTimeout =
    draft.numbers.get("nxapi idle-timeout") ??
    unknownFact('Without "nxapi idle-timeout" the release decides when a session of NX-API ends.');
  return (["http", "https"] as const).map((name) => {
    const stated = draft.numbers.get(`nxapi ${name}`);
    const normal = name === "http" ? 80 : 443;
    const instance = `nxapi ${name}`;
    const own = { name, instance, sources, vrf, idleTimeout };
    if (feature?.value !== true) {
      const enabled = feature ?? byDefault(false, 'NX-OS: NX-API is off unless "feature nxapi" (NX-API CLI)');
      return offer({ ...own, enabled, port: byDefault(normal, `NX-OS: port ${normal}`) });
    }
    if (stated !== undefined)
      return offer({
        ...own,
        enabled: read(stated.value !== null, stated.at),
        port: read(stated.value ?? normal, stated.at),
      });
    return offer({
      ...own,
      enabled: modern
        ? byDefault(name === "https", `NX-OS ${release.text}: HTTPS unless "nxapi http port" (NX-API CLI)`)
        : unknownFact(
            `Whether NX-API answers on ${name.toUpperCase()} without "${instance} port" depends on the release.`,
            feature.at,
          ),
      port: byDefault(normal, `NX-OS: port ${normal} unless "${instance} port" (NX-API CLI)`),
    });
  });
}

function vrfOf(draft: Draft, statement: string): Fact<string | null> {
  const stated = draft.lists.get(statement);
  return stated === undefined
    ? unknownFact(`"${statement}" is not set, and in which VRFs the service answers without it is not read.`)
    : read(stated.value[0] ?? null, stated.at);
}

/** The lines that switch a feature, for what a feature stands for elsewhere in the model. */
export function featureStatements() {
  return [
    on<Draft>("feature", (draft, statement) => {
      const name = statement.words.slice(1).join(" ");
      if (name === "") return false;
      draft.switches.set(`feature ${name}`, readAt(!statement.negated, statement));
      if (name === "ipsec" && !statement.negated) draft.vpnLines.push(...placeOf(statement));
      return true;
    }),
    skip("feature-sets", "feature-set", "install feature-set", "allow feature-set"),
    touching(["management.services", "smallServices", "system"], "feature"),
  ];
}
