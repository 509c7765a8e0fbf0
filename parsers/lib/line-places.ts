import type { LineRange } from "../../src/model/fact.ts";

/*
 * Nearly everything that a text of lines says stands on one line, and every text has the lines from 1 on: what stands on
 * the same line shares its place, whatever it is and in whichever text. Places of lines further down are made anew, so
 * that what is kept stays bounded; they are kept by thousands, so that no gap in the numbers makes a slow list.
 */
const mostShared = 65_536;
const perPart = 1024; // 2 ** 10
type Places = (readonly LineRange[] | null)[];
const newParts = (): (Places | null)[] => Array.from({ length: mostShared / perPart }, () => null);
const single = newParts();
const double = newParts();

/** The place of a single line. */
export function linePlace(line: number): readonly LineRange[] {
  const part = single[line >>> 10] ?? partOf(single, line);
  return part?.[line & 1023] ?? newPlace(part, line, line);
}

/** The place of a few lines, both ends included; statements that wrap mostly take two. */
export function linesPlace(first: number, last: number): readonly LineRange[] {
  if (first === last) return linePlace(first);
  if (last !== first + 1) return [[first, last]];
  const part = double[first >>> 10] ?? partOf(double, first);
  return part?.[first & 1023] ?? newPlace(part, first, last);
}

function partOf(parts: (Places | null)[], line: number): Places | null {
  if (line < 0 || line >= mostShared) return null;
  const part: Places = Array.from({ length: perPart }, () => null);
  parts[line >>> 10] = part;
  return part;
}

function newPlace(part: Places | null, line: number, last: number): readonly LineRange[] {
  const place: readonly LineRange[] = [[line, last]];
  if (part !== null) part[line & 1023] = place;
  return place;
}
