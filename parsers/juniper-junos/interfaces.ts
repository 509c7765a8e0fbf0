import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault, type Fact, type Place } from "../../src/model/fact.ts";
import { define, nameIn, use, type Context } from "./context.ts";
import { familyWords, physicalWords, unitWords } from "./interface-words.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, stated, value } from "./reading.ts";

/** What many thousand interfaces share instead of having their own. */
const enabledByDefault = byDefault(true, "Junos: an interface is enabled unless disabled");
const noAddresses: readonly string[] = [];
const noFilters: readonly BoundAcl[] = [];

const notInterfaces = new Set(["interface-range", "interface-set", "traceoptions", "stacked-interface-set"]);

/** Where the rest of the configuration puts an interface. */
export interface Membership {
  readonly zones: ReadonlyMap<string, string>;
  readonly instances: ReadonlyMap<string, string>;
  /** Systems by the interfaces that they have without stating them. */
  readonly scopes: ReadonlyMap<string, string>;
}

/**
 * Physical interfaces without units, and each unit as "ge-0/0/0.0". A logical system states units alone, of physical
 * interfaces that belong to `main`.
 */
export function readInterfaces(context: Context, membership: Membership, main: Context = context): Interface[] {
  const made: Interface[] = [];
  for (const node of children(child(context.root, "interfaces"))) {
    if (notInterfaces.has(node.word)) continue;
    mark(node);
    define(context, "interface", node);
    for (const item of children(node)) if (physicalWords.has(item.word)) markTree(item);
    const description = value(node, "description");
    const disabled = child(node, "disable") ?? child(main.root, "interfaces", node.word, "disable");
    const units = entries(node, "unit");
    if (context === main)
      made.push({
        ...placeOf(node),
        name: node.word,
        description: description?.word ?? null,
        enabled: disabled === undefined ? enabledByDefault : stated(false, disabled),
        addresses: noAddresses,
        zone: null,
        vrf: null,
        scope: null,
        role:
          node.word === "fxp0" || node.word === "em0" || node.word.startsWith("me") || node.word === "vme"
            ? "management"
            : null,
        boundAcls: noFilters,
        mode: null,
      });
    for (const unit of units) made.push(readUnit(context, node, unit, disabled, membership));
  }
  return made;
}

function readUnit(
  context: Context,
  port: ConfigNode,
  unit: ConfigNode,
  portDisabled: ConfigNode | undefined,
  membership: Membership,
): Interface {
  const name = `${port.word}.${unit.word}`;
  const place = placeOf(unit);
  context.definitions.push({ kind: "interface", name, scope: null, ...place });
  for (const item of children(unit)) if (unitWords.has(item.word)) markTree(item);
  const description = value(unit, "description");
  const disabled = child(unit, "disable") ?? portDisabled;
  const addresses: string[] = [];
  const bound: BoundAcl[] = [];
  const spoken = new Spoken();
  let mode: Interface["mode"] = null;
  for (const family of entries(unit, "family")) {
    const isIp = family.word === "inet" || family.word === "inet6";
    for (const item of children(family)) {
      if (familyWords.has(item.word) || (!isIp && item.word === "address")) markTree(item);
    }
    if (isIp) {
      mode ??= "routed";
      for (const address of entries(family, "address")) {
        markTree(address);
        addresses.push(address.word);
      }
      spoken.hear(family);
    }
    if (family.word === "ethernet-switching" || family.word === "bridge") {
      const own = value(family, "interface-mode") ?? value(family, "port-mode");
      mode = own?.word === "trunk" ? "trunk" : "access";
    }
    bound.push(...boundFilters(context, name, family));
  }
  const enabled: Fact<boolean> = disabled === undefined ? enabledByDefault : stated(false, disabled);
  return {
    ...place,
    name,
    description: description?.word ?? null,
    enabled,
    addresses: addresses.length === 0 ? noAddresses : addresses,
    zone: membership.zones.get(name) ?? null,
    vrf: membership.instances.get(name) ?? null,
    scope: membership.scopes.get(name) ?? context.scope,
    role:
      port.word === "fxp0" || port.word === "em0" || port.word.startsWith("me") || port.word === "vme"
        ? "management"
        : null,
    boundAcls: bound.length === 0 ? noFilters : bound,
    mode,
    ...spoken.told(),
    ...(port.word === "lo0" ? { loopback: true as const } : {}),
  };
}

/** Ways to get an address that the configuration does not hold ("Interface address", Interfaces User Guide). */
const unstatedBy = ["dhcp", "dhcp-client", "dhcpv6-client", "negotiate-address"];

/** What a unit's families say of addresses beside those that they state. */
class Spoken {
  readonly #unstated = new Set<4 | 6>();
  readonly #without = new Set<4 | 6>();
  readonly #virtual: string[] = [];

  hear(family: ConfigNode): void {
    const version = family.word === "inet6" ? 6 : 4;
    const listed = children(child(family, "address"));
    if (unstatedBy.some((word) => family.children.has(word))) this.#unstated.add(version);
    else if (listed.length === 0) this.#without.add(version);
    for (const address of listed) {
      if (address.children.has("eui-64")) this.#unstated.add(version);
      for (const keyword of ["vrrp-group", "vrrp-inet6-group"]) {
        for (const group of children(address.children.get(keyword))) {
          for (const word of ["virtual-address", "virtual-inet6-address", "virtual-link-local-address"])
            this.#virtual.push(...children(group.children.get(word)).map((each) => each.word));
        }
      }
      for (const word of ["virtual-gateway-address"])
        this.#virtual.push(...children(address.children.get(word)).map((each) => each.word));
    }
  }

  told(): Pick<Interface, "unstatedAddresses" | "withoutAddress" | "virtualAddresses"> {
    return {
      ...(this.#unstated.size > 0 ? { unstatedAddresses: [...this.#unstated] } : {}),
      ...(this.#without.size > 0 ? { withoutAddress: [...this.#without] } : {}),
      ...(this.#virtual.length > 0 ? { virtualAddresses: this.#virtual } : {}),
    };
  }
}

/** `filter input X`, and lists of filters, which are evaluated as one in their order. */
function boundFilters(context: Context, name: string, family: ConfigNode): BoundAcl[] {
  const filter = child(family, "filter");
  const aclFamily = family.word === "inet6" ? "ipv6" : family.word === "inet" ? "ipv4" : "mac";
  const bound: BoundAcl[] = [];
  for (const [word, direction] of bindings) {
    for (const node of entries(filter, word)) {
      markTree(node);
      const used = use(context, "acl", node, `interface ${name} family ${family.word} filter ${word}`);
      bound.push({
        at: used.at,
        ...pathOf(used),
        acl: nameIn(context.filterScope, node.word),
        family: aclFamily,
        direction,
      });
    }
  }
  for (const word of ["group", "dialer", "input-precedence"]) value(filter, word);
  return bound;
}

function pathOf({ path }: Place): Pick<Place, "path"> {
  return path === undefined ? {} : { path };
}

const bindings = [
  ["input", "in"],
  ["input-list", "in"],
  ["input-chain", "in"],
  ["output", "out"],
  ["output-list", "out"],
  ["output-chain", "out"],
] as const;
