/** Words that hold configuration machinery and are no names a wildcard could mean. */
export const machinery: ReadonlySet<string> = new Set([
  "apply-groups",
  "apply-groups-except",
  "apply-macro",
  "apply-path",
]);
const noInterface = new Set([...machinery, "interface-range", "interface-set", "traceoptions"]);

export function isWildcard(word: string): boolean {
  return word.length >= 2 && word.startsWith("<") && word.endsWith(">");
}

/** `<*>`, `<ge-*>`, `<xe-0/0/[01]>`, `<v?>`: shell patterns within angle brackets. */
export function matchesWildcard(wildcard: string, word: string, container: string): boolean {
  if (machinery.has(word) || (container === "interfaces" && noInterface.has(word))) return false;
  const pattern = wildcard.slice(1, -1);
  if (pattern === "*") return true;
  return matchesGlob(pattern, word);
}

/** Shell pattern with `*`, `?` and `[…]`, without backtracking further than to the last star. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    if (pattern[p] === "*") {
      star = p;
      retry = at;
      p += 1;
      continue;
    }
    const step = matchOne(pattern, p, text[at] ?? "");
    if (step > 0) {
      p += step;
      at += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      p = star + 1;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** Pattern characters used up by one character of text; 0 where it does not match. */
function matchOne(pattern: string, at: number, char: string): number {
  const expected = pattern[at];
  if (expected === undefined) return 0;
  if (expected === "?") return 1;
  const close = expected === "[" ? pattern.indexOf("]", at + 1) : -1;
  if (close === -1) return expected === char ? 1 : 0;
  const body = pattern.slice(at + 1, close);
  const negated = body.startsWith("!") || body.startsWith("^");
  let matched = false;
  for (let index = negated ? 1 : 0; index < body.length; index += 1) {
    const low = body[index] ?? "";
    if (body[index + 1] === "-" && index + 2 < body.length) {
      matched ||= char >= low && char <= (body[index + 2] ?? "");
      index += 2;
    } else matched ||= low === char;
  }
  return matched === negated ? 0 : close - at + 1;
}
