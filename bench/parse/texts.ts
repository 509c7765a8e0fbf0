/**
 * Texts of each language to be measured with: a head, then sections over and over (an interface, rules of a filter or
 * policies, an address, an account now and then), then what closes the text. Each section is numbered, so that none
 * equals another; `sections` of them make the size that is asked for.
 */

interface Shape {
  readonly head: string;
  readonly section: (number: number) => string;
  readonly tail: string;
}

const address = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
const port = (number: number) => (number % 60_000) + 1;

function many(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

const vyattaSets = (number: number) =>
  many(
    6,
    (index) =>
      `set firewall name F${number} rule ${index + 1} action accept\nset firewall name F${number} rule ${index + 1} protocol tcp\nset firewall name F${number} rule ${index + 1} source address ${address(number * 8 + index)}\nset firewall name F${number} rule ${index + 1} destination port ${port(number + index)}\n`,
  ) +
  `set interfaces ethernet eth${number} address ${address(number)}/24\nset protocols static route ${address(number)}/32 next-hop 192.0.2.1\n`;

const pfRule = (number: number, index: number) =>
  `    <rule>\n      <type>pass</type>\n      <interface>lan</interface>\n      <ipprotocol>inet</ipprotocol>\n      <protocol>tcp</protocol>\n      <source>\n        <address>${address(number * 8 + index)}</address>\n      </source>\n      <destination>\n        <any/>\n        <port>${port(number + index)}</port>\n      </destination>\n      <descr>rule ${number}-${index}</descr>\n    </rule>\n`;

const pf = (root: string): Shape => ({
  head: `<?xml version="1.0"?>\n<${root}>\n  <version>1</version>\n  <system>\n    <hostname>fw</hostname>\n  </system>\n  <filter>\n`,
  section: (number) => many(6, (index) => pfRule(number, index)),
  tail: `  </filter>\n</${root}>\n`,
});

export const shapes: Readonly<Record<string, Shape>> = {
  "cisco-ios": {
    head: "version 15.2\nhostname r1\n",
    section: (number) =>
      `interface Vlan${number}\n description section ${number}\n ip address ${address(number)} 255.255.255.0\n ip access-group L${number} in\n no ip redirects\nip access-list extended L${number}\n${many(10, (index) => ` permit tcp host ${address(number * 16 + index)} any eq ${port(number + index)}\n`)} deny ip any any log\nip route ${address(number)} 255.255.255.255 192.0.2.1\n`,
    tail: "end\n",
  },
  "cisco-nxos": {
    head: "version 9.3(8)\nhostname n1\nfeature ssh\n",
    section: (number) =>
      `interface Vlan${number}\n  description section ${number}\n  ip address ${address(number)}/24\n  ip access-group L${number} in\nip access-list L${number}\n${many(10, (index) => `  ${(index + 1) * 10} permit tcp ${address(number * 16 + index)}/32 any eq ${port(number + index)}\n`)}  200 deny ip any any log\nip route ${address(number)}/32 192.0.2.1\n`,
    tail: "",
  },
  "cisco-asa": {
    head: ": Saved\nASA Version 9.16(3)\nhostname a1\n",
    section: (number) =>
      `object network N${number}\n host ${address(number)}\n${many(10, (index) => `access-list L extended permit tcp host ${address(number * 16 + index)} any eq ${port(number + index)}\n`)}route outside ${address(number)} 255.255.255.255 192.0.2.1 1\n`,
    tail: "access-group L in interface outside\n: end\n",
  },
  "cisco-iosxr": {
    head: "!! IOS XR Configuration 7.3.2\nhostname x1\n",
    section: (number) =>
      `interface TenGigE0/0/0/${number}\n description section ${number}\n ipv4 address ${address(number)} 255.255.255.0\n ipv4 access-group L${number} ingress\n!\nipv4 access-list L${number}\n${many(10, (index) => ` ${(index + 1) * 10} permit tcp host ${address(number * 16 + index)} any eq ${port(number + index)}\n`)} 200 deny ipv4 any any log\n!\n`,
    tail: "end\n",
  },
  "arista-eos": {
    head: "! device: e1 (DCS-7050TX-64, EOS-4.27.0F)\nhostname e1\n",
    section: (number) =>
      `interface Vlan${number}\n   description section ${number}\n   ip address ${address(number)}/24\n   ip access-group L${number} in\n!\nip access-list L${number}\n${many(10, (index) => `   ${(index + 1) * 10} permit tcp host ${address(number * 16 + index)} any eq ${port(number + index)}\n`)}   200 deny ip any any log\n!\nip route ${address(number)}/32 192.0.2.1\n`,
    tail: "end\n",
  },
  "juniper-junos": {
    head: "version 20.4R3;\nsystem {\n    host-name j1;\n}\n",
    section: (number) =>
      `interfaces {\n    ge-0/0/${number} {\n        unit 0 {\n            family inet {\n                filter {\n                    input F${number};\n                }\n                address ${address(number)}/24;\n            }\n        }\n    }\n}\nfirewall {\n    family inet {\n        filter F${number} {\n${many(5, (index) => `            term t${index} {\n                from {\n                    source-address {\n                        ${address(number * 8 + index)}/32;\n                    }\n                    protocol tcp;\n                    destination-port ${port(number + index)};\n                }\n                then accept;\n            }\n`)}        }\n    }\n}\n`,
    tail: "",
  },
  "fortinet-fortios": {
    head: '#config-version=FGT60F-7.0.0-FW-build0066-210330:opmode=0:vdom=0:user=admin\nconfig system global\n    set hostname "f1"\nend\n',
    section: (number) =>
      `config firewall address\n    edit "A${number}"\n        set subnet ${address(number)} 255.255.255.255\n    next\nend\nconfig firewall policy\n${many(4, (index) => `    edit ${number * 4 + index + 1}\n        set name "p${number}-${index}"\n        set srcintf "port1"\n        set dstintf "port2"\n        set action accept\n        set srcaddr "A${number}"\n        set dstaddr "all"\n        set schedule "always"\n        set service "HTTPS"\n        set logtraffic all\n    next\n`)}end\n`,
    tail: "",
  },
  "paloalto-panos": {
    head: '<?xml version="1.0"?>\n<config version="10.1.0" urldb="paloaltonetworks">\n  <devices>\n    <entry name="localhost.localdomain">\n      <vsys>\n        <entry name="vsys1">\n          <rulebase>\n            <security>\n              <rules>\n',
    section: (number) =>
      many(
        3,
        (index) =>
          `                <entry name="r${number}-${index}">\n                  <from>\n                    <member>trust</member>\n                  </from>\n                  <to>\n                    <member>untrust</member>\n                  </to>\n                  <source>\n                    <member>${address(number * 4 + index)}</member>\n                  </source>\n                  <destination>\n                    <member>any</member>\n                  </destination>\n                  <application>\n                    <member>ssl</member>\n                  </application>\n                  <service>\n                    <member>any</member>\n                  </service>\n                  <action>allow</action>\n                </entry>\n`,
      ),
    tail: "              </rules>\n            </security>\n          </rulebase>\n        </entry>\n      </vsys>\n    </entry>\n  </devices>\n</config>\n",
  },
  vyos: { head: "set system host-name v1\n", section: vyattaSets, tail: "" },
  "ubiquiti-edgeos": {
    head: "set system host-name u1\nset service gui https-port 443\n",
    section: vyattaSets,
    tail: "",
  },
  "mikrotik-routeros": {
    head: "# jan/02/2022 03:04:05 by RouterOS 6.49.6\n# software id = AAAA-BBBB\n#\n/ip firewall filter\n",
    section: (number) =>
      many(
        8,
        (index) =>
          `add action=accept chain=forward comment="rule ${number}-${index}" dst-port=${port(number + index)} protocol=tcp \\\n    src-address=${address(number * 8 + index)}\n`,
      ),
    tail: "/system identity\nset name=m1\n",
  },
  "linux-iptables": {
    head: "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n",
    section: (number) =>
      many(
        8,
        (index) =>
          `-A INPUT -s ${address(number * 8 + index)}/32 -p tcp -m tcp --dport ${port(number + index)} -j ACCEPT\n`,
      ),
    tail: "COMMIT\n",
  },
  opnsense: pf("opnsense"),
  pfsense: pf("pfsense"),
};

/** Languages whose texts here are XML. */
export const inXml: ReadonlySet<string> = new Set(["paloalto-panos", "opnsense", "pfsense"]);

/** A text of about so many bytes. */
export function textOf(id: string, bytes: number): string {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`There is no text of "${id}" to measure with.`);
  const parts = [shape.head];
  let length = shape.head.length;
  for (let number = 1; length < bytes; number += 1) {
    const section = shape.section(number);
    parts.push(section);
    length += section.length;
  }
  parts.push(shape.tail);
  return parts.join("");
}
