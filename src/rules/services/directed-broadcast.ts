import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

const directedBroadcastNames: ReadonlySet<string> = new Set(["ip directed-broadcast"]);

export const directedBroadcast: Rule = {
  id: "directed-broadcast",
  title: "An interface forwards directed broadcasts",
  severity: "medium",
  area: "services",
  why: "One packet from afar makes every host of the network answer: the device becomes an amplifier against others.",
  fix: "Drop directed broadcasts.",
  usability:
    "Waking computers from other networks stops working, unless an ACL on the command lets its sender through.",
  remediation: { "cisco-ios": "interface <name>\n no ip directed-broadcast" },
  needs: ["smallServices", "interfaces"],
  references: {
    cci: ["CCI-002385"],
    "nist-800-53": ["SC-5"],
    stig: ["CISC-RT-000160"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n no ip directed-broadcast",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n ip directed-broadcast",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    yield* judgeServices(device, directedBroadcastNames, (on, subject) =>
      on ? fail(`"${subject}" is on.`) : pass(`"${subject}" is off.`),
    );
  },
};
