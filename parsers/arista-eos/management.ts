import { decimal } from "../lib/cisco/addresses.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, skippedIn, table, touching } from "../lib/statements.ts";
import { defaultVrf, offerOf, type Draft } from "./draft.ts";
import { programming, webCommands } from "./management-api.ts";
import {
  accessGroup,
  accessStatements,
  enabled,
  inVrf,
  serviceTouches,
  vrfOffer,
  type ServiceContext,
} from "./service-context.ts";
import { securityStatements } from "./ssl-profiles.ts";

const idle = ({ draft, service }: ServiceContext, statement: Statement): boolean => {
  const minutes = decimal(statement.words[1]);
  if (minutes === null && !statement.negated) return false;
  const seconds = statement.negated || minutes === 0 || minutes === null ? null : minutes * 60;
  draft.numbers.set(`${service} idle`, readAt(seconds, statement));
  return true;
};

const sshNumber =
  (name: string, at: number) =>
  ({ draft }: ServiceContext, statement: Statement): boolean => {
    const value = decimal(statement.words[at]);
    if (value === null || statement.negated) return false;
    draft.numbers.set(name, readAt(value, statement));
    return true;
  };

const sshList =
  (name: string, from: number) =>
  ({ draft }: ServiceContext, statement: Statement): boolean => {
    const names = statement.words.slice(from);
    if (names.length === 0 || statement.negated) return false;
    draft.lists.set(name, readAt(names, statement));
    return true;
  };

/** "management ssh", "management telnet" and "management console" (EOS User Manual, "Session Management Commands"). */
const terminalTable = table<ServiceContext>([
  // Outside of "vrf" it holds for every VRF that has no word of its own.
  on("shutdown", (context, statement) => {
    const { draft, service } = context;
    const offer = offerOf(draft, `${service}-server`, defaultVrf, `management ${service}`);
    return enabled({ ...context, offer }, statement);
  }),
  on(["ip access-group", "ipv6 access-group"], accessGroup),
  block("vrf", inVrf),
  on("idle-timeout", idle),
  on(["server-port", "port"], (context, statement) => {
    const port = decimal(statement.words[1]);
    if (port === null || statement.negated) return false;
    context.draft.numbers.set(`${context.service} port`, readAt(port, statement));
    return true;
  }),
  on("cipher", sshList("ssh ciphers", 1)),
  on("mac", sshList("ssh macs", 1)),
  on("key-exchange", sshList("ssh key-exchange", 1)),
  on("hostkey server", sshList("ssh hostkeys", 2)),
  on("login timeout", sshNumber("ssh login timeout", 2)),
  on("fips restrictions", ({ draft }, statement) => {
    draft.switches.set("ssh fips", readAt(!statement.negated, statement));
  }),
  // Keys, passwords or both: the accounts say what they have.
  on(["authentication mode", "authentication protocol"], (_, statement) => !statement.negated),
  skip("session-limits", "connection limit", "connection per-host", "session timeout"),
  skip(
    "ssh-details",
    "client-alive",
    "hostkey client",
    "known-hosts",
    "log-level",
    "qos dscp",
    "rekey",
    "verify-dns",
    "tunnel",
    "trusted-ca",
    "user-keys",
    "password-auth prompt",
  ),
  skip("exit", "exit"),
]);

function terminal(draft: Draft, statement: Statement): boolean {
  const [, service = ""] = statement.words;
  if (statement.negated || statement.words.length !== 2) {
    for (const child of statement.children) draft.ledger.leave(child.line, serviceTouches);
    return false;
  }
  const offer = vrfOffer(draft, service, defaultVrf);
  if (service === "console") offer.at.push(...wholePlace(statement));
  const context = { ledger: draft.ledger, draft, service, offer };
  readStatements(context, statement.children, terminalTable, ["management.logins", ...serviceTouches]);
  return true;
}

/** "system control-plane": the list that packets to the device's own processes pass. */
const controlPlaneTable = table<ServiceContext>([
  ...accessStatements,
  skip("tcp-details", "tcp mss"),
  skip("exit", "exit"),
]);

function controlPlane(draft: Draft, statement: Statement): boolean {
  if (statement.negated) return false;
  const service = "control-plane";
  const offer = vrfOffer(draft, service, defaultVrf);
  readStatements({ ledger: draft.ledger, draft, service, offer }, statement.children, controlPlaneTable, [
    "management.services",
    "acls",
    "objects",
  ]);
  return true;
}

export const managementStatements = [
  block<Draft>(["management ssh", "management telnet", "management console"], terminal),
  block<Draft>("management api http-commands", webCommands),
  block<Draft>(["management api gnmi", "management api netconf", "management api restconf"], programming),
  block<Draft>(["system control-plane", "control-plane"], controlPlane),
  ...securityStatements,
  block<Draft>("management accounts", (draft, statement) => {
    if (statement.negated) draft.lists.delete("password policy");
    for (const child of statement.children) {
      const [first, second, name] = child.words;
      if (first === "password" && second === "policy" && name !== undefined && !child.negated) {
        draft.lists.set("password policy", readAt([name], child));
        draft.ledger.read(child.line);
      } else draft.ledger.leave(child.line, ["passwords", "users"]);
    }
  }),
  skipBlock("management-models", "management api models"),
  skipBlock("cvx-client", "management cvx"),
  skipBlock("cloud-client", "management client api"),
  touching([...serviceTouches, "management.logins", "users", "passwords", "aaa"], "management"),
  touching(serviceTouches, "management api"),
  touching(["management.services", "acls", "objects"], "system", "control-plane"),
];

export const managementSkipped = [
  ...skippedIn(terminalTable, "management ssh|telnet|console"),
  ...skippedIn(controlPlaneTable, "system control-plane"),
];
