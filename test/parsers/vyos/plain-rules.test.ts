import { describe, expect, it } from "vitest";
import { ubiquitiEdgeos, vyos } from "../../../parsers/vyos/vyos.ts";

const groups = [
  "set firewall group address-group HOSTS address 192.0.2.1",
  "set firewall group network-group NETS network 198.51.100.0/24",
  "set firewall group port-group WEB port 80",
  "set firewall group port-group WEB port 443",
];

/** What one rule says, as commands behind its number. */
const rules: readonly (readonly string[])[] = [
  ["action accept"],
  ["action 'drop'", "protocol tcp", "source address 192.0.2.1", "destination port 22"],
  ['action "reject"', "protocol 'udp'", "source address 192.0.2.9/24", "source port 53", "destination port 1024-65535"],
  ["action return", "protocol tcp_udp", "destination port domain"],
  ["action accept", "protocol icmp"],
  ["action accept", "protocol all", "log"],
  ["action accept", "protocol 47", "log enable"],
  ["action accept", "protocol 0", "log 'disable'"],
  ["action accept", "protocol !tcp"],
  ["action accept", "protocol nothing"],
  ["action accept", "destination port 22"],
  ["action accept", "protocol icmp", "destination port 22"],
  ["action accept", "protocol tcp", "destination port 22,80", "source port !25"],
  ["action accept", "protocol tcp", "destination port 70000"],
  ["action accept", "source address 192.0.2.1-192.0.2.7", "destination address 2001:db8::/32"],
  ["action accept", "source address !192.0.2.1", "destination address nothing"],
  ["action accept", "source group address-group HOSTS", "destination group network-group 'NETS'"],
  ["action accept", "source group address-group !HOSTS"],
  ["action accept", "source group address-group ADDRv4_eth0", "destination group ipv6-address-group MISSING"],
  ["action accept", "source address 192.0.2.1", "source group network-group NETS"],
  ["action accept", "protocol tcp", "destination group port-group WEB", "destination group address-group HOSTS"],
  ["action accept", "protocol tcp", "source group port-group WEB", "destination group port-group MISSING"],
  ["action accept", "protocol tcp", "destination group port-group WEB", "destination port 22"],
  ["action accept", "state established enable", "state related 'enable'"],
  ["action accept", "state established", "state 'new'", "state invalid"],
  ["action accept", "state established enable", "state related disable"],
  ["action accept", "state untracked"],
  ["action accept", "description 'for the scp://user:secret@host/ backup'", "disable"],
  ["action accept", "description backup", "disable"],
  ["action accept", "description 'of { this'", 'description "a \\" b"'],
  ["action accept", "action drop"],
  ["action jump", "jump-target OTHER"],
  ["protocol tcp", "destination port 22"],
  ["action accept", "tcp flags syn"],
  ["action accept", "disable", "disable"],
];

const lists = [
  "firewall name LIST",
  "firewall ipv6-name LIST",
  "firewall modify LIST",
  "firewall ipv4 name LIST",
  "firewall ipv6 input filter",
  "firewall bridge name LIST",
  "policy route LIST",
  "policy route-map LIST",
];

const asCommands = (list: string, between: readonly string[] = []): string =>
  [
    ...groups,
    ...rules.flatMap((rule, number) => [...rule.map((said) => `set ${list} rule ${number + 1} ${said}`), ...between]),
  ].join("\n");

/** The same as a block; what belongs to one keyword stands in a block of its own. */
function asBlocks(list: string): string {
  const keywords = list.split(" ");
  const lines = keywords.map((word, depth) => (depth === keywords.length - 2 ? null : `${word} {`));
  const open = [...lines.filter((line) => line !== null).slice(0, -1), `${keywords.slice(-2).join(" ")} {`];
  const inside = rules.flatMap((rule, number) => [
    `rule ${number + 1} {`,
    ...rule.flatMap((said) => {
      const [first = "", second = "", ...more] = said.split(" ");
      if (second === "group") return [`${first} {`, "group {", more.join(" "), "}", "}"];
      return ["source", "destination", "state"].includes(first)
        ? [`${first} {`, [second, ...more].join(" "), "}"]
        : [said];
    }),
    "}",
  ]);
  return [...groups, ...open, ...inside, ...open.map(() => "}")].join("\n");
}

/** With double blanks no rule is a plain one, and the general reader gets it. */
const written = (text: string): string =>
  text
    .replaceAll(/^(set (?:firewall|policy) .* rule \d+) /gm, "$1  ")
    .replaceAll(/^(rule \d+) /gm, "$1  ")
    .replaceAll(/^(action|protocol) /gm, "$1  ");

describe.each([vyos, ubiquitiEdgeos])("plain rules of $id", (parser) => {
  it.each(lists)("say what the general reader finds in commands: %s", (list) => {
    const text = asCommands(list);
    const general = written(text);
    expect(general).not.toBe(text);
    const { secrets: plainSecrets, ...plain } = parser.parse(text);
    const { secrets, ...other } = parser.parse(general);
    expect(plain).toEqual(other);
    expect(plainSecrets).toHaveLength(secrets.length);
  });

  it.each(lists)("say what the general reader finds in blocks: %s", (list) => {
    const text = asBlocks(list);
    const general = written(text);
    expect(general).not.toBe(text);
    const { secrets: plainSecrets, ...plain } = parser.parse(text);
    const { secrets, ...other } = parser.parse(general);
    expect(plain).toEqual(other);
    expect(plain.problems).toEqual([]);
    expect(plainSecrets).toHaveLength(secrets.length);
  });

  it.each([
    ["a blank line", ""],
    ["a comment", "// so"],
    ["the rule once more", "set firewall name LIST rule 2"],
    ["another setting of an earlier rule", "set firewall name LIST rule 1 log"],
    ["another list", "set firewall name OTHER rule 1 action accept"],
    ["what takes a rule back", "delete firewall name LIST rule 1"],
  ])("are read again word by word where %s stands between", (_, line) => {
    const text = asCommands("firewall name LIST", [line]);
    expect(parser.parse(text).config).toEqual(parser.parse(written(text)).config);
  });

  it("are read where they stand, whatever ends their lines", () => {
    const text = asCommands("firewall name LIST");
    const { config } = parser.parse(text);
    expect(parser.parse(text.replaceAll("\n", "\r\n")).config).toEqual(config);
    expect(parser.parse(text.replaceAll("\n", " \n")).config).toEqual(config);
    expect(parser.parse(`${text}\n`).config).toEqual(config);
  });

  it("belong to different lists where only letters outside of ASCII tell these apart", () => {
    const text = ["É", "È"].map((name) => asCommands(`firewall name ${name}`)).join("\n");
    const { config } = parser.parse(text);
    expect(config.aclSets.map(({ name }) => name)).toEqual(["É", "È"]);
    expect(config).toEqual(parser.parse(written(text)).config);
  });
});
