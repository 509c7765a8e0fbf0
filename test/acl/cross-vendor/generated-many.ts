import type { Filter } from "../../../src/acl/filter.ts";
import { filterIn } from "./filter-in.ts";
import { generatedText, type Generated } from "./generated.ts";
import { maskOf, partsOf } from "./written/language.ts";

/** Three rules from and to the same thousands of addresses. */
export const many: Generated = {
  os: "paloalto-panos",
  file: "demo/sample_stateful_multitarget_complex.xml",
  list: "policies",
  reworded: "with its zones defined",
};

/** The same addresses as a group of IOS, or as a prefix list of Junos, between which TCP and UDP pass. */
export function manyInOtherWords(family: 4 | 6): Filter {
  const address = /<entry name="MANY_IPV([46])_\d+">\s*<description>[^<]*<\/description>\s*<ip-netmask>([^<]+)</g;
  const prefixes = [...generatedText(many).matchAll(address)].flatMap(([, of, prefix = ""]) =>
    of === `${family}` ? [prefix] : [],
  );
  return family === 4 ? inIos(prefixes) : inJunos(prefixes);
}

function inIos(prefixes: readonly string[]): Filter {
  const members = prefixes.map((prefix) => {
    const [address, length] = partsOf(prefix);
    return ` ${address} ${maskOf(length)}`;
  });
  const entries = ["tcp", "udp"].map((protocol) => ` permit ${protocol} object-group MANY object-group MANY`);
  const text = ["object-group network MANY", ...members, "ip access-list extended WORDS", ...entries].join("\n");
  return filterIn("cisco-ios", text, "WORDS", 4);
}

function inJunos(prefixes: readonly string[]): Filter {
  const list = `policy-options {\nprefix-list MANY {\n${prefixes.map((prefix) => `${prefix};`).join("\n")}\n}\n}`;
  const ends = "source-prefix-list { MANY; } destination-prefix-list { MANY; }";
  const term = `term a { from { ${ends} payload-protocol [ tcp udp ]; } then accept; }`;
  return filterIn("juniper-junos", `${list}\nfirewall {\nfamily inet6 {\nfilter WORDS {\n${term}\n}\n}\n}`, "WORDS", 6);
}
