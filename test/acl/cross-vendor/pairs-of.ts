/** Every two of them, in their order. */
export function pairsOf<T>(members: readonly T[]): readonly (readonly [T, T])[] {
  return members.flatMap((one, at) => members.slice(at + 1).map((other) => [one, other] as const));
}
