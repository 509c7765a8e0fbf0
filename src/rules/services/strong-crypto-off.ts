import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

const strongCrypto: ReadonlySet<string> = new Set(["strong-crypto"]);

export const strongCryptoOff: Rule = {
  id: "strong-crypto-off",
  title: "The device-wide switch for strong cryptography is off",
  severity: "medium",
  area: "services",
  why: "With the switch off, web management and SSH accept ciphers and hashes that can be broken.",
  fix: "Turn the switch on.",
  usability: "Old browsers and SSH clients cannot connect any more.",
  remediation: { "fortinet-fortios": "config system global\n set strong-crypto enable\nend" },
  needs: ["smallServices", "management.tls", "management.ssh"],
  references: {
    cci: ["CCI-003123"],
    "nist-800-53": ["MA-4 (6)"],
    stig: ["FGFW-ND-000265"],
    cis: ["fortios 2.1.9"],
    nsa: ["7.2"],
  },
  examples: {
    compliant: [{ os: "fortinet-fortios", config: "config system global\n set strong-crypto enable\nend" }],
    violating: [{ os: "fortinet-fortios", config: "config system global\n set strong-crypto disable\nend" }],
  },
  *check(device) {
    yield* judgeServices(device, strongCrypto, (on, subject) =>
      on ? pass(`"${subject}" is on.`) : fail(`"${subject}" is off.`),
    );
  },
};
