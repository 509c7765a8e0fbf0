import { fail, judge, pass, type Rule } from "../rule.ts";
import { longestIdle, minutes } from "../subjects/idle.ts";
import { isOff } from "../subjects/off.ts";
import { landsOnLoginLines, offeredAlike } from "../subjects/service-sessions.ts";

/** Services without sessions, where idleness means nothing. */
const sessionless: ReadonlySet<string> = new Set(["ping", "snmp", "tftp", "fabric", "finger"]);

export const serviceIdleTimeout: Rule = {
  id: "service-idle-timeout",
  title: "A management service keeps idle sessions too long",
  severity: "medium",
  area: "management-access",
  why: "Whoever finds an abandoned session, or steals its cookie, has the rights of the person who left it.",
  fix: "End sessions after ten idle minutes at most; five where DISA or NSA guidance binds.",
  usability: "People who leave their desk must log in again.",
  remediation: {
    "cisco-ios": "ip http timeout-policy idle 300 life 3600 requests 100",
    "juniper-junos": "set system services web-management session idle-timeout 5",
    "fortinet-fortios": "config system global\n set admintimeout 5\nend",
  },
  needs: ["management.services", "management.logins"],
  references: {
    cci: ["CCI-001133"],
    "nist-800-53": ["SC-10"],
    stig: ["CISC-ND-000720", "JUSX-DM-000156", "FGFW-ND-000270", "FGFW-ND-000275"],
    cis: ["cisco-ios-xe 1.2.10", "fortios 2.4.4"],
    nsa: ["7.5"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admintimeout 5\nend\nconfig system interface\n edit "port1"\n  set allowaccess https\n next\nend',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admintimeout 60\nend\nconfig system interface\n edit "port1"\n  set allowaccess https\n next\nend',
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    const judged = device.management.services.filter((service) => {
      return !sessionless.has(service.name) && !isOff(service.enabled) && !landsOnLoginLines(device, service);
    });
    for (const { name, services, where, enabled } of offeredAlike(judged, ({ idleTimeout }) => idleTimeout)) {
      yield judge(name, [enabled, services[0].idleTimeout], (_, seconds) => {
        if (seconds === null) return fail(`Idle sessions of ${name} are never ended at ${where}.`);
        return seconds > longestIdle
          ? fail(`Idle sessions of ${name} are ended only after ${minutes(seconds)} at ${where}.`)
          : pass(`Idle sessions of ${name} are ended after ${minutes(seconds)} at ${where}.`);
      });
    }
  },
};
