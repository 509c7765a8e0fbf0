import type { ObjectKind, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, note, word } from "./reading.ts";

/**
 * A place that holds objects and rules: a virtual system, a device group, or what all of them share. A name means the
 * object of the nearest level: its own, then those above, then the shared one (PAN-OS Web Interface Help, "Move or
 * Clone a Policy Rule"; Panorama Administrator's Guide, "Device Group Objects").
 */
export interface Level {
  /** Null is shared by all. */
  readonly scope: string | null;
  readonly kind: "vsys" | "device-group" | "shared" | "gateway";
  readonly node: PanosNode;
  /** Where names are looked for that are not defined here, nearest first; the shared level is the last. */
  readonly above: readonly PanosNode[];
}

export interface Levels {
  readonly shared: PanosNode | undefined;
  readonly levels: readonly Level[];
  readonly isPanorama: boolean;
}

export function readLevels(root: PanosNode): Levels {
  const shared = child(root, "shared");
  const panorama = child(root, "panorama");
  const pushed = new Map(entries(panorama, "vsys").map((vsys) => [vsys.word, vsys]));
  const groups = entries(root, "device-group");
  const isPanorama = groups.length > 0 || root.children.has("template") || root.children.has("template-stack");
  const levels: Level[] = [];
  const tail = shared === undefined ? [] : [shared];
  if (shared !== undefined) levels.push({ scope: null, kind: "shared", node: shared, above: [] });
  const ofPanorama = panorama === undefined ? [] : [panorama];
  for (const vsys of entries(root, "vsys")) {
    note(vsys, "display-name");
    const own = pushed.get(vsys.word);
    levels.push({
      scope: vsys.word,
      kind: "vsys",
      node: vsys,
      above: [...(own === undefined ? [] : [own]), ...ofPanorama, ...tail],
    });
    pushed.delete(vsys.word);
  }
  for (const vsys of pushed.values()) {
    levels.push({ scope: vsys.word, kind: "vsys", node: vsys, above: [...ofPanorama, ...tail] });
  }
  for (const gateway of entries(root, "network", "shared-gateway")) {
    note(gateway, "display-name");
    levels.push({ scope: `shared-gateway ${gateway.word}`, kind: "gateway", node: gateway, above: tail });
  }
  const parents = parentsOf(root, groups);
  for (const group of groups) {
    note(group, "description", "devices", "master-device", "reference-templates", "to-sw-version", "id");
    const ancestors = ancestorsOf(group, parents);
    levels.push({
      scope: `device-group ${group.word}`,
      kind: "device-group",
      node: group,
      above: [...ancestors, ...tail],
    });
  }
  return { shared, levels, isPanorama };
}

/** Device groups above each; they nest at most four deep (Panorama Administrator's Guide, "Device Group Hierarchy"). */
function parentsOf(root: PanosNode, groups: readonly PanosNode[]): ReadonlyMap<PanosNode, PanosNode> {
  const byName = new Map(groups.map((group) => [group.word, group]));
  const parents = new Map<PanosNode, PanosNode>();
  // Panorama keeps the hierarchy under `readonly`; people write it at the group.
  const kept = root.children.get("readonly")?.children.get("devices")?.children.values() ?? [];
  const states = [
    ...kept.map((device) => device.children.get("device-group")),
    root.children.get("readonly")?.children.get("device-group"),
  ];
  for (const state of states) {
    for (const group of state?.children.values() ?? []) link(byName.get(group.word), word(group, "parent-dg"));
  }
  for (const group of groups) link(group, word(group, "parent-dg"));
  return parents;

  function link(group: PanosNode | undefined, name: string | null): void {
    const parent = name === null ? undefined : byName.get(name);
    if (group !== undefined && parent !== undefined) parents.set(group, parent);
  }
}

const deepestGroup = 4;

function ancestorsOf(group: PanosNode, parents: ReadonlyMap<PanosNode, PanosNode>): readonly PanosNode[] {
  const found: PanosNode[] = [];
  let at = parents.get(group);
  while (at !== undefined && found.length < deepestGroup && at !== group && !found.includes(at)) {
    found.push(at);
    at = parents.get(at);
  }
  return found;
}

/** Names that the text defines and uses. */
export interface Names {
  readonly definitions: ObjectName[];
  readonly uses: ObjectUse[];
}

export function define(names: Names, kind: ObjectKind, node: PanosNode, scope: string | null): void {
  names.definitions.push({ kind, name: node.word, scope, ...placeOf(node) });
}

export function use(names: Names, kind: ObjectKind, node: PanosNode, scope: string | null, by: string): void {
  names.uses.push({ kind, name: node.word, scope, by, ...placeOf(node) });
}
