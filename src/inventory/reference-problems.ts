import { isIP } from "node:net";
import { Cron } from "croner";
import { nearest } from "../profiles/nearest.ts";
import type { Problem } from "../yaml/shape-problems.ts";
import type { InventoryData } from "./schema.ts";

type Device = NonNullable<InventoryData["devices"]>[number];
type Schedule = NonNullable<InventoryData["schedules"]>[number];

/** What a well-formed inventory still gets wrong: names twice or not there, hosts, cron patterns, protocols. */
export function referenceProblems(data: InventoryData, profiles: readonly string[] | null): readonly Problem[] {
  return [
    ...twice("devices", data.devices ?? []),
    ...twice("schedules", data.schedules ?? []),
    ...credentialProblems(data),
    ...(data.devices ?? []).flatMap((device, index) => deviceProblems(data, device, index, profiles)),
    ...(data.schedules ?? []).flatMap((schedule, index) => scheduleProblems(data, schedule, index)),
    ...networkProblems(data.settings?.managementNetworks ?? []),
  ];
}

function networkProblems(networks: readonly string[]): Problem[] {
  return networks.flatMap((network, index): Problem[] => {
    const [address = "", length, ...rest] = network.split("/");
    const bits = isIP(address) === 6 ? 128 : 32;
    const fits = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
    if (isIP(address) !== 0 && fits && rest.length === 0) return [];
    const message = `"${network}" is no address or network; write it as 192.0.2.0/24.`;
    return [{ path: ["settings", "managementNetworks", index], message }];
  });
}

function twice(section: string, items: readonly { readonly name: string }[]): Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [index, { name }] of items.entries()) {
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    else
      problems.push({
        path: [section, index, "name"],
        message: `"${name}" is there twice; first as ${section}.${before}.`,
      });
  }
  return problems;
}

function credentialProblems({ credentials = {} }: InventoryData): Problem[] {
  return Object.entries(credentials)
    .filter(([, { env, file, sealed }]) => [env, file, sealed].filter((place) => place !== undefined).length !== 1)
    .map(([name]) => ({ path: ["credentials", name], message: "Exactly one of env, file and sealed is expected." }));
}

function deviceProblems(
  data: InventoryData,
  device: Device,
  index: number,
  profiles: readonly string[] | null,
): Problem[] {
  const problems: Problem[] = [];
  const at = (...path: string[]) => ["devices", index, ...path];
  const host = hostProblem(device.host);
  if (host !== null) problems.push({ path: at("host"), message: host });
  const { profile, site, snmp } = device;
  if (profile !== undefined && profiles !== null && !profiles.includes(profile))
    problems.push({ path: at("profile"), message: missing("profile", profile, profiles) });
  if (profile === undefined && snmp === undefined)
    problems.push({
      path: at(),
      message: `"${device.name}" has neither profile nor snmp, one of which tells its type.`,
    });
  if (site !== undefined) problems.push(...reference("site", site, data.sites, at("site")));
  problems.push(...reference("credential", device.credentials, data.credentials, at("credentials")));
  if (snmp === undefined) return problems;
  problems.push(...reference("credential", snmp.credentials, data.credentials, at("snmp", "credentials")));
  if (snmp.version === "v2c" && (snmp.authProtocol ?? snmp.privProtocol) !== undefined)
    problems.push({ path: at("snmp"), message: "SNMP v2c has no authProtocol and no privProtocol; v3 has." });
  return problems;
}

function scheduleProblems(data: InventoryData, schedule: Schedule, index: number): Problem[] {
  const problems: Problem[] = [];
  const { all, devices, sites, timezone, cron } = schedule;
  if ((all === undefined) === (devices === undefined && sites === undefined))
    problems.push({ path: ["schedules", index], message: "Either all: true, or devices and sites, are expected." });
  const known = Object.fromEntries((data.devices ?? []).map(({ name }) => [name, true]));
  for (const [item, device] of (devices ?? []).entries())
    problems.push(...reference("device", device, known, ["schedules", index, "devices", item]));
  for (const [item, site] of (sites ?? []).entries())
    problems.push(...reference("site", site, data.sites, ["schedules", index, "sites", item]));
  if (timezone !== undefined && !isTimezone(timezone))
    problems.push({
      path: ["schedules", index, "timezone"],
      message: `"${timezone}" is no IANA time zone such as "Europe/Berlin".`,
    });
  const pattern = cronProblem(cron);
  if (pattern !== null) problems.push({ path: ["schedules", index, "cron"], message: pattern });
  return problems;
}

function reference(kind: string, name: string, section: object | undefined, path: Problem["path"]): Problem[] {
  const names = Object.keys(section ?? {});
  return names.includes(name) ? [] : [{ path, message: missing(kind, name, names) }];
}

function missing(kind: string, name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `There is no ${kind} "${name}".${near === null ? "" : ` Did you mean "${near}"?`}`;
}

/** RFC 1123 names; a last label of digits alone is a mistyped address. */
function hostProblem(host: string): string | null {
  if (isIP(host) !== 0) return null;
  if (host.startsWith("[")) return `An IPv6 address stands here without brackets; seen: ${JSON.stringify(host)}.`;
  if (/^[^:]+:\d+$/.test(host)) return `The port has a key of its own: port; seen: ${JSON.stringify(host)}.`;
  const labels = host.replace(/\.$/, "").split(".");
  const fits =
    host.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "");
  return fits
    ? null
    : `An IPv4 or IPv6 address or a host name is expected; seen: ${JSON.stringify(host.slice(0, 80))}.`;
}

function cronProblem(pattern: string): string | null {
  try {
    const cron = new Cron(pattern, { mode: "5-part", paused: true, timezone: "UTC" });
    return cron.nextRun() === null ? `"${pattern}" never comes.` : null;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, "") : "";
    return `"${pattern.slice(0, 80)}" is no cron pattern of minute, hour, day, month and weekday: ${why}`;
  }
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
