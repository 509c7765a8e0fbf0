/** A rule that is no longer asked: its id stays taken, since findings, waivers and tickets still name it. */
export interface RetiredRule {
  readonly id: string;
  /** Rules that say what it said, and more exactly. */
  readonly replacedBy: readonly string[];
  readonly why: string;
}

export const retiredRules: readonly RetiredRule[] = [
  {
    id: "acl-entry-covered",
    replacedBy: ["acl-entry-shadowed", "acl-entry-redundant", "acl-entry-empty"],
    why: "It compared entries two by two and missed those that several cover only together.",
  },
  {
    id: "policy-covered",
    replacedBy: ["policy-shadowed", "policy-redundant", "policy-empty"],
    why: "It compared policies two by two and missed those that several cover only together.",
  },
];
