import type { ObjectKind, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { ServiceMatch } from "../../src/model/address.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { byDefault, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { DeviceOutput } from "./device-output.ts";
import { placeOf, placeOfHead, type ConfigNode } from "./node.ts";
import { child, peek } from "./reading.ts";
import type { ConfigText } from "./statements.ts";
import { isAtLeast, releaseOf, type Release } from "./release.ts";

/** What every reader needs beside its own part of the tree. */
export interface Context {
  readonly os: Extract<OperatingSystem, "vyos" | "ubiquiti-edgeos">;
  readonly root: ConfigNode;
  readonly system: ConfigNode | undefined;
  readonly service: ConfigNode | undefined;
  /** The text is a whole configuration, so that its silence tells of defaults. */
  readonly isWhole: boolean;
  readonly release: Release | null;
  readonly output: DeviceOutput;
  readonly definitions: ObjectName[];
  readonly uses: ObjectUse[];
  /** What rules ask for that ask for one port of a protocol, by both. */
  readonly portServices: Map<number, readonly ServiceMatch[]>;
}

export function newContext(
  os: Context["os"],
  { root, output, problems }: Pick<ConfigText, "root" | "output" | "problems">,
): Context {
  const isCut = problems.some(({ code }) => code !== "unbalanced");
  return {
    os,
    root,
    system: child(root, "system"),
    service: child(root, "service"),
    // Every configuration has accounts and interfaces, and every saved one a foot that names the versions of its parts.
    isWhole:
      !isCut &&
      (output.hasFoot || (peek(root, "system", "login") !== undefined && peek(root, "interfaces") !== undefined)),
    release: output.release === null ? null : releaseOf(output.release.text),
    output,
    definitions: [],
    uses: [],
    portServices: new Map(),
  };
}

/** Whether the release is known to be VyOS of at least that number; null where nobody knows, or where it is EdgeOS. */
export function vyosFrom(context: Context, major: number, minor: number): boolean | null {
  if (context.os !== "vyos" || context.release === null) return null;
  return isAtLeast(context.release, major, minor);
}

export const notWhole =
  "The text is cut off, or has neither a foot with versions nor both accounts and interfaces: it is only a piece of a configuration.";

/**
 * The default where a statement is absent: the silence of a piece says nothing.
 */
export function absent<T>(context: Context, what: T, source: string): Fact<T> {
  return context.isWhole ? byDefault(what, source) : unknownFact(notWhole);
}

export function define(context: Context, kind: ObjectKind, node: ConfigNode, name: string = node.word): void {
  context.definitions.push({ kind, name, scope: null, ...placeOfHead(node) });
}

/** `by` says where, in the language's own words. */
export function use(context: Context, kind: ObjectKind, node: ConfigNode, by: string, name: string = node.word): void {
  useAt(context, kind, placeOf(node).at, by, name);
}

export function useAt(context: Context, kind: ObjectKind, at: readonly LineRange[], by: string, name: string): void {
  context.uses.push({ kind, name, scope: null, by, at });
}
