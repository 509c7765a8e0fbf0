import { describe, expect, it } from "vitest";
import { aristaEos } from "../../../parsers/arista-eos/arista-eos.ts";
import { recognise } from "../../../parsers/recognise.ts";

const own: readonly (readonly [string, string])[] = [
  ["a device's header", "! Command: show running-config\n! device: r1 (vEOS, EOS-4.28.3M)\n!\nhostname r1\nend\n"],
  ["a header without a model", "! device: r1 (EOS-4.25.1.1F)\nhostname r1\n"],
  ["RANCID", "!RANCID-CONTENT-TYPE: arista\n!\nhostname r1\n"],
  [
    "generated, without a header",
    "!\nno enable password\nno aaa root\n!\nusername a privilege 15 role network-admin secret sha512 $6$FAKE\n!\nend\n",
  ],
  [
    "an interface",
    "vrf instance ONE\n!\ninterface Ethernet1\n   no switchport\n   vrf ONE\n   ip address 192.0.2.1/24\n",
  ],
  [
    "an access list",
    "ip access-list ONE\n   10 permit tcp any any eq ssh\n!\nmanagement ssh\n   ip access-group ONE in\n",
  ],
];

const others: readonly (readonly [string, string])[] = [
  [
    "IOS",
    "version 15.2\nhostname a\ninterface GigabitEthernet0/1\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n login\nend\n",
  ],
  [
    "IOS switch",
    "version 15.2\ninterface GigabitEthernet0/1\n switchport mode access\nspanning-tree mode rapid-pvst\nend\n",
  ],
  [
    "NX-OS",
    "!Command: show running-config\nversion 9.3(5)\nfeature ssh\nhostname a\ninterface Ethernet1/1\n  no switchport\n",
  ],
  [
    "NX-OS list",
    "feature bgp\nip access-list ONE\n  10 permit tcp any any eq 22\ninterface Ethernet1/1\n  ip access-group ONE in\n",
  ],
  [
    "IOS XR",
    "!! IOS XR Configuration 7.3.2\nhostname a\ninterface MgmtEth0/RP0/CPU0/0\n ipv4 address 192.0.2.1 255.255.255.0\n",
  ],
  ["ASA", "ASA Version 9.16(1)\nhostname a\ninterface GigabitEthernet0/0\n nameif outside\n security-level 0\n"],
  ["FRR", "frr version 8.1\nhostname a\ninterface eth0\n ip address 192.0.2.1/24\nrouter bgp 65000\n"],
  ["nothing", ""],
];

describe("recognition", () => {
  it.each(own)("is sure of EOS: %s", (_, text) => {
    expect(recognise(text)?.id).toBe("arista-eos");
  });

  it.each(others)("is not sure of %s", (_, text) => {
    expect(aristaEos.recognise(text)).toBeLessThan(0.5);
  });
});
