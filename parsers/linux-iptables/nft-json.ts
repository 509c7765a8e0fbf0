import type { ParseProblem } from "../parser.ts";
import { isList, isObject, items, member, readJson, textIn, type JsonNode } from "../lib/json.ts";
import type { Ledger } from "../lib/ledger.ts";
import { hookOf } from "./nft-hooks.ts";
import { rulesetOf, type WrittenChain, type WrittenRule, type WrittenTable } from "./nft.ts";
import type { Token } from "./nft-tokens.ts";
import { isPassing, valuesOf, type NftSet } from "./nft-values.ts";
import type { Ruleset } from "./ruleset.ts";

interface GrowingTable extends WrittenTable {
  dormant: boolean;
  helper: boolean;
  readonly chains: (WrittenChain & { readonly rules: WrittenRule[] })[];
  readonly sets: NftSet[];
}

/** Objects that rules refer to by name without asking a packet anything. */
const objects = new Set([
  "metainfo",
  "flowtable",
  "counter",
  "quota",
  "limit",
  "secmark",
  "synproxy",
  "ct helper",
  "ct timeout",
  "ct expectation",
  "tunnel",
]);

/** "nft -j list ruleset" (libnftables-json(5)); its expressions are put back into the words of the text form. */
export function readNftJson(
  text: string,
  lines: readonly string[],
  ledger: Ledger,
): Ruleset & { readonly problems: readonly ParseProblem[] } {
  const { root, problems } = readJson(text);
  const whole = items(member(root ?? undefined, "nftables"));
  const tables = new Map<string, GrowingTable>();
  // Signs that open and close the whole stand on lines of their own where it is printed prettily.
  if (root !== null) {
    for (const [index, line] of lines.entries())
      if (/^\s*[{}[\],]*\s*(?:"nftables":\s*\[?)?\s*$/.test(line)) ledger.read(index + 1);
  }
  const unread: JsonNode[] = [];
  for (const [place, node] of whole.entries()) {
    if (readObject(node, place, tables)) ledger.readRange(node.first, node.last);
    else unread.push(node);
  }
  // Several objects may share a line, and one that is not understood keeps it from being read.
  for (const { first, last } of unread)
    for (let line = first; line <= last; line += 1) ledger.leave(line, ["acls", "objects"]);
  const uncollected =
    unread.length === 0
      ? []
      : [
          {
            why: `${unread.length} objects of the rule set are not understood.`,
            touches: ["acls", "objects"] as const,
          },
        ];
  return { ...rulesetOf([...tables.values()], uncollected), problems };
}

function readObject(node: JsonNode, place: number, tables: Map<string, GrowingTable>): boolean {
  if (!isObject(node.value)) return false;
  const [[kind, body] = []] = node.value;
  if (kind === undefined || body === undefined) return false;
  if (objects.has(kind)) {
    if (kind === "ct helper") tableOf(body, tables).helper = true;
    return true;
  }
  const table = tableOf(body, tables);
  switch (kind) {
    case "table":
      table.dormant ||= words(member(body, "flags")).some((flag) => flag.text === "dormant");
      return true;
    case "chain":
      table.chains.push(chainOf(node, body, place));
      return true;
    case "set":
    case "map":
      table.sets.push(setOf(node, body, `${table.family} ${table.name}`));
      return true;
    case "rule":
      return addRule(table, node, body, place);
    default:
      return false;
  }
}

function tableOf(body: JsonNode, tables: Map<string, GrowingTable>): GrowingTable {
  const family = textIn(member(body, "family")) ?? "ip";
  const name = textIn(member(body, "table")) ?? textIn(member(body, "name")) ?? "";
  const key = `${family} ${name}`;
  let table = tables.get(key);
  if (table === undefined)
    tables.set(key, (table = { family, name, dormant: false, helper: false, chains: [], sets: [] }));
  return table;
}

function pathOf(place: number): string {
  return `/nftables[${place}]`;
}

function chainOf(node: JsonNode, body: JsonNode, place: number): GrowingTable["chains"][number] {
  const [type, hook, priority] = ["type", "hook", "prio"].map((key) => textIn(member(body, key)));
  const devices = words(member(body, "dev")).filter(({ text }) => text !== ",");
  const base =
    type && hook && priority
      ? hookOf([
          word("type"),
          word(type),
          word("hook"),
          word(hook),
          word("device"),
          ...devices,
          word("priority"),
          word(priority),
        ])
      : null;
  return {
    name: textIn(member(body, "name")) ?? "",
    hook: base,
    policy: textIn(member(body, "policy")) === "drop" ? "deny" : "permit",
    at: [[node.first, node.last]],
    rules: [],
    path: pathOf(place),
  };
}

function setOf({ first, last }: JsonNode, body: JsonNode, table: string): NftSet {
  const type = member(body, "type");
  const types =
    type !== undefined && isList(type.value) ? type.value.map((each) => textIn(each) ?? "") : [textIn(type) ?? ""];
  const elements = setWords(items(member(body, "elem")));
  const values = valuesOf(elements);
  const flags = words(member(body, "flags")).map(({ text }) => text);
  const dynamic =
    flags.includes("dynamic") ||
    flags.includes("timeout") ||
    member(body, "timeout") !== undefined ||
    isPassing(elements);
  return {
    name: textIn(member(body, "name")) ?? "",
    table,
    line: first,
    last,
    types,
    values,
    dynamic: dynamic || values.length === 0,
  };
}

function addRule(table: GrowingTable, node: JsonNode, body: JsonNode, place: number): boolean {
  const name = textIn(member(body, "chain"));
  const chain = table.chains.find((each) => each.name === name);
  const expressions = member(body, "expr");
  if (chain === undefined || expressions === undefined) return false;
  const comment = textIn(member(body, "comment"));
  const tokens = [
    ...items(expressions).flatMap(statementWords),
    ...(comment === null ? [] : [word("comment"), { text: comment, quoted: true }]),
  ];
  chain.rules.push({ tokens, at: [[node.first, node.last]], path: pathOf(place) });
  return true;
}

function word(text: string): Token {
  return { text, quoted: false };
}

/** A statement of a rule in the words of the text form; what is not known becomes text that no reader understands. */
function statementWords(node: JsonNode): readonly Token[] {
  if (!isObject(node.value)) return words(node);
  const [[kind, body] = []] = node.value;
  if (kind === undefined || body === undefined) return [];
  switch (kind) {
    case "match": {
      const operator = textIn(member(body, "op")) ?? "==";
      const left = words(member(body, "left"));
      // Only of flags the text form tells "all of these" from "any of these" by the sign.
      const said = operator !== "==" || (left.length === 2 && left[1]?.text === "flags");
      return [...left, ...(operator !== "in" && said ? [word(operator)] : []), ...words(member(body, "right"))];
    }
    case "vmap":
      return [...words(member(body, "key")), word("vmap"), ...words(member(body, "data"))];
    case "accept":
    case "drop":
    case "continue":
    case "return":
    case "notrack":
      return [word(kind)];
    case "jump":
    case "goto":
      return [word(kind), word(textIn(member(body, "target")) ?? "")];
    case "mangle":
      return [...words(member(body, "key")), word("set"), word("value")];
    case "log":
    case "counter":
    case "reject":
    case "queue":
    case "masquerade":
    case "redirect":
    case "tproxy":
    case "synproxy":
    case "fwd":
      return [word(kind)];
    case "snat":
    case "dnat": {
      const to = words(member(body, "addr"));
      return [word(kind), ...(to.length === 0 ? [] : [word("to"), ...to])];
    }
    case "limit":
    case "quota":
      return limitWords(kind, body);
    default:
      return [word("limit"), word(`(${kind})`)];
  }
}

/** "limit rate over 10/second burst 9 packets", "quota over 10 mbytes": narrowed by what no packet tells. */
function limitWords(kind: "limit" | "quota", body: JsonNode): readonly Token[] {
  const of = (key: string) => textIn(member(body, key)) ?? "";
  const over = member(body, "inv")?.value === true ? "over " : "";
  const burst = of("burst") === "" || of("burst") === "5" ? "" : ` burst ${of("burst")} packets`;
  if (kind === "quota") return [word(`quota ${over}${of("val")} ${of("val_unit")}`)];
  return [word(`limit rate ${over}${of("rate")}/${of("per")}${burst}`)];
}

/** An expression in the words of the text form. */
function words(node: JsonNode | undefined): readonly Token[] {
  if (node === undefined) return [];
  const { value } = node;
  if (isList(value)) return value.flatMap((each, at) => [...(at === 0 ? [] : [word(",")]), ...words(each)]);
  if (!isObject(value)) return value === null ? [] : [word(String(value))];
  const [[kind, body] = []] = value;
  if (kind === undefined || body === undefined) return [];
  const parts = items(body);
  switch (kind) {
    case "payload": {
      const protocol = textIn(member(body, "protocol"));
      const field = textIn(member(body, "field"));
      return protocol === null || field === null ? [word("@payload")] : [word(protocol), word(field)];
    }
    case "meta":
      return [word("meta"), word(textIn(member(body, "key")) ?? "")];
    case "ct": {
      const direction = textIn(member(body, "dir"));
      return [word("ct"), ...(direction === null ? [] : [word(direction)]), word(textIn(member(body, "key")) ?? "")];
    }
    case "prefix":
      return [word(`${textIn(member(body, "addr")) ?? ""}/${textIn(member(body, "len")) ?? ""}`)];
    case "range":
      return [word(parts.map((each) => textIn(each) ?? "?").join("-"))];
    case "concat":
      return parts.flatMap((each, at) => [...(at === 0 ? [] : [word(".")]), ...words(each)]);
    case "set":
      return [word("{"), ...setWords(isList(body.value) ? parts : [body]), word("}")];
    case "elem": {
      const passing = member(body, "timeout") ?? member(body, "expires");
      return [...words(member(body, "val")), ...(passing === undefined ? [] : [word("timeout"), word("0")])];
    }
    case "&":
    case "|":
      return parts.flatMap((each, at) => [...(at === 0 ? [] : [word(kind)]), ...maskWords(each)]);
    case "accept":
    case "drop":
    case "continue":
    case "return":
      return [word(kind)];
    case "jump":
    case "goto":
      return [word(kind), word(textIn(member(body, "target")) ?? "")];
    default:
      return [word(`(${kind})`)];
  }
}

/** Bits that a mask lists, joined as the text form joins them. */
function maskWords(node: JsonNode): readonly Token[] {
  if (!isList(node.value)) return words(node);
  return node.value.flatMap((each, at) => [...(at === 0 ? [] : [word("|")]), ...words(each)]);
}

/** Elements of a set, or pairs of a map as "key : data". */
function setWords(elements: readonly JsonNode[]): readonly Token[] {
  return elements.flatMap((element, at) => {
    const pair = isList(element.value) && element.value.length === 2 ? element.value : null;
    const written = pair === null ? words(element) : [...words(pair[0]), word(":"), ...words(pair[1])];
    return [...(at === 0 ? [] : [word(",")]), ...written];
  });
}
