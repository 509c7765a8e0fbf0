/**
 * Names of DSCP code points: assured forwarding (RFC 2597, 6), expedited forwarding (RFC 3246, 2.7) and class
 * selectors (RFC 2474, 4.2.2), as IANA's "Differentiated Services Field Codepoints" lists them.
 */
export const codePointNames: ReadonlyMap<string, number> = new Map([
  ["af11", 10],
  ["af12", 12],
  ["af13", 14],
  ["af21", 18],
  ["af22", 20],
  ["af23", 22],
  ["af31", 26],
  ["af32", 28],
  ["af33", 30],
  ["af41", 34],
  ["af42", 36],
  ["af43", 38],
  ["cs1", 8],
  ["cs2", 16],
  ["cs3", 24],
  ["cs4", 32],
  ["cs5", 40],
  ["cs6", 48],
  ["cs7", 56],
  ["ef", 46],
]);

/** The eight code points whose upper three bits are a precedence of 0–7 (RFC 2474, 4.2.2.1). */
export function codePointsOfPrecedence(precedence: number): readonly number[] {
  return Array.from({ length: 8 }, (_, low) => precedence * 8 + low);
}

/** Code points in order, each once; of both where two conditions ask. */
export function bothCodePoints(
  one: readonly number[] | null,
  other: readonly number[] | null,
): readonly number[] | null {
  if (one === null) return other;
  if (other === null) return one;
  return one.filter((point) => other.includes(point));
}
