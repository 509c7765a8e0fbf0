import { wordsTo, type ConfigNode } from "./node.ts";
import { descend, pathTable, type PathTable } from "../lib/path-table.ts";

type Words = readonly (string | readonly string[])[];
/** How many words follow each attribute. */
type Attributes = Readonly<Record<string, number>>;

const application: Attributes = {
  alg: 1,
  "application-protocol": 1,
  "destination-port": 1,
  "icmp-code": 1,
  "icmp-type": 1,
  "icmp6-code": 1,
  "icmp6-type": 1,
  "inactivity-timeout": 1,
  protocol: 1,
  "rpc-program-number": 1,
  "source-port": 1,
  uuid: 1,
};
const timeServer: Attributes = {
  key: 1,
  "routing-instance": 1,
  "routing-instance-name": 1,
  prefer: 0,
  ttl: 1,
  version: 1,
};
const aaaServer: Attributes = {
  "accounting-port": 1,
  port: 1,
  retry: 1,
  secret: 1,
  "single-connection": 0,
  "source-address": 1,
  timeout: 1,
};
const policyMatch: Attributes = {
  application: 1,
  "destination-address": 1,
  "from-zone": 1,
  "source-address": 1,
  "source-identity": 1,
  "to-zone": 1,
};
const filterMatch: Attributes = {
  address: 1,
  "destination-address": 1,
  "destination-port": 1,
  "destination-prefix-list": 1,
  "icmp-code": 1,
  "icmp-type": 1,
  "next-header": 1,
  port: 1,
  protocol: 1,
  "source-address": 1,
  "source-port": 1,
  "source-prefix-list": 1,
  "tcp-established": 0,
};
const filterAction: Attributes = { accept: 0, count: 1, discard: 0, log: 0, policer: 1, syslog: 0 };
const selectors: Attributes = {
  any: 1,
  authorization: 1,
  "change-log": 1,
  daemon: 1,
  "interactive-commands": 1,
  kernel: 1,
  port: 1,
  transport: 1,
};

/** Statements whose attributes Junos writes, or lets be written, in one line after the name. */
const rows: readonly (readonly [path: string, attributes: Attributes])[] = [
  ["applications application *", application],
  ["applications application * term *", application],
  ["firewall family * filter * term * from", filterMatch],
  ["firewall family * filter * term * then", filterAction],
  ["firewall filter * term * from", filterMatch],
  ["firewall filter * term * then", filterAction],
  ["security policies from-zone * to-zone * policy * match", policyMatch],
  ["security policies global policy * match", policyMatch],
  ["snmp community *", { authorization: 1, "client-list-name": 1, view: 1 }],
  ["snmp trap-group *", { "destination-port": 1, version: 1 }],
  ["snmp v3 snmp-community *", { "community-name": 1, context: 1, "security-name": 1, tag: 1 }],
  ["system login user *", { class: 1, "full-name": 1, uid: 1 }],
  ["system ntp authentication-key *", { type: 1, value: 1 }],
  ["system ntp broadcast *", timeServer],
  ["system ntp peer *", timeServer],
  ["system ntp server *", timeServer],
  ["system radius-server *", aaaServer],
  ["system services ssh", { "connection-limit": 1, "protocol-version": 1, "rate-limit": 1, "root-login": 1 }],
  ["system syslog file *", selectors],
  ["system syslog host *", selectors],
  ["system tacplus-server *", aaaServer],
];

/** Paths begin anew within these. */
const around = ["", "logical-systems * ", "tenants * "].flatMap((path) => [path, `groups * ${path}`]);
const table = pathTable(around.flatMap((prefix) => rows.map(([path, value]) => [`${prefix}${path}`, value] as const)));

/** Statements below a path whose attributes stand in one line. */
export type Branching = readonly PathTable<Attributes>[];

/** Those of the top. */
export const branching: Branching = [table];

export function attributesBelow(above: Branching, word: string): Branching {
  return above.length === 0 ? above : descend(above, word);
}

/** Whether the words from `start` on, of `count`, are more than one attribute of the name before them. */
export function mayBranch(
  at: Branching,
  start: number,
  count: number,
  wordAt: (index: number) => string | undefined,
): boolean {
  if (at.length === 0) return false;
  const attributes = at.find((candidate) => candidate.value !== undefined)?.value;
  const word = attributes === undefined ? undefined : wordAt(start);
  if (attributes === undefined || word === undefined || !Object.hasOwn(attributes, word)) return false;
  return start + 1 + (attributes[word] ?? 0) < count;
}

/**
 * `server 192.0.2.1 key 1 prefer` says two things of one server, and becomes the two paths that the set and
 * XML forms have. Any other statement is its own only path.
 */
export function branches(from: ConfigNode | undefined, words: Words): readonly Words[] {
  if (words.length < 3) return [words];
  let tables: readonly PathTable<Attributes>[] = [table];
  for (const word of from === undefined ? [] : wordsTo(from)) {
    tables = descend(tables, word);
    if (tables.length === 0) return [words];
  }
  for (let at = 0; at < words.length; at += 1) {
    const attributes = tables.find((candidate) => candidate.value !== undefined)?.value;
    if (attributes !== undefined) {
      const split = splitAt(words, at, attributes);
      if (split !== null) return split;
    }
    const word = words[at];
    // A list of names has the attributes of a name.
    tables = descend(tables, typeof word === "string" ? word : (word?.[0] ?? ""));
    if (tables.length === 0) break;
  }
  return [words];
}

function splitAt(words: Words, start: number, attributes: Attributes): readonly Words[] | null {
  const paths: Words[] = [];
  let at = start;
  while (at < words.length) {
    const word = words[at];
    const arity = typeof word === "string" && Object.hasOwn(attributes, word) ? attributes[word] : undefined;
    if (arity === undefined) {
      if (paths.length === 0) return null;
      paths.push([...words.slice(0, start), ...words.slice(at)]);
      break;
    }
    let end = at + 1 + arity;
    if (words[end] === "except") end += 1;
    paths.push([...words.slice(0, start), ...words.slice(at, end)]);
    at = end;
  }
  return paths.length > 1 ? paths : null;
}
