import { isKnown, knownValue, read, type Fact } from "../../model/fact.ts";
import { fail, judge, listed, pass, type Rule } from "../rule.ts";
import { placeOf } from "../subjects/place-of.ts";

export const ntpWithoutAuthentication: Rule = {
  id: "ntp-without-authentication",
  title: "A time server is not authenticated",
  severity: "medium",
  area: "time",
  why: "Whoever can send packets in the server's name sets the clock: logs become worthless, and expired certificates valid.",
  fix: "Give each time server a key, trust that key, and turn authentication on.",
  usability: "Servers that know no keys, public ones for instance, can no longer be used.",
  remediation: {
    "cisco-ios":
      "ntp authentication-key 1 hmac-sha2-256 <key>\nntp trusted-key 1\nntp authenticate\nntp server <server> key 1",
    "juniper-junos":
      "set system ntp authentication-key 1 type sha256 value <key>\nset system ntp trusted-key 1\nset system ntp server <server> key 1",
    "fortinet-fortios":
      "config system ntp\n set authentication enable\n config ntpserver\n  edit 1\n   set authentication enable\n   set key <key>\n   set key-id 1\n  next\n end\nend",
  },
  needs: ["ntp"],
  references: {
    cci: ["CCI-001967"],
    "nist-800-53": ["IA-3 (1)"],
    stig: ["CISC-ND-001150", "JUNI-ND-001140", "FGFW-ND-000215"],
    cis: [
      "cisco-ios 2.3.1.1",
      "cisco-ios 2.3.1.2",
      "cisco-ios 2.3.1.3",
      "cisco-ios 2.3.1.4",
      "cisco-ios-xe 2.3.1.1",
      "cisco-ios-xe 2.3.1.2",
      "cisco-ios-xe 2.3.1.3",
      "cisco-ios-xe 2.3.1.4",
    ],
    nsa: ["6.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system ntp\n set ntpsync enable\n set type custom\n config ntpserver\n  edit 1\n   set server "192.0.2.1"\n   set authentication enable\n   set key-type SHA256\n   set key ENC FAKE-secret-1\n   set key-id 1\n  next\n end\nend',
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nntp authentication-key 1 md5 FAKE-secret-1\nntp authenticate\nntp trusted-key 1\nntp server 192.0.2.1 key 1",
      },
      {
        os: "juniper-junos",
        config:
          'system { ntp { authentication-key 1 type sha256 value "$9$FAKE"; trusted-key 1; server 192.0.2.1 key 1; } }',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system ntp\n set ntpsync enable\n set type custom\n config ntpserver\n  edit 1\n   set server "192.0.2.1"\n   set authentication disable\n  next\n end\nend',
      },
      { os: "cisco-ios", config: "version 15.2\nntp server 192.0.2.1" },
      {
        os: "cisco-ios",
        config: "version 15.2\nntp authenticate\nntp trusted-key 1\nntp server 192.0.2.1 key 1",
        because: "the key that is asked for is nowhere",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nntp authentication-key 1 md5 FAKE-secret-1\nntp trusted-key 1\nntp server 192.0.2.1 key 1",
        because: "without ntp authenticate the key is not asked for",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nntp authentication-key 1 md5 FAKE-secret-1\nntp authenticate\nntp server 192.0.2.1 key 1",
        because: "the key is not trusted",
      },
      { os: "juniper-junos", config: "system { ntp { server 192.0.2.1; } }" },
    ],
  },
  *check(device) {
    const { servers, authenticate, trustedKeys, keys } = device.ntp;
    for (const server of servers) {
      const { address, key } = server;
      const subject = `time server ${address}`;
      if (isKnown(key) && key.value === null) {
        yield judge(subject, [key, placeOf(server)], () => fail(`The ${subject} has no key.`));
        continue;
      }
      // Some platforms keep a key with its server and have no list of trusted ones.
      const trustedBesides: Fact<readonly string[] | null> =
        "notApplicable" in trustedKeys ? read(null, []) : trustedKeys;
      const own = keys.filter((each) => each.id === knownValue(key));
      const defined: Fact<readonly unknown[] | null> =
        "notApplicable" in trustedKeys ? read(null, []) : listed(own, "No line defines the key.");
      const facts = [key, authenticate, trustedBesides, defined, placeOf(server)] as const;
      yield judge(subject, facts, (id, on, trusted, definitions) => {
        if (id === null) return fail(`The ${subject} has no key.`);
        if (!on) return fail(`The ${subject} has a key, and authentication is off.`);
        if (trusted?.includes(id) === false) return fail(`The ${subject} has key ${id}, which is not trusted.`);
        return definitions?.length === 0
          ? fail(`The ${subject} has key ${id}, which nothing defines.`)
          : pass(`The ${subject} is authenticated by key ${id}.`);
      });
    }
  },
};
