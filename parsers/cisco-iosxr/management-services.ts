import {
  byDefault,
  joinRanges,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type ReadFact,
} from "../../src/model/fact.ts";
import type { ManagementService, SourceRestriction, SshServer, WebTls } from "../../src/model/management.ts";
import { offeredOn } from "./control-plane.ts";
import type { Draft, ServerDraft } from "./draft.ts";
import { serverSources, sshServers } from "./server-sources.ts";

type Offer = Pick<ManagementService, "name" | "instance" | "enabled" | "port"> &
  Partial<Pick<ManagementService, "families" | "vrf" | "sources" | "idleTimeout" | "interfaces">>;

const anyone: Fact<readonly SourceRestriction[]> = byDefault([], "IOS XR: anyone unless an access list is named");

function offer(draft: Draft, given: Offer, protocol: string): ManagementService {
  return {
    interfaces: offeredOn(draft, protocol),
    vrf: byDefault(null, "IOS XR: the default VRF unless another is named"),
    sources: anyone,
    idleTimeout: unknownFact("Nothing read says when idle sessions of the service end."),
    external: unknownFact("Nothing in an IOS XR configuration says which interfaces face outside."),
    ...given,
  };
}

const onLines = unknownFact("The login lines set the timeout of the sessions.");

/** A server of one VRF as a service. */
function served(
  draft: Draft,
  name: "ssh" | "telnet" | "tftp" | "netconf",
  port: Fact<number | null>,
  each: ServerDraft,
): ManagementService {
  const [family] = each.families;
  const at = joinRanges(each.at);
  const instance = `${name === "netconf" ? "ssh server netconf" : `${name} server`} vrf ${each.vrf ?? "default"}`;
  return offer(
    draft,
    {
      name,
      instance:
        name === "telnet" && family !== undefined
          ? `telnet vrf ${each.vrf ?? "default"} ipv${family} server`
          : instance,
      enabled:
        each.doubtful === true
          ? unknownFact('"ssh server v2" stands beside servers of named VRFs: nothing tells of the default VRF.', at)
          : read(true, at),
      port,
      vrf: read(each.vrf, at),
      sources: serverSources([each], name),
      // Only Telnet and TFTP are turned on for each version by itself; with SSH the word stands before its list.
      ...((name === "telnet" || name === "tftp") && family !== undefined ? { families: each.families } : {}),
      idleTimeout: name === "tftp" ? notApplicable("The service has no session of its own.") : onLines,
    },
    name,
  );
}

const off = (statement: string, source: string): Fact<boolean> =>
  byDefault(false, `IOS XR: off unless "${statement}" (${source})`);

/** SSH in each VRF that it is served in. */
function sshServices(draft: Draft): readonly ManagementService[] {
  const port = draft.numbers.get("ssh port") ?? byDefault(22, 'IOS XR: port 22 unless "ssh server port"');
  const servers = sshServers(draft);
  if (servers.length > 0) return servers.map((each) => served(draft, "ssh", port, each));
  const enabled = off("ssh server", "System Security Command Reference");
  return [offer(draft, { name: "ssh", instance: "ssh server", enabled, port, idleTimeout: onLines }, "ssh")];
}

/**
 * Services as the model has them, on ports that are IANA's (Service Name and Transport Protocol Port Number Registry)
 * where nothing is set; of those that are off by default only the common ones are named.
 */
export function managementServices(draft: Draft): readonly ManagementService[] {
  const services: ManagementService[] = [...sshServices(draft)];
  const telnetPort = byDefault(23, "IOS XR: port 23");
  if (draft.telnet.size > 0)
    services.push(...[...draft.telnet.values()].map((each) => served(draft, "telnet", telnetPort, each)));
  else {
    const enabled = off("telnet ipv4|ipv6 server", "IP Addresses and Services Command Reference");
    services.push(
      offer(
        draft,
        { name: "telnet", instance: "telnet server", enabled, port: telnetPort, idleTimeout: onLines },
        "telnet",
      ),
    );
  }
  services.push(...webServices(draft), snmpService(draft), ...programmable(draft));
  services.push(
    ...[...draft.tftp.values()].map((each) => served(draft, "tftp", byDefault(69, "IOS XR: port 69"), each)),
  );
  return services;
}

function webServices(draft: Draft): readonly ManagementService[] {
  const list = draft.words.get("http access-group");
  const sources: Fact<readonly SourceRestriction[]> =
    list === undefined ? anyone : { value: [{ kind: "acl", name: list.value, family: "both" }], at: list.at };
  return (["http", "https"] as const).map((name) => {
    const instance = name === "http" ? "http server" : "http server ssl";
    const enabled = draft.switches.get(instance) ?? off(instance, "System Management Command Reference");
    const port = name === "http" ? byDefault(80, "IOS XR: port 80") : byDefault(443, "IOS XR: port 443");
    return offer(draft, { name, instance, enabled, port, sources }, "http");
  });
}

function snmpService(draft: Draft): ManagementService {
  const enabled: Fact<boolean> =
    draft.snmpLines.length > 0
      ? read(true, joinRanges(draft.snmpLines))
      : off("snmp-server", "SNMP Server Commands, System Management Command Reference");
  return offer(
    draft,
    {
      name: "snmp",
      instance: "snmp-server",
      enabled,
      port: byDefault(161, "IOS XR: port 161"),
      vrf: unknownFact("In which VRFs the agent answers is not read."),
      sources: unknownFact("Communities, groups and users restrict SNMP each for itself."),
      idleTimeout: notApplicable("The service has no session of its own."),
    },
    "snmp",
  );
}

/** NETCONF, gRPC and XML: left out where nothing turns them on. */
function programmable(draft: Draft): readonly ManagementService[] {
  const services: ManagementService[] = [];
  const agents = ["netconf-yang agent ssh", "netconf agent ssh", "ssh server capability netconf-xml"].flatMap(
    (name) => {
      const fact = draft.switches.get(name);
      return fact?.value === true ? [[name, fact] as const] : [];
    },
  );
  const netconfPort =
    draft.numbers.get("netconf port") ?? byDefault(830, 'IOS XR: 830 unless "ssh server netconf port"');
  for (const [instance, enabled] of agents) {
    if (draft.netconf.size === 0)
      services.push(
        offer(
          draft,
          {
            name: "netconf",
            instance,
            enabled,
            port: netconfPort,
            vrf: unknownFact('No "ssh server netconf vrf" says where NETCONF is served.'),
            sources: unknownFact('No "ssh server netconf vrf" says whom NETCONF serves.'),
          },
          "netconf",
        ),
      );
  }
  services.push(...[...draft.netconf.values()].map((each) => served(draft, "netconf", netconfPort, each)));
  const grpc = draft.switches.get("grpc");
  if (grpc?.value === true) services.push(grpcService(draft, grpc));
  for (const [name, instance, port] of [
    ["xnm-clear-text", "xml agent", 38_751],
    ["xnm-ssl", "xml agent ssl", 38_752],
  ] as const) {
    const enabled = draft.switches.get(instance);
    if (enabled?.value !== true) continue;
    const vrf = draft.vrfs.get("xml agent") ?? byDefault(null, "IOS XR: the default VRF");
    const sources = unknownFact('Whom "vrf … access-list" of the XML agent lets in is not followed.');
    services.push(
      offer(
        draft,
        { name, instance, enabled, port: byDefault(port, `IOS XR: port ${port} (XML API Guide)`), vrf, sources },
        "xml",
      ),
    );
  }
  return services;
}

function grpcService(draft: Draft, enabled: ReadFact<boolean>): ManagementService {
  const noTls = draft.switches.get("grpc no-tls")?.value === true;
  const family = draft.words.get("grpc address-family")?.value;
  return offer(
    draft,
    {
      name: "gnmi",
      instance: noTls ? "grpc no-tls" : "grpc",
      enabled,
      port:
        draft.numbers.get("grpc port") ??
        byDefault(57_400, 'IOS XR: 57400 unless "port" (Programmability Configuration Guide, "gRPC")'),
      vrf: draft.vrfs.get("grpc") ?? byDefault(null, "IOS XR: the default VRF"),
      interfaces: unknownFact("Whether management-plane protection stands before gRPC depends on the release."),
      sources: byDefault([], "IOS XR: gRPC names no access list"),
      ...(family === "ipv4" || family === "ipv6" ? { families: [family === "ipv4" ? 4 : 6] as const } : {}),
    },
    "grpc",
  );
}

/** IOS XR names of algorithms that differ from IANA's. "rsa" stays: whether it signs with SHA-1 depends on the release. */
const ianaNames: Readonly<Record<string, string>> = {
  dsa: "ssh-dss",
  "ecdsa-nistp256": "ecdsa-sha2-nistp256",
  "ecdsa-nistp384": "ecdsa-sha2-nistp384",
  "ecdsa-nistp521": "ecdsa-sha2-nistp521",
  ed25519: "ssh-ed25519",
};

/** Defaults that the manuals read tell for every release; where they differ or are not told, the fact is unknown. */
export function sshServer(draft: Draft): SshServer {
  const list = (kind: string, also?: string): Fact<readonly string[]> => {
    const stated = draft.lists.get(`ssh ${kind}`);
    const more = also === undefined ? undefined : draft.lists.get(`ssh ${also}`);
    if (more !== undefined && stated === undefined)
      return unknownFact(`What "ssh server ${also ?? ""}" leaves of the release's own list is not known.`, more.at);
    if (stated === undefined) return unknownFact(`Without "ssh server algorithms ${kind}" the release decides.`);
    const value = stated.value.map((name) => ianaNames[name] ?? name);
    if (more === undefined) return read(value, stated.at);
    return unknownFact(
      `How "ssh server ${also ?? ""}" changes the stated list is not known.`,
      joinRanges([...stated.at, ...more.at]),
    );
  };
  return {
    versions: sshVersions(draft),
    ciphers: list("cipher", "enable cipher"),
    macs: list("hmac", "disable hmac"),
    keyExchange: list("key-exchange"),
    hostKeys: list("host-key"),
    loginTimeout:
      draft.numbers.get("ssh timeout") ??
      byDefault(
        30,
        'IOS XR: 30 seconds unless "ssh timeout" (System Security Command Reference for the CRS 4.1, "ssh timeout")',
      ),
    retries:
      draft.numbers.get("ssh max-auth-limit") ??
      unknownFact('Without "ssh server max-auth-limit" the release decides.'),
    rootLogin: notApplicable("IOS XR has no superuser account of its own."),
  };
}

/**
 * Without "ssh server v2" the server speaks SSH 2 and falls back to SSH 1 ("ssh server v2", System Security Command
 * Reference); whether the newest releases still know SSH 1 no manual that was read tells.
 */
function sshVersions(draft: Draft): SshServer["versions"] {
  const [v1, v2] = [draft.switches.get("ssh server v1"), draft.switches.get("ssh server v2")];
  if (v1?.value === true && v2?.value !== true) return read([1], v1.at);
  if (v2?.value === true) return read(v1?.value === true ? [1, 2] : [2], joinRanges([...v2.at, ...(v1?.at ?? [])]));
  if (draft.ssh.size === 0) return unknownFact('No "ssh server" statement is there.');
  const major = Number(draft.version?.value.split(".")[0] ?? Number.NaN);
  return major < 7
    ? byDefault(
        [1, 2],
        `IOS XR ${draft.version?.value ?? ""}: both unless "ssh server v2" (System Security Command Reference)`,
      )
    : unknownFact('Without "ssh server v2" the release decides whether SSH 1 is accepted.');
}

export function webTls(): WebTls {
  return {
    versions: unknownFact("The TLS versions of the web server are not in the configuration."),
    ciphers: unknownFact("The TLS ciphers of the web server are not in the configuration."),
  };
}
