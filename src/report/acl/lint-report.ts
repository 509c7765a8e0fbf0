import type { Clause } from "../../acl/filter.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import type { Reachability, Unreachable, UnreachableKind } from "../../acl/unreachable.ts";
import type { FailedInput } from "../audit-report.ts";
import type { Permissiveness } from "../../acl/openness/permissiveness.ts";
import { packetJson } from "./packet-json.ts";
import { permissivenessJson } from "./permissiveness-report.ts";
import { quotedClause, type Quote } from "./quoted.ts";

/** What `redoubt acl lint` says of one list. */
export interface LintedList {
  readonly path: string;
  readonly list: NamedList;
  readonly quote: Quote;
  readonly reachability: Reachability;
  /** How open the list is; null where nobody asked. */
  readonly permissiveness: Permissiveness | null;
  /** Why this may not be the whole truth; null where nothing stands in the way. */
  readonly doubt: string | null;
}

/** What `redoubt acl lint` says of all its files. */
export interface LintReport {
  readonly lists: readonly LintedList[];
  /** Lists of MAC addresses, of which nothing is said. */
  readonly mac: readonly { readonly path: string; readonly name: string; readonly line: number | null }[];
  readonly failed: readonly FailedInput[];
}

/** The object that `redoubt acl lint --format json` prints. Line texts are redacted. */
export function lintJson({ lists, mac, failed }: LintReport): unknown {
  return { acls: lists.map(listJson), notAnalysed: mac, failed };
}

function listJson({ path, list, quote, reachability, permissiveness, doubt }: LintedList): unknown {
  const quoted = (clause: Clause) => quotedClause(clause, quote);
  return {
    path,
    name: list.name,
    family: list.family,
    kind: list.kind,
    line: list.at[0]?.[0] ?? null,
    entries: list.entries,
    inactive: list.inactive,
    unreachable: reachability.unreachable.map((one) => unreachableJson(one, quoted)),
    overlaps: reachability.overlaps.map(({ clause, by, witness }) => ({
      ...quoted(clause),
      by: quoted(by),
      witness: packetJson(witness),
    })),
    unknown: reachability.unknown.map(({ clause, why }) => ({ ...quoted(clause), why })),
    unresolved: list.filter.clauses
      .filter(({ unresolved }) => unresolved.length > 0)
      .map((clause) => ({ ...quoted(clause), why: clause.unresolved })),
    permissiveness: permissiveness === null ? null : permissivenessJson(permissiveness, list, quote),
    doubt,
  };
}

function unreachableJson(one: Unreachable, quoted: (clause: Clause) => ReturnType<typeof quotedClause>): unknown {
  const { clause, kind, coveredBy, smallest, witness, decidedBy, onlyLaterFragments } = one;
  const { line, text, label } = quoted(clause);
  return {
    line,
    text,
    label,
    kind,
    coveredBy: coveredBy.map(quoted),
    smallest,
    differentAction: kind === "shadowed",
    witness: witness === null ? null : packetJson(witness),
    decidedBy: decidedBy === null ? null : quoted(decidedBy),
    onlyLaterFragments,
  };
}

/** Unreachable entries of all lists by kind. */
export function countKinds(lists: readonly LintedList[]): Readonly<Record<UnreachableKind, number>> {
  const counts = { shadowed: 0, redundant: 0, covered: 0, empty: 0 };
  for (const { reachability } of lists) for (const { kind } of reachability.unreachable) counts[kind] += 1;
  return counts;
}
