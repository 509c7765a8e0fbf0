import { describe, expect, it } from "vitest";
import { recognise } from "../../../parsers/recognise.ts";
import { ubiquitiEdgeos, vyos } from "../../../parsers/vyos/vyos.ts";

describe("recognition", () => {
  it.each([
    [
      "blocks",
      "vyos",
      "interfaces {\n    ethernet eth0 {\n        address dhcp\n        hw-id 00:53:00:00:00:01\n    }\n}\nsystem {\n    host-name a\n}\n",
    ],
    ["commands", "vyos", "set interfaces ethernet eth0 address 'dhcp'\nset system host-name 'a'\n"],
    ["hooks", "vyos", "set firewall ipv4 input filter rule 10 action 'drop'\n"],
    [
      "a foot",
      "vyos",
      'system {\n    host-name a\n}\n// vyos-config-version: "system@27"\n// Release version: 1.4.2\n',
    ],
    ["a session", "vyos", "a@b:~$ show configuration commands\nset service ssh port '22'\na@b:~$\n"],
    [
      "blocks",
      "ubiquiti-edgeos",
      "service {\n    gui {\n        http-port 80\n    }\n}\nsystem {\n    host-name a\n}\n",
    ],
    [
      "commands",
      "ubiquiti-edgeos",
      "set service gui http-port 80\nset interfaces switch switch0 address 192.0.2.1/24\n",
    ],
    [
      "a foot",
      "ubiquiti-edgeos",
      'system {\n    host-name a\n}\n/* === vyatta-config-version: "system@4" === */\n/* Release version: v1.10.11.5274269.200221.1028 */\n',
    ],
  ])("%s of %s", (_, id, text) => {
    expect(recognise(text)?.id).toBe(id);
  });

  it.each([
    [
      "Junos blocks",
      "system {\n    host-name a;\n    services {\n        ssh;\n    }\n}\ninterfaces {\n    ge-0/0/0 {\n        unit 0;\n    }\n}\n",
    ],
    [
      "Junos set lines",
      "set system host-name a\nset interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24\nset system syslog host 192.0.2.1 any any\n",
    ],
    [
      "Junos time servers",
      "set system host-name a\nset system ntp server 192.0.2.1\nset system ntp boot-server 192.0.2.1\n",
    ],
    ["PAN-OS set lines", "set deviceconfig system hostname a\nset network interface ethernet ethernet1/1 layer3\n"],
    ["FortiOS", '#config-version=FGT60E-7.0.1\nconfig system global\n    set hostname "a"\nend\n'],
    ["IOS", "version 15.2\nhostname a\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n"],
    [
      "nftables",
      "table inet filter {\n    chain input {\n        type filter hook input priority 0; policy drop;\n    }\n}\n",
    ],
    ["nothing", ""],
    ["prose", "The router is in the cupboard.\n"],
  ])("not %s", (_, text) => {
    expect(vyos.recognise(text)).toBeLessThan(0.5);
    expect(ubiquitiEdgeos.recognise(text)).toBeLessThan(0.5);
  });
});
