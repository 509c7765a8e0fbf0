import type { ObjectKind, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import { byDefault, unknownFact, type Fact, type Place } from "../../src/model/fact.ts";
import { placeOf, placeOfHead, type ConfigNode } from "./node.ts";
import { child, value } from "./reading.ts";

/** Release as its two leading numbers: 22.4R3-S2.11 is 22.4, 15.1X49-D15 is 15.1. */
export interface Release {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** What every reader needs beside its own part of the tree. */
export interface Context {
  /** The whole configuration, or the part of it that is one logical system or tenant. */
  readonly root: ConfigNode;
  /** That part: "logical-system ls1", "tenant t1"; null for the main system. */
  readonly scope: string | null;
  /** Where names of filters are looked up. */
  readonly filterScope: string | null;
  readonly system: ConfigNode | undefined;
  readonly release: Release | null;
  readonly definitions: ObjectName[];
  readonly uses: ObjectUse[];
}

export function newContext(root: ConfigNode): Context {
  const version = value(root, "version");
  return {
    root,
    scope: null,
    filterScope: null,
    system: child(root, "system"),
    release: version === undefined ? null : releaseOf(version.word),
    definitions: [],
    uses: [],
  };
}

export function releaseOf(text: string): Release | null {
  const numbers = /^(\d{1,4})\.(\d{1,4})/.exec(text);
  return numbers === null ? null : { text, major: Number(numbers[1]), minor: Number(numbers[2]) };
}

export function isAtLeast(release: Release, major: number, minor: number): boolean {
  return release.major > major || (release.major === major && release.minor >= minor);
}

export const notWhole = "The text has no [edit system] hierarchy, so it is only a part of a configuration.";

/**
 * The default where a statement is absent. Every committed configuration has [edit system] (it must hold
 * root-authentication; User Access Guide, "Root Password"), so a text without it is a part of one and
 * its silence says nothing.
 */
export function absent<T>(context: Context, what: T, source: string): Fact<T> {
  if (context.system !== undefined) return byDefault(what, source);
  return unknownFact(notWhole);
}

/** A name as the model has it where several systems may have the same one: "PROTECT (logical-system ls1)". */
export function nameIn(scope: string | null, name: string): string {
  return scope === null ? name : `${name} (${scope})`;
}

/** Interfaces have one name on the whole device; what stands in an address book is the book's own. */
function scopeOf({ scope, filterScope }: Context, kind: ObjectKind, book: string | null): string | null {
  if (kind === "interface") return null;
  if (book !== null) return nameIn(scope, book);
  return kind === "acl" ? filterScope : scope;
}

/** `book` is the address book or null. */
export function define(context: Context, kind: ObjectKind, node: ConfigNode, book: string | null = null): void {
  defineAt(context, kind, node, placeOfHead(node), book);
}

/** The same with the place that `placeOf` tells, for what has no line that only names it. */
export function defineWithin(context: Context, kind: ObjectKind, node: ConfigNode, place: Place): void {
  defineAt(context, kind, node, node.firstLine === 0 && node.origins.length === 0 ? place : placeOfHead(node), null);
}

function defineAt(context: Context, kind: ObjectKind, node: ConfigNode, place: Place, book: string | null): void {
  const { at, path } = place;
  const scope = scopeOf(context, kind, book);
  context.definitions.push(
    path === undefined ? { kind, name: node.word, scope, at } : { kind, name: node.word, scope, at, path },
  );
}

/** `by` says where, in Junos words; `book` is the address book or null. */
export function use(
  context: Context,
  kind: ObjectKind,
  node: ConfigNode,
  by: string,
  book: string | null = null,
): ObjectUse {
  const { at, path } = placeOf(node);
  const scope = scopeOf(context, kind, book);
  const used: ObjectUse =
    path === undefined ? { kind, name: node.word, scope, by, at } : { kind, name: node.word, scope, by, at, path };
  context.uses.push(used);
  return used;
}
