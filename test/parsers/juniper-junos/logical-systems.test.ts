import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";
import { managementReach } from "../../../src/acl/reach/management-reach.ts";

const guard = "firewall filter SHUT term all then discard";
const port = (unit: number) => `interfaces ge-0/0/0 unit ${unit} family inet address 192.0.2.${unit}/24`;
const loop = (unit: number) => `interfaces lo0 unit ${unit} family inet filter input SHUT`;
const east = (statement: string) => `logical-systems east ${statement}`;

/** Whether somebody, nobody, or an unknown somebody reaches SSH by an interface. */
function reachBy(name: string, statements: readonly string[]): string {
  const text = ["version 22.4R2", "system services ssh", ...statements].map((each) => `set ${each}`).join("\n");
  const found = managementReach(juniperJunos.parse(text).config).find(
    (reach) => reach.interface === name && reach.service === "ssh" && reach.family === 4,
  );
  if (found === undefined) return "no way";
  return found.sources.length > 0 ? "somebody" : found.uncertain.length > 0 ? "unknown" : "nobody";
}

describe("loopback filters of logical systems", () => {
  it.each([
    ["the main system's own holds", "ge-0/0/0.1", [guard, port(1), loop(0)], "nobody"],
    ["another system's does not guard the main one", "ge-0/0/0.1", [port(1), east(guard), east(loop(1))], "somebody"],
    ["the main system's does not open another", "ge-0/0/0.2", [east(port(2)), east(guard), east(loop(1))], "nobody"],
    ["another system may not be held to the main one's", "ge-0/0/0.2", [guard, loop(0), east(port(2))], "unknown"],
    ["nothing guards either", "ge-0/0/0.2", [port(1), east(port(2))], "somebody"],
  ])("%s", (_, name, statements, expected) => {
    expect(reachBy(name, statements)).toBe(expected);
  });
});
