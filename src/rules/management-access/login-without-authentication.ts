import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, read } from "../../model/fact.ts";
import { fail, judge, pass, type Judgement, type Rule } from "../rule.ts";
import { judgeAuthentication } from "../subjects/authentication.ts";
import { isOff } from "../subjects/off.ts";

export const loginWithoutAuthentication: Rule = {
  id: "login-without-authentication",
  title: "A login line asks for no authentication",
  severity: "critical",
  area: "management-access",
  why: "Whoever reaches the device over the network gets a session without a password.",
  fix: "Ask for a user name and password on every login line.",
  usability: "None that is wanted: scripts that relied on the open line need an account.",
  remediation: {
    "cisco-ios":
      "aaa new-model\naaa authentication login default group tacacs+ local\nline vty 0 15\n login authentication default",
  },
  needs: ["management.logins", "aaa"],
  references: {
    cci: ["CCI-000764"],
    "nist-800-53": ["IA-2"],
    cis: ["cisco-ios 1.1.5", "cisco-ios 1.1.6", "cisco-ios-xe 1.1.4"],
    nsa: ["4.2"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config: "version 15.2\nusername ops secret 9 $9$FAKE-hash\nline vty 0 4\n login local\n transport input ssh",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ local\nline vty 0 4\n transport input ssh",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n no login\n transport input ssh" },
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ none\nline vty 0 4\n transport input ssh",
        because: "everyone gets in while the servers are silent",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\naaa new-model\nline vty 0 4\n login authentication MISSING\n transport input ssh",
      },
    ],
  },
  *check(device) {
    for (const login of device.management.logins) {
      const closed = isKnown(login.protocols) && login.protocols.value.length === 0;
      if (login.kind === "console" || isOff(login.exec) || closed) continue;
      yield judgeAuthentication(device, login);
    }
    yield* judgeServices(device);
  },
};

/** Where sessions over the network land on no line (EOS), what they are asked is in the list called "default". */
function* judgeServices(device: DeviceConfig): Iterable<Judgement> {
  const { logins, services } = device.management;
  const offered = services.filter(({ name, enabled }) => (name === "ssh" || name === "telnet") && !isOff(enabled));
  const list = device.aaa.methodLists.findLast(
    ({ type, service, list: name }) => type === "authentication" && service === "login" && name === "default",
  );
  if (list === undefined || offered.length === 0 || logins.some(({ kind }) => kind !== "console")) return;
  yield judge("remote logins", [read(list.methods, list.at, list.path)], (methods) => {
    if (methods[0] === "none")
      return fail('Remote logins are asked for nothing: method list "default" starts with none.');
    return methods.includes("none")
      ? fail('Remote logins are let in when the servers of method list "default" are silent.')
      : pass('Remote logins are asked by method list "default".');
  });
}
