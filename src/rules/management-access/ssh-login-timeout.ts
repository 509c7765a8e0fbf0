import { fail, judge, pass, type Rule } from "../rule.ts";
import { sshIsOff } from "../subjects/ssh.ts";

/** Seconds, as CIS sets it for IOS. */
const longest = 60;

export const sshLoginTimeout: Rule = {
  id: "ssh-login-timeout",
  title: "The SSH server waits too long for a login",
  severity: "low",
  area: "management-access",
  why: "Connections that wait for a password hold one of the few sessions of the device: a handful of them lock everybody out.",
  fix: "Allow 60 seconds at most to log in.",
  usability: "People who type slowly or use one-time codes may have to try again.",
  remediation: {
    "cisco-ios": "ip ssh time-out 60",
    "fortinet-fortios": "config system global\n set admin-ssh-grace-time 60\nend",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-001133"],
    "nist-800-53": ["SC-10"],
    cis: ["cisco-ios 2.1.1.1.4", "cisco-ios-xe 2.1.1.1.4"],
    nsa: ["7.11.1"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nip ssh time-out 60" },
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admin-ssh-grace-time 60\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh\n next\nend',
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nip ssh version 2", because: "IOS waits 120 seconds by default" },
      { os: "fortinet-fortios", config: "config system global\n set admin-ssh-grace-time 300\nend" },
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
    if (sshIsOff(device)) return;
    yield judge("SSH server", [device.management.ssh.loginTimeout], (seconds) => {
      if (seconds === null) return fail("The SSH server waits for a login without end.");
      return seconds > longest
        ? fail(`The SSH server waits ${seconds} seconds for a login.`)
        : pass(`The SSH server waits ${seconds} seconds for a login.`);
    });
  },
};
