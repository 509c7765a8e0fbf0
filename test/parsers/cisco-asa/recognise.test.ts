import { describe, expect, it } from "vitest";
import { recognise } from "../../../parsers/recognise.ts";

describe("texts of the ASA are recognised", () => {
  it.each([
    ["a whole one", ": Saved\n:\nASA Version 9.8(4)\n!\nhostname fw1\n"],
    ["PIX", "PIX Version 7.2(4)\nhostname fw1\n"],
    ["Threat Defense", ":\nNGFW Version 7.2.4\n!\nhostname fw1\n"],
    ["interfaces alone", "interface GigabitEthernet0/0\n nameif outside\n security-level 0\n"],
    ["lists alone", "access-list EDGE extended permit tcp any any eq 443\naccess-group EDGE in interface outside\n"],
    [
      "objects and translation",
      "object network A\n host 192.0.2.1\n nat (inside,outside) dynamic interface\nobject service B\n service tcp\n",
    ],
    ["sources of services", "ssh 192.0.2.0 255.255.255.0 inside\nhttp server enable\n"],
    [
      "a system configuration",
      "mode multiple\ncontext red\n  allocate-interface GigabitEthernet0/0\n  config-url disk0:/red.cfg\n",
    ],
  ])("%s", (_, text) => {
    expect(recognise(text)?.id).toBe("cisco-asa");
  });
});

describe("texts of others are not", () => {
  it.each([
    ["IOS", "version 15.2\nhostname r1\naccess-list 10 permit 192.0.2.0 0.0.0.255\nline vty 0 4\n"],
    [
      "IOS with a list like the ASA's",
      "access-list EDGE extended permit ip any any\ninterface Ethernet1\n ip address 192.0.2.1 255.255.255.0\n ip access-group EDGE in\nroute-map A permit 10\n",
    ],
    [
      "NX-OS",
      "!Command: show running-config\nversion 9.3(5)\nfeature ssh\nobject-group ip address A\n  host 192.0.2.1\n",
    ],
    ["nothing", "hello\n"],
  ])("%s", (_, text) => {
    expect(recognise(text)?.id).not.toBe("cisco-asa");
  });
});
