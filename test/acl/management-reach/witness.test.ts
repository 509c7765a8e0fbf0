import { describe, expect, it } from "vitest";
import { packetText } from "../../../src/acl/text/packet-text.ts";
import { coppLists, list10, noWeb, only, openLines, port, reach, ssh, sshOn, stepText, told } from "./reached.ts";

describe("the way of a witness", () => {
  const config = [
    ...noWeb,
    ...list10,
    "ip access-list extended EDGE",
    " permit tcp 10.0.0.0 0.255.255.255 any eq 22",
    " deny tcp any any eq 22",
    " permit ip any any",
    ...coppLists,
    "class-map match-any IN",
    " match access-group name IN",
    "policy-map COPP",
    " class IN",
    "  police 8000",
    " class class-default",
    "  drop",
    "control-plane",
    " service-policy input COPP",
    ...port,
    " ip access-group EDGE in",
    ...ssh,
  ].join("\n");

  it("is told stage by stage, each with its lines", () => {
    const { witness, chain } = only(reach("cisco-ios", config));
    expect(witness === null ? null : packetText(witness)).toBe("tcp 10.1.0.1:49152 > 192.0.2.1:22 syn");
    expect(chain.map(stepText)).toEqual([
      'interface-acl permit by access list "EDGE" 10 at 7',
      'control-plane next by control-plane service-policy input COPP: access list "IN" 20 at 12',
      "control-plane permit by control-plane service-policy input COPP class IN, which limits its rate at 15-16,18-19",
      'line permit by access list "10" 10 at 4',
    ]);
  });

  it("has beside it what keeps others out", () => {
    expect(only(reach("cisco-ios", config)).denials.map(stepText)).toEqual([
      'interface-acl deny by access list "EDGE" 20 at 8',
      'control-plane deny by control-plane service-policy input COPP: access list "IN" 10 at 11',
      'control-plane deny by control-plane service-policy input COPP: access list "IN" (default) at 10-12',
      'line deny by access list "10" (default) at 4-5',
    ]);
  });

  it("lies outside the networks that are asked to be left out", () => {
    const outside = only(reach("cisco-ios", config, ["10.1.0.0/17", "192.0.2.0/24"]));
    expect(told(outside)).toBe("ssh Gi0/0 v4: 10.1.128.0/17");
    expect(outside.witness?.source).toBe("10.1.128.1");
    expect(told(only(reach("cisco-ios", config, ["10.1.0.0/16"])))).toBe("ssh Gi0/0 v4: nobody");
  });
});

describe("what is said where nobody gets through", () => {
  it.each([
    [
      "the lines take no such session",
      [...noWeb, ...sshOn, ...port, "line vty 0 4", " transport input none"],
      ["line deny by line vty (default) at 8"],
    ],
    [
      "the interface's list denies it",
      [...noWeb, "ip access-list extended EDGE", " deny ip any any", ...port, " ip access-group EDGE in", ...openLines],
      ['interface-acl deny by access list "EDGE" 10 at 5'],
    ],
  ])("%s", (_, config, expected) => {
    const found = only(reach("cisco-ios", config.join("\n")));
    expect(found.witness).toBeNull();
    expect(found.chain).toEqual([]);
    expect(found.denials.map(stepText)).toEqual(expected);
  });
});
