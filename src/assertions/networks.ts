import { addressNumber, prefixBounds } from "../acl/sets/address-number.ts";
import type { PlainMatch } from "../acl/sets/conditions.ts";
import { readAddress } from "../acl/text/read-address.ts";
import { reading } from "../acl/text/traffic-words.ts";
import type { Path, Problem } from "../yaml/shape-problems.ts";
import {
  everyAddress,
  isEmpty,
  joined,
  noAddresses,
  rangeOf,
  without,
  type AddressRanges,
} from "../acl/sets/address-ranges.ts";
import { namedThings, type Definitions, type Resolve } from "./names.ts";

type Texts = readonly (readonly [text: string, at: Path])[];

/** Reads what stands for addresses: names, literals, and each of them with "not" before it, which is taken away last. */
export type ReadNetwork = (texts: Texts) => AddressRanges | null;

/** The section `networks`, whose faults are told, and a reader of what refers to it. */
export function networksOf(definitions: Definitions, problems: Problem[]): ReadNetwork {
  const resolve = namedThings<AddressRanges>({
    kind: "network",
    section: "networks",
    definitions,
    reserved: (name) => name === "any" || name === "not",
    combine: (texts, inner) => combine(texts, inner, problems),
    sizeOf: (ranges) => ranges[4].length + ranges[6].length,
    problems,
  });
  return (texts) => combine(texts, resolve, problems);
}

function combine(texts: Texts, resolve: Resolve<AddressRanges>, problems: Problem[]): AddressRanges | null {
  const include: AddressRanges[] = [];
  const exclude: AddressRanges[] = [];
  let whole = true;
  for (const [text, at] of texts) {
    const negated = /^not\s/.test(text);
    const ranges = itemOf(negated ? text.slice(4).trim() : text.trim(), at, resolve, problems);
    if (ranges === null) whole = false;
    else (negated ? exclude : include).push(ranges);
  }
  const [, first = []] = texts[0] ?? [];
  if (!whole) return null;
  if (include.length === 0 && exclude.length > 0) {
    problems.push({
      path: first,
      message: 'Only exceptions stand here: say first what they are taken from, such as "any".',
    });
    return null;
  }
  const left = without(joined(include), joined(exclude));
  if (!isEmpty(left)) return left;
  problems.push({ path: first, message: "No address is left here: everything that is named is taken away again." });
  return null;
}

function itemOf(text: string, at: Path, resolve: Resolve<AddressRanges>, problems: Problem[]): AddressRanges | null {
  if (text === "any") return everyAddress;
  if (text === "") {
    // YAML takes "!name" for a tag with nothing after it.
    problems.push({ path: at, message: 'An empty text stands here; an exception is written as "not NAME".' });
    return null;
  }
  // Names begin with a letter and have no colon; of the literals only IPv6 may begin with one.
  if (/^[A-Za-z]/.test(text) && !text.includes(":")) return resolve(text, at);
  const read = reading(() => readAddress({ text, column: 1 }, null));
  if (!read.ok) {
    problems.push({ path: at, message: read.problem });
    return null;
  }
  if (read.port === null) return rangesOf(read.address.match);
  problems.push({ path: at, message: `"${text}" has a port: ports stand under service.` });
  return null;
}

function rangesOf(match: PlainMatch): AddressRanges {
  if (match.kind === "any")
    return match.family === undefined ? everyAddress : { ...noAddresses, [match.family]: everyAddress[match.family] };
  if (match.kind === "prefix") {
    const bounds = prefixBounds(match.prefix);
    return bounds === null ? noAddresses : rangeOf(bounds.family, bounds.first, bounds.last);
  }
  if (match.kind === "wildcard") return noAddresses;
  const first = addressNumber(match.first);
  const last = addressNumber(match.last);
  return first === null || last === null ? noAddresses : rangeOf(first.family, first.value, last.value);
}
