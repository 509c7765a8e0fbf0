import { managementReach, type ManagementReach, type ReachStep } from "../../../src/acl/reach/management-reach.ts";
import type { OperatingSystem } from "../../../src/model/device-config.ts";
import { parsers } from "../../../parsers/index.ts";

export type Case = readonly [name: string, config: readonly string[], expected: readonly string[]];

export function reach(
  os: OperatingSystem,
  config: string,
  outside: readonly string[] = [],
): readonly ManagementReach[] {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`No parser reads ${os}.`);
  const parsed = parser.parse(`${config}\n`);
  if (parsed.unread.length > 0) throw new Error(`Unread: ${parsed.unread.map(({ text }) => text).join("; ")}`);
  return managementReach(parsed.config, { outside });
}

/** "ssh Gi0/0 v4: 192.0.2.0/24", with "?" before sources of which nobody can say. */
export function told({ service, interface: port, family, sources, uncertain }: ManagementReach): string {
  const doubts = uncertain.map((each) => `? ${each.sources.join(", ")}`);
  return `${service} ${port} v${family}: ${[sources.join(", ") || "nobody", ...doubts].join(" ")}`;
}

export function stepText({ layer, name, action, label, default: ground, at }: ReachStep): string {
  const lines = at.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(",");
  return `${layer} ${action} by ${name ?? "nothing"} ${label ?? (ground === null ? "" : "(default)")} at ${lines}`.replaceAll(
    "  ",
    " ",
  );
}

export function only(found: readonly ManagementReach[]): ManagementReach {
  const [first] = found;
  if (first === undefined) throw new Error("Nothing is offered.");
  return first;
}

export const port = ["interface Gi0/0", " ip address 192.0.2.1 255.255.255.0"];
export const ssh = ["line vty 0 4", " access-class 10 in", " transport input ssh"];
export const list10 = ["access-list 10 permit 10.1.0.0 0.0.255.255", "access-list 10 permit 192.0.2.0 0.0.0.255"];
export const noWeb = ["version 15.2", "no ip http server", "no ip http secure-server"];
export const sshOn = ["ip ssh version 2"];

export const openLines = ["line vty 0 4", " transport input ssh"];
export const coppLists = [
  "ip access-list extended IN",
  " deny tcp host 10.1.0.66 any eq 22",
  " permit tcp 10.1.0.0 0.0.255.255 any eq 22",
  "ip access-list extended REST",
  " permit tcp any any eq 22",
];
