import type { VpnProposal } from "../../src/model/vpn.ts";
import { notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** Settings of a tunnel that choose no algorithm. */
const notes: ReadonlySet<string> = new Set([
  "auto",
  "ikeid",
  "uniqid",
  "interface",
  "remote-gateway",
  "protocol",
  "myid_type",
  "myid_data",
  "peerid_type",
  "peerid_data",
  "descr",
  "nat_traversal",
  "mobike",
  "closeaction",
  "dpd_delay",
  "dpd_maxfail",
  "dpd_action",
  "margintime",
  "rekeyfuzz",
  "reauth_enable",
  "rekey_enable",
  "reauth_time",
  "rekey_time",
  "rand_time",
  "private-key",
  "certref",
  "caref",
  "splitconn",
  "tfc_enable",
  "tfc_bytes",
  "responderonly",
  "startaction",
  "ikeport",
  "nattport",
  "gw_duplicates",
  "prfselect_enable",
  "noinstallpolicy",
  "installpolicy",
  "rightallowany",
  "unique",
  "inactivity_timeout",
  "keyingtries",
  "mobile",
  "reqid",
  "mode",
  "localid",
  "remoteid",
  "natlocalid",
  "pinghost",
  "keepalive",
  "tunnel_local",
  "tunnel_remote",
  "spd",
]);

/** `<ipsec>` of pfSense and of OPNsense before its connections: phases 1 and 2 that are not disabled. */
export function ipsecProposals(source: Source): readonly VpnProposal[] {
  const section = source.find(source.root, "ipsec");
  if (section !== undefined && section.children.length === 0) source.take(section);
  for (const note of [
    "enable",
    "client",
    "mobilekey",
    "logging",
    "ipsec_bypass",
    "maxmss",
    "maxmss_enable",
    "acceptunencryptedmainmode",
  ])
    for (const each of source.all(section, note)) source.takeAll(each);
  return [
    ...source.all(section, "phase1").flatMap((element) => (isOff(source, element) ? [] : [phase1(source, element)])),
    ...source.all(section, "phase2").flatMap((element) => (isOff(source, element) ? [] : [phase2(source, element)])),
  ];
}

function isOff(source: Source, element: XmlElement): boolean {
  if (!source.has(element, "disabled")) return false;
  source.takeAll(element);
  return true;
}

function takeNotes(source: Source, element: XmlElement): void {
  source.take(element);
  for (const child of element.children) if (notes.has(child.name)) source.takeAll(child);
}

function phase1(source: Source, element: XmlElement): VpnProposal {
  const type = source.leaf(element, "iketype");
  const mode = source.leaf(element, "mode");
  // Of newer releases each item is one proposal; older ones have one beside the other settings.
  const items = source.all(element, "encryption", "item");
  for (const item of items) source.take(item);
  for (const list of source.all(element, "encryption")) source.take(list);
  const sets = items.length > 0 ? items : [element];
  const versions =
    type?.text === "ikev1"
      ? ["1"]
      : type?.text === "ikev2"
        ? ["2"]
        : type?.text === "auto" || type?.text === "ike"
          ? ["1", "2"]
          : null;
  for (const item of sets) source.leaf(item, "prf-algorithm");
  const proposal: VpnProposal = {
    ...source.place(element),
    kind: "ike",
    name: `phase 1 ${source.text(element, "ikeid") ?? source.text(element, "descr") ?? ""}`.trim(),
    scope: null,
    versions:
      type === undefined
        ? unknownFact("The version of IKE is not stated.")
        : versions === null
          ? source.unknown(type, "The version of IKE is not known.")
          : source.fact(type, versions),
    encryption: algorithms(source, element, sets, "encryption-algorithm"),
    integrity: words(source, element, sets, "hash-algorithm"),
    groups: groups(source, element, sets, "dhgroup"),
    authentication: authentication(source, element),
    aggressive:
      versions?.includes("1") === false
        ? notApplicable("IKEv2 has no aggressive mode.")
        : mode === undefined
          ? unknownFact("The mode is not stated.")
          : source.fact(mode, mode.text === "aggressive"),
    lifetime: seconds(source, element),
  };
  source.leaf(element, "pre-shared-key");
  takeNotes(source, element);
  return proposal;
}

function phase2(source: Source, element: XmlElement): VpnProposal {
  const protocol = source.text(element, "protocol");
  const proposal: VpnProposal = {
    ...source.place(element),
    kind: "ipsec",
    name: `phase 2 ${source.text(element, "ikeid") ?? ""} ${source.text(element, "uniqid") ?? ""}`.trim(),
    scope: null,
    versions: notApplicable("The version belongs to the key exchange."),
    encryption:
      protocol === "ah"
        ? source.fact(element, [])
        : algorithms(source, element, [element], "encryption-algorithm-option"),
    integrity: words(source, element, [element], "hash-algorithm-option"),
    groups: groups(source, element, [element], "pfsgroup"),
    authentication: notApplicable("The peers are told apart by the key exchange."),
    aggressive: notApplicable("The mode belongs to the key exchange."),
    lifetime: seconds(source, element),
  };
  takeNotes(source, element);
  return proposal;
}

/** A cipher and its key length; "auto" offers every length. */
function algorithms(
  source: Source,
  element: XmlElement,
  sets: readonly XmlElement[],
  name: string,
): Fact<readonly string[]> {
  const found = sets.flatMap((set) => source.all(set, name));
  const named = found.flatMap((each) => {
    source.takeAll(each);
    const cipher = source.text(each, "name") ?? (each.children.length === 0 ? each.text : "");
    const length = source.text(each, "keylen");
    const isWhole = length === null || length === "auto" || /gcm|3des|^des$|chacha/.test(cipher);
    if (cipher === "aes" && (length === null || length === "auto")) return ["aes128", "aes192", "aes256"];
    return cipher === "" ? [] : [isWhole ? cipher.toLowerCase() : `${cipher.toLowerCase()}${length}`];
  });
  return named.length === 0
    ? unknownFact("No cipher is stated.")
    : source.fact(found[0] ?? element, [...new Set(named)]);
}

function words(
  source: Source,
  element: XmlElement,
  sets: readonly XmlElement[],
  name: string,
): Fact<readonly string[]> {
  const found = sets.flatMap((set) => source.all(set, name));
  const named = found.flatMap((each) => source.take(each).text.split(",")).map((word) => word.trim().toLowerCase());
  const stated = named.filter((word) => word !== "");
  return found.length === 0
    ? source.unknown(element, "No algorithm is stated.")
    : source.fact(found[0] ?? element, [...new Set(stated)]);
}

/** Numbers of Diffie-Hellman groups; 0 and "off" are none. */
function groups(
  source: Source,
  element: XmlElement,
  sets: readonly XmlElement[],
  name: string,
): Fact<readonly number[]> {
  const stated = words(source, element, sets, name);
  if (!("value" in stated)) return unknownFact("No group is stated.");
  const numbers = stated.value.filter((word) => word !== "off" && word !== "0").map((word) => decimal(word));
  return numbers.every((number) => number !== null)
    ? { ...stated, value: numbers.flatMap((number) => number ?? []) }
    : unknownFact("A group is no number.");
}

function authentication(source: Source, element: XmlElement): VpnProposal["authentication"] {
  const method = source.leaf(element, "authentication_method");
  if (method === undefined) return unknownFact("The authentication is not stated.");
  if (/^(?:pre_shared_key|xauth_psk_server)$/.test(method.text)) return source.fact(method, "pre-shared-key");
  if (/^(?:rsasig|cert|pubkey|eap-tls|xauth_rsa_server|rsa_eap-mschapv2)$/.test(method.text))
    return source.fact(method, "certificate");
  return source.unknown(method, `How peers are told apart by "${method.text}" is not known.`);
}

function seconds(source: Source, element: XmlElement): Fact<number | null> {
  const stated = source.leaf(element, "lifetime");
  const number = decimal(stated?.text);
  if (stated === undefined || stated.text === "") return unknownFact("The lifetime is not stated.");
  return number === null ? source.unknown(stated, "The lifetime is no number.") : source.fact(stated, number);
}
