import type { Interface } from "../../src/model/device-config.ts";
import { byDefault, type Fact } from "../../src/model/fact.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** What rules and addresses need to know of an interface. */
export interface Port {
  readonly element: XmlElement;
  readonly name: string;
  /** The device below, such as "em0" or "ovpns1". */
  readonly device: string | null;
  readonly enabled: Fact<boolean>;
  /** "address/length" of its own, by family; null where it is given by somebody else. */
  readonly addresses: Readonly<Record<4 | 6, readonly string[] | null>>;
  /** The same of its virtual addresses that it takes as its own. */
  readonly virtual: readonly string[];
  readonly blocksPrivate: XmlElement | null;
  readonly bridged: boolean;
  /** Where its packets come from: `wan` and whatever has a gateway face outside. */
  readonly faces: "outside" | "inside" | "unclear";
  readonly model: Interface;
}

/**
 * Interfaces by their names in rules ("wan", "lan", "opt1"), which are the zones too. A group of interfaces
 * (`<type>group`) is none. Both systems ask whether `<enable>` is there (`isset`, interfaces.inc).
 */
export function readInterfaces(source: Source): readonly Port[] {
  const section = source.find(source.root, "interfaces");
  const bridged = new Set(
    source.all(source.root, "bridges", "bridged").flatMap((each) => source.words(each, "members")),
  );
  const vips = virtualAddresses(source);
  return (section?.children ?? []).flatMap((element) => {
    if (source.text(element, "type") === "group") {
      source.take(element);
      for (const child of element.children) if (child.name === "enable" || child.name === "descr") source.take(child);
      return [];
    }
    return element.children.length === 0 ? [] : [portOf(source, element, vips, bridged.has(element.name))];
  });
}

interface VirtualAddress {
  readonly interface: string;
  readonly mode: string;
  readonly address: string;
}

/** Virtual addresses: an alias is the interface's own, one of CARP is shared; the others only answer ARP. */
function virtualAddresses(source: Source): readonly VirtualAddress[] {
  return source.all(source.root, "virtualip", "vip").flatMap((vip) => {
    const name = source.text(vip, "interface");
    const subnet = source.text(vip, "subnet");
    const mode = source.text(vip, "mode") ?? "";
    const length = source.text(vip, "subnet_bits");
    for (const note of [
      "descr",
      "type",
      "uniqid",
      "vhid",
      "advskew",
      "advbase",
      "noexpand",
      "gateway",
      "nobind",
      "noscan",
      "peer",
      "peer6",
      "nosync",
    ])
      source.leaf(vip, note);
    if (name === null || subnet === null) return [];
    return [{ interface: name, mode, address: length === null ? subnet : `${subnet}/${length}` }];
  });
}

function portOf(source: Source, element: XmlElement, vips: readonly VirtualAddress[], bridged: boolean): Port {
  source.take(element);
  const own = vips.filter((vip) => vip.interface === element.name);
  const device = source.text(element, "if");
  const isTunnel = device !== null && tunnels.test(device);
  const four = stated(source, element, "ipaddr", "subnet", isTunnel);
  const six = stated(source, element, "ipaddrv6", "subnetv6", isTunnel);
  const aliases = own.filter(({ mode }) => mode === "ipalias").map(({ address }) => canonical(address));
  const shared = own.filter(({ mode }) => mode === "carp").map(({ address }) => canonical(address));
  const blocksPrivate = source.leaf(element, "blockpriv") ?? null;
  // Run-time tables take sources away and are no part of the configuration.
  const blocksBogons = source.has(element, "blockbogons");
  source.leaf(element, "type");
  const enabled = enabledOf(source, element);
  const unstated = ([4, 6] as const).filter((family) => (family === 4 ? four : six) === null);
  const hasGateway = source.text(element, "gateway") !== null || source.text(element, "gatewayv6") !== null;
  const external = element.name === "wan" || hasGateway;
  // Nobody reaches the internet from a fixed address without a gateway.
  const isPlain = element.name === "lan" || (four !== null && six !== null && blocksPrivate === null && !blocksBogons);
  const description = source.text(element, "descr");
  return {
    element,
    name: element.name,
    device,
    enabled,
    addresses: { 4: four, 6: six },
    virtual: [...aliases, ...shared],
    blocksPrivate,
    bridged,
    faces: external ? "outside" : isPlain ? "inside" : "unclear",
    model: {
      name: element.name,
      ...source.place(element),
      description,
      enabled,
      addresses: [...(four ?? []), ...(six ?? []), ...aliases],
      zone: element.name,
      vrf: null,
      scope: null,
      role: external ? "wan" : null,
      boundAcls: [],
      mode: "routed",
      ...(unstated.length === 0 ? {} : { unstatedAddresses: unstated }),
      ...(shared.length === 0 ? {} : { virtualAddresses: shared.map((text) => text.split("/")[0] ?? text) }),
      ...(device !== null && /^lo\d/.test(device) ? { loopback: true as const } : {}),
    },
  };
}

function enabledOf(source: Source, element: XmlElement): Fact<boolean> {
  const enable = source.leaf(element, "enable");
  if (enable === undefined) return byDefault(false, "an interface without <enable> is off");
  return enable.text === "0"
    ? source.unknown(enable, `<enable> of interface "${element.name}" is there and says 0.`)
    : source.fact(enable, true);
}

/** Devices whose addresses stand with the tunnel, which is not read here. */
const tunnels = /^(?:wg|tun|tap|ovpn|ipsec|gif|gre|ppp|l2tp|pptp|zt|tailscale|vxlan|stf|ng|dslite)/;

/** Addresses of one family: none, one, or null where the text is a way to get one ("dhcp", "pppoe", "track6"). */
function stated(
  source: Source,
  element: XmlElement,
  name: string,
  length: string,
  isTunnel: boolean,
): readonly string[] | null {
  const address = source.text(element, name);
  const bits = decimal(source.text(element, length) ?? undefined);
  if (address === null || address === "none") return isTunnel ? null : [];
  const isAddress = /^[\d.]+$/.test(address) || address.includes(":");
  // Without a length nobody knows the network.
  return isAddress && bits !== null ? [`${canonicalAddress(address)}/${bits}`] : null;
}

function canonical(text: string): string {
  const [address = "", bits] = text.split("/");
  return `${canonicalAddress(address)}/${bits ?? (address.includes(":") ? "128" : "32")}`;
}
