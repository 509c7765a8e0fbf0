import { describe, expect, it } from "vitest";
import type { AssertionResult } from "../../src/assertions/assert-device.ts";
import { assertText } from "../../src/assertions/assert-text.ts";
import { readAssertions } from "../../src/assertions/read-assertions.ts";

const ios = `version 15.2
hostname edge-1
ip ssh version 2
!
interface GigabitEthernet0/1
 ip address 203.0.113.1 255.255.255.0
!
interface GigabitEthernet0/2
 ip address 192.0.2.1 255.255.255.0
 ip access-group INSIDE in
!
ip access-list extended INSIDE
 deny tcp host 192.0.2.66 any eq 80
 permit ip any any
!
ip access-list standard VTY
 permit 192.0.2.0 0.0.0.255
 permit 203.0.113.64 0.0.0.63
!
ip http server
ip http access-class 10
no ip http secure-server
access-list 10 permit 192.0.2.0 0.0.0.127
line vty 0 4
 access-class VTY in
 transport input ssh
!
end
`;

const fortios = `#config-version=FGVM64-7.2.5-FW-build1517-230531:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-1"
end
config system interface
    edit "wan1"
        set vdom "root"
        set ip 198.51.100.1 255.255.255.0
        set allowaccess ping
    next
    edit "lan"
        set vdom "root"
        set ip 192.0.2.1 255.255.255.0
        set allowaccess ping https ssh
    next
end
config system admin
    edit "admin"
        set accprofile "super_admin"
        set vdom "root"
        set password ENC FAKE-secret-1
    next
end
config firewall policy
end
`;

function results(config: string, assertion: string): readonly AssertionResult[] {
  const lines = assertion.split("\n").map((each) => `    ${each}\n`);
  const document = `networks:\n  admins: 192.0.2.0/24\nassertions:\n  - name: a\n${lines.join("")}`;
  const reading = readAssertions("a.yaml", document);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const asserted = assertText(Buffer.from(config), { assertions: reading.assertions, path: "device.cfg" });
  if (!asserted.ok) throw new Error(asserted.failure);
  return asserted.device.results;
}

function worded({ outcome, service, interface: port, family, decidedBy, counterexample }: AssertionResult): string {
  const where = [service, port, family === null ? null : `v${family}`].filter((part) => part !== null).join(" ");
  const decided = decidedBy === null ? "" : ` line ${decidedBy.line ?? "none"}`;
  return `${outcome} ${where}${decided}${counterexample === null ? "" : `: ${counterexample.text}`}`;
}

describe("who reaches the management of a device", () => {
  it.each([
    [
      "everybody whom the access class lets in",
      ios,
      "management: ssh\nnever: { from: [any, not admins] }",
      [
        "fails ssh GigabitEthernet0/1 v4 line 18: tcp 203.0.113.65:49152 > 203.0.113.1:22 syn",
        "fails ssh GigabitEthernet0/2 v4 line 18: tcp 203.0.113.65:49152 > 203.0.113.1:22 syn",
      ],
    ],
    [
      "and nobody else",
      ios,
      "management: ssh\nnever: { from: [any, not admins, not 203.0.113.64/26] }",
      ["holds ssh GigabitEthernet0/1 v4", "holds ssh GigabitEthernet0/2 v4"],
    ],
    [
      "by one interface",
      ios,
      "management: http\ninterfaces: '*0/1'\nnever: { from: 203.0.113.0/24 }",
      ["holds http GigabitEthernet0/1 v4"],
    ],
    [
      "everybody whom a list lets through, but one",
      ios,
      "management: http\ninterfaces: '*0/2'\nalways: { from: 192.0.2.0/25 }",
      [expect.stringMatching(/^fails http GigabitEthernet0\/2 v4 line 13: tcp 192\.0\.2\.66:49152 > \S+:80 syn$/)],
    ],
    [
      "all of those that are let through",
      ios,
      "management: http\ninterfaces: '*0/2'\nalways: { from: [192.0.2.0/25, not 192.0.2.66] }",
      ["holds http GigabitEthernet0/2 v4"],
    ],
    [
      "a source that the access class of the service does not name",
      ios,
      "management: http\ninterfaces: '*0/1'\nalways: { from: admins }",
      ["fails http GigabitEthernet0/1 v4: tcp 192.0.2.128:49152 > 203.0.113.1:80 syn"],
    ],
    [
      "IOS does not say whether SSH has keys",
      ios,
      "management: ssh\ninterfaces: '*0/2'\nalways: { from: admins }",
      ["unknown ssh GigabitEthernet0/2 v4"],
    ],
    [
      "a service that is off",
      ios,
      "management: [https, telnet]\nnever: { from: any }",
      ["holds https", "holds telnet"],
    ],
    ["and must not be", ios, "management: https\ninterfaces: '*'\nalways: { from: any }", ["fails https"]],
    ["a service that nobody speaks of", ios, "management: gnmi\nnever: { from: any }", ["notApplicable gnmi"]],
    ["no such interface", ios, "management: ssh\ninterfaces: ge-*\nnever: { from: any }", ["notApplicable ssh"]],
    ["no such family", ios, "management: ssh\nnever: { from: '2001:db8::/32' }", ["notApplicable ssh"]],
    [
      "an interface that does not offer it",
      fortios,
      "management: [ssh, https]\ninterfaces: wan1\nnever: { from: any }",
      [expect.stringMatching(/^(?:holds|notApplicable) ssh/), expect.stringMatching(/^(?:holds|notApplicable) https/)],
    ],
    [
      "an interface that does",
      fortios,
      "management: ssh\ninterfaces: lan\nnever: { from: [any, not admins] }",
      [expect.stringMatching(/^fails ssh lan v4/)],
    ],
  ])("%s", (_, config, assertion, expected) => {
    expect(results(config, assertion).map(worded)).toEqual(expected);
  });

  it("is unknown where lines were not understood", () => {
    const unread = ios.replace(" transport input ssh", " transport input ssh\n frobnicate in");
    const found = results(unread, "management: ssh\nnever: { from: [any, not admins, not 203.0.113.64/26] }");
    expect(found.map(({ outcome }) => outcome)).toEqual(["unknown", "unknown"]);
  });
});
