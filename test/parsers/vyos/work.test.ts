import { describe, expect, it } from "vitest";
import { vyos } from "../../../parsers/vyos/vyos.ts";
import { workOf } from "../work-of.ts";

type Write = (count: number) => string;

const lines =
  (line: (index: number) => string): Write =>
  (count) =>
    `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

describe("work doubles when the text doubles", () => {
  it.each<[string, Write]>([
    ["rules", lines((index) => `set firewall name A rule ${index} source address 10.0.0.${index % 256}`)],
    ["lists", lines((index) => `set firewall name A${index} rule 1 action accept`)],
    [
      "lists that jump on",
      lines(
        (index) =>
          `set firewall ipv4 name A${index} rule 1 action jump\nset firewall ipv4 name A${index} rule 1 jump-target A${index + 1}`,
      ),
    ],
    [
      "jumps that multiply",
      lines(
        (index) =>
          `set firewall ipv4 name A${index % 50} rule ${index} action jump\nset firewall ipv4 name A${index % 50} rule ${index} jump-target A${(index + 1) % 50}`,
      ),
    ],
    ["groups within groups", lines((index) => `set firewall group port-group A${index} include A${index + 1}`)],
    ["interfaces", lines((index) => `set interfaces ethernet eth${index} address 192.0.2.1/24`)],
    ["one statement over and over", lines(() => "set system host-name a")],
    ["neighbours", lines((index) => `set protocols bgp neighbor 10.0.${index >> 8}.${index & 255} password a`)],
    ["open blocks", lines(() => "a {")],
    ["closed blocks", lines(() => "}")],
    ["open quotes", lines(() => 'description "a')],
    ["open quotes of commands", lines(() => 'set system host-name "a')],
    ["open comments", lines(() => "/* a")],
    ["unknown lines", lines((index) => `frobnicate ${index}`)],
    ["words of one line", (count) => `set system ${"password a ".repeat(count)}`],
    ["values", lines((index) => `set system name-server 192.0.2.${index}`)],
    ["communities", lines((index) => `set service snmp community a${index} network 192.0.2.0/24`)],
  ])("%s", (_, write) => {
    const once = workOf(() => vyos.parse(write(1000)));
    const twice = workOf(() => vyos.parse(write(2000)));
    expect(twice / once).toBeLessThan(2.2);
  });
});
