import type { ManagementServiceName } from "../model/management.ts";

/** Services of a device itself that may be asked about. Whether it answers a ping is no way to manage it. */
const askable: Readonly<Record<Exclude<ManagementServiceName, "ping">, true>> = {
  ssh: true,
  telnet: true,
  http: true,
  https: true,
  netconf: true,
  restconf: true,
  rest: true,
  gnmi: true,
  ftp: true,
  tftp: true,
  scp: true,
  sftp: true,
  rlogin: true,
  rsh: true,
  rcp: true,
  finger: true,
  "xnm-clear-text": true,
  "xnm-ssl": true,
  winbox: true,
  api: true,
  "api-ssl": true,
  snmp: true,
  fabric: true,
};

export const managementNames: readonly string[] = Object.keys(askable);

export function isManagementName(name: string): name is ManagementServiceName {
  return Object.hasOwn(askable, name);
}
