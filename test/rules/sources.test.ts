import { describe, expect, it } from "vitest";
import type { DeviceConfig } from "../../src/model/device-config.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { opennessOf } from "../../src/rules/subjects/sources.ts";
import { parsers } from "../../parsers/index.ts";

/** A router with lists of every kind, to ask what they leave open. */
function router(more = ""): DeviceConfig {
  const parser = parsers.find(({ id }) => id === "cisco-ios");
  if (parser === undefined) throw new Error("No parser reads cisco-ios.");
  return parser.parse(`version 15.2
ip access-list standard SOME
 permit 192.0.2.0 0.0.0.255
ip access-list standard ALL
 permit any
ip access-list standard WIDE
 permit 0.0.0.0 255.255.255.255
ip access-list extended MOST
 deny ip host 192.0.2.66 any
 permit tcp any any eq 22
ip access-list standard HALVES
 permit 0.0.0.0 127.255.255.255
 permit 128.0.0.0 127.255.255.255
ip access-list extended PINGS
 permit tcp 192.0.2.0 0.0.0.255 any
 permit icmp any any
 permit tcp any any established
 deny ip any any
 permit ip any any
${more}end
`).config;
}

const acl = (name: string): SourceRestriction => ({ kind: "acl", name, family: "ipv4" });

const six = (name: string): SourceRestriction => ({ kind: "acl", name, family: "ipv6" });

describe("what a list of sources leaves open", () => {
  it.each<readonly [string, readonly SourceRestriction[], string]>([
    ["nothing at all", [], "open"],
    ["a list of some networks", [acl("SOME")], "restricted"],
    ["a list that permits any", [acl("ALL")], "open"],
    ["a list whose wildcard is every address", [acl("WIDE")], "open"],
    ["a list that denies one and permits the rest", [acl("MOST")], "open"],
    ["a list that permits the two halves of everything", [acl("HALVES")], "open"],
    ["a list that permits any source something else", [acl("PINGS")], "restricted"],
    ["a list that is not there", [acl("MISSING")], "open"],
    ["a good list and one that is not there", [acl("SOME"), acl("MISSING")], "open"],
    ["a prefix", [{ kind: "prefix", prefix: "192.0.2.0/24" }], "restricted"],
    ["the prefix of everything", [{ kind: "prefix", prefix: "0.0.0.0/0" }], "open"],
    ["a prefix list that nobody read", [{ kind: "prefix-list", name: "MISSING" }], "unknown"],
  ])("%s", (_, sources, state) => {
    expect(opennessOf(router(), sources).state).toBe(state);
  });

  it("is IPv6, where interfaces have it and only IPv4 is restricted", () => {
    const dual = router(
      "interface GigabitEthernet0/0\n ipv6 address 2001:db8::1/64\nipv6 access-list SIX\n permit ipv6 2001:db8:1::/48 any\n",
    );
    expect(opennessOf(dual, [acl("SOME")]).state).toBe("open");
    expect(opennessOf(dual, [acl("SOME"), six("SOME")]).why).toBe('access list "SOME" is not defined');
    expect(opennessOf(dual, [acl("SOME"), six("SIX")]).state).toBe("restricted");
  });
});
