import { fail, judge, pass, type Rule } from "../rule.ts";

export const httpClearText: Rule = {
  id: "http-clear-text",
  title: "Web management without TLS is on",
  severity: "high",
  area: "management-access",
  why: "HTTP carries the password and the session cookie in clear text: anyone on the path can take the session over.",
  fix: "Turn HTTP off; where web management is needed, offer HTTPS only.",
  usability: "Bookmarks and scripts that use http:// stop working.",
  remediation: {
    "cisco-ios": "no ip http server",
    "juniper-junos": "delete system services web-management http",
    "fortinet-fortios": "config system interface\n edit <name>\n  unselect allowaccess http\n next\nend",
  },
  needs: ["management.services"],
  references: {
    cci: ["CCI-000382"],
    "nist-800-53": ["CM-7"],
    stig: ["CISC-ND-000470", "JUSX-DM-000167", "JUNI-ND-000470", "JUEX-NM-000230", "FGFW-ND-000200"],
    cis: ["fortios 2.4.5"],
    nsa: ["7.1", "7.11.2"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nno ip http server\nip http secure-server" },
      {
        os: "juniper-junos",
        config: "system { services { web-management { https { system-generated-certificate; } } } }",
      },
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess https ssh\n next\nend',
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nip http server" },
      { os: "juniper-junos", config: "system { services { web-management { http { interface ge-0/0/0.0; } } } }" },
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess http https\n next\nend',
      },
    ],
    unknown: [
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    for (const { name, instance, enabled } of device.management.services) {
      if (name !== "http") continue;
      yield judge(instance, [enabled], (on) =>
        on
          ? fail(`Web management without TLS is offered by ${instance}.`)
          : pass(`Web management without TLS is not offered by ${instance}.`),
      );
    }
  },
};
