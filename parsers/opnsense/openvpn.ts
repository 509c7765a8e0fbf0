import type { VpnProposal } from "../../src/model/vpn.ts";
import { notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

const openvpnNotes: ReadonlySet<string> = new Set([
  "vpnid",
  "vpn_id",
  "description",
  "dev_mode",
  "dev_type",
  "protocol",
  "proto",
  "interface",
  "local",
  "ipaddr",
  "local_port",
  "port",
  "server_addr",
  "server_port",
  "remote",
  "tunnel_network",
  "tunnel_networkv6",
  "server",
  "server_ipv6",
  "local_network",
  "local_networkv6",
  "remote_network",
  "remote_networkv6",
  "push_route",
  "route",
  "maxclients",
  "compression",
  "compression_push",
  "passtos",
  "client2client",
  "dynamic_ip",
  "topology",
  "topology_subnet",
  "serverbridge_dhcp",
  "serverbridge_interface",
  "dns_domain",
  "dns_server1",
  "dns_server2",
  "dns_server3",
  "dns_server4",
  "push_register_dns",
  "ntp_server1",
  "ntp_server2",
  "netbios_enable",
  "netbios_ntype",
  "netbios_scope",
  "verbosity_level",
  "ping_method",
  "keepalive_interval",
  "keepalive_timeout",
  "caref",
  "crlref",
  "ocspurl",
  "certref",
  "cert_depth",
  "cert",
  "ca",
  "gwredir",
  "gwredir6",
  "sndrcvbuf",
  "create_gw",
  "auth_user",
  "auth_pass",
  "engine",
  "enabled",
  "role",
]);

/** Servers and clients of `<openvpn>` and instances of OPNsense's model that are not disabled. */
export function openvpnProposals(source: Source): readonly VpnProposal[] {
  const section = source.find(source.root, "openvpn");
  if (section !== undefined && section.children.length === 0) source.take(section);
  const model = source.find(source.root, "OPNsense", "OpenVPN");
  for (const name of ["StaticKeys", "Overwrites", "Instances"])
    for (const each of source.all(model, name))
      if (name !== "Instances" || each.children.length === 0) source.takeAll(each);
  // What one client is told beside the others.
  for (const each of source.all(section, "openvpn-csc")) source.takeAll(each);
  return [
    ...[...source.all(section, "openvpn-server"), ...source.all(section, "openvpn-client")].flatMap((element) =>
      legacy(source, element),
    ),
    ...source.all(model, "Instances", "Instance").flatMap((element) => instance(source, element)),
  ];
}

function legacy(source: Source, element: XmlElement): readonly VpnProposal[] {
  source.take(element);
  if (source.has(element, "disable")) {
    source.takeAll(element);
    return [];
  }
  const mode = source.leaf(element, "mode");
  const ciphers = ["data_ciphers", "ncp-ciphers", "data_ciphers_fallback", "crypto"].flatMap((name) =>
    source.words(element, name),
  );
  for (const name of [
    "ncp_enable",
    "dh_length",
    "ecdh_curve",
    "tls",
    "tls_type",
    "shared_key",
    "authmode",
    "strictusercn",
  ])
    source.leaf(element, name);
  const digest = source.text(element, "digest");
  takeNotes(source, element);
  const isShared = mode?.text === "p2p_shared_key";
  return [
    {
      ...common(source, element, ciphers, digest),
      name: `${element.name} ${source.text(element, "vpnid") ?? ""}`.trim(),
      authentication:
        mode === undefined
          ? unknownFact("The mode is not stated.")
          : source.fact(mode, isShared ? "pre-shared-key" : "certificate"),
    },
  ];
}

function instance(source: Source, element: XmlElement): readonly VpnProposal[] {
  source.take(element);
  if (source.text(element, "enabled") === "0") {
    source.takeAll(element);
    return [];
  }
  const ciphers = ["data-ciphers", "data-ciphers-fallback"].flatMap((name) => source.words(element, name));
  const digest = source.text(element, "auth");
  takeNotes(source, element);
  return [
    {
      ...common(source, element, ciphers, digest),
      name: `instance ${source.text(element, "description") ?? element.attributes["uuid"] ?? ""}`,
      authentication: source.fact(element, "certificate"),
    },
  ];
}

function takeNotes(source: Source, element: XmlElement): void {
  for (const child of element.children) if (openvpnNotes.has(child.name)) source.takeAll(child);
}

function common(
  source: Source,
  element: XmlElement,
  ciphers: readonly string[],
  digest: string | null,
): Omit<VpnProposal, "name" | "authentication"> {
  const none: Fact<readonly string[]> = unknownFact("The algorithms are OpenVPN's own.");
  return {
    ...source.place(element),
    kind: "tls",
    scope: null,
    versions: unknownFact("The versions of TLS are OpenVPN's own."),
    encryption:
      ciphers.length === 0 ? none : source.fact(element, [...new Set(ciphers.map((word) => word.toLowerCase()))]),
    integrity: digest === null ? none : source.fact(element, [digest.toLowerCase()]),
    groups: unknownFact("The key exchange is that of TLS."),
    aggressive: notApplicable("TLS has no aggressive mode."),
    lifetime: unknownFact("The time until keys are renewed is not stated."),
  };
}
