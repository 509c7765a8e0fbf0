import { describe, expect, it } from "vitest";
import { linuxIptables } from "../../../parsers/linux-iptables/linux-iptables.ts";
import { workOf } from "../work-of.ts";

const lines = (count: number, line: (index: number) => string): string =>
  `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;
const saved = (rules: string): string => `*filter\n:INPUT DROP [0:0]\n:A - [0:0]\n:B - [0:0]\n${rules}COMMIT\n`;
const chained = (rules: string): string =>
  `table ip a {\nchain b {\ntype filter hook input priority 0; policy drop;\n${rules}}\n}\n`;

const texts: readonly (readonly [string, (count: number) => string])[] = [
  ["rules", (count) => saved(lines(count, (at) => `-A INPUT -s 10.0.0.${at % 256} -p tcp --dport ${at} -j ACCEPT`))],
  [
    "jumps to one long chain",
    (count) =>
      saved(lines(count, (at) => (at % 2 === 0 ? "-A INPUT -p tcp -j A" : `-A A -s 10.0.0.${at % 256} -j DROP`))),
  ],
  [
    "chains that jump twice each",
    (count) =>
      `*filter\n:INPUT DROP [0:0]\n${lines(count, (at) => `-A ${at < 2 ? "INPUT" : `C${at >> 1}`} -j C${(at >> 1) + 1}`)}COMMIT\n`,
  ],
  [
    "returns and rules in turn",
    (count) =>
      saved(
        `-A INPUT -j A\n${lines(count, (at) => `-A A -s 10.0.${at >> 8}.${at % 256} -j ${at % 2 === 0 ? "RETURN" : "DROP"}`)}`,
      ),
  ],
  [
    "returns with two conditions, and rules after them",
    (count) =>
      saved(
        `-A INPUT -j A\n${lines(count, (at) => (at % 2 === 0 ? `-A A -s 10.0.${at >> 8}.${at % 256} -p tcp -m tcp --dport ${at} -j RETURN` : `-A INPUT -s 10.1.${at >> 8}.${at % 256} -j DROP`))}`,
      ),
  ],
  ["negated interfaces", (count) => saved(lines(count, (at) => `-A INPUT ! -i eth${at} -j DROP`))],
  [
    "interface patterns",
    (count) => saved(lines(count, (at) => `-A INPUT -i ${"e".repeat(1 + (at % 12))}${at}+ -j DROP`)),
  ],
  ["words of one rule", (count) => saved(`-A INPUT ${"-m a ! ".repeat(count)}-j DROP\n`)],
  [
    "sources of one rule",
    (count) =>
      saved(
        `-A INPUT -s ${Array.from({ length: count }, (_, at) => `10.0.${at >> 8}.${at % 256}`).join(",")} -j DROP\n`,
      ),
  ],
  ["nftables rules", (count) => chained(lines(count, (at) => `ip saddr 10.0.0.${at % 256} tcp dport ${at} accept`))],
  [
    "nftables elements",
    (count) => chained(`tcp dport { ${Array.from({ length: count }, (_, at) => String(at * 2)).join(", ")} } accept\n`),
  ],
  [
    "nftables maps",
    (count) =>
      chained(`tcp dport vmap { ${Array.from({ length: count }, (_, at) => `${at * 2} : accept`).join(", ")} }\n`),
  ],
  [
    "tables opened over and over",
    (count) => lines(count, (at) => `table ip a {\nchain b {\ntcp dport ${at} accept\n}\n}`),
  ],
  ["open braces", (count) => lines(count, () => "table ip a {")],
  ["open JSON", (count) => `{"nftables": [${'{"rule": ['.repeat(count)}`],
  [
    "JSON rules",
    (count) =>
      JSON.stringify({
        nftables: [
          { chain: { family: "ip", table: "a", name: "b", type: "filter", hook: "input", prio: 0 } },
          ...Array.from({ length: count }, () => ({
            rule: { family: "ip", table: "a", chain: "b", expr: [{ accept: null }] },
          })),
        ],
      }),
  ],
];

describe("work doubles when the text doubles", () => {
  it.each(texts)("%s", (_, write) => {
    const once = workOf(() => linuxIptables.parse(write(500)));
    const twice = workOf(() => linuxIptables.parse(write(1000)));
    expect(twice / once).toBeLessThan(2.3);
  });
});
