/** Values by local name. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** A name as it is written, and which names followed it last. */
interface Name {
  readonly written: string;
  /** Without namespace prefix. */
  readonly local: string;
  /** Somebody wants to know where elements of the name begin. */
  readonly isSought: boolean;
  /** Of the element that came after one of this name in the same element. */
  next: Name | null;
  /** Of the first element in one of this name. */
  first: Name | null;
}

/**
 * The names of elements, each made once. What came after an element of a name mostly comes again after the next
 * one, so that it is compared with that before it is looked up.
 */
export class XmlNames {
  readonly #known = new Map<string, Name>();
  /** Of each element that is open, and what came before in it; the last is that of an element which may open. */
  readonly #before: (Name | null)[] = [null];
  readonly #open: (Name | null)[] = [null];
  #depth = 0;
  readonly #isSought: (written: string) => boolean;

  constructor(isSought: (written: string) => boolean) {
    this.#isSought = isSought;
  }

  enter(written: string): Name {
    const before = this.#before[this.#depth] ?? null;
    const above = this.#open[this.#depth] ?? null;
    const guess = before !== null ? before.next : above !== null ? above.first : null;
    let name = guess;
    if (name === null || name.written !== written) {
      name = this.#of(written);
      if (before !== null) before.next = name;
      else if (above !== null) above.first = name;
    }
    this.#before[this.#depth] = name;
    this.#depth += 1;
    this.#before[this.#depth] = null;
    this.#open[this.#depth] = name;
    return name;
  }

  leave(): void {
    this.#depth -= 1;
  }

  #of(written: string): Name {
    let name = this.#known.get(written);
    if (name === undefined) {
      name = { written, local: localName(written), isSought: this.#isSought(written), next: null, first: null };
      this.#known.set(written, name);
    }
    return name;
  }
}

export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
