import type { LineRange, ReadFact } from "../../src/model/fact.ts";

/** A community while it is read: its rights and its lists stand on lines of their own. */
export interface CommunityDraft {
  readonly text: string;
  readonly at: LineRange[];
  /** The role it has, or "ro" and "rw". */
  group: ReadFact<string> | null;
  /** Lists that restrict it, by "use-acl", "use-ipv4acl" and "use-ipv6acl". */
  readonly lists: Map<string, ReadFact<string>>;
}

export interface SnmpUserDraft {
  readonly name: string;
  readonly at: LineRange[];
  group: string | null;
  authentication: ReadFact<string> | null;
  privacy: ReadFact<string> | null;
  enforced: ReadFact<boolean> | null;
  readonly lists: Map<string, ReadFact<string>>;
}
