import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Draft, ServerDraft } from "./draft.ts";

/**
 * SSH servers by VRF. "ssh server v2" alone turns the server on in the default VRF as "ssh server" does ("ssh server
 * v2", System Security Command Reference); beside lines for named VRFs it may only state the version.
 */
export function sshServers(draft: Draft): readonly ServerDraft[] {
  const v2 = draft.switches.get("ssh server v2");
  const stated = [...draft.ssh.values()];
  if (v2?.value !== true || stated.some(({ vrf }) => vrf === null)) return stated;
  const plain: ServerDraft = { vrf: null, families: [], lists: [], at: [...v2.at] };
  return [stated.length === 0 ? plain : { ...plain, doubtful: true }, ...stated];
}

/** The restriction of several servers together. */
export function serverSources(servers: readonly ServerDraft[], what: string): Fact<readonly SourceRestriction[]> {
  const open = servers.find(({ lists, doubtful }) => lists.length === 0 && doubtful !== true);
  // That a line has no list of its own is nowhere stated, and a group that is not read may give it one.
  if (open !== undefined && what === "line")
    return byDefault([], 'IOS XR: anyone unless "access-class" or the server of the line names an access list');
  if (open !== undefined) return read([], joinRanges(open.at));
  const doubtful = servers.find((each) => each.doubtful === true);
  if (doubtful !== undefined)
    return unknownFact('"ssh server v2" may serve the default VRF beside the named ones, to anyone.', doubtful.at);
  const at = joinRanges(servers.flatMap((server) => server.at));
  const [first, ...others] = servers;
  if (first === undefined) return byDefault([], `IOS XR: anyone unless the ${what} or its server names an access list`);
  const alike = others.every(({ lists }) => JSON.stringify(lists) === JSON.stringify(first.lists));
  return alike
    ? read(
        first.lists.map(({ name, family }) => ({ kind: "acl", name, family })),
        at,
      )
    : unknownFact("Servers of different VRFs or protocols name different access lists.", at);
}
