import type { VpnProposal } from "../../src/model/vpn.ts";
import { notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** strongSwan's names of Diffie-Hellman groups, with IANA's numbers. */
const groupNumbers: Readonly<Record<string, number>> = {
  modp768: 1,
  modp1024: 2,
  modp1536: 5,
  modp2048: 14,
  modp3072: 15,
  modp4096: 16,
  modp6144: 17,
  modp8192: 18,
  ecp256: 19,
  ecp384: 20,
  ecp521: 21,
  modp1024s160: 22,
  modp2048s224: 23,
  modp2048s256: 24,
  ecp192: 25,
  ecp224: 26,
  ecp224bp: 27,
  ecp256bp: 28,
  ecp384bp: 29,
  ecp512bp: 30,
  x25519: 31,
  curve25519: 31,
  x448: 32,
  curve448: 32,
};

/** OPNsense's connections: `OPNsense/Swanctl`, and the keys in `OPNsense/IPsec`. */
export function swanctlProposals(source: Source): readonly VpnProposal[] {
  const section = source.find(source.root, "OPNsense", "Swanctl");
  const keys = source.find(source.root, "OPNsense", "IPsec");
  // Keys, and settings of the daemon as a whole.
  if (keys !== undefined) source.takeAll(keys);
  for (const name of ["Pools", "VTIs", "SPDs", "remotes", "locals", "children", "Connections"])
    for (const each of source.all(section, name))
      if (each.children.length === 0 || name === "Pools" || name === "VTIs" || name === "SPDs" || name === "remotes")
        source.takeAll(each);
  const locals = source.all(section, "locals", "local");
  const connections = source.all(section, "Connections", "Connection");
  return [
    ...connections.flatMap((element) => (isOff(source, element) ? [] : [connection(source, element, locals)])),
    ...source
      .all(section, "children", "child")
      .flatMap((element) => (isOff(source, element) ? [] : [child(source, element)])),
  ];
}

function isOff(source: Source, element: XmlElement): boolean {
  source.take(element);
  if (source.text(element, "enabled") !== "0") return false;
  source.takeAll(element);
  return true;
}

const connectionNotes = [
  "unique",
  "mobike",
  "local_addrs",
  "local_port",
  "remote_addrs",
  "remote_port",
  "encap",
  "reauth_time",
  "over_time",
  "dpd_delay",
  "dpd_timeout",
  "pools",
  "send_certreq",
  "send_cert",
  "keyingtries",
  "description",
];

function connection(source: Source, element: XmlElement, locals: readonly XmlElement[]): VpnProposal {
  for (const note of connectionNotes) source.leaf(element, note);
  const version = source.leaf(element, "version");
  const aggressive = source.leaf(element, "aggressive");
  const versions =
    version === undefined ? null : version.text === "1" ? ["1"] : version.text === "2" ? ["2"] : ["1", "2"];
  const uuid = element.attributes["uuid"];
  const own = locals.filter((local) => source.text(local, "connection") === uuid && uuid !== undefined);
  return {
    ...source.place(element),
    kind: "ike",
    name: `connection ${source.text(element, "description") ?? uuid ?? ""}`,
    scope: null,
    versions:
      version === undefined || versions === null
        ? unknownFact("The version of IKE is not stated.")
        : source.fact(version, versions),
    ...proposal(source, element, "proposals"),
    authentication: authentication(source, own),
    aggressive:
      version?.text === "2"
        ? notApplicable("IKEv2 has no aggressive mode.")
        : aggressive === undefined
          ? unknownFact("The mode is not stated.")
          : source.fact(aggressive, aggressive.text === "1"),
    lifetime: seconds(source, element, "rekey_time"),
  };
}

const childNotes = [
  "connection",
  "reqid",
  "sha256_96",
  "start_action",
  "close_action",
  "dpd_action",
  "mode",
  "policies",
  "local_ts",
  "remote_ts",
  "updown",
  "description",
];

function child(source: Source, element: XmlElement): VpnProposal {
  for (const note of childNotes) source.leaf(element, note);
  return {
    ...source.place(element),
    kind: "ipsec",
    name: `child ${source.text(element, "description") ?? element.attributes["uuid"] ?? ""}`,
    scope: null,
    versions: notApplicable("The version belongs to the key exchange."),
    ...proposal(source, element, "esp_proposals"),
    authentication: notApplicable("The peers are told apart by the key exchange."),
    aggressive: notApplicable("The mode belongs to the key exchange."),
    lifetime: seconds(source, element, "rekey_time"),
  };
}

/** "aes256-sha256-modp2048" and the like; "default" is strongSwan's own list, which its releases change. */
function proposal(
  source: Source,
  element: XmlElement,
  name: string,
): Pick<VpnProposal, "encryption" | "integrity" | "groups"> {
  const stated = source.leaf(element, name);
  const lists = (stated?.text ?? "")
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
  if (stated === undefined || lists.length === 0 || lists.includes("default")) {
    const why = unknownFact("The proposals are the daemon's own.");
    return { encryption: why, integrity: why, groups: why };
  }
  const words = lists.flatMap((list) => list.split("-"));
  const numbers = words.flatMap((word) => groupNumbers[word] ?? []);
  return {
    encryption: source.fact(stated, [...new Set(words.filter(isCipher))]),
    integrity: source.fact(stated, [...new Set(words.filter(isHash))]),
    groups: source.fact(stated, [...new Set(numbers)]),
  };
}

function isHash(word: string): boolean {
  return /^(?:md5|sha|aesxcbc|aescmac|prf)/.test(word);
}

function isCipher(word: string): boolean {
  return !isHash(word) && !(word in groupNumbers);
}

function authentication(source: Source, locals: readonly XmlElement[]): VpnProposal["authentication"] {
  const methods = new Set<string>();
  for (const local of locals) {
    source.takeAll(local);
    const method = source.text(local, "auth");
    if (method !== null) methods.add(method);
  }
  const [first] = locals;
  if (first === undefined) return unknownFact("No local end of the connection is stated.");
  if (methods.size === 1 && methods.has("psk")) return source.fact(first, "pre-shared-key");
  if (methods.size === 1 && methods.has("pubkey")) return source.fact(first, "certificate");
  if (methods.size === 2 && methods.has("psk") && methods.has("pubkey")) return source.fact(first, "both");
  return source.unknown(first, "How peers are told apart is not known.");
}

function seconds(source: Source, element: XmlElement, name: string): Fact<number | null> {
  const stated = source.leaf(element, name);
  if (stated === undefined || stated.text === "") return unknownFact("The lifetime is not stated.");
  const number = decimal(stated.text);
  return number === null ? source.unknown(stated, "The lifetime is no number.") : source.fact(stated, number);
}
