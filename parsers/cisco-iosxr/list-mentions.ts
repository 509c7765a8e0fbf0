import type { Statement } from "../lib/indented.ts";
import { use } from "../lib/cisco/objects.ts";
import type { Draft } from "./draft.ts";

/**
 * Lists that skipped statements name by a bare word (multicast, label distribution): a list whose name stands there
 * must not be called unused.
 */
export function recordListMentions(draft: Draft, statements: readonly Statement[]): void {
  const names = new Set([...draft.acls.values()].map(({ name }) => name));
  if (names.size === 0) return;
  for (const root of statements)
    if (!isWhollyRead(draft, root) && naming.has(root.words[0] ?? "")) mentions(draft, names, root);
}

/** Statements within which a list may stand without a word that announces it. */
const naming: ReadonlySet<string> = new Set([
  "dhcp",
  "interface",
  "monitor-session",
  "mpls",
  "multicast-routing",
  "performance-measurement",
  "router",
  "subscriber",
  "vrf",
]);

function mentions(draft: Draft, names: ReadonlySet<string>, statement: Statement): void {
  if (isWhollyRead(draft, statement)) return;
  if (!draft.ledger.isRead(statement.line)) {
    const { words } = statement;
    const [first = ""] = words;
    if (first !== "description" && first !== "remark")
      for (let at = 1; at < words.length; at += 1)
        if (names.has(words[at] ?? "")) use(draft, "acl", words[at], statement, first);
  }
  for (const child of statement.children) mentions(draft, names, child);
}

function isWhollyRead({ ledger }: Draft, { line, end }: Statement): boolean {
  return end !== undefined && ledger.areRead(line, end);
}
