/** Whether the same letters stand at two places. */
export function isSame(codes: Uint16Array, one: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (codes[one + at] !== codes[other + at]) return false;
  return true;
}
