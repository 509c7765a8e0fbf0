import type { ManagementReach, ReachStep } from "../../acl/reach/management-reach.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import { knownValue } from "../../model/fact.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import type { Quote } from "./quoted.ts";

/** What `redoubt acl reach` says of one device. */
export interface ReachReport {
  readonly path: string;
  readonly hostname: string | null;
  readonly os: string;
  readonly quote: Quote;
  /** Networks whose reach is taken for granted. */
  readonly outside: readonly string[];
  readonly reaches: readonly ManagementReach[];
  readonly doubt: string | null;
}

/** The object that `redoubt acl reach --format json` prints. */
export function reachJson({ path, hostname, os, quote, outside, reaches, doubt }: ReachReport): unknown {
  const step = ({ layer, name, action, label, default: ground, at }: ReachStep) => ({
    layer,
    name,
    action,
    label,
    lines: at,
    text: at[0] === undefined ? null : quote(at[0][0]),
    default: ground,
  });
  return {
    path,
    hostname,
    os,
    outside,
    reach: reaches.map((each) => ({
      service: each.service,
      instance: each.instance,
      protocol: each.protocol === 6 ? "tcp" : "udp",
      port: each.port,
      listens: knownValue(each.enabled) ?? null,
      interface: each.interface,
      vrf: each.vrf,
      scope: each.scope,
      family: each.family,
      destinations: each.destinations,
      sources: each.sources,
      uncertain: each.uncertain.map(({ sources, why, witness }) => ({ sources, why, witness: packetText(witness) })),
      complete: each.complete,
      witness: each.witness === null ? null : packetText(each.witness),
      chain: each.chain.map(step),
      denials: each.denials.map(step),
      why: each.why,
    })),
    doubt,
  };
}

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

/** Services with who reaches them; interfaces by which the same sources come in the same way stand together. */
export function* reachTable(report: ReachReport, look: Look): Generator<string> {
  const { path, hostname, reaches, doubt, outside } = report;
  const { paint, columns } = look;
  const beside = outside.length === 0 ? "" : `  who is not in ${outside.join(", ")}`;
  yield `${paint("bold", hostname ?? path)}  ${paint("gray", path)}${beside}\n`;
  const services = Map.groupBy(reaches, ({ service, port, protocol, family }) => {
    return `${service} (${protocol === 6 ? "tcp" : "udp"} ${port ?? "of an unknown port"}) over IPv${family}`;
  });
  if (services.size === 0) yield "  no management service is offered\n";
  for (const [name, members] of services) {
    yield `\n${paint("bold", name)}\n`;
    const alike = Map.groupBy(members, waysOf);
    for (const group of alike.values()) yield* groupRows(group, report, look);
  }
  if (doubt !== null) {
    const told = wrap(`! This may not be the whole truth: ${doubt}`, columns, "");
    yield `\n${told.map((row) => `${paint("yellow", row)}\n`).join("")}`;
  }
  yield `\n${look.conclusion}\n`;
}

/** What makes two ways alike to a reader. */
function waysOf({ sources, uncertain, complete, chain, vrf, scope }: ManagementReach): string {
  const steps = chain.map(({ layer, label, at, action }) => [layer, label, at, action]);
  return JSON.stringify([sources, uncertain.map(({ why }) => why), complete, steps, vrf, scope]);
}

const portsShown = 4;

function* groupRows(group: readonly ManagementReach[], { quote }: ReachReport, look: Look): Generator<string> {
  const { paint, columns, all } = look;
  const [first] = group;
  if (first === undefined) return;
  const { sources, uncertain, complete, witness, chain, vrf, scope, enabled } = first;
  const ports = [...new Set(group.map((each) => each.interface))];
  const shown = all || ports.length <= portsShown ? ports : ports.slice(0, portsShown);
  const rest = ports.length > shown.length ? ` and ${ports.length - shown.length} more` : "";
  const place = [...(vrf === null ? [] : [`VRF ${vrf}`]), ...(scope === null ? [] : [scope])].join(", ");
  for (const row of wrap(`by ${shown.join(", ")}${rest}${place === "" ? "" : ` (${place})`}`, columns, "  "))
    yield `${row}\n`;
  if ("unknown" in enabled)
    for (const row of wrap(`? ${enabled.unknown}`, columns, "    ", 2)) yield `${paint("yellow", row)}\n`;
  if (sources.length > 0) for (const row of wrap(sources.join(", "), columns, "    ")) yield `${paint("bold", row)}\n`;
  else yield `    ${uncertain.length > 0 || !complete ? "nobody for certain" : "nobody"}\n`;
  if (witness !== null) {
    yield `    ${packetText(witness)} gets through:\n`;
    for (const step of chain) yield `${paint("gray", clip(`      ${stepText(step, quote)}`, columns))}\n`;
  }
  for (const { sources: some, why } of uncertain)
    for (const row of wrap(`? ${some.join(", ")}: ${why.join("; ")}`, columns, "    ", 2))
      yield `${paint("yellow", row)}\n`;
  if (!complete) yield `    ${paint("yellow", "! more may get through: the search stopped at its bound")}\n`;
  if (!all && sources.length > 0) return;
  const { denials } = first;
  if (denials.length > 0)
    yield `    what keeps ${sources.length > 0 || uncertain.length > 0 ? "others" : "everybody"} out:\n`;
  for (const step of denials) yield `${paint("gray", clip(`      ${stepText(step, quote)}`, columns))}\n`;
}

const layerWords: Readonly<Record<ReachStep["layer"], string>> = {
  "interface-acl": "interface",
  zone: "zone",
  "control-plane": "control plane",
  "local-in": "local-in",
  service: "service",
  line: "line",
};

/** "interface      4 | permit tcp 10.0.0.0 …", or what decided where no line did. */
function stepText({ layer, at, default: ground, name, label }: ReachStep, quote: Quote): string {
  const line = at[0]?.[0];
  const words = ground ?? (line === undefined ? `${name ?? ""} ${label ?? ""}`.trim() : `${line} | ${quote(line)}`);
  return `${layerWords[layer].padEnd(14)} ${words}`;
}
