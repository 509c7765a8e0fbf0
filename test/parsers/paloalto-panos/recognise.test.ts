import { describe, expect, it } from "vitest";
import { recognise } from "../../../parsers/recognise.ts";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";

describe("recognition", () => {
  it.each([
    ["running-config.xml", '<?xml version="1.0"?>\n<config version="10.1.0" urldb="paloaltonetworks">\n</config>\n'],
    ["XML without attributes", "<config>\n  <mgt-config>\n    <users/>\n  </mgt-config>\n</config>\n"],
    [
      "the API's answer",
      '<response status="success"><result><config version="9.0.0"><deviceconfig></deviceconfig></config></result></response>\n',
    ],
    [
      "XML after a prompt",
      'admin@fw> show config running\n<config version="9.0.0">\n<deviceconfig>\n</deviceconfig>\n</config>\n',
    ],
    ["set lines", "set deviceconfig system hostname a\nset zone trust network layer3 ethernet1/1\n"],
    [
      "a template's set lines",
      "set template T variable $ip type ip-netmask 192.0.2.1\nset template T config vsys vsys1 zone z\n",
    ],
    ["one address", "set address web ip-netmask 192.0.2.80\n"],
    ["braces", "config {\n  mgt-config {\n    users {\n      a {\n        phash x;\n      }\n    }\n  }\n}\n"],
    ["a collector's header", "#RANCID-CONTENT-TYPE: paloalto\n#\n"],
  ])("is sure of PAN-OS: %s", (_, text) => {
    expect(paloaltoPanos.recognise(text)).toBeGreaterThanOrEqual(0.5);
    expect(recognise(text)?.id).toBe("paloalto-panos");
  });

  it.each([
    ["Junos set lines", "set system host-name a\nset interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24\n"],
    [
      "Junos XML",
      '<rpc-reply xmlns:junos="http://xml.juniper.net/junos/20.1R0/junos">\n<configuration>\n</configuration>\n</rpc-reply>\n',
    ],
    ["VyOS set lines", "set interfaces ethernet eth0 address 'dhcp'\nset service ssh port '22'\n"],
    ["OPNsense", '<?xml version="1.0"?>\n<opnsense>\n<system><hostname>a</hostname></system>\n</opnsense>\n'],
    ["FortiOS", 'config system global\n    set hostname "a"\nend\n'],
    ["ScreenOS", "set interface ethernet0/0 zone trust\nset policy id 1 from trust to untrust any any any permit\n"],
    ["prose", "This is no configuration.\nIt has lines.\n"],
    ["nothing", ""],
  ])("is not sure of %s", (_, text) => {
    expect(paloaltoPanos.recognise(text)).toBeLessThan(0.5);
  });
});
