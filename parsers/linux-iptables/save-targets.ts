import type { Verdict } from "../lib/netfilter/flatten.ts";
import { isCondition } from "./save-terms.ts";
import type { Option } from "./save-options.ts";
import { toOneself, toOutgoing, translatedTo, unresolved, type Translation } from "./translations.ts";

const verdicts: ReadonlyMap<string, { readonly kind: "accept" | "drop" | "return" }> = new Map([
  ["ACCEPT", { kind: "accept" }],
  ["DROP", { kind: "drop" }],
  ["REJECT", { kind: "drop" }],
  ["TARPIT", { kind: "drop" }],
  ["RETURN", { kind: "return" }],
]);

/** Targets after which the packet goes on to the next rule (iptables-extensions(8), "TARGET EXTENSIONS"). */
const goingOn = new Set(
  "LOG NFLOG ULOG MARK CONNMARK CONNSECMARK SECMARK CHECKSUM CLASSIFY CT NOTRACK DSCP TOS TTL HL ECN TCPMSS TCPOPTSTRIP SET TRACE AUDIT IDLETIMER LED RATEEST TEE HMARK".split(
    " ",
  ),
);
export const logging = new Set(["LOG", "NFLOG", "ULOG"]);
/** Targets that let packets through, stop them, or hand them to a program. */
const deciding = new Set(["QUEUE", "NFQUEUE", "TPROXY", "SYNPROXY", "CLUSTERIP", "ACCOUNT"]);

/** Options that belong to a target and ask nothing of a packet. */
const targetOptions = new Set(
  (
    "--reject-with --log-prefix --log-level --log-tcp-sequence --log-tcp-options --log-ip-options --log-uid --log-macdecode " +
    "--nflog-group --nflog-prefix --nflog-range --nflog-size --nflog-threshold --ulog-nlgroup --ulog-prefix --ulog-cprange " +
    "--ulog-qthreshold --to-destination --to-source --to-ports --to --random --random-fully --persistent"
  ).split(" "),
);

export function isTargetOption(name: string): boolean {
  return targetOptions.has(name);
}

/** Whether a name is known for a target, so that no chain should have it. */
export function isTarget(name: string): boolean {
  return verdicts.has(name) || goingOn.has(name) || deciding.has(name) || asksItsOptions.has(name) || itself.has(name);
}

const itself = new Set(["MASQUERADE", "REDIRECT"]);

/** Targets that say nothing without their options. */
export const asksItsOptions: ReadonlySet<string> = new Set(["DNAT", "SNAT", "NETMAP"]);

export interface Target {
  readonly verdict: Verdict<Translation>;
  readonly log: boolean;
  /** The options without those of the target, but for the jump. */
  readonly conditions: readonly Option[];
  readonly jump: Option | null;
  /** A chain that a rule goes to, whether the text shows it or not. */
  readonly chain: string | null;
}

/** What a rule does, by "-j" or "-g"; a rule without either counts packets. */
export function targetOf(options: readonly Option[], isChain: (name: string) => boolean): Target {
  let place = 0;
  while (place < options.length && options[place]?.name !== "-j" && options[place]?.name !== "-g") place += 1;
  const jump = options[place];
  if (jump === undefined) return { verdict: goesOn, log: false, conditions: options, jump: null, chain: null };
  const name = jump.values[0] ?? "";
  const quick = place === options.length - 1 ? verdicts.get(name) : undefined;
  if (quick !== undefined && jump.name === "-j" && !isChain(name))
    return { verdict: quick, log: false, conditions: options, jump, chain: null };
  // What follows a target that has options of its own are its options, unless a module begins after it.
  const known = verdicts.get(name);
  const plain = isChain(name) || (known !== undefined && name !== "REJECT");
  const end = plain ? place : options.findIndex(({ name: each }, at) => at > place && each === "-m");
  const own: Option[] = [];
  const conditions: Option[] = [];
  for (const [at, option] of options.entries()) {
    const isOwn = at > place && (end < 0 || at < end) && !isCondition(option.name);
    if (isOwn) own.push(option);
    else if (at !== place && !targetOptions.has(option.name)) conditions.push(option);
  }
  const chain = isChain(name) ? name : null;
  const verdict =
    chain === null ? verdictOf(name, own, jump) : ({ kind: jump.name === "-g" ? "goto" : "jump", chain } as const);
  return { verdict, log: logging.has(name), conditions, jump: null, chain };
}

const goesOn = { kind: "continue" } as const;

export function verdictOf(name: string, own: readonly Option[], { name: option }: Option): Verdict<Translation> {
  const known = verdicts.get(name);
  if (option === "-g") return { kind: "goto", chain: name };
  if (known !== undefined) return known;
  if (goingOn.has(name)) return goesOn;
  const to = translationOf(name, own);
  if (to !== null) return { kind: "translate", to };
  return deciding.has(name) ? { kind: "unknown" } : { kind: "jump", chain: name };
}

/** DNAT, SNAT and their kin. Ports and the choice among several addresses are left out. */
function translationOf(name: string, own: readonly Option[]): Translation | null {
  const value = (...names: readonly string[]) => own.findLast((option) => names.includes(option.name))?.values[0];
  switch (name) {
    case "DNAT":
      return { source: null, destination: translatedTo(value("--to-destination", "--to")) };
    case "SNAT":
      return { source: translatedTo(value("--to-source", "--to")), destination: null };
    case "MASQUERADE":
      return toOutgoing;
    case "REDIRECT":
      return toOneself;
    case "NETMAP": {
      const both = unresolved(`NETMAP ${value("--to") ?? ""}`, "the network is exchanged, the host stays");
      return { source: both, destination: both };
    }
    default:
      return null;
  }
}
