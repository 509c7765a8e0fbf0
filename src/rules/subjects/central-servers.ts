import type { DeviceConfig } from "../../model/device-config.ts";
import { byDefault, read, type Fact } from "../../model/fact.ts";

/** A method of a list that leads to servers: "group tacacs+", or the server's protocol alone in old releases. */
export function asksServers(method: string): boolean {
  return /^(group |tacacs|radius|ldap)/.test(method);
}

/** Groups that every platform has by itself: all servers of one protocol. */
const protocols: ReadonlyMap<string, string> = new Map([
  ["tacacs+", "tacacs"],
  ["tacacs", "tacacs"],
  ["radius", "radius"],
  ["ldap", "ldap"],
]);

/** Whether methods that ask servers find any: those of one protocol, or the members of a group. */
export function findsServer({ aaa: { servers, emptyGroups = [] } }: DeviceConfig, methods: readonly string[]): boolean {
  return methods.filter(asksServers).some((method) => {
    const name = nameOf(method);
    if (emptyGroups.some((group) => group.name === name)) return false;
    const protocol = protocols.get(name);
    return protocol === undefined ? servers.length > 0 : servers.some((server) => server.protocol === protocol);
  });
}

/** What a failure for want of servers rests on: that no line names one. */
export function wantOfServers(device: DeviceConfig, methods: readonly string[]): Fact<null> {
  if (findsServer(device, methods)) return read(null, []);
  return byDefault(null, "No line names a server for what is asked.");
}

function nameOf(method: string): string {
  return method.startsWith("group ") ? method.slice("group ".length) : method;
}
