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

/** A node of a tree of words. */
interface WordNode<N> {
  readonly word: string;
  readonly children: { values(): readonly N[] };
}

/** Visits every node with the value of the longest matching path; `enter` says whether to go below. */
export function walk<N extends WordNode<N>, T>(
  root: N,
  table: PathTable<T>,
  enter: (node: N, value: T | undefined) => boolean,
): void {
  const visit = (node: N, tables: readonly PathTable<T>[], inherited: T | undefined): void => {
    for (const child of node.children.values()) {
      const below = descend(tables, child.word);
      let value = inherited;
      for (const candidate of below) {
        if (candidate.value === undefined) continue;
        value = candidate.value;
        break;
      }
      if (enter(child, value)) visit(child, below, value);
    }
  };
  visit(root, [table], undefined);
}
