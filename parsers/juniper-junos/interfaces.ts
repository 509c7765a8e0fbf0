import type { ObjectName } from "../../src/model/acl.ts";
import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault, type Fact } from "../../src/model/fact.ts";
import { defineWithin, nameIn, use, type Context } from "./context.ts";
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
    const place = placeOf(node);
    defineWithin(context, "interface", node, place);
    for (const item of children(node)) if (physicalWords.has(item.word)) markTree(item);
    const description = value(node, "description");
    const disabled = child(node, "disable") ?? child(main.root, "interfaces", node.word, "disable");
    const units = entries(node, "unit");
    if (context === main) {
      const { at, path } = place;
      const stands: Interface = {
        at,
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
      };
      made.push(path === undefined ? stands : Object.assign({ at, path }, stands));
    }
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
  const { at, path } = placeOf(unit);
  const definition: ObjectName = { kind: "interface", name, scope: null, at };
  context.definitions.push(path === undefined ? definition : { ...definition, path });
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
    bindFilters(context, name, family, bound);
  }
  const enabled: Fact<boolean> = disabled === undefined ? enabledByDefault : stated(false, disabled);
  const usual: Interface = {
    at,
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
  };
  if (path === undefined && spoken.isSilent && port.word !== "lo0") return usual;
  return {
    ...(path === undefined ? usual : Object.assign({ at, path }, usual)),
    ...spoken.told(),
    ...(port.word === "lo0" ? { loopback: true as const } : {}),
  };
}

/** Ways to get an address that the configuration does not hold ("Interface address", Interfaces User Guide). */
const unstatedBy = ["dhcp", "dhcp-client", "dhcpv6-client", "negotiate-address"];

/** What a unit's families say of addresses beside those that they state. */
class Spoken {
  #unstated: readonly (4 | 6)[] = [];
  #without: readonly (4 | 6)[] = [];
  #virtual: string[] | null = null;

  /** Most units state their addresses and nothing else of them. */
  get isSilent(): boolean {
    return this.#virtual === null && this.#unstated.length + this.#without.length === 0;
  }

  hear(family: ConfigNode): void {
    const version = family.word === "inet6" ? 6 : 4;
    const listed = children(child(family, "address"));
    if (unstatedBy.some((word) => family.children.has(word))) this.#unstated = withVersion(this.#unstated, version);
    else if (listed.length === 0) this.#without = withVersion(this.#without, version);
    for (const address of listed) {
      if (address.children.size === 0) continue;
      if (address.children.has("eui-64")) this.#unstated = withVersion(this.#unstated, version);
      for (const keyword of ["vrrp-group", "vrrp-inet6-group"]) {
        for (const group of children(address.children.get(keyword))) {
          for (const word of ["virtual-address", "virtual-inet6-address", "virtual-link-local-address"])
            this.#addVirtual(group.children.get(word));
        }
      }
      for (const word of ["virtual-gateway-address"]) this.#addVirtual(address.children.get(word));
    }
  }

  #addVirtual(node: ConfigNode | undefined): void {
    for (const each of children(node)) (this.#virtual ??= []).push(each.word);
  }

  told(): Pick<Interface, "unstatedAddresses" | "withoutAddress" | "virtualAddresses"> {
    return {
      ...(this.#unstated.length > 0 ? { unstatedAddresses: this.#unstated } : {}),
      ...(this.#without.length > 0 ? { withoutAddress: this.#without } : {}),
      ...(this.#virtual !== null ? { virtualAddresses: this.#virtual } : {}),
    };
  }
}

function withVersion(versions: readonly (4 | 6)[], version: 4 | 6): readonly (4 | 6)[] {
  return versions.includes(version) ? versions : [...versions, version];
}

/** `filter input X`, and lists of filters, which are evaluated as one in their order. */
function bindFilters(context: Context, name: string, family: ConfigNode, bound: BoundAcl[]): void {
  const filter = child(family, "filter");
  if (filter === undefined) return;
  const aclFamily = family.word === "inet6" ? "ipv6" : family.word === "inet" ? "ipv4" : "mac";
  for (const [word, direction] of bindings) {
    for (const node of entries(filter, word)) {
      markTree(node);
      const used = use(context, "acl", node, `interface ${name} family ${family.word} filter ${word}`);
      const { at, path } = used;
      const acl = nameIn(context.filterScope, node.word);
      bound.push(
        path === undefined
          ? { at, acl, family: aclFamily, direction }
          : { at, path, acl, family: aclFamily, direction },
      );
    }
  }
  for (const word of ["group", "dialer", "input-precedence"]) value(filter, word);
}

const bindings = [
  ["input", "in"],
  ["input-list", "in"],
  ["input-chain", "in"],
  ["output", "out"],
  ["output-list", "out"],
  ["output-chain", "out"],
] as const;
