import { byDefault } from "../../src/model/fact.ts";
import type { SmallService } from "../../src/model/services.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import { switched, type Draft } from "./draft.ts";

/** A context of the system configuration: where its own configuration is, and which interfaces it has. */
const contextTable = table<Draft>([
  on(
    [
      "allocate-interface",
      "allocate-ips",
      "config-url",
      "storage-url",
      "description",
      "member",
      "join-failover-group",
      "scansafe",
    ],
    () => true,
  ),
]);

/** What belongs to no part of the model, each by name (Command Reference), and the small services beside it. */
export const platformStatements = [
  on<Draft>("firewall transparent", switched("firewall transparent")),
  on<Draft>("same-security-traffic permit", (draft, statement) => {
    const word = statement.words[2] ?? "";
    switched(`same-security-traffic ${word}`)(draft, statement);
    return word === "inter-interface" || word === "intra-interface";
  }),
  on<Draft>("ip verify reverse-path interface", (draft, statement) => {
    const name = "ip verify reverse-path";
    draft.smallServices.push({
      name,
      interface: statement.words[4] ?? null,
      enabled: readAt(!statement.negated, statement),
    });
    return statement.words[4] !== undefined;
  }),
  on<Draft>("sysopt noproxyarp", (draft, statement) => {
    const name = "sysopt proxyarp";
    draft.smallServices.push({
      name,
      interface: statement.words[2] ?? null,
      enabled: readAt(statement.negated, statement),
    });
    return statement.words[2] !== undefined;
  }),
  on<Draft>("dhcpd enable", (draft, statement) => {
    draft.smallServices.push({
      name: "dhcpd",
      interface: statement.words[2] ?? null,
      enabled: readAt(!statement.negated, statement),
    });
    return statement.words[2] !== undefined;
  }),
  on<Draft>(["threat-detection basic-threat", "threat-detection scanning-threat"], (draft, statement) => {
    switched(statement.words.slice(0, 2).join(" "))(draft, statement);
  }),
  // A server that may change the configuration.
  on<Draft>("auto-update server", (draft, statement) => {
    draft.smallServices.push({ name: "auto-update", interface: null, enabled: readAt(!statement.negated, statement) });
  }),
  skip(
    "auto-update-details",
    "auto-update device-id",
    "auto-update poll-period",
    "auto-update poll-at",
    "auto-update timeout",
  ),
  skip("tls-proxy", "tls-proxy"),
  skip("mail", "smtp-server"),
  skip("monitoring", "hpm", "service-module"),
  // From "permit-vpn" on, what comes out of a tunnel passes no list of an interface.
  on<Draft>("sysopt connection permit-vpn", switched("sysopt connection permit-vpn")),
  on<Draft>(["admin-context", "mode multiple"], (draft, statement) => {
    draft.contexts.push(...placeOf(statement));
  }),
  block<Draft>("context", (draft, statement) => {
    draft.contexts.push(...placeOf(statement));
    readStatements(draft, statement.children, contextTable, ["system"]);
  }),
  skip(
    "connections",
    "timeout",
    "sysopt connection tcpmss",
    "sysopt connection timewait",
    "sysopt connection preserve-vpn-flows",
    "sysopt connection reclassify-vpn",
    "sysopt radius",
    "sysopt traffic",
    "sysopt uauth",
    "fragment",
    "service resetinbound",
    "service resetoutbound",
    "service resetoutside",
    "service password-recovery",
    "service sw-reset-button",
    "service call-home",
    "set connection",
    "dp-tcp-proxy",
    "snort",
    "tcp-proxy",
    "conn",
  ),
  skip("threat-statistics", "threat-detection statistics", "threat-detection rate", "threat-detection service"),
  skip("terminal", "pager", "terminal", "command-alias", "ctl-file"),
  skip("failover", "failover"),
  skipBlock("failover", "failover group", "cluster group", "cluster"),
  skip("images", "boot", "asdm", "upgrade", "license", "smart-license", "feature", "compatible"),
  skipBlock("images", "license smart"),
  skip("dhcp", "dhcpd", "dhcprelay", "dhcp-client", "ddns", "dhcp"),
  skipBlock(
    "inspection",
    "policy-map",
    "class-map",
    "tcp-map",
    "sip-map",
    "gtp-map",
    "mpf-policy-map",
    "ftp-map",
    "http-map",
    "snmp-map",
    "h225-map",
  ),
  skip("inspection", "service-policy", "regex", "filter", "url-server", "url-cache", "url-block", "fixup"),
  skip("priority", "priority-queue", "tx-ring-limit", "queue-limit", "qos", "shun"),
  skipBlock("call-home", "call-home"),
  skip("call-home", "call-home reporting"),
  skip(
    "monitoring",
    "crashinfo",
    "coredump",
    "capture",
    "packet",
    "event",
    "process",
    "profile",
    "cpu",
    "memory",
    "checkheaps",
    "asp",
    "hw-module",
    "module",
    "ips",
    "sfr",
    "cxsc",
    "sw-module",
    "eject",
    "blocks",
  ),
  skipBlock("monitoring", "event manager"),
  skip(
    "add-ons",
    "wccp",
    "client-update",
    "dynamic-filter",
    "scansafe",
    "zonelabs-integrity",
    "imap4s",
    "pop3s",
    "smtps",
  ),
  skipBlock(
    "add-ons",
    "ldap attribute-map",
    "media-termination",
    "uc-ime",
    "phone-proxy",
    "gtp",
    "umbrella-global",
    "scansafe general-options",
    "flow-offload",
    "nve",
    "app-agent",
  ),
  skipBlock("resources", "class", "resource"),
  skip("resources", "limit-resource"),
  skip("session", "session", "configure", "exit", "quit", "end", "write", "logout"),
  skip("transparent-firewall", "arp-inspection", "ethertype"),
  skip("sessions", "quota management-session"),
  skip("inspection", "ip audit"),
  // It lets further sessions in where one is established.
  touching(["policies", "acls"], "established", "sysopt connection"),
  touching(["interfaces", "policies"], "firewall", "same-security-traffic", "sysopt", "ip"),
  touching(["system"], "context", "admin-context", "mode", "class"),
  touching(["smallServices"], "threat-detection", "dhcpd"),
];

/** Small services by interface as they are stated, and those of the device with their defaults. */
export function smallServicesOf(draft: Draft): readonly SmallService[] {
  const basic =
    draft.switches.get("threat-detection basic-threat") ??
    byDefault(true, 'ASA: on unless "no threat-detection basic-threat" (Command Reference)');
  return [...draft.smallServices, { name: "threat-detection basic-threat", interface: null, enabled: basic }];
}
