import { read } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";

/** RFC 8573 replaces MD5 by AES-CMAC; FIPS 140 allows SHA-2 and CMAC. */
const isStrong = (algorithm: string): boolean =>
  /^(hmac-)?sha-?2?-?(224|256|384|512)$|^(aes-?128-?)?cmac/.test(algorithm);
const isWeak = (algorithm: string): boolean => /^(hmac-)?(md5|sha-?1|sha)$/.test(algorithm);

export const ntpWeakAuthentication: Rule = {
  id: "ntp-weak-authentication",
  title: "Time servers are authenticated by a weak algorithm",
  severity: "low",
  area: "time",
  why: "MD5 with a prefixed key lets an attacker who records packets guess the key, and then set the clock.",
  fix: "Use SHA-256 or AES-CMAC where device and server know it.",
  usability: "Servers and devices that know MD5 alone must be replaced or upgraded.",
  remediation: {
    "cisco-ios": "ntp authentication-key 1 hmac-sha2-256 <key>",
    "juniper-junos": "set system ntp authentication-key 1 type sha256 value <key>",
    "fortinet-fortios": "config system ntp\n config ntpserver\n  edit 1\n   set key-type SHA256\n  next\n end\nend",
  },
  needs: ["ntp"],
  references: {
    cci: ["CCI-001967"],
    "nist-800-53": ["IA-3 (1)"],
    stig: ["CISC-ND-001150"],
    nsa: ["6.4"],
  },
  examples: {
    compliant: [
      { os: "juniper-junos", config: 'system { ntp { authentication-key 1 { type sha256; value "$9$FAKE"; } } }' },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nntp authentication-key 1 md5 FAKE-secret-1" },
      { os: "juniper-junos", config: 'system { ntp { authentication-key 1 { type md5; value "$9$FAKE"; } } }' },
    ],
  },
  *check(device) {
    for (const { id, algorithm, at, path } of device.ntp.keys) {
      yield judge(`NTP key ${id}`, [read(algorithm.toLowerCase(), at, path)], (name) => {
        if (isWeak(name)) return fail(`NTP key ${id} uses ${name}.`);
        return isStrong(name)
          ? pass(`NTP key ${id} uses ${name}.`)
          : unknown(`Nothing is known of the strength of ${name}, which NTP key ${id} uses.`);
      });
    }
  },
};
