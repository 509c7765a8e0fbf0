import { isKnown } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { placeOf } from "../subjects/place-of.ts";

export const telnetLogin: Rule = {
  id: "telnet-login",
  title: "A login line accepts Telnet",
  severity: "high",
  area: "management-access",
  why: "Telnet carries the password and the whole session in clear text: anyone on the path can read or change them.",
  fix: "Accept SSH only on every login line.",
  usability: "Operators and scripts that still use Telnet lose access: move them to SSH first.",
  remediation: { "cisco-ios": "line vty 0 15\n transport input ssh" },
  needs: ["management.logins"],
  references: {
    cci: ["CCI-000068", "CCI-003123"],
    "nist-800-53": ["AC-17 (2)", "MA-4 (6)"],
    stig: ["CISC-ND-001210"],
    cis: ["cisco-ios 1.2.2", "cisco-ios-xe 1.2.2"],
    nsa: ["7.1"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input ssh" },
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input none" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input telnet ssh" },
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input all" },
      {
        os: "cisco-ios",
        config: "version 12.2\nline vty 0 4\n login",
        because: "IOS 12.2 accepts every transport by default",
      },
    ],
    unknown: [{ os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input quantum" }],
  },
  *check(device) {
    for (const login of device.management.logins) {
      if (login.kind === "console") continue;
      if (isKnown(login.protocols) && !login.protocols.value.includes("telnet")) {
        yield judge(login.name, [login.protocols, placeOf(login)], () =>
          pass(`Login line "${login.name}" does not accept Telnet.`),
        );
      } else {
        yield judge(login.name, [login.protocols, login.exec, placeOf(login)], (_, exec) =>
          exec
            ? fail(`Login line "${login.name}" accepts Telnet.`)
            : pass(`Login line "${login.name}" accepts Telnet, and starts no session on it.`),
        );
      }
    }
  },
};
