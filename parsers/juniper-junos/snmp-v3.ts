import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import { Secret } from "../../src/model/secret.ts";
import type { SnmpCommunity, SnmpGroup, SnmpSecurityLevel, SnmpTarget, SnmpUser } from "../../src/model/services.ts";
import { define, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { passwordOf } from "./passwords.ts";
import { child, children, entries, mark, markTree, stated, statedBy, value } from "./reading.ts";

export interface SnmpV3 {
  readonly communities: readonly SnmpCommunity[];
  readonly users: readonly SnmpUser[];
  readonly groups: readonly SnmpGroup[];
  readonly targets: readonly SnmpTarget[];
}

const levels: Readonly<Record<string, SnmpSecurityLevel>> = {
  none: "noAuthNoPriv",
  authentication: "authNoPriv",
  privacy: "authPriv",
};

/** [edit snmp v3]: usm, vacm, snmp-community, target-address. */
export function readSnmpV3(context: Context, v3: ConfigNode | undefined, before: number): SnmpV3 {
  for (const word of ["notify", "notify-filter"]) {
    const found = child(v3, word);
    if (found !== undefined) markTree(found);
  }
  const vacm = child(v3, "vacm");
  const groupOf = readMembers(vacm);
  const usm = child(v3, "usm");
  const local = entries(child(usm, "local-engine"), "user");
  // Users of other engines receive informs only, but their keys are as good a secret.
  const remote = entries(usm, "remote-engine").flatMap((engine) => entries(engine, "user"));
  return {
    communities: entries(v3, "snmp-community").map((node, index) => readCommunity(node, before + index + 1)),
    users: [...local, ...remote].map((node) => readUser(node, groupOf.get(node.word) ?? null)),
    groups: readGroups(context, vacm),
    targets: readTargets(v3),
  };
}

function readUser(node: ConfigNode, group: string | null): SnmpUser {
  for (const item of children(node)) mark(item);
  const authentication = algorithm(node, "authentication-");
  const privacy = algorithm(node, "privacy-");
  const level: Fact<SnmpSecurityLevel> = statedBy(
    authentication === null ? "noAuthNoPriv" : privacy === null ? "authNoPriv" : "authPriv",
    [authentication?.node ?? node, privacy?.node ?? authentication?.node ?? node],
  );
  return {
    ...placeOf(node),
    name: node.word,
    group,
    level,
    authentication: stated(authentication?.name ?? null, authentication?.node ?? node),
    privacy: stated(privacy?.name ?? null, privacy?.node ?? node),
    sources: byDefault([], "Junos restricts no SNMPv3 user by source address"),
  };
}

function algorithm(node: ConfigNode, prefix: string): { name: string; node: ConfigNode } | null {
  for (const item of children(node)) {
    if (!item.word.startsWith(prefix)) continue;
    markTree(item);
    const name = item.word.slice(prefix.length);
    if (name !== "none") return { name, node: item };
  }
  return null;
}

/** Group of each security name; a name may stand under several models. */
function readMembers(vacm: ConfigNode | undefined): Map<string, string> {
  const groups = new Map<string, string>();
  for (const model of entries(child(vacm, "security-to-group"), "security-model")) {
    for (const member of entries(model, "security-name")) {
      const group = value(member, "group");
      if (group !== undefined && (model.word === "usm" || !groups.has(member.word)))
        groups.set(member.word, group.word);
    }
  }
  return groups;
}

function readGroups(context: Context, vacm: ConfigNode | undefined): SnmpGroup[] {
  const groups: SnmpGroup[] = [];
  for (const group of entries(child(vacm, "access"), "group")) {
    define(context, "snmp-group", group);
    const whole = child(group, "default-context-prefix");
    const contexts = [...(whole === undefined ? [] : [whole]), ...entries(group, "context-prefix")];
    for (const model of contexts.flatMap((prefix) => entries(prefix, "security-model"))) {
      for (const level of entries(model, "security-level")) {
        const views = ["read-view", "write-view", "notify-view"].map((word) => value(level, word));
        for (const view of views) if (view !== undefined) use(context, "snmp-view", view, "snmp v3 vacm access group");
        const match = value(level, "context-match");
        void match;
        groups.push({
          ...placeOf(level),
          name: group.word,
          version: model.word === "v1" ? "v1" : model.word === "v2c" ? "v2c" : "v3",
          level: levels[level.word] ?? null,
          readView: views[0]?.word ?? null,
          writeView: views[1]?.word ?? null,
          sources: byDefault([], "Junos restricts no SNMPv3 group by source address"),
        });
      }
    }
  }
  return groups;
}

/** A community mapped to a security name: what it may do is in vacm, and not followed here. */
function readCommunity(node: ConfigNode, ordinal: number): SnmpCommunity {
  const name = value(node, "community-name");
  for (const word of ["security-name", "context", "tag"]) value(node, word);
  const at = placeOf(node).at;
  return {
    ...placeOf(node),
    label: `v3 snmp-community ${ordinal}`,
    secret: passwordOf(name?.word ?? node.word).secret ?? new Secret("<encrypted>"),
    access: unknownFact("What the security name of the community may do is decided in vacm.", at),
    sources: unknownFact("Who may use the community is decided by its tag.", at),
    view: unknownFact("The view of the community is decided in vacm.", at),
  };
}

function readTargets(v3: ConfigNode | undefined): SnmpTarget[] {
  const parameters = new Map(
    entries(v3, "target-parameters").map((node) => {
      const filter = child(node, "notify-filter");
      if (filter !== undefined) markTree(filter);
      const inner = child(node, "parameters");
      value(inner, "security-name");
      value(inner, "security-model");
      return [
        node.word,
        { model: value(inner, "message-processing-model"), level: value(inner, "security-level") },
      ] as const;
    }),
  );
  return entries(v3, "target-address").map((node) => {
    const address = value(node, "address");
    const used = parameters.get(value(node, "target-parameters")?.word ?? "");
    for (const word of [
      "port",
      "tag-list",
      "timeout",
      "retry-count",
      "address-mask",
      "routing-instance",
      "logical-system",
    ]) {
      const found = child(node, word);
      if (found !== undefined) markTree(found);
    }
    const model = used?.model?.word;
    return {
      ...placeOf(node),
      address: address?.word ?? node.word,
      version: model === "v1" ? "v1" : model === "v2c" ? "v2c" : "v3",
      level: levels[used?.level?.word ?? ""] ?? null,
    };
  });
}
