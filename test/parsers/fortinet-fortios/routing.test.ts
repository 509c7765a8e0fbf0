import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import type { RoutingSession } from "../../../src/model/routing.ts";

const chains = `config router key-chain
    edit "good"
        config key
            edit "1"
                set key-string "FAKE-secret-1"
                set algorithm hmac-sha256
            next
        end
    next
    edit "empty"
        config key
            edit "1"
                set algorithm hmac-sha256
            next
        end
    next
end`;

const ports = `config system interface
    edit "port1"
        set ip 192.0.2.1 255.255.255.0
    next
end`;

/** A whole configuration of that release with these router tables. */
function parse(router: string, release = "7.6.5"): ReturnType<typeof fortinetFortios.parse> {
  return fortinetFortios.parse(
    [
      `#config-version=FGT60F-${release}-FW-build1-250101:opmode=0:vdom=0:user=admin`,
      'config system global\n    set hostname "r1"\nend',
      ports,
      "config system admin\nend",
      "config firewall policy\nend",
      chains,
      router,
    ].join("\n"),
  );
}

function sessions(router: string, release?: string): readonly RoutingSession[] {
  const { routing } = parse(router, release).config;
  return "value" in routing ? routing.value : [];
}

/** "none", "text", "digest ALGORITHM" or "unknown". */
function proofOf(session: RoutingSession | undefined): string {
  if (session === undefined) return "no session";
  const { authentication } = session;
  if (!("value" in authentication)) return Object.keys(authentication)[0] ?? "";
  if (authentication.value.kind !== "digest") return authentication.value.kind;
  const { algorithm } = authentication.value;
  return `digest ${"value" in algorithm ? algorithm.value : "unknown"}`;
}

const bgp = (lines: string): string =>
  `config router bgp\nset as 65001\nconfig neighbor\nedit "192.0.2.9"\nset remote-as 65002\n${lines}\nnext\nend\nend`;

const ospf = (area: string, port: string): string =>
  `config router ospf
config area\nedit 0.0.0.0\n${area}\nnext\nend
config ospf-interface\nedit "one"\nset interface "port1"\n${port}\nnext\nend
config network\nedit 1\nset prefix 192.0.2.0 255.255.255.0\nnext\nend
end`;

const keys = 'config md5-keys\nedit 1\nset key-string "FAKE-secret-2"\nnext\nend';

const ospf6 = (area: string, port: string): string =>
  `config router ospf6
config area\nedit 0.0.0.0\n${area}\nnext\nend
config ospf6-interface\nedit "one"\nset interface "port1"\n${port}\nnext\nend
end`;

const ipsec = 'config ipsec-keys\nedit 300\nset auth-key "FAKE-secret-3"\nnext\nend';

const rip = (lines: string, version = ""): string =>
  `config router rip
${version}
config network\nedit 1\nset prefix 192.0.2.0 255.255.255.0\nnext\nend
config interface\nedit "port1"\n${lines}\nnext\nend
end`;

const isis = (lines: string): string =>
  `config router isis\nset is-type level-1\nconfig isis-interface\nedit "port1"\nset status enable\n${lines}\nnext\nend\nend`;

const plainChain = `config router key-chain\nedit "plain"\nconfig key\nedit 1\nset key-string "FAKE-1"\nnext\nend\nnext\nend
${ospf("", 'set authentication message-digest\nset keychain "plain"')}`;

describe("how a session is proved", () => {
  it.each([
    ["BGP with nothing", bgp(""), "none"],
    ["BGP with a password", bgp('set password "FAKE-secret-4"'), "digest md5"],
    ["BGP with a password that an archive took out", bgp("set password <removed>"), "digest md5"],
    ["BGP with an empty password", bgp('set password ""'), "none"],
    ["BGP with a password that is unset again", bgp('set password "FAKE-secret-4"\nunset password'), "none"],
    ["BGP with a key chain", bgp('set auth-options "good"'), "digest hmac-sha256"],
    ["BGP with a key chain without a key", bgp('set auth-options "empty"'), "unknown"],
    ["BGP with a key chain that is not there", bgp('set auth-options "nowhere"'), "unknown"],
    ["BGP with a key nobody knows", bgp('set peer-secret "x"'), "unknown"],
    ["BGP with a timer nobody knows", bgp("set new-timer 7"), "none"],
    ["OSPF with nothing", ospf("", ""), "none"],
    ["OSPF with keys alone", ospf("", keys), "none"],
    ["OSPF by the area, keys at the interface", ospf("set authentication message-digest", keys), "digest md5"],
    ["OSPF by the area without a key", ospf("set authentication message-digest", ""), "unknown"],
    ["OSPF by the area in text", ospf("set authentication text", 'set authentication-key "FAKE-1"'), "text"],
    [
      "OSPF by an interface that overrides its area",
      ospf("set authentication text", `set authentication md5\n${keys}`),
      "digest md5",
    ],
    [
      "OSPF by an interface that is weaker than its area",
      ospf("set authentication message-digest", `set authentication text\nset authentication-key "FAKE-1"\n${keys}`),
      "text",
    ],
    [
      "OSPF whose interface states none in a proving area",
      ospf("set authentication md5", `set authentication none\n${keys}`),
      "unknown",
    ],
    ["OSPF whose interface states none", ospf("", "set authentication none"), "none"],
    ["OSPF with a key chain", ospf("", 'set authentication message-digest\nset keychain "good"'), "digest hmac-sha256"],
    ["OSPF with an empty key chain", ospf("", 'set authentication message-digest\nset keychain "empty"'), "unknown"],
    ["OSPF of a kind nobody knows", ospf("", `set authentication sha\n${keys}`), "unknown"],
    ["OSPF with the key of 6.0", ospf("", 'set authentication md5\nset md5-key 1 "FAKE-1"'), "digest md5"],
    ["OSPF with a key of 6.0 that is empty", ospf("", "set authentication md5\nset md5-key 1"), "unknown"],
    ["OSPF switched off on the interface", ospf("", "set status disable"), "no session"],
    ["OSPFv3 with nothing", ospf6("", ""), "none"],
    ["OSPFv3 by the area", ospf6(`set authentication ah\nset ipsec-auth-alg sha512\n${ipsec}`, ""), "digest sha512"],
    [
      "OSPFv3 whose interface leaves its area",
      ospf6(`set authentication ah\n${ipsec}`, "set authentication none"),
      "none",
    ],
    ["OSPFv3 without a key", ospf6("", "set authentication esp"), "unknown"],
    ["OSPFv3 with an area that nobody knows", ospf6(`set authentication trailer\n${ipsec}`, ""), "unknown"],
    ["RIP with nothing", rip(""), "none"],
    ["RIP with a key alone", rip('set auth-string "FAKE-1"'), "none"],
    ["RIP in text", rip('set auth-mode text\nset auth-string "FAKE-1"'), "text"],
    ["RIP by MD5", rip('set auth-mode md5\nset auth-keychain "good"'), "digest md5"],
    ["RIP by MD5 with an empty chain", rip('set auth-mode md5\nset auth-keychain "empty"'), "unknown"],
    ["RIP of version 1", rip('set auth-mode md5\nset auth-string "FAKE-1"', "set version 1"), "unknown"],
    ["IS-IS with nothing", isis(""), "none"],
    ["IS-IS with a password", isis('set auth-password-l1 "FAKE-1"'), "text"],
    ["IS-IS by MD5", isis('set auth-password-l1 "FAKE-1"\nset auth-mode-l1 md5'), "digest md5"],
    ["IS-IS with a password of the other level", isis('set auth-password-l2 "FAKE-1"\nset auth-mode-l2 md5'), "none"],
    [
      "IS-IS that checks nothing that comes in",
      isis('set auth-password-l1 "FAKE-1"\nset auth-mode-l1 md5\nset auth-send-only-l1 enable'),
      "none",
    ],
    ["IS-IS on a loopback", isis("set network-type loopback"), "no session"],
  ])("%s", (_, router, proof) => {
    expect(proofOf(sessions(router)[0])).toBe(proof);
  });

  it.each([
    ["IS-IS", isis('set auth-password-l1 "FAKE-1"'), "unknown"],
    ["OSPFv3", ospf6(`set authentication ah\n${ipsec}`, ""), "unknown"],
    ["BGP", bgp('set password "FAKE-1"'), "digest md5"],
    ["OSPF by a key without an algorithm", plainChain, "digest unknown"],
  ])("%s where the default of the release is not known", (_, router, proof) => {
    expect(proofOf(sessions(router, "7.0.3")[0])).toBe(proof);
  });
});

describe("a key without an algorithm", () => {
  it.each([
    ["6.4.9", "digest md5"],
    ["7.0.0", "digest md5"],
    ["7.0.1", "digest unknown"],
    ["7.0.11", "digest md5"],
  ])("in %s is %s", (release, proof) => {
    expect(proofOf(sessions(plainChain, release)[0])).toBe(proof);
  });
});

describe("who is a session", () => {
  it.each([
    ["nobody", "", []],
    ["a BGP that is off", bgp("").replace("set as 65001", "set as 0"), []],
    ["a BGP without a number", bgp("").replace("set as 65001", ""), []],
    ["a BGP neighbour that is shut", bgp("set shutdown enable"), []],
    ["OSPF elsewhere", ospf("", "").replace("192.0.2.0", "198.51.100.0"), []],
    ["OSPF that is passive", ospf("", "").replace("config area", 'set passive-interface "port1"\nconfig area'), []],
    [
      "RIP that is passive",
      rip("").replace("config network", 'set passive-interface "port1"\nconfig network'),
      ["rip"],
    ],
  ])("%s", (_, router, found) => {
    expect(sessions(router).map(({ protocol }) => protocol)).toEqual(found);
  });

  it("tells where a whole text says that nothing runs, and nothing where it is a part", () => {
    const { routing } = parse("config router static\nend").config;
    expect(routing).toMatchObject({ value: [] });
    expect(fortinetFortios.parse("config system global\nend\n").config.routing).toMatchObject({
      unknown: expect.stringContaining("not a whole configuration"),
    });
  });
});

describe("lines of the router tables", () => {
  it.each([
    ["a key that nobody knows", bgp('set peer-secret "x"'), ['set peer-secret "x"']],
    ["a value that nobody knows", ospf("", "set authentication sha"), ["set authentication sha"]],
    ["a table that nobody knows", "config router lisp\nset key abc\nend", ["set key abc"]],
  ])("%s stays unread and bears on routing", (_, router, unread) => {
    const result = parse(router);
    expect(result.unread.map(({ text }) => text)).toEqual(unread);
    expect(result.unread.map(({ touches }) => touches)).toEqual(unread.map(() => ["routing"]));
  });
});

describe("names of key chains and prefix lists", () => {
  it.each([
    ["a chain that is there", bgp('set auth-options "good"'), "key-chain", "good"],
    ["a chain that is not", bgp('set auth-options "nowhere"'), "key-chain", "nowhere"],
    [
      "a prefix list of a neighbour",
      `config router prefix-list\nedit "a"\nnext\nend\n${bgp('set prefix-list-in "b"')}`,
      "prefix-list",
      "b",
    ],
  ])("%s is in use", (_, router, kind, name) => {
    expect(parse(router).config.uses).toContainEqual(expect.objectContaining({ kind, name }));
  });

  it("an access list in a route map is no prefix list", () => {
    const map = `config router prefix-list\nedit "a"\nnext\nend
config router route-map\nedit "m"\nconfig rule\nedit 1\nset match-ip-address "a"\nnext\nedit 2\nset match-ip-address "acl"\nnext\nend\nnext\nend`;
    const uses = parse(map).config.uses.filter(({ kind }) => kind === "prefix-list");
    expect(uses.map(({ name }) => name)).toEqual(["a"]);
  });
});
