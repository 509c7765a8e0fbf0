import { blockText } from "../../acl/text/block-text.ts";
import type { Clause } from "../../acl/filter.ts";
import type { KnownService } from "../../acl/openness/known-services.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import type { Openness, Share } from "../../acl/openness/openness.ts";
import type { Permissiveness, PermittedService } from "../../acl/openness/permissiveness.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import { packetJson } from "./packet-json.ts";
import { entryRow, entryWords, quotedClause, type Quote } from "./quoted.ts";

/** How open a list is, as data. Counts are text, since those of IPv6 are beyond what JSON readers keep exact. */
export function permissivenessJson(open: Permissiveness, list: NamedList, quote: Quote): unknown {
  const quoted = (clause: Clause | null) => (clause === null ? null : quotedClause(clause, quote));
  const { laterFragments } = list.filter;
  return {
    complete: open.complete,
    list: open.list.map(opennessJson),
    entries: open.entries.map(({ clause, openness }) => ({
      ...quotedClause(clause, quote),
      openness: openness.map(opennessJson),
    })),
    services: open.services.map(({ service, family, sources, share, by, witness, uncertain }) => ({
      ...service,
      family: `ipv${family}`,
      sources,
      share: share === null ? null : shareJson(share),
      by: by.map(quoted),
      witness: packetJson(witness),
      uncertain,
    })),
    crossings: open.crossings.map(({ direction, family, services, known, blocks, by, uncertain }) => ({
      direction,
      family: `ipv${family}`,
      services,
      known: known.map(({ name }) => name),
      blocks: blocks.map((block) => blockText(block, laterFragments)),
      by: by.map(quoted),
      uncertain,
    })),
  };
}

function opennessJson({ family, score, sources, destinations, services }: Openness): unknown {
  return {
    family: `ipv${family}`,
    score,
    sources: sources === null ? null : shareJson(sources),
    destinations: destinations === null ? null : shareJson(destinations),
    services: shareJson(services),
  };
}

function shareJson({ count, of }: Share): unknown {
  return { count: String(count), of: String(of), share: Number(count) / Number(of) };
}

type Look = Pick<TableOptions, "columns" | "paint" | "all">;

/** How open a list is: the whole, what crosses the border, who may reach which service by which lines, and each entry. */
export function* permissivenessRows(open: Permissiveness, quote: Quote, look: Look): Generator<string> {
  const { columns, paint } = look;
  for (const one of open.list) yield* wrap(openWords(one), columns, "  ", 2);
  for (const { direction, family, services, uncertain } of open.crossings) {
    const rest = services.length - wordsShown;
    const shown = rest > 0 && !look.all ? [...services.slice(0, wordsShown), `${rest} more`] : services;
    yield* wrap(`${direction}, IPv${family}: ${shown.join(", ")}${further(uncertain)}`, columns, "  ", 2);
  }
  for (const group of Map.groupBy(open.services, sameSources).values()) yield* serviceRows(group, quote, look);
  yield* entryRows(open, quote, look);
  if (!open.complete) yield `  ${paint("yellow", "! There may be more: the search stopped at its bound.")}`;
}

const wordsShown = 8;

function openWords({ family, score, sources, destinations, services }: Openness): string {
  if (services.count === 0n) return `permits nothing of IPv${family}`;
  const share = (what: string, part: Share | null): string => `${part === null ? "?" : percent(part)} of ${what}`;
  const parts = [share("sources", sources), share("destinations", destinations), share("services", services)];
  return `open${score === null ? "" : ` ${score} of 100`}, IPv${family}: ${parts.join(", ")}`;
}

/** Two digits that count; a very small share is told to be one. */
function percent({ count, of }: Share): string {
  if (count === of) return "all";
  const value = (Number(count) / Number(of)) * 100;
  return value < 0.01 ? "under 0.01 %" : `${Number(value.toPrecision(2))} %`;
}

function further(uncertain: boolean): string {
  return uncertain ? ", and perhaps more" : "";
}

/** Services that the same entries permit to the same sources stand together. */
function sameSources({ family, sources, by, uncertain }: PermittedService): string {
  return JSON.stringify([family, sources, by.map((clause) => clause?.label ?? null), uncertain]);
}

const sourcesShown = 6;

function* serviceRows(
  services: readonly PermittedService[],
  quote: Quote,
  { columns, all, paint }: Look,
): Generator<string> {
  const [first] = services;
  if (first === undefined) return;
  const { family, sources, by, witness, uncertain } = first;
  const names = services.map(({ service }) => serviceWords(service));
  const shown = all ? sources : sources.slice(0, sourcesShown);
  const rest = sources.length - shown.length;
  const from = `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}${further(uncertain)}`;
  yield* wrap(`${names.join(", ")}: from ${from} (IPv${family})`, columns, "  ", 2);
  const deciders = by.map((clause) => (clause === null ? "the default" : entryWords(clause, quote)));
  const ground = `by ${deciders.join(", ")}; such as ${packetText(witness)}`;
  yield* wrap(ground, columns, "      ").map((row) => paint("gray", row));
}

/** "Telnet (management, clear text)" */
function serviceWords({ name, use, clearText }: KnownService): string {
  const marks = [...(use === "management" ? [use] : []), ...(clearText ? ["clear text"] : [])];
  return marks.length === 0 ? name : `${name} (${marks.join(", ")})`;
}

const entriesShown = 5;

/** The most open ones first; of all of them in their order. */
function* entryRows({ entries }: Permissiveness, quote: Quote, { columns, all }: Look): Generator<string> {
  const scored = entries.map(({ clause, openness }) => ({
    clause,
    score: Math.max(0, ...openness.map(({ score }) => score ?? 0)),
  }));
  const shown = all ? scored : scored.toSorted((a, b) => b.score - a.score).slice(0, entriesShown);
  if (shown.length > 0) yield all ? "  entries, of 100:" : "  most open entries, of 100:";
  for (const { clause, score } of shown)
    yield clip(`   ${String(score).padStart(5)}  ${entryRow(clause, quote)}`, columns);
}
