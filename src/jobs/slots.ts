/** Lets at most `size` tasks run at a time; the others wait in the order in which they came. */
export function slots(size: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    try {
      return await task();
    } finally {
      // A slot is handed on, so that nobody who comes now overtakes.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
