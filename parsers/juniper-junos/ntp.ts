import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Ntp, NtpServer } from "../../src/model/services.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, stated, statedBy, value } from "./reading.ts";

const unauthenticated =
  "Junos: time is taken unauthenticated unless keys are configured and trusted (CLI reference, authentication-key)";

/** [edit system ntp]. `guarded`: a filter or the zones decide who reaches the device at all. */
export function readNtp(context: Context, guarded: boolean): Ntp {
  const ntp = child(context.system, "ntp");
  for (const word of [
    "boot-server",
    "source-address",
    "broadcast-client",
    "multicast-client",
    "threshold",
    "interval-range",
    "log-info",
    "restrict",
  ]) {
    const found = child(ntp, word);
    if (found !== undefined) markTree(found);
  }
  const servers = [...entries(ntp, "server"), ...entries(ntp, "peer"), ...entries(ntp, "broadcast")].map(readServer);
  const keys = entries(ntp, "authentication-key").map((node) => {
    const type = value(node, "type");
    value(node, "value");
    return { ...placeOf(node), id: node.word, algorithm: type?.word ?? "md5" };
  });
  const trusted = entries(ntp, "trusted-key");
  return {
    servers,
    authenticate: authenticateOf(context, ntp, keys, trusted),
    trustedKeys:
      trusted.length === 0
        ? absent(context, [], "Junos: no key is trusted unless trusted-key lists it")
        : statedBy(
            trusted.map((node) => node.word),
            trusted,
          ),
    keys,
    unrestricted: unrestrictedOf(ntp, guarded),
  };
}

function readServer(node: ConfigNode): NtpServer {
  const key = value(node, "key");
  const instance = value(node, "routing-instance");
  for (const item of children(node)) if (serverWords.has(item.word)) markTree(item);
  return {
    ...placeOf(node),
    address: node.word,
    key:
      key === undefined
        ? byDefault(null, "Junos: a server without key is asked unauthenticated")
        : stated(key.word, key),
    vrf: instance?.word ?? null,
  };
}

const serverWords = new Set([
  "version",
  "prefer",
  "ttl",
  "nts",
  "routing-instance-name",
  "source-address",
  "maxpoll",
  "minpoll",
]);

/** There is no switch: authentication happens where a key is configured and trusted. */
function authenticateOf(
  context: Context,
  ntp: ConfigNode | undefined,
  keys: readonly { readonly at: NtpServer["at"]; readonly id: string }[],
  trusted: readonly ConfigNode[],
): Fact<boolean> {
  if (ntp === undefined || keys.length === 0 || trusted.length === 0) return absent(context, false, unauthenticated);
  const used = trusted.filter((node) => keys.some((key) => key.id === node.word));
  if (used.length === 0) return statedBy(false, trusted);
  return read(true, joinRanges([...keys.flatMap((key) => key.at), ...trusted.flatMap((node) => placeOf(node).at)]));
}

function unrestrictedOf(ntp: ConfigNode | undefined, guarded: boolean): Fact<boolean> {
  if (ntp === undefined)
    return unknownFact("No manual says whether the time daemon answers while [edit system ntp] is not configured.");
  if (guarded)
    return unknownFact("Who reaches the time daemon is decided by the loopback filter or the zones.", placeOf(ntp).at);
  return stated(true, ntp);
}
