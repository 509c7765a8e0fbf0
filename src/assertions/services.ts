import { protocolExamples, protocolNumber } from "../acl/text/traffic-names.ts";
import { icmpProtocol, protocolsWithPorts } from "../acl/sets/packet.ts";
import { anyPort, anyService, type PortMatch, type PortRange, type ServiceMatch } from "../model/address.ts";
import type { Path, Problem } from "../yaml/shape-problems.ts";
import { namedThings, type Definitions, type Resolve } from "./names.ts";

type Texts = readonly (readonly [text: string, at: Path])[];

/** Reads what stands for services: names and literals, any of them. */
export type ReadService = (texts: Texts) => readonly ServiceMatch[] | null;

/** The section `services`, whose faults are told, and a reader of what refers to it. */
export function servicesOf(definitions: Definitions, problems: Problem[]): ReadService {
  const resolve = namedThings<readonly ServiceMatch[]>({
    kind: "service",
    section: "services",
    definitions,
    reserved: (name) => name === "any" || name === "protocol" || numberOf(name) !== null,
    combine: (texts, inner) => combine(texts, inner, problems),
    sizeOf: (services) => services.length,
    problems,
  });
  return (texts) => combine(texts, resolve, problems);
}

/** Equal services once, so that names of names stay small. */
function combine(
  texts: Texts,
  resolve: Resolve<readonly ServiceMatch[]>,
  problems: Problem[],
): readonly ServiceMatch[] | null {
  const found = new Map<string, ServiceMatch>();
  let whole = true;
  for (const [text, at] of texts) {
    const services = itemOf(text.trim(), at, resolve, problems);
    if (services === null) whole = false;
    for (const service of services ?? []) found.set(JSON.stringify(service), service);
  }
  return whole ? [...found.values()] : null;
}

const howToWrite =
  "write it as tcp/22, tcp/22,80-90, tcp/22 from 1024-65535, icmp/8, icmp/3/4, protocol/47, any, or the name of a service";

function itemOf(
  text: string,
  at: Path,
  resolve: Resolve<readonly ServiceMatch[]>,
  problems: Problem[],
): readonly ServiceMatch[] | null {
  if (text === "any") return [anyService];
  const refuse = (message: string): null => {
    problems.push({ path: at, message });
    return null;
  };
  const [before = "", sources, ...more] = text.split(/\s+from\s+/);
  const [word = "", ...values] = before.split("/");
  const number = word === "protocol" ? protocolValue(values.shift()) : numberOf(word);
  if (number === null) {
    if (word === "protocol") return refuse(`"${text}" names no protocol: a number from 0 to 255 is expected.`);
    if (/^[A-Za-z][A-Za-z0-9_.-]*$/.test(text)) return resolve(text, at);
    if (values.length > 0 && /^[A-Za-z]/.test(word))
      return refuse(`"${word}" is no protocol; known are ${protocolExamples.join(", ")}, and protocol/NUMBER.`);
    return refuse(`"${text.slice(0, 80)}" is no service: ${howToWrite}.`);
  }
  if (more.length > 0) return refuse(`"${text}" has more than one from.`);
  const service = { ...anyService, protocols: [number] };
  if (number === icmpProtocol[4] || number === icmpProtocol[6]) {
    if (sources !== undefined) return refuse(`"${text}": ICMP has no ports.`);
    const icmp = icmpOf(values);
    return icmp === "faulty"
      ? refuse(`"${text}" is no ICMP: a type from 0 to 255 is expected, and a code after another "/".`)
      : [{ ...service, icmp }];
  }
  const [ports, ...rest] = values;
  if (ports === undefined && sources === undefined) return [service];
  if (!protocolsWithPorts.includes(number)) return refuse(`"${text}": protocol ${word} has no ports.`);
  const destinationPorts = ports === undefined ? anyPort : portsOf(ports);
  const sourcePorts = sources === undefined ? anyPort : portsOf(sources);
  if (rest.length > 0 || destinationPorts === null || sourcePorts === null)
    return refuse(
      `"${text}" has no ports that can be read: numbers from 0 to 65535 and ranges such as 80-90 are expected.`,
    );
  return [{ ...service, destinationPorts, sourcePorts }];
}

function numberOf(word: string): number | null {
  if (word === "icmp") return icmpProtocol[4];
  if (word === "icmpv6") return icmpProtocol[6];
  return protocolNumber(word) ?? null;
}

function protocolValue(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null;
}

function icmpOf(values: readonly string[]): ServiceMatch["icmp"] | "faulty" {
  const [type, code, ...rest] = values.map((value) => protocolValue(value));
  if (rest.length > 0 || type === null || code === null) return "faulty";
  return type === undefined ? null : [{ type, code: code ?? null }];
}

/** Disjoint and ascending, as the model has them; null where one is no port. */
function portsOf(text: string): PortMatch | null {
  const ranges: PortRange[] = [];
  for (const part of text.split(",")) {
    const found = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part);
    const low = Number(found?.[1]);
    const high = Number(found?.[2] ?? found?.[1]);
    if (found === null || low > high || high > 65_535) return null;
    ranges.push([low, high]);
  }
  const joined: PortRange[] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) joined[joined.length - 1] = [last[0], Math.max(last[1], high)];
    else joined.push([low, high]);
  }
  return { kind: "ranges", ranges: joined };
}
