import { fail, judge, pass, type Rule } from "../rule.ts";
import { sshIsOff } from "../subjects/ssh.ts";

export const sshRootLogin: Rule = {
  id: "ssh-root-login",
  title: "The superuser may log in over SSH",
  severity: "medium",
  area: "management-access",
  why: "Attackers know the name root, and a session of it tells nobody which person it was.",
  fix: "Refuse root over SSH; people log in under their own names.",
  usability: "Scripts that log in as root need an account of their own.",
  remediation: { "juniper-junos": "set system services ssh root-login deny" },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-000382"],
    "nist-800-53": ["CM-7"],
    stig: ["JUSX-DM-000112"],
    cis: ["junos 6.10.1.5"],
    nsa: ["5.1"],
  },
  examples: {
    compliant: [{ os: "juniper-junos", config: "system { services { ssh { root-login deny; } } }" }],
    violating: [{ os: "juniper-junos", config: "system { services { ssh { root-login allow; } } }" }],
    unknown: [
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    if (sshIsOff(device)) return;
    yield judge("SSH server", [device.management.ssh.rootLogin], (allowed) =>
      allowed
        ? fail("The SSH server lets root log in.")
        : pass("The SSH server does not let root log in with a password."),
    );
  },
};
