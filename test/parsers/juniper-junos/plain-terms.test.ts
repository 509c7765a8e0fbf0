import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";

/** The same text with a blank more in the head of each term, which sends it to the reader of the tree. */
function general(text: string): string {
  return text.replaceAll(/\bterm (?=\S+ \{$)/gm, "term  ");
}

function resultOf(text: string): unknown {
  const { unread, ...result } = juniperJunos.parse(text);
  return { ...result, unread: unread.map((line) => ({ ...line, text: line.text.replaceAll(/ +/g, " ") })) };
}

const filter = (body: string, around = "family inet") => `firewall {\n ${around} {\n${body}\n }\n}\n`;
const inFilter = (terms: string) => filter(`filter F {\n${terms}\n}`);

const conditions = [
  "source-address {\n10.0.0.1/32;\n}",
  "source-address {\n10.0.0.0/8;\n192.0.2.1;\n0.0.0.0/0;\n}",
  "source-address {\n10.0.0.0/8;\n10.0.0.0/8;\n}",
  "source-address {\n10.0.0.0/8;\n10.1.0.0/16 except;\n}",
  "source-address {\n}",
  "source-address 10.0.0.0/8;",
  "source-address {\n2001:db8::/32;\n10.0.0.0/99;\n010.0.0.1/8;\n}",
  "source-address {\n1::;\n}",
  "source-address {\n10.0.0.0/8; /* here */\n}",
  "source-address {\ninactive: 10.0.0.0/8;\n10.0.0.0/9;\n}",
  "destination-address {\n10.0.0.1/32;\n10.0.0.0/255.255.0.0;\n}",
  "destination-address {\napply-groups G;\n}",
  "protocol tcp;",
  "protocol udp;",
  "protocol icmp;",
  "protocol nonsense;",
  "protocol [ tcp udp ];",
  "protocol [ tcp tcp 1-4 ];",
  "protocol [ ];",
  "protocol 1-3;",
  "inactive: protocol tcp;",
  "destination-port 22;",
  "destination-port ssh;",
  "destination-port 1024-65535;",
  "destination-port 0;",
  "destination-port 70000;",
  "destination-port [ ssh 22 20-23 ];",
  "destination-port  23;",
  'destination-port "24";',
  "source-port 22;",
  "source-port [ 1 3 2 ];",
  "port 53;",
  "destination-port-except 80;",
  "source-prefix-list {\nL;\n}",
  "tcp-established;",
  "icmp-type echo-request;",
  "protocol tcp; destination-port 80;",
  "protocol tcp destination-port 80;",
  "# nothing",
  "",
];

const actions = [
  "then accept;",
  "then discard;",
  "then {\naccept;\n}",
  "then {\nreject;\n}",
  "then {\ncount C;\nlog;\ndiscard;\n}",
  "then {\nsyslog;\ndiscard;\n}",
  "then {\nnext term;\n}",
  "then next term;",
  "then {\nnext;\n}",
  "then {\naccept;\ndiscard;\n}",
  "then {\naccept;\naccept;\n}",
  "then {\ncount apply-groups;\n}",
  "then {\npolicer P;\n}",
  "then {\n}",
  "then {\ninactive: discard;\n}",
  "then {\nreject tcp-reset;\n}",
  "then accept",
  "",
];

const term = (name: string, from: string, then: string) => `term ${name} {\n${from}\n${then}\n}`;
const from = (...lines: readonly string[]) => `from {\n${lines.join("\n")}\n}`;

describe("terms of the usual form", () => {
  it.each(conditions)("ask the same as nodes say: %j", (condition) => {
    const text = inFilter(term("T", from(condition), "then accept;"));
    expect(resultOf(text)).toEqual(resultOf(general(text)));
  });

  it.each(actions)("do the same as nodes say: %j", (action) => {
    const text = inFilter(term("T", from("protocol tcp;"), action));
    expect(resultOf(text)).toEqual(resultOf(general(text)));
  });

  const usual = term("T", from("source-address {\n10.0.0.0/8;\n}", "protocol tcp;"), "then accept;");
  it.each([
    ["alone", inFilter(usual)],
    ["stated twice", inFilter(`${usual}\n${usual}`)],
    ["stated twice in two blocks", `${inFilter(usual)}${inFilter(usual)}`],
    ["stated after another form", inFilter(`${general(usual)}\n${usual}`)],
    ["stated in another form after it", inFilter(`${usual}\n${general(usual)}`)],
    ["switched off", inFilter(`inactive: ${usual}`)],
    ["in a filter that is switched off", filter(`inactive: filter F {\n${usual}\n}`)],
    ["in another family", filter(`filter F {\n${usual}\n}`, "family inet6")],
    ["in a family that has no addresses", filter(`filter F {\n${usual}\n}`, "family any")],
    ["in a filter without a family", `firewall {\nfilter F {\n${usual}\n}\n}`],
    ["in two filters by one list", `firewall {\nfilter [ F G ] {\n${usual}\n}\n}`],
    ["in a service filter", filter(`service-filter F {\n${usual}\n}`)],
    ["in a group", `groups {\nG {\n${inFilter(usual)}}\n}\napply-groups G;`],
    ["in a group that nothing applies", `groups {\nG {\n${inFilter(usual)}}\n}`],
    ["in a logical system", `logical-systems {\nL {\n${inFilter(usual)}}\n}`],
    ["in what is no filter", filter(`policer F {\n${usual}\n}`)],
    ["with a group that adds to it", `${groupOf("from {\nport 22;\n}")}apply-groups G;\n${inFilter(usual)}`],
    ["with a group above that adds to it", `${inFilter(usual)}${groupOf("then log;")}apply-groups G;`],
    ["with a set line that adds to it", `${inFilter(usual)}set firewall family inet filter F term T then log`],
    [
      "with a set line that takes from it",
      `${inFilter(usual)}delete firewall family inet filter F term T from protocol`,
    ],
    ["taken away", `${inFilter(usual)}delete firewall family inet filter F term T`],
    ["switched off later", `${inFilter(usual)}deactivate firewall family inet filter F term T`],
    ["in part switched off later", `${inFilter(usual)}deactivate firewall family inet filter F term T then`],
    ["renamed", `${inFilter(usual)}rename firewall family inet filter F term T to term U`],
    ["copied", `${inFilter(usual)}copy firewall family inet filter F term T to term U`],
    ["named like a secret", inFilter(usual.replace("term T", "term key"))],
    ["named like a statement of groups", inFilter(usual.replace("term T", "term apply-groups"))],
    ["with a refused part", inFilter(usual.replace("then", "/* ACCESS-DENIED */\nthen"))],
    ["cut off", inFilter(usual).slice(0, 90)],
    ["with a nested filter", inFilter(term("T", "filter G;", ""))],
  ])("mean the same as nodes: %s", (_, text) => {
    expect(resultOf(text)).toEqual(resultOf(general(text)));
  });

  it("mean the same, whatever they are made of", () => {
    const terms = fc.array(
      fc
        .tuple(fc.constantFrom("a", "b", "c", "value"), some(conditions, 4), some(actions, 2))
        .map(([name, asked, then]) => term(name, from(...asked), then.join("\n"))),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(terms, (made) => {
        const text = inFilter(made.join("\n"));
        expect(resultOf(text)).toEqual(resultOf(general(text)));
      }),
      { numRuns: 300 },
    );
  });
});

function some(list: readonly string[], maxLength: number): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom(...list), { maxLength });
}

/** A group that says something of every term. */
function groupOf(said: string): string {
  return `groups {\nG {\n${inFilter(`term <*> {\n${said}\n}`)}}\n}\n`;
}
