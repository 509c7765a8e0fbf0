import { fail, judge, listed, notApplicable, pass, type Rule } from "../rule.ts";

export const tooFewAaaServers: Rule = {
  id: "too-few-aaa-servers",
  title: "Logins are asked of one server only",
  severity: "low",
  area: "accounts",
  why: "While the only server is away, logins fall back to local accounts, which an attacker may bring about on purpose.",
  fix: "Name two servers at least.",
  usability: "None; the second server must know the same accounts.",
  remediation: {
    "cisco-ios": "tacacs server <second>\n address ipv4 <address>\n key 6 <key>",
    "juniper-junos": "set system tacplus-server <second> secret <key>",
    "fortinet-fortios": "config user tacacs+\n edit <name>\n  set secondary-server <second>\n next\nend",
  },
  needs: ["aaa", "users"],
  references: {
    cci: ["CCI-000370"],
    "nist-800-53": ["CM-6 (1)"],
    stig: ["CISC-ND-001370", "JUNI-ND-001360"],
    nsa: ["4.1"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ local\ntacacs server A\n address ipv4 192.0.2.10\n key FAKE-secret-1\ntacacs server B\n address ipv4 192.0.2.11\n key FAKE-secret-2",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ local\ntacacs server A\n address ipv4 192.0.2.10\n key FAKE-secret-1",
      },
      {
        os: "juniper-junos",
        config: 'system { authentication-order [ tacplus password ]; tacplus-server { 192.0.2.10 secret "$9$FAKE"; } }',
      },
    ],
  },
  *check(device) {
    const { centralAuthentication, servers } = device.aaa;
    yield judge(
      "AAA servers",
      [centralAuthentication, listed(servers, "No line names an AAA server.")],
      (central, named) => {
        if (!central) return notApplicable("Logins are not asked of a central server; another rule judges that.");
        const count = new Set(named.map(({ address, name }) => address ?? name)).size;
        return count < 2
          ? fail(`Logins are asked of ${count === 0 ? "servers, and none is configured" : "one server only"}.`)
          : pass(`${count} AAA servers are configured.`);
      },
    );
  },
};
