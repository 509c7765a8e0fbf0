import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Ntp } from "../../src/model/services.ts";
import { withWordsOf, type Statement } from "../lib/indented.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { switched, vrfName, type Draft } from "./draft.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

interface NtpContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
}

export const ntpTable = table<NtpContext>([
  on(["server", "peer"], ({ draft }, statement) => ntpServer(draft, statement)),
  on("authenticate", ({ draft }, statement) => switched("ntp authenticate")(draft, statement)),
  on(["authentication-key", "cmac-authentication-key"], ({ draft }, statement) => {
    const [, id, algorithm] = statement.words;
    if (id === undefined || algorithm === undefined || statement.negated) return false;
    draft.ntpKeys.push({ id, algorithm, at: placeOf(statement) });
    return true;
  }),
  on("trusted-key", ({ draft }, statement) => {
    const ids = statement.words.slice(1);
    if (statement.negated || ids.some((id) => decimal(id) === null)) return false;
    draft.ntpTrusted.ids.push(...ids);
    draft.ntpTrusted.at.push(...placeOf(statement));
    return true;
  }),
  // "access-group [vrf V] [ipv4|ipv6] peer|serve|serve-only|query-only LIST".
  on("access-group", ({ draft }, statement) => {
    const words = statement.words.slice(1);
    const vrf = words[0] === "vrf" ? vrfName(words[1]) : null;
    if (words[0] === "vrf") words.splice(0, 2);
    const family = words[0] === "ipv6" ? 6 : 4;
    if (words[0] === "ipv4" || words[0] === "ipv6") words.shift();
    const [kind = "", list] = words;
    if (statement.negated || list === undefined || !accessKinds.has(kind)) return false;
    use(draft, "acl", list, statement, `ntp access-group ${kind}`);
    draft.ntpAccess.push({ vrf, family, list, at: placeOf(statement) });
    return true;
  }),
  on("master", ({ draft }, statement) => switched("ntp master")(draft, statement)),
  block("interface", ({ draft }, statement) => {
    for (const child of statement.children) {
      const known = child.words[0] === "disable" || child.words[0] === "broadcast" || child.words[0] === "multicast";
      if (known) draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, ["ntp"]);
    }
  }),
  skip(
    "ntp-details",
    "source",
    "update-calendar",
    "log-internal-sync",
    "broadcastdelay",
    "max-associations",
    "drift",
    "ipv4 dscp",
    "ipv6 dscp",
    "ipv4 precedence",
    "ipv6 precedence",
    "passive",
    "admin-plane",
    "leap-second",
  ),
]);

const accessKinds: ReadonlySet<string> = new Set(["peer", "serve", "serve-only", "query-only"]);

/** NTP of the System Management Command Reference. */
export const ntpStatements = [
  block<Draft>("ntp", (draft, statement) => {
    const context = { ledger: draft.ledger, draft };
    if (!statement.negated) draft.ntpLines.push(...placeOf(statement));
    readStatements(context, statement.children, ntpTable, ["ntp", "objects"]);
    if (statement.words.length === 1) return !statement.negated;
    // "ntp server A" on one line, as it is typed.
    const alone = withWordsOf(statement, statement.words.slice(1), []);
    readStatements(context, [alone], ntpTable, ["ntp", "objects"]);
    return draft.ledger.isRead(statement.line);
  }),
  skip("clock", "clock timezone", "clock summer-time"),
  touching(["ntp", "objects"], "ntp", "clock"),
];

/** "server [vrf V] [ipv4|ipv6] A [version N] [key N] [minpoll N] [prefer] [iburst] [source I]". */
function ntpServer(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(1);
  let vrf: string | null = null;
  if (words[0] === "vrf") {
    vrf = vrfName(words[1]);
    words.splice(0, 2);
  }
  if (words[0] === "ipv4" || words[0] === "ipv6") words.shift();
  const address = words.shift();
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key");
  const key =
    at < 0
      ? byDefault(null, 'IOS XR: no key unless "key" ("server (NTP)", System Management Command Reference)')
      : readAt(words[at + 1] ?? null, statement);
  draft.ntpServers.push({ address: canonicalAddress(address), key, vrf, at: placeOf(statement) });
  return true;
}

export function ntpOf(draft: Draft): Ntp {
  return {
    servers: draft.ntpServers,
    authenticate:
      draft.switches.get("ntp authenticate") ??
      byDefault(false, 'IOS XR: off unless "authenticate" ("authenticate (NTP)", System Management Command Reference)'),
    trustedKeys:
      draft.ntpTrusted.at.length > 0
        ? read(draft.ntpTrusted.ids, joinRanges(draft.ntpTrusted.at))
        : byDefault([], 'IOS XR: none unless "trusted-key"'),
    keys: draft.ntpKeys,
    unrestricted: unrestricted(draft),
  };
}

/**
 * An access group restricts requests of its VRF and IP version ("access-group (NTP)", System Management Command
 * Reference): where interfaces have others, and where its list is not there, nobody says who is answered.
 */
function unrestricted(draft: Draft): Fact<boolean> {
  const { ntpAccess } = draft;
  const at = joinRanges(ntpAccess.flatMap((each) => each.at));
  if (ntpAccess.length === 0) {
    const running = draft.ntpServers.length > 0 || draft.ntpLines.length > 0;
    return running
      ? byDefault(
          true,
          'IOS XR: anyone may ask unless "access-group" ("access-group (NTP)", System Management Command Reference)',
        )
      : byDefault(false, "IOS XR: NTP does not run until something starts it (System Management Configuration Guide)");
  }
  const restricted = new Set(ntpAccess.map(({ vrf, family }) => `${vrf ?? ""} ${family}`));
  for (const { name, vrf, addresses, unstated, borrowed } of draft.interfaces.values()) {
    const families = [...addresses.map((address) => (address.includes(":") ? 6 : 4)), ...unstated, ...borrowed];
    const open = families.find((family) => !restricted.has(`${vrf ?? ""} ${family}`));
    if (open !== undefined) return unknownFact(`No access group restricts requests to ${name} over IPv${open}.`, at);
  }
  const missing = ntpAccess.find(({ family, list }) => !draft.acls.has(listKey(`ipv${family}`, list)));
  return missing === undefined
    ? read(false, at)
    : unknownFact(`The access list "${missing.list}" of an access group is not defined.`, missing.at);
}
