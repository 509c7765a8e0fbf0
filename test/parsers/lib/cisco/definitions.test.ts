import { expect, it } from "vitest";
import { parsers } from "../../../../parsers/index.ts";

/** Each name that a text defines once, with all lines that do. */
const cases: readonly (readonly [what: string, os: string, text: string, defined: readonly (readonly unknown[])[]])[] =
  [
    [
      "interfaces and a list",
      "cisco-ios",
      "interface Vlan1\n shutdown\ninterface Vlan2\nip access-list extended L\n permit ip any any",
      [
        ["acl", "L", [[4, 5]]],
        ["interface", "Vlan1", [[1, 2]]],
        ["interface", "Vlan2", [[3, 3]]],
      ],
    ],
    [
      "an interface in two blocks",
      "cisco-ios",
      "interface Vlan1\n shutdown\n!\ninterface Vlan1\n mtu 9000",
      [
        [
          "interface",
          "Vlan1",
          [
            [1, 2],
            [4, 5],
          ],
        ],
      ],
    ],
    [
      "an interface under a short name and under its long one",
      "cisco-ios",
      "interface GigabitEthernet0/1\n shutdown\n!\ninterface Gi0/1\n mtu 9000\n!\ninterface Gi0/1\n cdp enable",
      [
        ["interface", "GigabitEthernet0/1", [[1, 2]]],
        [
          "interface",
          "Gi0/1",
          [
            [4, 5],
            [7, 8],
          ],
        ],
      ],
    ],
    [
      "lists of two families under one name",
      "cisco-ios",
      "ip access-list extended L\n permit ip any any\nipv6 access-list L\n permit ipv6 any any",
      [["acl", "L", [[1, 4]]]],
    ],
    [
      "a prefix list on several lines",
      "cisco-nxos",
      "ip prefix-list P seq 5 permit 10.0.0.0/8\ninterface Vlan1\nip prefix-list P seq 10 permit 172.16.0.0/12",
      [
        ["interface", "Vlan1", [[2, 2]]],
        [
          "prefix-list",
          "P",
          [
            [1, 1],
            [3, 3],
          ],
        ],
      ],
    ],
    [
      "an interface that was removed and made once more",
      "arista-eos",
      "interface Vlan1\n   shutdown\n!\nno interface Vlan1\ninterface Vlan1\n   mtu 9000",
      [
        [
          "interface",
          "Vlan1",
          [
            [1, 2],
            [5, 6],
          ],
        ],
      ],
    ],
    [
      "an interface in two blocks, and its list",
      "cisco-iosxr",
      "interface MgmtEth0/0/CPU0/0\n shutdown\n!\ninterface MgmtEth0/0/CPU0/0\n mtu 1500\n!\nipv4 access-list L\n 10 permit ipv4 any any",
      [
        [
          "interface",
          "MgmtEth0/0/CPU0/0",
          [
            [1, 2],
            [4, 5],
          ],
        ],
        ["acl", "L", [[7, 8]]],
      ],
    ],
  ];

it.each(cases)("%s of %s are defined", (_, os, text, defined) => {
  const found = parsers.find(({ id }) => id === os)?.parse(text).config.definitions;
  expect(found?.map(({ kind, name, at }) => [kind, name, at])).toEqual(defined);
});
