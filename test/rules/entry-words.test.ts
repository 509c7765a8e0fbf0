import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { entrySubject } from "../../src/rules/subjects/entry-words.ts";

const subjectsOf = (os: string, config: string): string[] => {
  const parsed = parsers.find(({ id }) => id === os)?.parse(config).config;
  return (parsed?.aclSets ?? []).flatMap((acl) => acl.entries.map((entry) => entrySubject(acl, entry)));
};

/** Findings are known by these words: whoever changes one makes old findings new. */
describe("the words of an entry", () => {
  it.each([
    ["permit tcp any any match-all +syn -ack", "permit tcp any to any flags +syn -ack"],
    ["permit tcp any any match-any +fin -urg", "permit tcp any to any flags +fin or -urg"],
    ["permit tcp any any rst ack", "permit tcp any to any flags +rst or +ack"],
    ["permit tcp any any established", "permit tcp any to any established"],
    ["deny ip any any fragments", "deny ip any to any fragments"],
    ["permit udp any any dscp ef", "permit udp any to any dscp 46"],
    ["permit ip any any precedence internet", "permit ip any to any dscp 48-55"],
    ["permit ip any any dscp default time-range NIGHT", "permit ip any to any dscp 0 time-range NIGHT"],
    ["permit tcp 10.0.0.1 0.255.255.0 any neq 22", "permit tcp port 0-21, 23-65535 10.0.0.1 0.255.255.0 to any"],
  ])("%s", (entry, words) => {
    expect(subjectsOf("cisco-ios", `ip access-list extended X\n ${entry}`)).toEqual([`access-list "X" entry ${words}`]);
  });

  it("are the term's name where it has one", () => {
    const config = "firewall { family inet { filter X { term first { from { fragment-offset 0; } then accept; } } } }";
    expect(subjectsOf("juniper-junos", config)).toEqual(['firewall filter "X" entry "first"']);
  });
});
