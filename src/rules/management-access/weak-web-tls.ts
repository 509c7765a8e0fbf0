import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";

/** SSL, TLS 1.0 and TLS 1.1 must not be used (RFC 7568, RFC 8996). */
const current: ReadonlySet<string> = new Set(["1.2", "1.3"]);
const outdated: ReadonlySet<string> = new Set(["SSLv2", "SSLv3", "1.0", "1.1"]);

export const weakWebTls: Rule = {
  id: "weak-web-tls",
  title: "Web management accepts outdated TLS versions",
  severity: "medium",
  area: "management-access",
  why: "SSL 3.0, TLS 1.0 and TLS 1.1 have known attacks and are withdrawn: an attacker on the path can make both sides fall back to them.",
  fix: "Accept TLS 1.2 and 1.3 only.",
  usability: "Browsers and scripts older than about 2014 cannot connect any more.",
  remediation: {
    "cisco-ios": "ip http tls-version TLSv1.2",
    "fortinet-fortios": "config system global\n set admin-https-ssl-versions tlsv1-2 tlsv1-3\nend",
  },
  needs: ["management.tls", "management.services"],
  references: {
    cci: ["CCI-003123"],
    "nist-800-53": ["MA-4 (6)"],
    stig: ["FGFW-ND-000265"],
    cis: ["fortios 2.1.10"],
    nsa: ["7.3", "7.11.2"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admin-https-ssl-versions tlsv1-2 tlsv1-3\nend\nconfig system interface\n edit "port1"\n  set allowaccess https\n next\nend',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admin-https-ssl-versions tlsv1-1 tlsv1-2\nend\nconfig system interface\n edit "port1"\n  set allowaccess https\n next\nend',
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    const servers = device.management.services.filter(({ name }) => name === "https");
    if (servers.every(({ enabled }) => isOff(enabled))) return;
    yield judge("web management", [device.management.tls.versions], (names) => {
      const versions = names.map((name) => name.replace(/^TLSv/, ""));
      const old = versions.filter((version) => outdated.has(version));
      if (old.length > 0) return fail(`Web management accepts ${spoken(old)}.`);
      if (versions.length === 0 || versions.some((version) => !current.has(version))) {
        return unknown("Which TLS versions web management accepts is not known.");
      }
      return pass(`Web management accepts ${spoken(versions)} only.`);
    });
  },
};

function spoken(versions: readonly string[]): string {
  return versions.map((version) => (version.startsWith("SSL") ? version : `TLS ${version}`)).join(" and ");
}
