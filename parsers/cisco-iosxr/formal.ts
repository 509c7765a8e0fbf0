import { hasBlock, type Statement } from "../lib/indented.ts";
import { Ledger } from "../lib/ledger.ts";

/** Blocks by their leading words: how many words open one, and the blocks within. */
interface Blocks {
  readonly [words: string]: { readonly opens: number; readonly within?: Blocks };
}

const keys: Blocks = { key: { opens: 2 } };
const signed: Blocks = { authentication: { opens: 1 } };
const peers: Blocks = { allow: { opens: 3 } };
const ports: Blocks = { interface: { opens: 2, within: peers } };
const bands: Blocks = { inband: { opens: 1, within: ports }, "out-of-band": { opens: 1, within: ports } };
const neighbours: Blocks = {
  interface: { opens: 2 },
  neighbor: { opens: 2 },
  "neighbor-group": { opens: 2 },
  "session-group": { opens: 2 },
  peer: { opens: 2 },
};
const areas: Blocks = { ...neighbours, area: { opens: 2, within: neighbours } };
const routers: Blocks = { ...areas, vrf: { opens: 2, within: areas } };

/** The blocks that this parser reads, as "show running-config formal" writes them: each statement after its blocks' words. */
const blocks: Blocks = {
  interface: { opens: 2 },
  "interface preconfigure": { opens: 3 },
  "ipv4 access-list": { opens: 3 },
  "ipv6 access-list": { opens: 3 },
  "ethernet-services access-list": { opens: 3 },
  "object-group network": { opens: 4 },
  "object-group port": { opens: 3 },
  "line console": { opens: 2 },
  "line default": { opens: 2 },
  "line template": { opens: 3 },
  username: { opens: 2 },
  usergroup: { opens: 2 },
  taskgroup: { opens: 2 },
  "control-plane": { opens: 1, within: { "management-plane": { opens: 1, within: bands } } },
  "aaa group": { opens: 5 },
  "aaa password-policy": { opens: 3 },
  "key chain": { opens: 3, within: keys },
  "router bgp": { opens: 3, within: routers },
  "router ospf": { opens: 3, within: routers },
  "router ospfv3": { opens: 3, within: routers },
  "router isis": { opens: 3, within: routers },
  "router rip": { opens: 2, within: routers },
  "router msdp": { opens: 2, within: routers },
  "mpls ldp": { opens: 2, within: { interface: { opens: 2 } } },
  rsvp: { opens: 1, within: { interface: { opens: 2, within: signed }, ...signed } },
  "logging tls-server": { opens: 3 },
  "logging archive": { opens: 2 },
  "snmp-server vrf": { opens: 3 },
  "tacacs-server host": { opens: 3 },
  "radius-server host": { opens: 3 },
};

/** Statements that only look as if they opened a block. */
const plain: ReadonlySet<string> = new Set(["log-update", "maximum", "icmp-off"]);

interface Unfolded extends Statement {
  readonly children: Unfolded[];
}

/** Statements with those of the formal form put under their blocks; `folded` are their lines. */
export function unfold(statements: readonly Statement[]): {
  readonly statements: readonly Statement[];
  readonly folded: ReadonlySet<number>;
} {
  const folded = new Set<number>();
  const result: Statement[] = [];
  let last: Unfolded | null = null;
  for (const statement of statements) {
    const block = !hasBlock(statement) && !statement.negated ? openedBy(statement.words, blocks) : null;
    if (block === null) {
      result.push(statement);
      last = null;
      continue;
    }
    folded.add(statement.line);
    const header: Unfolded = part(statement, statement.words.slice(0, block.opens));
    if (last === null || !alike(last, header)) {
      last = header;
      result.push(header);
    }
    put(last.children, statement, statement.words.slice(block.opens), block.within ?? {});
  }
  return { statements: result, folded };
}

function put(into: Unfolded[], statement: Statement, words: readonly string[], within: Blocks): void {
  const block = openedBy(words, within);
  const own = part(statement, block === null ? words : words.slice(0, block.opens));
  const last = into.at(-1);
  const kept = block !== null && last !== undefined && alike(last, own) ? last : own;
  if (kept === own) into.push(own);
  if (block !== null) put(kept.children, statement, words.slice(block.opens), block.within ?? {});
}

/** The block that some words open with words of a statement after it; null where there is none. */
function openedBy(words: readonly string[], within: Blocks): Blocks[string] | null {
  const [first = "", second = ""] = words;
  const named = blockOf(within, `${first} ${second}`) ?? blockOf(within, first);
  if (named === undefined || plain.has(words[2] ?? "")) return null;
  const opens = named.opens + furtherWords(words, named.opens);
  return words.length > opens ? { ...named, opens } : null;
}

function blockOf(within: Blocks, words: string): Blocks[string] | undefined {
  return Object.hasOwn(within, words) ? within[words] : undefined;
}

/** Words that belong to those that open a block: "Loopback 7", "… l2transport", "port 49" of a server. */
function furtherWords(words: readonly string[], from: number): number {
  const [first = ""] = words;
  if (first === "interface") return /^\d|^l2transport$/.test(words[from] ?? "") ? 1 : 0;
  let at = from;
  while (first.endsWith("-server") && words[at]?.endsWith("port") === true) at += 2;
  return at - from;
}

function part({ line, last, indent }: Statement, words: readonly string[]): Unfolded {
  const negated = words[0] === "no" && words.length > 1;
  return { line, last, indent, words: negated ? words.slice(1) : words, negated, children: [] };
}

function alike(one: Statement, other: Statement): boolean {
  return one.words.length === other.words.length && one.words.every((word, at) => word === other.words[at]);
}

/** A ledger in which a line of several statements is read only where none of them is left. */
export class FormalLedger extends Ledger {
  #folded: ReadonlySet<number> = new Set();
  readonly #understood = new Set<number>();
  readonly #left = new Set<number>();

  fold(lines: ReadonlySet<number>): void {
    this.#folded = lines;
  }

  override read(line: number): void {
    if (this.#folded.has(line)) this.#understood.add(line);
    else super.read(line);
  }

  override readRange(first: number, last: number): void {
    if (this.#folded.size === 0) super.readRange(first, last);
    else for (let line = first; line <= last; line += 1) this.read(line);
  }

  override leave(line: number, touches: Parameters<Ledger["leave"]>[1]): void {
    if (this.#folded.has(line)) this.#left.add(line);
    super.leave(line, touches);
  }

  override isRead(line: number): boolean {
    return this.#folded.has(line) ? this.#understood.has(line) && !this.#left.has(line) : super.isRead(line);
  }

  override close(): ReturnType<Ledger["close"]> {
    for (const line of this.#understood) if (!this.#left.has(line)) super.read(line);
    return super.close();
  }
}
