import type { Draft } from "./draft.ts";

/** Whether a user group may change the configuration; null where it is not told. */
export type GroupRights = (group: string) => boolean | null;

/**
 * Predefined groups ("Predefined User Groups", System Security Configuration Guide): root-lr, root-system, netadmin,
 * sysadmin and serviceadmin configure the device or a part of it. Whether operator and others may is told by tasks
 * that the configuration does not show.
 */
const configuring: readonly string[] = ["root-lr", "root-system", "netadmin", "sysadmin", "serviceadmin"];

/** What groups may do by their tasks and by what they inherit; circles end. Linear in the groups. */
export function groupRights({ userGroups, taskGroups }: Draft): GroupRights {
  const heirs = new Map<string, string[]>();
  const inherit = (heir: string, from: string) => {
    const known = heirs.get(from);
    if (known === undefined) heirs.set(from, [heir]);
    else known.push(heir);
  };
  for (const { name, parents, taskGroups: tasks } of userGroups.values()) {
    for (const parent of parents) inherit(`user ${name}`, `user ${parent}`);
    for (const task of tasks) inherit(`user ${name}`, `task ${task}`);
  }
  for (const { name, parents } of taskGroups.values())
    for (const parent of parents) inherit(`task ${name}`, `task ${parent}`);
  const writing = [...taskGroups.values()].filter(({ writes }) => writes).map(({ name }) => `task ${name}`);
  const may = spread(heirs, [...writing, ...configuring.flatMap((name) => [`user ${name}`, `task ${name}`])]);
  const defined = (key: string) =>
    key.startsWith("user ") ? userGroups.has(key.slice(5)) : taskGroups.has(key.slice(5));
  const untold = spread(
    heirs,
    [...heirs.keys()].filter((key) => !defined(key)),
  );
  return (group) => {
    const key = `user ${group}`;
    if (may.has(key)) return true;
    return untold.has(key) || !userGroups.has(group) ? null : false;
  };
}

/** What some groups have, with all who inherit it. */
function spread(heirs: ReadonlyMap<string, readonly string[]>, from: readonly string[]): ReadonlySet<string> {
  const reached = new Set(from);
  for (const each of reached) for (const heir of heirs.get(each) ?? []) reached.add(heir);
  return reached;
}
