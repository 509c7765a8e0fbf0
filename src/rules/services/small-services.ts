import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

/** Servers and conveniences by the vendors' words that no router, switch or firewall needs for its work. */
const needless: ReadonlySet<string> = new Set([
  "tcp-small-servers",
  "udp-small-servers",
  "finger",
  "ip bootp server",
  "pad",
  "identd",
  "service config",
  "boot network",
  "boot host",
  "smart-install",
  "call-home",
  "dns server",
  "mop",
  "tftp-server",
  "autoinstallation",
  "phone-home",
  "auto-install-config",
  "auto-install-image",
  "admin-maintainer",
  // What RouterOS says to turn off ("Securing your router": RouterOS MAC-access, Bandwidth server, Other clients services).
  "mac-telnet",
  "mac-winbox",
  "mac-server ping",
  "bandwidth-server",
  "ip proxy",
  "ip socks",
  "ip upnp",
  "upnp",
  "upnp2",
]);

export const smallServices: Rule = {
  id: "small-services",
  title: "A service that the device does not need is on",
  severity: "low",
  area: "services",
  why: "Each service that answers is one more thing to attack, and the small ones tell strangers about users, neighbours and software or help them flood others.",
  fix: "Turn the service off.",
  usability: "Rarely any: check first that nobody boots, discovers or dials through it.",
  remediation: {
    "cisco-ios":
      "no service tcp-small-servers\nno service udp-small-servers\nno ip finger\nno ip bootp server\nno service pad\nno service config\nno ip identd\nno service call-home\nno vstack",
    "juniper-junos":
      "delete system services finger\ndelete system services tftp-server\ndelete system autoinstallation",
    "fortinet-fortios":
      "config system auto-install\n set auto-install-config disable\n set auto-install-image disable\nend",
  },
  needs: ["smallServices"],
  references: {
    cci: ["CCI-000382", "CCI-000381"],
    "nist-800-53": ["CM-7"],
    stig: ["CISC-ND-000470", "JUSX-DM-000108", "FNFG-FW-000065"],
    cis: [
      "cisco-ios 2.1.3",
      "cisco-ios 2.1.5",
      "cisco-ios 2.1.8",
      "cisco-ios-xe 2.1.3",
      "cisco-ios-xe 2.1.7",
      "fortios 2.1.7",
    ],
    nsa: ["7.9"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno service pad\nno service config\nno service tcp-small-servers\nno service udp-small-servers\nno ip finger\nno ip bootp server\nno ip identd\nno vstack",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nip finger" },
      { os: "cisco-ios", config: "version 15.2\nservice tcp-small-servers" },
      {
        os: "cisco-ios",
        config: "version 15.2\nhostname example\nend",
        because: "source routing is on unless it is turned off",
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
    yield* judgeServices(device, needless, (on, subject) =>
      on ? fail(`"${subject}" is on.`) : pass(`"${subject}" is off.`),
    );
  },
};
