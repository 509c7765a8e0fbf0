import { describe, expect, it } from "vitest";
import { equalIf } from "../../src/acl/compare-lists.ts";
import { compared, nothingFound } from "./cross-vendor/compared.ts";
import { filterIn } from "./cross-vendor/filter-in.ts";
import { generatedFiles, generatedFilter, generatedText, present, type Generated } from "./cross-vendor/generated.ts";
import { loopbacks, pairs, routable } from "./cross-vendor/generated-pairs.ts";
import { many, manyInOtherWords } from "./cross-vendor/generated-many.ts";
import { said, wordsOf } from "./cross-vendor/said-in-all.ts";

describe.skipIf(!present)("one generated policy for two platforms", () => {
  it.each(pairs)(
    "$policy, $packets: $one.os and $other.os ($one.reworded)",
    ({ family, among, one, other, ...rest }) => {
      const { onlyOne = [], onlyOther = [], open = [], because } = rest;
      const found = compared(generatedFilter(one, family), generatedFilter(other, family), family, among);
      expect(found).toEqual({ onlyOne, onlyOther, open, wrongWitnesses: [] });
      expect(because === undefined).toBe(onlyOne.length + onlyOther.length + open.length === 0);
    },
  );

  it("what one text does not hold is the same for both readers of Junos", () => {
    const [one, other] = loopbacks.map((each) => generatedFilter(each, 4));
    if (one === undefined || other === undefined) throw new Error("Two are compared.");
    expect(equalIf(one, other)).toContain("filter my-next-filter");
  });
});

describe.skipIf(!present)("a generated policy and what it says, as entries of IOS", () => {
  it.each(said)("$os $file, IPv$family $list $document", ({ family, among, words, ...rest }) => {
    const { onlyOne = [], onlyOther = [], open = [], because } = rest;
    const found = compared(generatedFilter(rest, family), wordsOf(words, family), family, among);
    expect(found).toEqual({ onlyOne, onlyOther, open, wrongWitnesses: [] });
    expect(because === undefined).toBe(onlyOne.length + onlyOther.length + open.length === 0);
  });
});

const told = (os: string, file: string) => `${os} ${file}`;

it.skipIf(!present)("every generated file of the corpus is compared", () => {
  const known = [...pairs.flatMap(({ one, other }) => [one, other]), ...said, many].map(({ os, file }) =>
    told(os, file),
  );
  expect([...new Set(known)].toSorted()).toEqual(generatedFiles.map(({ os, name }) => told(os, name)).toSorted());
});

describe.skipIf(!present)("a generated policy over thousands of addresses, in PAN-OS and in IOS or Junos", () => {
  it.each([
    ["internal", 4],
    ["internal", 6],
    ["untrust", 4],
    ["untrust", 6],
  ] as const)("from %s, IPv%s", (zone, family) => {
    const among = { zones: { fromZones: [zone], toZones: ["external"] }, applications: ["web"] };
    const found = compared(generatedFilter(many, family), manyInOtherWords(family), family, among);
    expect(found).toEqual({ ...nothingFound, wrongWitnesses: [] });
  });
});

describe.skipIf(!present)("one host forgotten in a generated text", () => {
  const linux: Generated = {
    os: "linux-iptables",
    file: "demo/sample_multitarget.ipt",
    list: "INPUT",
    reworded: "with flags for connection states",
  };
  const junos: Generated = { os: "juniper-junos", file: "demo/sample_multitarget.jcl", list: "edge-inbound" };

  it("is found", () => {
    const text = generatedText(linux).replace(/^-A I_permit-web-services .* -d 200\.1\.1\.2\/32 .*\n/m, "");
    const found = compared(filterIn(linux.os, text, linux.list, 4), generatedFilter(junos, 4), 4);
    expect(found).toEqual({
      ...nothingFound,
      onlyOther: [`tcp ${routable} > 200.1.1.2 port 80, 443 flags -rst-ack`],
      wrongWitnesses: [],
    });
  });
});

/** The policies stand between two ports, and a filter of Junos wherever it is bound. */
const ports = { zones: { fromZones: ["port1"], toZones: ["port2"] } };

it.skipIf(!present)("FortiOS takes out what is excluded, and Junos lets the longest prefix decide", () => {
  const policies: Generated = {
    os: "fortinet-fortios",
    file: "fortigate/testSourceExcludesV4_Exclude",
    list: "policies",
  };
  const from = "from { source-address { 1.1.1.1/32; 1.1.1.2/32; 1.1.1.2/31 except; } }";
  const text = `firewall { family inet { filter X { term X { ${from} then accept; } } } }`;
  const found = compared(generatedFilter(policies, 4), filterIn("juniper-junos", text, "X", 4), 4, ports);
  expect(found).toEqual({ ...nothingFound, onlyOther: ["ip 1.1.1.2 > any"], wrongWitnesses: [] });
});
