import type { InterfaceDraft } from "./draft.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { on, readStatements, skip, table } from "../lib/statements.ts";
import { ipv4Number, ipv6Groups, ipv6Text } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import { keyAt } from "./keys.ts";
import { withFamily } from "../lib/cisco/family-set.ts";

interface GroupContext {
  readonly ledger: InterfaceDraft["ledger"];
  readonly of: InterfaceDraft;
  readonly name: string;
  readonly family: 4 | 6;
  authentication: Fact<RoutingAuthentication> | null;
  readonly keys: Password[];
}

export const groupTable = table<GroupContext>([
  on(["ip", "address"], ({ of, family }, statement) => {
    const word = statement.words[1]?.split("/")[0];
    if (statement.negated) return true;
    const groups = ipv6Groups(word);
    if (groups !== null) of.virtual.push(ipv6Text(groups));
    else if (word !== undefined && ipv4Number(word) !== null) of.virtual.push(word);
    else of.unstated = withFamily(of.unstated, family);
    return true;
  }),
  on("authentication", (context, statement) => {
    const [, kind, ...rest] = statement.words;
    if (statement.negated) return false;
    if (kind === "md5" && rest[0] === "key-chain") {
      use(context.of.draft, "key-chain", rest[1], statement, context.name);
      context.authentication = readAt({ kind: "digest", algorithm: readAt("md5", statement) }, statement);
      return true;
    }
    const key = keyAt(rest, kind === "md5" && rest[0] === "key-string" ? 1 : 0);
    if (key === null || (kind !== "md5" && kind !== "text")) return false;
    context.keys.push(key);
    const digest: RoutingAuthentication = { kind: "digest", algorithm: readAt("md5", statement) };
    context.authentication = readAt(kind === "md5" ? digest : { kind: "text" }, statement);
    return true;
  }),
  skip(
    "gateway-redundancy",
    "priority",
    "preempt",
    "timers",
    "track",
    "mac-address",
    "name",
    "bfd",
    "shutdown",
    "advertisement-interval",
    "description",
    "vrrs",
    "vrrpv2",
    "match-address",
    "forwarder",
    "load-balancing",
    "weighting",
    "follow",
    "object-track",
  ),
]);

const protocols: ReadonlyMap<string, RoutingProtocol> = new Map([
  ["hsrp", "hsrp"],
  ["vrrp", "vrrp"],
  ["vrrpv3", "vrrp"],
  ["glbp", "glbp"],
]);

/** "hsrp N [ipv4|ipv6]", "vrrp N", "vrrpv3 N address-family F" or "glbp N", and what stands under it. */
export function sharedAddress(of: InterfaceDraft, statement: Statement): boolean {
  const [word = "", number = ""] = statement.words;
  const protocol = protocols.get(word);
  // "hsrp version 2", "hsrp bfd" and their like set no group up.
  if (protocol === undefined || !/^\d+$/.test(number)) return statement.children.length === 0;
  const name = `interface ${of.name} ${word} ${number}`;
  const family = statement.words.includes("ipv6") ? 6 : 4;
  const context: GroupContext = { ledger: of.ledger, of, name, family, authentication: null, keys: [] };
  readStatements(context, statement.children, groupTable, ["routing", "interfaces", "objects"]);
  if (statement.negated) return false;
  of.groups.push({
    protocol,
    name,
    vrf: of.vrf,
    authentication: context.authentication ?? withoutStatement(word),
    keys: context.keys,
    at: wholePlace(statement),
  });
  return true;
}

function withoutStatement(word: string): Fact<RoutingAuthentication> {
  switch (word) {
    case "hsrp":
      return unknownFact(
        "What HSRP sends where no authentication is set, none or a text known to all, is not documented.",
      );
    case "vrrpv3":
      return byDefault({ kind: "none" }, "VRRPv3 has no authentication (RFC 5798, 9)");
    default:
      return byDefault({ kind: "none" }, `NX-OS: none unless "authentication" under "${word}"`);
  }
}
