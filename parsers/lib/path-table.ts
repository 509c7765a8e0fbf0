/** Paths of words with what holds below them; `*` stands for any one word. */
export interface PathTable<T> {
  readonly value: T | undefined;
  readonly words: ReadonlyMap<string, PathTable<T>>;
}

interface Growing<T> {
  value: T | undefined;
  words: Map<string, Growing<T>>;
}

export function pathTable<T>(rows: readonly (readonly [path: string, value: T])[]): PathTable<T> {
  const root: Growing<T> = { value: undefined, words: new Map() };
  for (const [path, value] of rows) {
    let at = root;
    for (const word of path.split(" ")) {
      let next = at.words.get(word);
      if (next === undefined) {
        next = { value: undefined, words: new Map() };
        at.words.set(word, next);
      }
      at = next;
    }
    at.value = value;
  }
  return root;
}

/** Tables that match below `tables` at a word. */
export function descend<T>(tables: readonly PathTable<T>[], word: string): readonly PathTable<T>[] {
  let next: PathTable<T>[] | null = null;
  for (const table of tables) {
    const literal = table.words.get(word);
    const any = table.words.get("*");
    if (literal !== undefined) (next ??= []).push(literal);
    if (any !== undefined && word !== "*") (next ??= []).push(any);
  }
  return next ?? noTables;
}

const noTables: readonly never[] = [];
