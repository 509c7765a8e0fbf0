/**
 * A list with more at its end. Most lists of interfaces hold one thing: the first is made as long as it is, where one
 * that is pushed to keeps room for many.
 */
export function withMore<T>(list: T[], more: readonly T[]): T[] {
  if (list.length === 0) return [...more];
  list.push(...more);
  return list;
}
