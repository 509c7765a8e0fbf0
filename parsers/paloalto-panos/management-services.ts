import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName, SourceRestriction } from "../../src/model/management.ts";
import { formatPrefix, parsePrefix } from "../lib/ip.ts";
import { absent, type Context } from "./context.ts";
import { managementName, type Port } from "./interfaces.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, note, placeOfAll, stated, value } from "./reading.ts";
import { idleTimeout } from "./timeouts.ts";
import type { Zones } from "./zones.ts";

const ports: Readonly<Partial<Record<ManagementServiceName, number>>> = {
  ssh: 22,
  telnet: 23,
  http: 80,
  https: 443,
  snmp: 161,
};

/** Services of the management port by the leaf that turns them off, and whether they are on where nothing is said. */
const ofPort: readonly (readonly [ManagementServiceName, string, boolean | null])[] = [
  ["https", "disable-https", true],
  ["ssh", "disable-ssh", true],
  ["ping", "disable-icmp", true],
  ["http", "disable-http", null],
  ["telnet", "disable-telnet", null],
  ["snmp", "disable-snmp", null],
];

const ofProfile = ["https", "ssh", "ping", "http", "telnet", "snmp"] as const;

const anyone = 'anyone may come where no "permitted-ip" is set';

/** Services of profiles that let nobody manage the device. */
const others = [
  "http-ocsp",
  "response-pages",
  "userid-service",
  "userid-syslog-listener-ssl",
  "userid-syslog-listener-udp",
] as const;

/**
 * What the management port offers (`deviceconfig system service`), and each interface that has a management profile.
 * HTTPS, SSH and ping answer on the port unless disabled; whether HTTP, Telnet and SNMP do where nothing is said is stated by
 * no source read (the factory's configuration disables HTTP and Telnet in words), so that is unknown.
 */
export function readServices(context: Context, all: readonly Port[], zones: Zones): readonly ManagementService[] {
  const networks = new Map<string | null, PanosNode | undefined>([[null, child(context.root, "network")]]);
  const templates = [...entries(context.root, "template"), ...entries(context.root, "template-stack")];
  for (const template of templates) {
    networks.set(template.word, child(template, "network"));
  }
  return [
    ...portServices(context, child(context.root, "deviceconfig", "system"), null),
    // A template that says nothing of the management port leaves it to the device.
    ...templates.flatMap((template) => templateServices(context, template)),
    ...[...networks].flatMap(([template, network]) =>
      profileServices(
        context,
        network,
        all.filter((port) => port.template === template),
        zones,
        template,
      ),
    ),
  ];
}

/** Of a template only what it states is known: the rest is up to other templates and to the device. */
function templateServices(context: Context, template: PanosNode): readonly ManagementService[] {
  const system = template.children.get("deviceconfig")?.children.get("system");
  if (system?.children.has("service") !== true) return [];
  child(template, "deviceconfig", "system");
  return portServices(context, system, template.word).filter(({ enabled }) => "at" in enabled && "value" in enabled);
}

function portServices(
  context: Context,
  system: PanosNode | undefined,
  template: string | null,
): readonly ManagementService[] {
  if (system === undefined) return [];
  const service = child(system, "service");
  note(
    service,
    "disable-http-ocsp",
    "disable-userid-service",
    "disable-userid-syslog-listener-ssl",
    "disable-userid-syslog-listener-udp",
  );
  const elsewhere = unknownFact("Other templates and the device itself may say it.");
  const stating = restrictions(system);
  const sources = stating ?? (template === null ? absent(context, [], anyone) : elsewhere);
  return ofPort.map(([name, key, isOn]) => {
    const said = value(service, key);
    const enabled: Fact<boolean> =
      said !== undefined && (said.word === "yes" || said.word === "no")
        ? stated(said.word === "no", said)
        : isOn === null
          ? unknownFact(`Nothing states "${key}", and no source read tells what holds then.`)
          : absent(context, isOn, `${name} answers on the management port unless "${key} yes"`);
    return {
      name,
      instance: `${template === null ? "" : `template ${template} `}deviceconfig system service ${name}`,
      enabled,
      port: portOf(name),
      interfaces: byDefault([managementName], "PAN-OS: the services of deviceconfig answer on the management port"),
      vrf: byDefault(null, "PAN-OS: the management port routes by itself"),
      sources,
      idleTimeout: template === null ? timeoutOf(context, name) : elsewhere,
      external: unknownFact("The management port is in no zone, and nothing says what it faces."),
    };
  });
}

function portOf(name: ManagementServiceName): Fact<number | null> {
  return byDefault(ports[name] ?? null, `PAN-OS: ${name} answers on the port that is its own`);
}

function timeoutOf(context: Context, name: ManagementServiceName): Fact<number | null> {
  return name === "ping" || name === "snmp" ? notApplicable(`${name} has no sessions.`) : idleTimeout(context);
}

/** `permitted-ip`: who may come; null where there is none, which is anyone (Web Interface Help, Device > Setup > Interfaces, "Permitted IP Addresses"). */
function restrictions(holder: PanosNode): Fact<readonly SourceRestriction[]> | null {
  const list = holder.children.get("permitted-ip");
  const listed = entries(holder, "permitted-ip");
  if (list === undefined || listed.length === 0) return null;
  const found: SourceRestriction[] = [];
  for (const entry of listed) {
    note(entry, "description");
    const prefix = parsePrefix(entry.word);
    if (prefix === null) {
      return unknownFact(`"${entry.word}" is no address that the text tells.`, placeOf(list).at);
    }
    // Every address in the list opens it to anyone.
    if (prefix.length === 0) return stated([], list);
    found.push({ kind: "prefix", prefix: formatPrefix(prefix) });
  }
  return stated(found, list);
}

/** `network profiles interface-management-profile`, once for each; a profile that no interface has offers nothing. */
function profileServices(
  context: Context,
  network: PanosNode | undefined,
  all: readonly Port[],
  zones: Zones,
  template: string | null,
): readonly ManagementService[] {
  const services: ManagementService[] = [];
  const users = new Map<string, Port[]>();
  for (const port of all) {
    const profile = value(port.settings, "interface-management-profile");
    if (profile === undefined || profile.word === "none") continue;
    const known = users.get(profile.word);
    if (known === undefined) users.set(profile.word, [port]);
    else known.push(port);
  }
  for (const profile of entries(network, "profiles", "interface-management-profile")) {
    note(profile, ...others);
    const bound = users.get(profile.word) ?? [];
    const sources = restrictions(profile) ?? byDefault([], `PAN-OS: ${anyone}`);
    for (const name of ofProfile) {
      const said = value(profile, name);
      if (said === undefined || bound.length === 0) continue;
      const where = placeOfAll(
        bound.flatMap(({ settings }) => settings.children.get("interface-management-profile") ?? []),
      );
      services.push({
        name,
        instance: `${template === null ? "" : `template ${template} `}interface-management-profile ${profile.word}`,
        enabled:
          said.word === "yes" || said.word === "no"
            ? stated(said.word === "yes", said)
            : unknownFact("Neither yes nor no.", placeOf(said).at),
        port: portOf(name),
        interfaces: { value: bound.map((port) => port.name), ...where },
        vrf: unknownFact("The interfaces may be in several virtual routers.", where.at),
        sources,
        idleTimeout:
          template === null ? timeoutOf(context, name) : unknownFact("The device that the template is for says it."),
        external: isExternal(bound, zones, template),
      });
    }
  }
  const known = new Set(
    network?.children.get("profiles")?.children.get("interface-management-profile")?.children.keys(),
  );
  for (const [profile, bound] of users)
    if (!known.has(profile)) services.push(...unknownServices(profile, bound, template));
  return services;
}

/** What a profile offers that an interface has and the text does not. */
function unknownServices(
  profile: string,
  bound: readonly Port[],
  template: string | null,
): readonly ManagementService[] {
  const where = placeOfAll(
    bound.flatMap(({ settings }) => settings.children.get("interface-management-profile") ?? []),
  );
  const unknown = unknownFact(`The text does not hold the profile "${profile}".`, where.at);
  return ofProfile.map((name) => ({
    name,
    instance: `${template === null ? "" : `template ${template} `}interface-management-profile ${profile}`,
    enabled: unknown,
    port: portOf(name),
    interfaces: { value: bound.map((port) => port.name), ...where },
    vrf: unknown,
    sources: unknown,
    idleTimeout: unknown,
    external: unknown,
  }));
}

/** A zone's name is all that says which side it faces; "untrust" and "outside" are what the vendor's guides call the outer one. */
function isExternal(bound: readonly Port[], zones: Zones, template: string | null): Fact<boolean> {
  if (template !== null) return unknownFact("The zones of a template's firewalls need not be in the text.");
  const outer = bound.filter(({ name }) =>
    /^(?:untrust|untrusted|outside|internet|external)$/i.test(zones.zoneOf.get(name)?.zone ?? ""),
  );
  if (outer.length > 0) return { value: true, ...placeOfAll(outer.map(({ node }) => node)) };
  return unknownFact("Nothing says which zones face outside.");
}
