import { fail, judge, pass, type Rule } from "../rule.ts";

export const smallServices: Rule = {
  id: "small-services",
  title: "A service that the device does not need is on",
  severity: "low",
  area: "services",
  why: "Each service that answers is one more thing to attack, and the small ones tell strangers about users, neighbours and software or help them flood others.",
  fix: "Turn the service off.",
  usability: "Rarely any: check first that nobody boots, discovers or dials through it.",
  remediation: {
    "cisco-ios":
      "no service tcp-small-servers\nno service udp-small-servers\nno ip finger\nno ip bootp server\nno service pad\nno service config\nno ip source-route\nno ip identd\nno vstack",
  },
  needs: ["smallServices"],
  references: {
    cci: ["CCI-000382", "CCI-000381"],
    stig: ["CISC-ND-000470", "JUSX-DM-000108", "FNFG-FW-000065"],
    cis: [
      "cisco-ios 2.1.2",
      "cisco-ios 2.1.3",
      "cisco-ios 2.1.5",
      "cisco-ios 2.1.8",
      "cisco-ios 3.1.1",
      "cisco-ios-xe 2.1.2",
      "cisco-ios-xe 2.1.3",
      "cisco-ios-xe 2.1.7",
      "cisco-ios-xe 3.1.1",
    ],
    nsa: ["7.9", "7.10", "8.1"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno service pad\nno service config\nno service tcp-small-servers\nno service udp-small-servers\nno ip finger\nno ip bootp server\nno ip source-route\nno ip identd\nno cdp run\nno vstack",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nip finger" },
      { os: "cisco-ios", config: "version 15.2\nservice tcp-small-servers" },
      {
        os: "cisco-ios",
        config: "version 15.2\nhostname example",
        because: "source routing is on unless it is turned off",
      },
    ],
  },
  *check(device) {
    for (const { name, interface: port, enabled } of device.smallServices) {
      const subject = port === null ? name : `${name} on ${port}`;
      yield judge(subject, [enabled], (on) => (on ? fail(`"${subject}" is on.`) : pass(`"${subject}" is off.`)));
    }
  },
};
