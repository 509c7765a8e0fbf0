import type { ModelArea } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import { linesPlace } from "../lib/line-places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { flagOf, type Item, type MenuMember, type MenuRule } from "./items.ts";

/** The commands of an export by menu, and what is known of the system that wrote it. */
export interface Draft {
  readonly ledger: Ledger;
  /** Usual rules are only in `rules`, and usual members of address lists in `members`. */
  readonly menus: ReadonlyMap<string, readonly Item[]>;
  readonly rules: ReadonlyMap<string, readonly MenuRule[]>;
  readonly members: ReadonlyMap<string, readonly MenuMember[]>;
  /** Commands of any menu that hold a secret. */
  readonly withSecrets: readonly Item[];
  /** 6 or 7; null where the text does not say, so that no default of a version can be claimed. */
  readonly major: 6 | 7 | null;
  /** "RouterOS 6.49.6". */
  readonly system: string;
  /** The text is an export of the whole system: what it does not state stands at its default. */
  readonly whole: boolean;
}

export function itemsOf(draft: Draft, menu: string, verb?: string): readonly Item[] {
  const items = draft.menus.get(menu) ?? [];
  return verb === undefined ? items : items.filter((item) => item.verb === verb);
}

export function placeOf({ first, last }: Item): readonly LineRange[] {
  return linesPlace(first, last);
}

/** Marks a command as read where every setting of it is known; else it stays unread and says what it bears on. */
export function mark(draft: Draft, item: Item, known: ReadonlySet<string>, touches: readonly ModelArea[]): void {
  const isKnown = item.parameters.list.every(({ name }) => known.has(name) || everywhere.has(name));
  if (isKnown && (item.verb === "add" || item.verb === "set")) draft.ledger.readRange(item.first, item.last);
  else leave(draft, item, touches);
}

/** The same for a menu of entries: what changes one that is there already is not followed, and stays unread. */
export function markEntry(draft: Draft, item: Item, known: ReadonlySet<string>, touches: readonly ModelArea[]): void {
  if (item.verb === "add") mark(draft, item, known, touches);
  else leave(draft, item, touches);
}

export function leave({ ledger }: Draft, { first, last }: Item, touches: readonly ModelArea[]): void {
  for (let line = first; line <= last; line += 1) ledger.leave(line, touches);
}

const everywhere = new Set(["comment", "disabled"]);

/** A yes or no of a menu that is one object: as the last "set" says, else the default of a version that is known. */
export function switchOf(draft: Draft, menu: string, name: string, usual: boolean): Fact<boolean> {
  const stated = itemsOf(draft, menu, "set").findLast((item) => item.parameters.has(name));
  if (stated !== undefined) {
    const value = flagOf(stated, name);
    return value === null
      ? unknownFact(`"${name}" is neither yes nor no.`, placeOf(stated))
      : read(value, placeOf(stated));
  }
  return defaultOf(draft, usual, `${name}=${usual ? "yes" : "no"} in ${menu}`);
}

/** A default that holds for RouterOS 6 and 7, where the text is a whole export of one of them. */
export function defaultOf<T>({ major, whole, system }: Draft, value: T, said: string): Fact<T> {
  if (major === null)
    return unknownFact(
      "The text does not tell the version of RouterOS, and an export leaves out what stands at its default.",
    );
  if (!whole) return unknownFact("The text is a part of an export, and says nothing of the rest.");
  return byDefault(value, `${system}: ${said} unless set`);
}
