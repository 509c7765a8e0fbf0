import { byDefault, isKnown, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, SourceRestriction } from "../../src/model/management.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { decimal } from "./addresses.ts";
import { readAt, switched, use, type Draft } from "./draft.ts";
import { enabled as snmpEnabled } from "./snmp.ts";

/** Services for managing the device: HTTP Services, Programmability and Configuration Fundamentals Command References. */
export const serviceStatements = [
  on<Draft>(
    ["ip http server", "ip http secure-server", "ip scp server enable", "ftp-server enable", "restconf"],
    (draft, statement) => switched(statement.words.join(" "))(draft, statement),
  ),
  block<Draft>("netconf-yang", netconfYang),
  on<Draft>("netconf ssh", (draft, statement) => {
    draft.switches.set("netconf ssh", readAt(!statement.negated, statement));
    const at = statement.words.indexOf("acl");
    if (at > 0) restrict(draft, statement, "netconf ssh", statement.words[at + 1], "ipv4");
  }),
  on<Draft>("ip http access-class", (draft, statement) => {
    const words = statement.words.slice(3);
    const family = words[0] === "ipv6" ? "ipv6" : "ipv4";
    const name = words[0] === "ipv4" || words[0] === "ipv6" ? words[1] : words[0];
    restrict(draft, statement, "ip http", name, family);
  }),
  on<Draft>("ip http port", (draft, statement) => port(draft, statement, 3)),
  on<Draft>("ip http secure-port", (draft, statement) => port(draft, statement, 3)),
  on<Draft>("ip http timeout-policy", (draft, statement) => {
    const at = statement.words.indexOf("idle");
    const seconds = at < 0 ? null : decimal(statement.words[at + 1]);
    if (seconds === null || statement.negated) return false;
    draft.numbers.set("ip http idle", readAt(seconds, statement));
    return true;
  }),
  on<Draft>("ip http authentication", (draft, statement) => {
    const at = statement.words.indexOf("login-authentication");
    const list = at < 0 ? undefined : statement.words[at + 1];
    if (list !== undefined && list !== "default") use(draft, "aaa-list", list, statement, "ip http authentication aaa");
  }),
  on<Draft>("ip http tls-version", (draft, statement) => {
    const version = statement.words[3];
    if (version === undefined || statement.negated) return false;
    draft.lists.set("tls versions", readAt([version.replace(/^TLSv/i, "")], statement));
    return true;
  }),
  on<Draft>("ip http secure-ciphersuite", (draft, statement) => {
    if (!statement.negated) draft.lists.set("tls ciphers", readAt(statement.words.slice(3), statement));
    return !statement.negated;
  }),
  on<Draft>("tftp-server", (draft, statement) => {
    if (statement.negated) return false;
    draft.switches.set("tftp-server", readAt(true, statement));
    const acl = statement.words.slice(2).findLast((word) => decimal(word) !== null);
    if (acl !== undefined) restrict(draft, statement, "tftp-server", acl, "ipv4");
    return true;
  }),
  on<Draft>("ip rcmd rsh-enable", switched("ip rcmd rsh-enable")),
  on<Draft>("ip rcmd rcp-enable", switched("ip rcmd rcp-enable")),
  skip(
    "http-content",
    "ip http path",
    "ip http help-path",
    "ip http max-connections",
    "ip http client",
    "ip http digest",
    "ip http banner",
    "ip http banner-path",
    "ip http secure-trustpoint",
    "ip http secure-client-auth",
    "ip http secure-peer-verify-trustpoint",
    "ip http secure-ecdhe-curve",
    "ip http secure-piv-based-auth",
    "ip http session-idle-timeout",
    "ip http accounting",
  ),
  skip(
    "file-client",
    "ip ftp source-interface",
    "ip ftp username",
    "ip ftp password",
    "ip ftp passive",
    "ip tftp source-interface",
    "ip tftp blocksize",
    "ip tftp min-timeout",
    "ip tftp boot-interface",
    "ip rcmd source-interface",
    "ip rcmd remote-username",
    "ip telnet source-interface",
    "ip telnet tos",
    "ip telnet quiet",
    "ip telnet hidden",
    "ip telnet comport",
    "ip sftp",
    "netconf max-sessions",
    "netconf lock-time",
    "netconf max-message",
  ),
  touching(["management.services", "management.tls"], "ip http"),
  touching(
    ["management.services"],
    "netconf",
    "netconf-yang",
    "restconf",
    "gnxi",
    "gnmi-yang",
    "tftp-server",
    "ftp-server",
    "ip scp",
    "ip rcmd",
    "ip ftp",
    "ip tftp",
    "ip telnet",
    "web",
    "wsma",
    "webvpn",
    "telnet",
  ),
];

function restrict(
  draft: Draft,
  statement: Statement,
  service: string,
  name: string | undefined,
  family: "ipv4" | "ipv6",
): void {
  const before = draft.sources.get(service);
  if (statement.negated || name === undefined) return;
  const source: SourceRestriction = { kind: "acl", name, family };
  const others = before?.value.filter((each) => each.kind === "acl" && each.family !== family) ?? [];
  const fact = readAt([...others, source], statement);
  draft.sources.set(
    service,
    before === undefined || others.length === 0 ? fact : { ...fact, at: [...before.at, ...fact.at] },
  );
  use(draft, "acl", name, statement, `${service} access`);
}

function port(draft: Draft, statement: Statement, index: number): boolean {
  const value = decimal(statement.words[index]);
  if (value === null || statement.negated) return false;
  draft.numbers.set(statement.words.slice(0, index).join(" "), readAt(value, statement));
  return true;
}

const netconfTable = table<Draft>([skip("netconf-feature", "feature", "cisco-ia")]);

function netconfYang(draft: Draft, statement: Statement): boolean {
  readStatements(draft, statement.children, netconfTable, ["management.services"]);
  const [, first, second, third, fourth] = statement.words;
  if (first === undefined) draft.switches.set("netconf-yang", readAt(!statement.negated, statement));
  else if (first === "ssh" && second === "port")
    draft.numbers.set("netconf-yang ssh port", readAt(decimal(third), statement));
  else if (first === "ssh" && (second === "ipv4" || second === "ipv6") && third === "access-list")
    restrict(draft, statement, "netconf-yang", fourth === "name" ? statement.words[5] : fourth, second);
  else return first === "feature" || first === "cisco-ia";
  return true;
}

const everywhere: Fact<"all" | readonly string[]> = byDefault("all", "IOS: offered on every interface");
const shown = (name: string) =>
  `IOS writes "${name}" or "no ${name}" into the configuration, by a default that differs among platforms; neither is there.`;

interface Offer {
  readonly name: ManagementService["name"];
  readonly instance: string;
  readonly enabled: Fact<boolean>;
  readonly port: Fact<number | null>;
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly idleTimeout?: Fact<number | null>;
}

function offer({ idleTimeout, ...rest }: Offer): ManagementService {
  return {
    ...rest,
    interfaces: everywhere,
    vrf: byDefault(null, "IOS: the service is not bound to one VRF"),
    idleTimeout: idleTimeout ?? notApplicable("The service has no session of its own."),
    external: unknownFact("Nothing in an IOS configuration says which interfaces face outside."),
  };
}

const anyone = (ground: string): Fact<readonly SourceRestriction[]> => byDefault([], ground);

/** Services as the model has them. Telnet is told by the login lines. */
export function managementServices(draft: Draft): readonly ManagementService[] {
  const http = draft.sources.get("ip http") ?? anyone('IOS: anyone unless "ip http access-class"');
  const httpIdle =
    draft.numbers.get("ip http idle") ??
    byDefault(180, 'IOS: 180 seconds unless "ip http timeout-policy" (HTTP Services Command Reference)');
  const sshSources = unknownFact("SSH comes in by the login lines, which restrict it each for itself.");
  const listed = (name: string, ground: string) => draft.switches.get(name) ?? byDefault(false, ground);
  const services = [
    offer({
      name: "ssh",
      instance: "ip ssh",
      enabled:
        draft.switches.get("ip ssh") ??
        unknownFact("The SSH server starts with the first host key, and keys are not in the configuration."),
      port: draft.numbers.get("ip ssh port") ?? byDefault(22, "IOS: port 22"),
      sources: sshSources,
      idleTimeout: unknownFact("The login lines set the timeout of SSH sessions."),
    }),
    offer({
      name: "http",
      instance: "ip http server",
      enabled: draft.switches.get("ip http server") ?? unknownFact(shown("ip http server")),
      port: draft.numbers.get("ip http port") ?? byDefault(80, "IOS: port 80"),
      sources: http,
      idleTimeout: httpIdle,
    }),
    offer({
      name: "https",
      instance: "ip http secure-server",
      enabled: draft.switches.get("ip http secure-server") ?? unknownFact(shown("ip http secure-server")),
      port: draft.numbers.get("ip http secure-port") ?? byDefault(443, "IOS: port 443"),
      sources: http,
      idleTimeout: httpIdle,
    }),
    offer({
      name: "snmp",
      instance: "snmp-server",
      enabled: snmpEnabled(draft),
      port: byDefault(161, "IOS: port 161"),
      sources: unknownFact("Communities and groups restrict SNMP each for itself."),
    }),
    offer({
      name: "scp",
      instance: "ip scp server",
      enabled: listed("ip scp server enable", 'IOS: off unless "ip scp server enable" (Security Command Reference)'),
      port: draft.numbers.get("ip ssh port") ?? byDefault(22, "IOS: the port of SSH"),
      sources: sshSources,
    }),
    offer({
      name: "tftp",
      instance: "tftp-server",
      enabled: listed(
        "tftp-server",
        'IOS: serves no file unless "tftp-server" (Configuration Fundamentals Command Reference)',
      ),
      port: byDefault(69, "IOS: port 69"),
      sources: draft.sources.get("tftp-server") ?? anyone('IOS: anyone unless "tftp-server" names an access list'),
    }),
    offer({
      name: "ftp",
      instance: "ftp-server",
      enabled: listed(
        "ftp-server enable",
        'IOS: off unless "ftp-server enable" (Configuration Fundamentals Command Reference)',
      ),
      port: byDefault(21, "IOS: port 21"),
      sources: anyone("IOS: anyone"),
    }),
    offer({
      name: "rsh",
      instance: "ip rcmd rsh-enable",
      enabled: listed(
        "ip rcmd rsh-enable",
        'IOS: off unless "ip rcmd rsh-enable" (Configuration Fundamentals Command Reference)',
      ),
      port: byDefault(514, "IOS: port 514"),
      sources: unknownFact('"ip rcmd remote-host" names who may come.'),
    }),
    offer({
      name: "rcp",
      instance: "ip rcmd rcp-enable",
      enabled: listed(
        "ip rcmd rcp-enable",
        'IOS: off unless "ip rcmd rcp-enable" (Configuration Fundamentals Command Reference)',
      ),
      port: byDefault(514, "IOS: port 514"),
      sources: unknownFact('"ip rcmd remote-host" names who may come.'),
    }),
    offer({
      name: "restconf",
      instance: "restconf",
      enabled: listed("restconf", 'IOS XE: off unless "restconf" (Programmability Command Reference)'),
      port: byDefault(443, "IOS XE: the port of HTTPS"),
      sources: http,
    }),
    offer({
      name: "netconf",
      instance: draft.switches.has("netconf ssh") ? "netconf ssh" : "netconf-yang",
      enabled:
        draft.switches.get("netconf-yang") ?? listed("netconf ssh", 'IOS: off unless "netconf-yang" or "netconf ssh"'),
      port:
        draft.numbers.get("netconf-yang ssh port") ??
        byDefault(draft.switches.has("netconf ssh") ? 22 : 830, 'IOS XE: 830 unless "netconf-yang ssh port"'),
      sources:
        draft.sources.get("netconf-yang") ??
        draft.sources.get("netconf ssh") ??
        anyone('IOS XE: anyone unless "netconf-yang ssh ipv4 access-list"'),
    }),
  ];
  // Off by a default that nobody touched: no service of the device.
  return services.filter(
    (service) =>
      ["ssh", "http", "https", "snmp"].includes(service.name) || !isKnown(service.enabled) || "at" in service.enabled,
  );
}
