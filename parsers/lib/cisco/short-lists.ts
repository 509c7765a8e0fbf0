/**
 * A list with one more at its end. Most lists of interfaces hold one thing: the first is made as long as it is, where one
 * that is pushed to keeps room for many.
 */
export function withOne<T>(list: T[], more: T): T[] {
  if (list.length === 0) return [more];
  list.push(more);
  return list;
}

/** The list, without the room that it keeps to grow. */
export function short<T>(list: readonly T[]): readonly T[] {
  return list.length > 1 ? [...list] : list;
}
