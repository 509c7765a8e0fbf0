import { read } from "../../model/fact.ts";
import { hashStrength } from "../../model/secret.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";

export const privilegedPasswordReversible: Rule = {
  id: "privileged-password-reversible",
  title: "The password of the highest privilege can be read from the configuration",
  severity: "high",
  area: "accounts",
  why: "Whoever sees the configuration or a backup of it gets the highest privilege on the device, and often on its neighbours too.",
  fix: "Store it as a salted, slow hash (on IOS: enable secret instead of enable password).",
  usability: "The password must be set anew; nobody can look it up in the configuration any more.",
  remediation: {
    "cisco-ios": "enable algorithm-type scrypt secret <password>\nno enable password",
    "juniper-junos": "set system root-authentication plain-text-password",
  },
  needs: ["aaa", "passwords"],
  references: {
    cci: ["CCI-004062"],
    "nist-800-53": ["IA-5 (1)"],
    stig: ["CISC-ND-000620"],
    cis: ["cisco-ios 1.4.1", "cisco-ios-xe 1.4.1"],
    nsa: ["5.4"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nenable secret 9 $9$FAKE-hash" }],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nenable password FAKE-secret-1" },
      {
        os: "cisco-ios",
        config: "version 15.2\nenable secret 9 $9$FAKE-hash\nenable password 7 08274D1D2C3A",
        because: "the forgotten one is often the same password",
      },
    ],
  },
  *check(device) {
    for (const { name, level, password, at, path } of device.aaa.privilegedPasswords) {
      const subject = level === null ? name : `${name} level ${level}`;
      yield judge(subject, [read(password, at, path)], ({ hash }) => {
        if (hashStrength[hash] === "unrecognised") return unknown(`How "${subject}" is stored is not recognised.`);
        return hashStrength[hash] === "reversible"
          ? fail(`"${subject}" is stored as ${hash}, from which it can be read back.`)
          : pass(`"${subject}" is stored as ${hash}.`);
      });
    }
  },
};
