import { define, use, type Level, type Names } from "./levels.ts";
import { child, entries, markTree, note } from "./reading.ts";
import type { PanosNode } from "./node.ts";

/** Kinds of interfaces that a zone may hold (Web Interface Help, Network > Zones). */
const interfaceKinds = ["layer3", "layer2", "virtual-wire", "tap", "tunnel"];

export interface Zones {
  /** Names by scope, in the order of the text. */
  readonly ofScope: ReadonlyMap<string | null, readonly string[]>;
  readonly zoneOf: ReadonlyMap<string, { readonly zone: string; readonly scope: string | null }>;
}

export function readZones(levels: readonly Level[], names: Names, hasPorts: boolean): Zones {
  const ofScope = new Map<string | null, readonly string[]>();
  const zoneOf = new Map<string, { readonly zone: string; readonly scope: string | null }>();
  for (const level of levels) {
    const zones = entries(level.node, "zone");
    ofScope.set(
      level.scope,
      zones.map(({ word }) => word),
    );
    for (const zone of zones) readZone(zone, level.scope, names, zoneOf, hasPorts);
  }
  return { ofScope, zoneOf };
}

export function readZone(
  zone: PanosNode,
  scope: string | null,
  names: Names,
  zoneOf: Map<string, { readonly zone: string; readonly scope: string | null }>,
  hasPorts: boolean,
): void {
  define(names, "zone", zone, scope);
  const network = child(zone, "network");
  for (const kind of interfaceKinds) {
    for (const port of entries(network, kind)) {
      zoneOf.set(port.word, { zone: zone.word, scope });
      // A part of a configuration need not hold the interfaces that it names.
      if (hasPorts) use(names, "interface", port, null, `zone ${zone.word}`);
    }
  }
  // Rates, screens and who is asked for users are no part of the model; other virtual systems behind it are named alone.
  markTree(network?.children.get("external"));
  note(network, "zone-protection-profile", "log-setting", "enable-packet-buffer-protection");
  note(zone, "enable-user-identification", "enable-device-identification", "user-acl", "device-acl", "id");
}
