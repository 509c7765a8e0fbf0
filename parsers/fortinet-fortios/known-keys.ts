import type { SkippedStatement } from "../parser.ts";
import { details } from "./detail-keys.ts";
import { understood } from "./understood-keys.ts";

type Matcher = { readonly exact: ReadonlySet<string>; readonly prefixes: readonly string[] };

function compile(lists: Readonly<Record<string, string>>): ReadonlyMap<string, Matcher> {
  return new Map(
    Object.entries(lists).map(([table, text]) => {
      const words = text.trim().split(/\s+/);
      const prefixes = words.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
      return [table, { exact: new Set(words), prefixes }];
    }),
  );
}

const detailKeys = compile(details);
const understoodKeys = compile(understood);

/** What is known of the keys of a table. */
export interface KnownKeys {
  /** Whether a key is known to bear on no fact of the model. */
  isDetail(key: string): boolean;
  /** Whether a key is understood though the model has no place for it. */
  isUnderstood(key: string): boolean;
}

/** By the path of the table: "system interface/ipv6". */
export function knownKeys(table: string): KnownKeys {
  return byTable.get(table) ?? nothingKnown;
}

const nothingKnown: KnownKeys = { isDetail: () => false, isUnderstood: () => false };

const byTable: ReadonlyMap<string, KnownKeys> = new Map(
  [...detailKeys.keys(), ...understoodKeys.keys()].map((table): [string, KnownKeys] => {
    const detail = detailKeys.get(table);
    const own = understoodKeys.get(table);
    return [table, { isDetail: (key) => matches(detail, key), isUnderstood: (key) => matches(own, key) }];
  }),
);

function matches(matcher: Matcher | undefined, key: string): boolean {
  return matcher !== undefined && (matcher.exact.has(key) || matcher.prefixes.some((prefix) => key.startsWith(prefix)));
}

export const detailSkips: readonly SkippedStatement[] = Object.entries(details).flatMap(([table, text]) =>
  text
    .trim()
    .split(/\s+/)
    .map((key) => ({ statement: `config ${table}: set ${key}`, reason: `details of ${table.split("/")[0] ?? ""}` })),
);
