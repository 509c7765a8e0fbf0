/** Interfaces as the rules of one text tell them apart: those it names, those that a pattern of it holds, and all others. */
export interface InterfaceNames {
  /** The kinds of interfaces that a name or pattern holds, or that it does not; null where they are too many to list. */
  matching(pattern: string, negated: boolean): readonly string[] | null;
  /** What some kinds leave out, where all interfaces of no name are among them; null where they say less. */
  leftOut(listed: readonly string[]): readonly string[] | null;
}

const anyOtherInterface = "any other interface";
/** What a chain sees where a packet has not got that interface (a packet to the host itself leaves by none). */
export const noInterface = "no interface";

/** Whether a kind of interfaces is more than the one of that name. */
export function isNoName(kind: string): boolean {
  return kind === anyOtherInterface || kind === noInterface || kind.endsWith("+") || kind.endsWith("*");
}

/** Names that one condition lists at most. */
const most = 64;

/** `patterns` are every name and pattern of a text; a pattern ends in the wildcard, which stands for any ending. */
export function interfaceNames(patterns: Iterable<string>, wildcard: "+" | "*"): InterfaceNames {
  const exact = new Set<string>();
  const open = new Set<string>();
  for (const pattern of patterns) if (pattern !== wildcard) (pattern.endsWith(wildcard) ? open : exact).add(pattern);
  const kinds = [...exact, ...open, anyOtherInterface, noInterface];
  const known = new Map<string, readonly string[] | null>();
  const find = (pattern: string, negated: boolean): readonly string[] | null => {
    // A name that was not among the patterns would be one of "any other".
    if (!pattern.endsWith(wildcard) && !negated) return exact.has(pattern) ? [pattern] : null;
    if (kinds.length > most || pattern === wildcard) return null;
    const start = pattern.slice(0, -wildcard.length);
    const holds = pattern.endsWith(wildcard)
      ? (kind: string) => (exact.has(kind) || open.has(kind)) && kind.startsWith(start)
      : (kind: string) => kind === pattern;
    return kinds.filter((kind) => holds(kind) !== negated);
  };
  return {
    matching(pattern, negated) {
      const key = `${negated ? "!" : ""}${pattern}`;
      const found = known.get(key) ?? find(pattern, negated);
      known.set(key, found);
      return found;
    },
    // What a pattern holds beyond the names nobody can list.
    leftOut: (listed) =>
      open.size > 0 || !listed.includes(anyOtherInterface) ? null : [...exact].filter((name) => !listed.includes(name)),
  };
}
