import type { ObjectKind, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { DeviceOutput } from "./device-output.ts";
import { placeOf, placeOfHead, type ConfigNode } from "./node.ts";
import { child } from "./reading.ts";
import { isAtLeast, releaseOf, type Release } from "./release.ts";

/** What every reader needs beside its own part of the tree. */
export interface Context {
  readonly os: Extract<OperatingSystem, "vyos" | "ubiquiti-edgeos">;
  readonly root: ConfigNode;
  readonly system: ConfigNode | undefined;
  readonly service: ConfigNode | undefined;
  readonly release: Release | null;
  readonly output: DeviceOutput;
  readonly definitions: ObjectName[];
  readonly uses: ObjectUse[];
}

export function newContext(os: Context["os"], root: ConfigNode, output: DeviceOutput): Context {
  return {
    os,
    root,
    system: child(root, "system"),
    service: child(root, "service"),
    release: output.release === null ? null : releaseOf(output.release.text),
    output,
    definitions: [],
    uses: [],
  };
}

/** Whether the release is known to be VyOS of at least that number; null where nobody knows, or where it is EdgeOS. */
export function vyosFrom(context: Context, major: number, minor: number): boolean | null {
  if (context.os !== "vyos" || context.release === null) return null;
  return isAtLeast(context.release, major, minor);
}

export const notWhole = "The text has no system part, so it is only a piece of a configuration.";

/**
 * The default where a statement is absent. Every saved configuration has `system` (it holds the accounts and the host
 * name), so a text without it is a piece of one and its silence says nothing.
 */
export function absent<T>(context: Context, what: T, source: string): Fact<T> {
  return context.system === undefined ? unknownFact(notWhole) : byDefault(what, source);
}

export function define(context: Context, kind: ObjectKind, node: ConfigNode, name: string = node.word): void {
  context.definitions.push({ kind, name, scope: null, ...placeOfHead(node) });
}

/** `by` says where, in the language's own words. */
export function use(context: Context, kind: ObjectKind, node: ConfigNode, by: string, name: string = node.word): void {
  context.uses.push({ kind, name, scope: null, by, ...placeOf(node) });
}
