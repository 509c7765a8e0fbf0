import type { ChainRule, Verdict } from "../lib/netfilter/flatten.ts";
import { noTerms } from "../lib/netfilter/terms.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, markTree, value } from "./reading.ts";

/** What a firewall does by the state of a connection before any list. */
export interface StateRules {
  readonly rules: readonly ChainRule[];
  /** Whether they are tried before a list of that kind. */
  before(kind: string): boolean;
}

const states = ["established", "related", "invalid"] as const;

/**
 * `firewall state-policy`, and from 1.4 on `firewall global-options state-policy`: decided before the lists on
 * forwarded packets and on those from and to the device (VyOS User Guide, "Global Options Firewall Configuration").
 */
export function stateRules(firewall: ConfigNode | undefined): StateRules {
  const late = child(firewall, "global-options", "state-policy");
  const policy = late ?? child(firewall, "state-policy");
  const rules = states.flatMap((state): ChainRule[] => {
    const node = child(policy, state);
    if (node === undefined) return [];
    const action = value(node, "action");
    const log = child(node, "log");
    markTree(log);
    markTree(child(node, "log-level"));
    const verdict: Verdict<never> =
      action?.text === "accept"
        ? { kind: "accept" }
        : action?.text === "drop" || action?.text === "reject"
          ? { kind: "drop" }
          : { kind: "unknown" };
    return [
      {
        terms: { ...noTerms, states: [state] },
        verdict,
        log: log !== undefined && !log.children.has("disable"),
        inactive: false,
        remarks: [],
        ...placeOf(node),
        ordinal: `state-policy ${state}`,
      },
    ];
  });
  const filters = late === undefined ? beforeNames : beforeHooks;
  return { rules, before: (kind) => filters.has(kind) };
}

const beforeNames: ReadonlySet<string> = new Set(["firewall name", "firewall ipv6-name"]);
const beforeHooks: ReadonlySet<string> = new Set(
  ["ipv4", "ipv6"].flatMap((family) =>
    ["forward", "input", "output"].map((hook) => `firewall ${family} ${hook} filter`),
  ),
);
