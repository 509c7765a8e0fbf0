import type { Comparison, Difference, Sameness } from "../../acl/compare-lists.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { Answer } from "../../acl/packets-where.ts";
import type { LaterFragments } from "../../model/acl.ts";
import type { Quote } from "./quoted.ts";
import { blockJson, regionJson } from "./region-json.ts";

/** One side of a comparison. */
export interface DiffSide {
  readonly path: string;
  readonly os: string;
  readonly quote: Quote;
}

/** Two lists compared. */
export interface ComparedLists {
  readonly a: NamedList;
  readonly b: NamedList;
  readonly comparison: Comparison;
  /** Of what counts: later fragments that only the platforms treat differently count where they are asked for. */
  readonly verdict: Sameness;
  /**
   * Where the verdict is unknown: the conditions that cannot be known and stand in both lists, if the lists are equal as
   * soon as these mean the same; null where that is not so.
   */
  readonly equalIf: readonly string[] | null;
  /** IP versions that only one of the lists decides, which are not compared. */
  readonly notCompared: readonly (4 | 6)[];
  readonly doubts: readonly string[];
}

/** What `redoubt acl diff` says of two files. */
export interface DiffReport {
  readonly a: DiffSide;
  readonly b: DiffSide;
  readonly pairs: readonly ComparedLists[];
  readonly onlyInA: readonly NamedList[];
  readonly onlyInB: readonly NamedList[];
}

/** The object that `redoubt acl diff --format json` prints. */
export function diffJson(report: DiffReport): unknown {
  const { a, b } = report;
  const quotes = [a.quote, b.quote];
  return {
    a: { path: a.path, os: a.os },
    b: { path: b.path, os: b.os },
    pairs: report.pairs.map(({ comparison, ...pair }) => ({
      a: listJson(pair.a),
      b: listJson(pair.b),
      verdict: pair.verdict,
      equalIf: pair.equalIf,
      ...differenceJson(comparison.difference, pair, quotes),
      laterFragments:
        comparison.laterFragments === null ? null : differenceJson(comparison.laterFragments, pair, quotes),
      notCompared: pair.notCompared.map((family) => `ipv${family}`),
      doubts: pair.doubts,
    })),
    onlyInA: report.onlyInA.map(listJson),
    onlyInB: report.onlyInB.map(listJson),
  };
}

function listJson({ name, family, kind, at }: NamedList) {
  return { name, family, kind, line: at[0]?.[0] ?? null };
}

function differenceJson({ onlyFirst, onlySecond }: Difference, pair: Pair, quotes: readonly Quote[]) {
  return {
    permittedByAOnly: answerJson(onlyFirst, pair, quotes),
    permittedByBOnly: answerJson(onlySecond, pair, quotes),
  };
}

type Pair = Pick<ComparedLists, "a" | "b">;

function answerJson({ regions, uncertain, complete, blocks }: Answer, pair: Pair, quotes: readonly Quote[]) {
  const laterFragments = fragmentsOfPair(pair);
  return {
    complete,
    blocks: blocks().map((block) => blockJson(block, laterFragments)),
    regions: regions.map((region) => regionJson(region, laterFragments, quotes)),
    uncertain: uncertain.map((region) => ({
      ...blockJson(region.block, laterFragments),
      why: region.why,
      witness: packetText(region.witness),
    })),
  };
}

/** How the blocks of a comparison are to be read: exactly, where one of the two lists judges later fragments like whole packets. */
export function fragmentsOfPair({ a, b }: Pair): LaterFragments {
  const both = [a.filter.laterFragments, b.filter.laterFragments] as const;
  return both.find((kind) => kind === "like-whole-packets") ?? both[0];
}
