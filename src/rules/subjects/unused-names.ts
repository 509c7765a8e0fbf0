import type { ObjectKind, ObjectName } from "../../model/acl.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { nameKey } from "./object-names.ts";

/** Every definition of some kinds once, and whether anything uses it. */
export function* unusedNames(
  device: DeviceConfig,
  isJudged: (kind: ObjectKind) => boolean,
): Iterable<{ readonly definition: ObjectName; readonly used: boolean }> {
  const inScope = new Set(device.uses.map((use) => nameKey(use)));
  const anywhere = new Set(device.uses.map((use) => nameKey({ ...use, scope: null })));
  const seen = new Set<string>();
  for (const definition of device.definitions) {
    const key = nameKey(definition);
    if (!isJudged(definition.kind) || seen.has(key)) continue;
    seen.add(key);
    // What is defined for the whole device may be used from any scope.
    yield { definition, used: definition.scope === null ? anywhere.has(key) : inScope.has(key) };
  }
}
