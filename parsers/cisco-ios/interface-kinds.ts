/** No device has more kinds of interfaces that begin alike: an endless list would take long. */
const mostAlike = 32;

/** Kinds of interfaces as a text writes them, of which one may be short for another ("Gi", "GigabitEthernet"). */
export class InterfaceKinds {
  readonly #byStart = new Map<string, string[]>();
  readonly #alike = new Map<string, string[]>();

  /** The kind that was asked for last: an interface mostly follows one of the same. */
  #last = "";
  #lastAlike: readonly string[] = [];

  /** The other kinds that were met and may be the same as that of an interface whose numbers begin at a place of its name. */
  alike(name: string, numbers: number): readonly string[] {
    if (this.#last.length === numbers && name.startsWith(this.#last)) return this.#lastAlike;
    this.#last = name.slice(0, numbers);
    this.#lastAlike = this.#alike.get(this.#last) ?? this.#add(this.#last);
    return this.#lastAlike;
  }

  #add(kind: string): readonly string[] {
    const lower = kind.toLowerCase();
    const start = lower.slice(0, 2);
    const known = this.#byStart.get(start) ?? [];
    const found = known.filter((each) => {
      const other = each.toLowerCase();
      return other.startsWith(lower) || lower.startsWith(other);
    });
    this.#alike.set(kind, found);
    if (known.length < mostAlike) {
      for (const other of found) this.#alike.get(other)?.push(kind);
      this.#byStart.set(start, [...known, kind]);
    }
    return found;
  }
}
