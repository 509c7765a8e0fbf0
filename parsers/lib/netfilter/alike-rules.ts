/** What a rule says up to one of its settings; rules that are written alike share it. */
interface Way<W, P> {
  /** Tells it from others of its text. */
  readonly number: number;
  readonly before: W | null;
  /** The setting that was read last; null where there is none. */
  readonly piece: P | null;
  /** What was said last with one setting more. */
  next: W | null;
}

/** Ways that are remembered at most; another one takes the place of an old one. */
const most = 1024;

/** The ways in which rules of a text are written, setting by setting. */
export class AlikeRules<P extends { readonly number: number }, W extends Way<W, P>> {
  readonly #oneMore: (before: W, piece: P, number: number) => W | null;
  readonly #known: (W | null)[] = Array.from({ length: most }, () => null);
  #made = 0;

  /** `oneMore` makes a way of another and a setting; null where that is for the general reader. */
  constructor(oneMore: (before: W, piece: P, number: number) => W | null) {
    this.#oneMore = oneMore;
  }

  /** A way and one setting more; null where that is for the general reader. */
  with(before: W, piece: P): W | null {
    const slot = (Math.imul(before.number, 31) + piece.number) & (most - 1);
    let way = this.#known[slot] ?? null;
    if (way === null || way.before !== before || way.piece !== piece) {
      this.#made += 1;
      way = this.#oneMore(before, piece, this.#made);
      if (way === null) return null;
      this.#known[slot] = way;
    }
    before.next = way;
    return way;
  }
}
