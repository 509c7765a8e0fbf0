import type { ServiceGroup } from "../../src/model/acl.ts";
import { anyPort, type PortMatch, type ServiceMatch } from "../../src/model/address.ts";
import { define, nameIn, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { icmpCodeRange, icmpTypeRange, portRange, protocolRange } from "./packet-names.ts";
import { predefinedApplications } from "./predefined-applications.ts";
import { child, children, entries, mark, markTree, value } from "./reading.ts";

export interface Applications {
  readonly groups: readonly ServiceGroup[];
  readonly defined: ReadonlySet<string>;
}

/** [edit applications]: applications and their sets as groups. */
export function readApplications(context: Context): Applications {
  const node = child(context.root, "applications");
  const groups: ServiceGroup[] = [];
  const defined = new Set<string>();
  const applications = entries(node, "application");
  const sets = entries(node, "application-set");
  for (const item of [...applications, ...sets]) {
    defined.add(item.word);
    define(context, "service-group", item);
  }
  for (const application of applications) groups.push(readApplication(context, application));
  for (const set of sets) {
    value(set, "description");
    const members: ServiceMatch[] = [];
    const named: string[] = [];
    const unresolved: string[] = [];
    for (const member of [...entries(set, "application"), ...entries(set, "application-set")]) {
      if (defined.has(member.word)) {
        use(context, "service-group", member, `application-set ${set.word}`);
        named.push(nameIn(context.scope, member.word));
      } else {
        const services = predefinedApplications.get(member.word);
        if (services === undefined) {
          unresolved.push(member.word);
          if (!member.word.startsWith("junos-")) use(context, "service-group", member, `application-set ${set.word}`);
        } else members.push(...services);
      }
    }
    const name = nameIn(context.scope, set.word);
    groups.push({ ...placeOf(set), name, members, groups: named, scope: context.scope, unresolved });
  }
  return { groups, defined };
}

const plain = new Set([
  "description",
  "inactivity-timeout",
  "application-protocol",
  "do-not-translate-A-query-to-AAAA-query",
  "do-not-translate-AAAA-query-to-A-query",
  "ttl-threshold",
  "snmp-command",
  "learn-sip-register",
  "sip-call-hold-timeout",
  "ether-type",
]);

function readApplication({ scope }: Context, node: ConfigNode): ServiceGroup {
  const unresolved: string[] = [];
  const terms = entries(node, "term");
  const members = (terms.length === 0 ? [node] : terms).map((item) => readTerm(item, unresolved));
  for (const item of children(node)) if (plain.has(item.word)) markTree(item);
  return {
    ...placeOf(node),
    name: nameIn(scope, node.word),
    members: members.filter((member) => member !== null),
    groups: [],
    scope,
    unresolved,
  };
}

/** Null where nobody can say which packets it is: what narrows it and is not understood leaves no packet certain. */
function readTerm(node: ConfigNode, unresolved: string[]): ServiceMatch | null {
  const protocol = value(node, "protocol");
  const range = protocol === undefined ? null : protocolRange(protocol.word);
  const calls = children(node).filter(({ word }) => word === "uuid" || word === "rpc-program-number");
  unresolved.push(...calls.map(({ word }) => word));
  for (const item of children(node))
    if (plain.has(item.word) || item.word === "alg" || calls.includes(item)) markTree(item);
  const sourcePorts = portsOf(value(node, "source-port"), unresolved);
  const destinationPorts = portsOf(value(node, "destination-port"), unresolved);
  const icmp = icmpOf(node, range?.[0] === 58 ? 6 : 4, unresolved);
  if (range === null) {
    if (protocol !== undefined || node.children.has("destination-port"))
      unresolved.push(`protocol ${protocol?.word ?? ""}`.trim());
    return null;
  }
  if (calls.length > 0 || icmp === undefined) return null;
  return { protocols: [range[0]], sourcePorts, destinationPorts, icmp };
}

function portsOf(node: ConfigNode | undefined, unresolved: string[]): PortMatch {
  if (node === undefined) return anyPort;
  const text = [node.word, ...children(node).map((item) => mark(item).word)].join("");
  const range = portRange(text);
  if (range !== null) return { kind: "ranges", ranges: [range] };
  unresolved.push(`port ${text}`);
  return { kind: "unresolved", text };
}

/** Undefined where a message is named and nobody knows which. */
function icmpOf(node: ConfigNode, family: 4 | 6, unresolved: string[]): ServiceMatch["icmp"] | undefined {
  const [type6, code6] = [value(node, "icmp6-type"), value(node, "icmp6-code")];
  const [type4, code4] = [value(node, "icmp-type"), value(node, "icmp-code")];
  const type = family === 6 ? (type6 ?? type4) : type4;
  const code = family === 6 ? (code6 ?? code4) : code4;
  // A message of the other protocol, or a code of whatever type: nobody knows what is meant.
  const stray = family === 6 ? undefined : (type6 ?? code6);
  if (stray !== undefined || (type === undefined && code !== undefined)) {
    unresolved.push(stray === undefined ? `icmp-code ${code?.word}` : `icmp6 ${stray.word} of another protocol`);
    return undefined;
  }
  if (type === undefined) return null;
  const range = icmpTypeRange(type.word, family);
  const codes = code === undefined ? null : icmpCodeRange(code.word, family);
  if (range === null || range[0] !== range[1] || (code !== undefined && codes === null)) {
    unresolved.push(`icmp-type ${type.word}`);
    return undefined;
  }
  return [{ type: range[0], code: codes?.[0] ?? null }];
}
