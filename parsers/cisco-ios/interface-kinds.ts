/** No device has more kinds of interfaces that begin alike: an endless list would take long. */
const mostAlike = 32;

/** Kinds of interfaces as a text writes them, of which one may be short for another ("Gi", "GigabitEthernet"). */
export class InterfaceKinds {
  readonly #byStart = new Map<string, string[]>();
  readonly #alike = new Map<string, string[]>();

  /** The other kinds that were met and may be the same one. */
  alike(kind: string): readonly string[] {
    return this.#alike.get(kind) ?? this.#add(kind);
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
