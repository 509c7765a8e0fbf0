/** Calls of the built-in functions that all reading goes through, while `run` runs. */
export function workOf(run: () => void): number {
  let calls = 0;
  const watched: readonly (readonly [object, string])[] = [
    [String.prototype, "charCodeAt"],
    [String.prototype, "indexOf"],
    [String.prototype, "includes"],
    [String.prototype, "trim"],
    [String.prototype, "slice"],
    [String.prototype, "split"],
    [String.prototype, "startsWith"],
    [RegExp.prototype, "exec"],
    [RegExp.prototype, "test"],
    [Array.prototype, "push"],
    [Array.prototype, "slice"],
    [Array.prototype, "includes"],
    [Array.prototype, "find"],
    [Map.prototype, "get"],
    [Map.prototype, "set"],
    [Set.prototype, "has"],
  ];
  const kept = watched.map(([owner, name]) => [owner, name, Object.getOwnPropertyDescriptor(owner, name)] as const);
  for (const [owner, name, descriptor] of kept) {
    const original: unknown = descriptor?.value;
    if (typeof original !== "function") throw new Error(`no ${name}`);
    Object.defineProperty(owner, name, {
      ...descriptor,
      value(this: unknown, ...given: unknown[]): unknown {
        calls += 1;
        return Reflect.apply(original, this, given);
      },
    });
  }
  try {
    run();
  } finally {
    for (const [owner, name, descriptor] of kept)
      if (descriptor !== undefined) Object.defineProperty(owner, name, descriptor);
  }
  return calls;
}
