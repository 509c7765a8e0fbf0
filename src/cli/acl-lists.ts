import type { NamedList } from "../acl/named-lists.ts";
import { nearest } from "../profiles/nearest.ts";
import type { AclInput } from "./acl-input.ts";
import { UsageError } from "./exit-codes.ts";

const familyWords = ["ipv4", "ipv6"] as const;

/**
 * The list of a file that `--acl` means: a name, or a name with its family before it ("ipv6:EDGE"), or the only list there
 * is. Throws UsageError with the names to choose from; `option` is how the user wrote it. Where two families share the name,
 * `family` is the one that is asked about.
 */
export function chooseList(
  input: AclInput,
  wanted: string | undefined,
  option = "--acl",
  family: 4 | 6 | null = null,
): NamedList {
  const { lists, path } = input;
  if (wanted === undefined) {
    const [only] = lists;
    if (only === undefined) throw new UsageError(`${path}: there is no list of IP packets in it${macWords(input)}.`);
    if (lists.length > 1)
      throw new UsageError(`${path}: it holds ${lists.length} lists; choose one with ${option}: ${someNames(lists)}.`);
    return only;
  }
  const all = listsNamed(lists, wanted);
  const fitting = all.filter((list) => list.family === `ipv${family}`);
  const found = fitting.length === 1 ? fitting : all;
  const [chosen] = found;
  if (chosen === undefined) throw new UsageError(absent(input, wanted, option));
  if (found.length > 1) {
    const places = found.map((list) => `${qualified(list)} (line ${list.at[0]?.[0] ?? "unknown"})`).join(", ");
    const mend =
      new Set(found.map(qualified)).size === found.length
        ? `write ${option} ${qualified(chosen)}`
        : "rename one of them";
    throw new UsageError(`${path}: ${option} ${wanted}: ${found.length} lists have this name, ${places}; ${mend}.`);
  }
  return chosen;
}

/** The lists that a name means; with its family before it, or where the device has both kinds, it may mean one of two. */
export function listsNamed(lists: readonly NamedList[], wanted: string): readonly NamedList[] {
  const exact = lists.filter(({ name }) => name === wanted);
  if (exact.length > 0) return exact;
  return lists.filter((list) => list.family !== "both" && qualified(list) === wanted);
}

/** A name that means one list where two families share it. */
function qualified({ name, family }: NamedList): string {
  return familyWords.some((word) => word === family) ? `${family}:${name}` : name;
}

function absent(input: AclInput, wanted: string, option: string): string {
  const { path, lists, mac } = input;
  if (mac.some(({ name }) => name === wanted))
    return `${path}: ${option} ${wanted}: this is a list of MAC addresses; only lists of IP packets can be analysed.`;
  const names = new Set(lists.map(({ name }) => name));
  const near = nearest(wanted, names);
  const mend =
    near !== null
      ? ` Did you mean ${near}?`
      : lists.length === 0
        ? ` The file has none${macWords(input)}.`
        : ` There are ${someNames(lists)}.`;
  return `${path}: ${option} ${wanted}: there is no such list.${mend}`;
}

function macWords({ mac }: AclInput): string {
  return mac.length === 0 ? "" : ` (${mac.length} of MAC addresses)`;
}

/** The first names; a firewall may have hundreds. */
function someNames(lists: readonly NamedList[]): string {
  const counts = new Map<string, number>();
  for (const { name } of lists) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = lists.map((list) => ((counts.get(list.name) ?? 0) > 1 ? qualified(list) : list.name));
  return names.length <= 12 ? names.join(", ") : `${names.slice(0, 12).join(", ")} and ${names.length - 12} more`;
}
