import type { Fact } from "../../model/fact.ts";
import { fail, judge, notApplicable, pass, type Judgement, type Rule } from "../rule.ts";
import { longestIdle, minutes } from "../subjects/idle.ts";
import { placeOf } from "../subjects/place-of.ts";
import { isOff } from "../subjects/off.ts";
import { landsOnLoginLines, offeredAlike } from "../subjects/service-sessions.ts";

/** Seconds, as DISA's STIGs for Cisco and Junos routers and NSA's guide set it. */
const strictest = 300;

/** Services that people hold sessions of; the others are for machines. */
const withSessions: ReadonlySet<string> = new Set(["http", "https", "ssh", "telnet"]);

function judgeIdle(subject: string, timeout: Fact<number | null>, place: Fact<unknown>): Judgement {
  return judge(subject, [timeout, place], (seconds) => {
    if (seconds === null || seconds > longestIdle) {
      return notApplicable(`Idle sessions are kept far longer by ${subject}; another rule judges that.`);
    }
    return seconds > strictest
      ? fail(`Idle sessions are ended only after ${minutes(seconds)} by ${subject}.`)
      : pass(`Idle sessions are ended after ${minutes(seconds)} by ${subject}.`);
  });
}

export const idleTimeoutOverFiveMinutes: Rule = {
  id: "idle-timeout-over-five-minutes",
  title: "Idle sessions are kept longer than five minutes",
  severity: "low",
  area: "management-access",
  why: "Each minute that an abandoned session stays open is a minute for whoever finds it; military and government guidance allows five.",
  fix: "End sessions after five idle minutes.",
  usability: "People who read long outputs must log in again more often.",
  remediation: {
    "cisco-ios": "line vty 0 15\n exec-timeout 5 0\nline con 0\n exec-timeout 5 0",
    "juniper-junos": "set system login class <class> idle-timeout 5",
    "fortinet-fortios": "config system global\n set admintimeout 5\nend",
  },
  needs: ["management.logins", "management.services"],
  references: {
    cci: ["CCI-001133"],
    "nist-800-53": ["SC-10"],
    stig: ["CISC-ND-000720", "JUNI-ND-000710"],
    cis: ["fortios 2.4.4"],
    nsa: ["7.5"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config: "version 15.2\nno ip http server\nno ip http secure-server\nline vty 0 4\n exec-timeout 5 0",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n exec-timeout 9 0" },
      { os: "cisco-ios", config: "version 15.2\nline con 0", because: "without a line IOS waits ten minutes" },
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admintimeout 10\nend\nconfig system interface\n edit "port1"\n  set allowaccess https\n next\nend',
      },
    ],
  },
  *check(device) {
    for (const login of device.management.logins) {
      if (!isOff(login.exec)) yield judgeIdle(login.name, login.idleTimeout, placeOf(login));
    }
    const judged = device.management.services.filter((service) => {
      return withSessions.has(service.name) && !isOff(service.enabled) && !landsOnLoginLines(device, service);
    });
    for (const { name, services, enabled } of offeredAlike(judged, ({ idleTimeout }) => idleTimeout)) {
      yield judgeIdle(name, services[0].idleTimeout, enabled);
    }
  },
};
