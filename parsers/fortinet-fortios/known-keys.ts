/** Keys without bearing on any fact of the model, by table; a star ends a prefix. */
const details: Readonly<Record<string, string>> = {
  "system global": "alias timezone dst gui-* language fgd-alert-subscription optimize refresh",
  "system interface": "snmp-index type speed alias mtu mtu-override",
};

/** Keys that are understood and for which the model has no place, in tables that do bear on security. */
const understood: Readonly<Record<string, string>> = {
  "system zone": "intrazone description",
};

type Matcher = { readonly exact: ReadonlySet<string>; readonly prefixes: readonly string[] };

function compile(lists: Readonly<Record<string, string>>): ReadonlyMap<string, Matcher> {
  return new Map(
    Object.entries(lists).map(([table, text]) => {
      const words = text.split(/\s+/);
      const prefixes = words.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
      return [table, { exact: new Set(words), prefixes }];
    }),
  );
}

const detailKeys = compile(details);
const understoodKeys = compile(understood);

export function isDetail(table: string, key: string): boolean {
  return matches(detailKeys.get(table), key);
}

export function isUnderstood(table: string, key: string): boolean {
  return matches(understoodKeys.get(table), key);
}

function matches(matcher: Matcher | undefined, key: string): boolean {
  return matcher !== undefined && (matcher.exact.has(key) || matcher.prefixes.some((prefix) => key.startsWith(prefix)));
}
