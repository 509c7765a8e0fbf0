import { fail, judge, pass, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";
import { sendsMessages } from "../subjects/sent-logs.ts";
import { placeOf } from "../subjects/place-of.ts";

export const clearTextSyslog: Rule = {
  id: "clear-text-syslog",
  title: "Log messages cross the network in clear text",
  severity: "info",
  area: "logging",
  why: "Whoever is on the path reads the messages, and can drop or forge them.",
  fix: "Send log messages over TLS (RFC 5425) where device and server can, or over a management network.",
  usability: "Certificates must be kept on device and server.",
  remediation: {
    "cisco-ios": "logging host <server> transport tls",
    "juniper-junos": "set system syslog host <server> transport tls",
    "fortinet-fortios": "config log syslogd setting\n set mode reliable\n set enc-algorithm high\nend",
  },
  needs: ["logging"],
  references: {
    cci: ["CCI-000162"],
    "nist-800-53": ["AU-9"],
    stig: ["FNFG-FW-000050"],
    cis: ["fortios 7.2.1"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config log syslogd setting\n set status enable\n set server "192.0.2.5"\n set mode reliable\n set enc-algorithm high\nend',
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\nlogging host 192.0.2.5",
        because: "without a transport IOS sends over UDP",
      },
      { os: "juniper-junos", config: "system { syslog { host 192.0.2.5 { any info; } } }" },
    ],
  },
  *check(device) {
    const sends = sendsMessages(device.logging);
    // Where nothing is sent, nothing is in clear text: another rule judges that.
    if (isOff(sends)) return;
    for (const server of device.logging.servers) {
      const { address, transport } = server;
      yield judge(`log server ${address}`, [transport, placeOf(server)], (carrier) =>
        carrier === "tls"
          ? pass(`Log messages to ${address} are sent over TLS.`)
          : fail(`Log messages to ${address} are sent over ${carrier.toUpperCase()} in clear text.`),
      );
    }
  },
};
