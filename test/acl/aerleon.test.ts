import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FragmentKind } from "../../src/model/acl.ts";
import { aclNamed, configOf, difference, policiesOf, undecided } from "./filters-under-test.ts";

/**
 * Lists that one generator wrote from one policy, in the corpus beside the project. Of the platforms that have a
 * parser it holds only Junos of the demonstration policy; its output for ASA is that of IOS but for masks and the
 * name of a port, and is turned into IOS here.
 */
const corpus = join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(join(corpus, "MANIFEST.tsv"));
if (!present) console.warn(`No corpus at ${corpus}: lists generated from one policy are not compared.`);

const text = (os: string, path: string) =>
  present ? readFileSync(join(corpus, os, "aerleon+aerleon/tests/regression", path), "utf8") : "";
const demo = (os: string, name: string) => text(os, `demo/TestRegressionDemo.testSmokeTest.${name}.ref`);
const fortigate = (name: string) => text("fortinet-fortios", `fortigate/FortigateTest.${name}.stdout.ref`);

const quad = /^\d+\.\d+\.\d+\.\d+$/;

/** ASA's "address mask" is IOS's "address wildcard", and IOS has no name for port 443. */
function asIos(asa: string, list: string): string {
  const lines = asa.split("\n").filter((line) => line.startsWith(`access-list ${list} extended `));
  const entries = lines.map((line) => {
    const words = line.trim().split(/\s+/).slice(3);
    return words.map((word, at) => {
      const before = words[at - 1] ?? "";
      const isMask = quad.test(word) && quad.test(before) && words[at - 2] !== "host";
      if (isMask)
        return word
          .split(".")
          .map((byte) => 255 - Number(byte))
          .join(".");
      return word === "https" ? "443" : word;
    });
  });
  return [`ip access-list extended ${list}`, ...entries.map((words) => ` ${words.join(" ")}`)].join("\n");
}

const established = (written: string): string => written.replaceAll(/^( permit tcp any host \S+)$/gm, "$1 established");
const oneForgotten = (written: string): string =>
  established(written).replace(/^ permit tcp any host 200\.1\.1\.2 eq 443\n/m, "");

const withHeader: readonly FragmentKind[] = ["none", "first"];
const all: readonly FragmentKind[] = ["none", "first", "later"];
const same = { onlyFirst: [], onlySecond: [] };

describe.skipIf(!present)("one policy as ASA's entries in IOS and as a filter of Junos", () => {
  const asa = demo("cisco-asa", "sample_multitarget.asa");
  const junos = configOf("juniper-junos", demo("juniper-junos", "sample_multitarget.jcl"));
  const ios = (list: string, change: (written: string) => string = (written) => written) =>
    aclNamed(configOf("cisco-ios", change(asIos(asa, list))), list);

  it("outbound, they permit the same packets, fragments and all", () => {
    expect(difference(ios("asa_out"), aclNamed(junos, "edge-outbound"), 4, all).blocks).toEqual(same);
  });

  it("inbound, they differ by what opens a connection: ASA, which keeps sessions, is given no word for established", () => {
    const { blocks, wrongWitnesses } = difference(ios("asa_in"), aclNamed(junos, "edge-inbound"), 4, ["none"]);
    expect(blocks.onlySecond).toEqual([]);
    expect(blocks.onlyFirst.length).toBeGreaterThan(0);
    expect(blocks.onlyFirst.filter((block) => !/^tcp .* > .*200\.1\.1\..*flags -rst-ack/.test(block))).toEqual([]);
    expect(wrongWitnesses).toEqual([]);
  });

  it("inbound, they permit the same packets once that word is there", () => {
    const found = difference(ios("asa_in", established), aclNamed(junos, "edge-inbound"), 4, withHeader);
    expect(found.blocks).toEqual(same);
  });

  it("inbound, one host forgotten is found", () => {
    const { blocks, wrongWitnesses } = difference(
      ios("asa_in", oneForgotten),
      aclNamed(junos, "edge-inbound"),
      4,
      withHeader,
    );
    expect(blocks.onlyFirst).toEqual([]);
    expect(blocks.onlySecond).toEqual([expect.stringContaining("> 200.1.1.2 port 443")]);
    expect(wrongWitnesses).toEqual([]);
  });
});

describe.skipIf(!present)("one policy for two platforms that read Junos", () => {
  const [one, other] = ["sample_juniper_loopback.jcl", "sample_juniperevo_loopback.evojcl"].map((name) =>
    configOf("juniper-junos", demo("juniper-junos", name)),
  );

  it("differs nowhere for certain, and is left open where it names a list that the text does not hold", () => {
    if (one === undefined || other === undefined) throw new Error("A file is missing.");
    const found = undecided(aclNamed(one, "LOOPBACK"), aclNamed(other, "LOOPBACK"));
    expect(found.regions).toBe(0);
    expect(found.why.join("\n")).toContain("configured-neighbors-only");
  });
});

/** What the policies of these tests say, as a filter: everything to or from the first networks but not the others. */
function filterOf(side: "source" | "destination", inside: readonly string[], outside: readonly string[]): string {
  const prefixes = [...inside.map((prefix) => `${prefix};`), ...outside.map((prefix) => `${prefix} except;`)].join(" ");
  return `firewall { family inet { filter X { term X { from { ${side}-address { ${prefixes} } } then accept; } } } }`;
}

/** The policies stand between two ports, and a filter of Junos wherever it is bound. */
const between = { fromZones: ["port1"], toZones: ["port2"] };

describe.skipIf(!present)("addresses taken out of addresses, in FortiOS and in Junos", () => {
  const hosts = ["1.1.1.1/32", "1.1.1.2/32"];

  it.each([
    ["testSourceExcludesV4_No_Exclude", "source", hosts, []],
    ["testDestinationExcludesV4_No_Exclude", "destination", hosts, []],
    ["testSourceExcludesV4_Exclude", "source", ["1.1.1.1/32"], []],
    ["testDestinationExcludesV4_Exclude", "destination", ["1.1.1.1/32"], []],
    ["testSourceExcludesV4_Exclude_V6", "source", hosts, []],
  ] as const)("%s permits what is left", (name, side, inside, outside) => {
    const policies = policiesOf(configOf("fortinet-fortios", fortigate(name)));
    const filter = aclNamed(configOf("juniper-junos", filterOf(side, inside, outside)), "X");
    expect(difference(policies, filter, 4, all, between).blocks).toEqual(same);
  });

  it("FortiOS takes out what is excluded, and Junos lets the longest prefix decide", () => {
    const policies = policiesOf(configOf("fortinet-fortios", fortigate("testSourceExcludesV4_Exclude")));
    const filter = aclNamed(configOf("juniper-junos", filterOf("source", hosts, ["1.1.1.2/31"])), "X");
    expect(difference(policies, filter, 4, all, between).blocks).toEqual({
      onlyFirst: [],
      onlySecond: ["ip 1.1.1.2 > any from=port1 to=port2"],
    });
  });

  it("nothing is left where more is excluded than there is", () => {
    const policies = policiesOf(configOf("fortinet-fortios", fortigate("testSourceExcludesV4_Exclude_Superset")));
    const filter = aclNamed(
      configOf("juniper-junos", "firewall { family inet { filter X { term X { then discard; } } } }"),
      "X",
    );
    expect(difference(policies, filter, 4, all, between).blocks).toEqual(same);
  });
});
