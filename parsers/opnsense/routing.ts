import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import { Secret } from "../../src/model/secret.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** Packages that speak routing protocols; what they are told is not read. */
const speakers = [
  ["OPNsense", "quagga"],
  ["installedpackages", "frr"],
  ["installedpackages", "frrbgp"],
  ["installedpackages", "frrospfd"],
  ["installedpackages", "quaggaospfd"],
  ["installedpackages", "openbgpd"],
] as const;

/** Addresses shared by CARP, each signed with SHA-1 and its password (carp(4)); routing daemons are unknown where there are some. */
export function readRouting(source: Source): Fact<readonly RoutingSession[]> {
  const daemon = speakers.map((path) => source.find(source.root, ...path)).find((each) => each !== undefined);
  if (daemon !== undefined) {
    const off = source.leaf(daemon, "general", "enabled");
    if (off?.text !== "0") return source.unknown(daemon, "A routing daemon is set up, and its settings are not read.");
    source.takeAll(daemon);
  }
  const shared = source.all(source.root, "virtualip", "vip").filter((vip) => source.text(vip, "mode") === "carp");
  for (const vip of source.all(source.root, "virtualip", "vip")) source.take(vip);
  const sessions = shared.map((vip) => sessionOf(source, vip));
  const [first] = shared;
  return first === undefined
    ? byDefault(sessions, "no protocol is spoken unless a package or CARP is set up")
    : source.fact(first, sessions);
}

function sessionOf(source: Source, vip: XmlElement): RoutingSession {
  const password = source.leaf(vip, "password");
  const isSet = password !== undefined && password.text !== "";
  const digest: RoutingAuthentication = {
    kind: "digest",
    algorithm: isSet ? source.fact(password, "hmac-sha1") : unknownFact("No password is stated."),
  };
  return {
    protocol: "carp",
    name: `carp vhid ${source.text(vip, "vhid") ?? "?"} on ${source.text(vip, "interface") ?? "?"}`,
    ...source.place(vip),
    vrf: null,
    authentication: isSet ? source.fact(password, digest) : source.fact<RoutingAuthentication>(vip, { kind: "none" }),
    keys: isSet ? [{ hash: "cleartext", secret: new Secret(password.text) }] : [],
  };
}
