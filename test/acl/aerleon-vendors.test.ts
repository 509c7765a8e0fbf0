import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Filter } from "../../src/acl/filter.ts";
import type { FragmentKind } from "../../src/model/acl.ts";
import { aclNamed, configOf, difference, undecided } from "./filters-under-test.ts";

/** The demonstration policy that one generator wrote for three platforms, each read by its own parser. */
const folder = join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(join(folder, "MANIFEST.tsv"));
if (!present) console.warn(`No corpus at ${folder}: one policy for several vendors is not compared.`);

const text = (os: string, ending: string) =>
  present
    ? readFileSync(
        join(
          folder,
          os,
          `aerleon+aerleon/tests/regression/demo/TestRegressionDemo.testSmokeTest.sample_multitarget.${ending}.ref`,
        ),
        "utf8",
      )
    : "";

const inAsa = (name: string): Filter => aclNamed(configOf("cisco-asa", text("cisco-asa", "asa")), name);
const inJunos = (name: string): Filter => aclNamed(configOf("juniper-junos", text("juniper-junos", "jcl")), name);
const inLinux = (name: string, change: (written: string) => string = (written) => written): Filter =>
  aclNamed(configOf("linux-iptables", change(text("linux-iptables", "ipt"))), name);

/** Without the conditions on state, which no packet shows by itself. */
const stateless = (written: string): string => written.replaceAll(/ -m state --state [A-Z,]+/g, "");
/** Answers told by flags, as a filter that keeps no sessions tells them. */
const byFlags = (written: string): string =>
  stateless(
    written.replaceAll(
      /^(-A I_permit-tcp-established .*) -m state --state \S+/gm,
      "$1 --tcp-flags ACK,RST ACK -j ACCEPT\n$1 --tcp-flags RST RST",
    ),
  );

const whole: readonly FragmentKind[] = ["none"];
const all: readonly FragmentKind[] = ["none", "first", "later"];
const same = { onlyFirst: [], onlySecond: [] };

describe.skipIf(!present)("one generated policy permits the same packets", () => {
  it.each<[what: string, one: () => Filter, other: () => Filter, fragments: readonly FragmentKind[]]>([
    ["outbound, ASA and Junos", () => inAsa("asa_out"), () => inJunos("edge-outbound"), all],
    ["outbound, Linux but for state and ASA", () => inLinux("OUTPUT", stateless), () => inAsa("asa_out"), all],
    [
      "outbound, Linux but for state and Junos",
      () => inLinux("OUTPUT", stateless),
      () => inJunos("edge-outbound"),
      all,
    ],
    ["inbound, Linux but for state and ASA", () => inLinux("INPUT", stateless), () => inAsa("asa_in"), whole],
    [
      "inbound, Linux with flags for state and Junos",
      () => inLinux("INPUT", byFlags),
      () => inJunos("edge-inbound"),
      whole,
    ],
  ])("%s", (_, one, other, fragments) => {
    expect(difference(one(), other(), 4, fragments).blocks).toEqual(same);
  });
});

interface TrueDifference {
  readonly what: string;
  readonly one: () => Filter;
  readonly other: () => Filter;
  readonly fragments: readonly FragmentKind[];
  /** The blocks that only the first permits, from the destination on; the second permits nothing more. */
  readonly onlyFirst: readonly string[];
  readonly because: string;
}

describe.skipIf(!present)("where the platforms are given different words", () => {
  it.each<TrueDifference>([
    {
      what: "inbound, ASA and Junos",
      one: () => inAsa("asa_in"),
      other: () => inJunos("edge-inbound"),
      fragments: whole,
      onlyFirst: [
        "> 200.1.1.1-200.1.1.2 port except 80, 443 flags -rst-ack fragment none",
        "> 200.1.1.3 flags -rst-ack fragment none",
        "> 200.1.1.4/31 port except 25, 465, 587, 995 flags -rst-ack fragment none",
      ],
      because: "ASA keeps sessions and is given no word for established; Junos is given flags",
    },
  ])("$what: $because", ({ one, other, fragments, onlyFirst }) => {
    const { blocks, wrongWitnesses } = difference(one(), other(), 4, fragments);
    expect(blocks.onlyFirst.map((block) => block.slice(block.indexOf("> ")))).toEqual(onlyFirst);
    expect(blocks.onlySecond).toEqual([]);
    expect(wrongWitnesses).toEqual([]);
  });

  it.each<[what: string, one: () => Filter, other: () => Filter]>([
    ["outbound, Linux and ASA", () => inLinux("OUTPUT"), () => inAsa("asa_out")],
    ["outbound, Linux and Junos", () => inLinux("OUTPUT"), () => inJunos("edge-outbound")],
    ["inbound, Linux and Junos", () => inLinux("INPUT"), () => inJunos("edge-inbound")],
  ])("%s differ nowhere for certain, and only a connection's state leaves anything open", (_, one, other) => {
    const { regions, why } = undecided(one(), other());
    expect(regions).toBe(0);
    expect(why.length).toBeGreaterThan(0);
    expect(why.filter((each) => !/: connection state (?:new,)?established,related$/.test(each))).toEqual([]);
  });
});
