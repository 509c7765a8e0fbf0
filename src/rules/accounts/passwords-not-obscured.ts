import type { DeviceConfig } from "../../model/device-config.ts";
import { joinRanges, knownValue, read, type Place } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { storedPasswords } from "../subjects/stored-passwords.ts";

export const passwordsNotObscured: Rule = {
  id: "passwords-not-obscured",
  title: "Passwords are written to the configuration in clear text",
  severity: "low",
  area: "accounts",
  why: "Whoever looks over a shoulder at the configuration reads the passwords that cannot be hashed.",
  fix: "Have the device obscure them; better still, replace them by hashes or by keys of type 6.",
  usability: "The passwords can no longer be read from the screen.",
  remediation: { "cisco-ios": "service password-encryption" },
  needs: ["passwords", "users", "aaa", "management.logins"],
  references: {
    cci: ["CCI-004062"],
    "nist-800-53": ["IA-5 (1)"],
    stig: ["CISC-ND-000620"],
    cis: ["cisco-ios 1.4.2", "cisco-ios-xe 1.4.2"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nservice password-encryption" }],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nno service password-encryption" },
      {
        os: "cisco-ios",
        config: "version 15.2\nservice password-encryption\nusername ops password 0 FAKE-secret-1",
        because: "what stands there in clear is in clear, whatever happens to new passwords",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nhostname example\nline con 0\nend",
        because: "it is off unless it is turned on",
      },
    ],
  },
  *check(device) {
    const inClear = clearTexts(device);
    if (inClear.length > 0) {
      const seen = read(true, joinRanges(inClear.flatMap(({ at }) => at)), inClear.find(({ path }) => path)?.path);
      yield judge("password obscuring", [seen], () => fail("Passwords stand in the configuration in clear text."));
      return;
    }
    yield judge("password obscuring", [device.aaa.passwordPolicy.obscured], (on) =>
      on
        ? pass("Passwords are obscured in the configuration.")
        : fail("Passwords are written to the configuration in clear text."),
    );
  },
};

/** Where passwords and keys stand in clear, whatever the device would do with new ones. */
function clearTexts(device: DeviceConfig): readonly Place[] {
  const facts = [
    ...[...storedPasswords(device)].map(({ password }) => password),
    ...device.aaa.servers.map(({ key }) => key),
  ];
  const sessions = knownValue(device.routing) ?? [];
  return [
    ...facts.flatMap((fact) => ("value" in fact && "at" in fact && fact.value?.hash === "cleartext" ? [fact] : [])),
    ...sessions.filter(({ keys }) => keys.some(({ hash }) => hash === "cleartext")),
  ];
}
