import type { AclSet } from "../../model/acl.ts";
import type { DeviceConfig } from "../../model/device-config.ts";

/** Where netfilter, or what is made of it, tries a list: the hook, and the place among the lists of that hook. */
interface Stage {
  readonly hook: string;
  readonly priority: number;
}

/** Tables of iptables by the priority of their chains (nft(8), "Standard priority names"). */
const tables: Readonly<Record<string, number>> = { raw: -300, mangle: -150, nat: -100, filter: 0, security: 50 };

/** "nftables chain, hook input, priority 0"; "raw PREROUTING" and "INPUT"; "raw prerouting"; "ipv4 prerouting raw". */
function stageOf({ kind, name }: AclSet): Stage | null {
  const words = name.split(" ");
  const [first = "", second, third] = words;
  if (kind.startsWith("nftables chain")) {
    const found = /^nftables chain, hook (\S{1,20}), priority (-?\d{1,10})$/.exec(kind);
    return found === null ? null : { hook: found[1] ?? "", priority: Number(found[2]) };
  }
  if (kind === "iptables chain" || /^ip(?:v6)? firewall (?:raw|filter) chain$/.test(kind)) {
    const hook = (second ?? first).toLowerCase();
    return { hook, priority: second === undefined ? 0 : (tables[first] ?? 0) };
  }
  const isHook = /^firewall ipv[46] (?:prerouting|input|forward|output) /.test(kind);
  return isHook && second !== undefined ? { hook: second, priority: tables[third ?? ""] ?? 0 } : null;
}

const before: ReadonlySet<string> = new Set(["ingress", "prerouting"]);
const behind: ReadonlySet<string> = new Set(["input", "forward"]);

/**
 * Whether what a list permits, another of the device decides: lists that choose routes, and chains that stand before or
 * behind the one that filters at their hook. A packet must pass them all (nft(8), "accept"), so that the one that
 * filters is judged; where there is none, the last is.
 */
export function handsOn(acl: AclSet, { aclSets }: DeviceConfig): boolean {
  if (/^(?:policy |local-in |interface bridge )/.test(acl.kind)) return true;
  const own = stageOf(acl);
  if (own === null) return acl.kind.startsWith("nftables");
  if (own.priority === 0 && !before.has(own.hook)) return false;
  const others = aclSets.flatMap((other) => {
    const stage = other === acl || other.family !== acl.family ? null : stageOf(other);
    return stage === null ? [] : [stage];
  });
  if (before.has(own.hook) && others.some(({ hook }) => behind.has(hook))) return true;
  const beside = others.filter(({ hook }) => hook === own.hook);
  return beside.some(({ priority }) => priority === 0 || priority > own.priority);
}
