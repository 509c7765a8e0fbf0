import { describe, expect, it } from "vitest";
import { filterOfAcl, filterOfPolicies, type Filter } from "../../src/acl/filter.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { minimise } from "../../src/acl/minimise.ts";
import { askingNothing, type AclEntry, type AclSet, type FirewallPolicy } from "../../src/model/acl.ts";
import { parsers } from "../../parsers/index.ts";
import { fateOf, packetAt, tableOf } from "./brute-force.ts";
import { randomList, type RandomList } from "./random-lists.ts";
import { randomFrom } from "./random.ts";
import { universeOf } from "./universe.ts";
import { shapes } from "./shapes.ts";
import { listText } from "./case-text.ts";

function iosFilter(text: string): Filter {
  return filterOf("cisco-ios", `version 15.2\nip access-list extended L\n${text}`);
}

function filterOf(os: string, text: string): Filter {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`There is no parser "${os}".`);
  const { config } = parser.parse(text);
  const groups = namedGroups(config);
  const [acl] = config.aclSets;
  const filter =
    acl === undefined ? filterOfPolicies(config.firewallPolicies, groups, "policies") : filterOfAcl(acl, groups);
  if (filter === null) throw new Error("The text holds no filter.");
  return filter;
}

/** What is proposed, in few words. */
function proposal(filter: Filter): object {
  const { before, after, removals, merges, leftAlone, proof } = minimise(filter);
  return {
    entries: [before, after],
    removed: removals.map(({ clause, reason }) => `${clause.label} ${reason}`),
    merged: merges.map(
      ({ clauses, dimensions }) => `${clauses.map(({ label }) => label).join("+")} ${dimensions.join(", ")}`,
    ),
    left: leftAlone.map(({ clause }) => clause.label),
    proved: proof.proved,
  };
}

/** A FortiOS policy from anywhere to anywhere. */
function policy(id: number, service: string): string {
  return ` edit ${id}\n  set srcintf "a"\n  set dstintf "b"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "${service}"\n next\n`;
}

/** An entry of a chain that asks for interfaces alone. */
function entryAt(label: string, interfaces: readonly string[]): AclEntry {
  return { ...askingNothing, label, action: "permit", interfaces, at: [] };
}

const nothing = { removed: [], merged: [], left: [], proved: true };

describe("what is proposed", () => {
  it.each([
    [
      "nothing of a list that needs every entry",
      " permit tcp 10.0.0.0 0.0.0.255 any eq 22\n deny tcp any any eq 22\n permit ip any any",
      { ...nothing, entries: [3, 3] },
    ],
    [
      "an entry that an earlier one covers",
      " permit tcp any any\n deny tcp any any eq 22\n permit udp any any",
      { ...nothing, entries: [3, 2], removed: ["20 unreachable"] },
    ],
    [
      "an entry whose packets a later one permits too, with no other action in between",
      " permit tcp host 10.0.0.1 any\n deny udp any any eq 53\n permit ip any any",
      { ...nothing, entries: [3, 2], removed: ["10 decided-later"] },
    ],
    [
      "not an entry whose packets another action would take in between",
      " permit tcp host 10.0.0.1 any\n deny tcp any any eq 53\n permit ip any any",
      { ...nothing, entries: [3, 3] },
    ],
    [
      "a denial at the end that the end of the list makes needless",
      " permit tcp any any eq 22\n deny udp any any",
      { ...nothing, entries: [2, 1], removed: ["20 decided-later"] },
    ],
    [
      "not the only entry, since a list without entries lets everything through",
      " deny ip any any",
      { ...nothing, entries: [1, 1], left: ["10"] },
    ],
    [
      "one entry at least stays",
      " deny tcp any any\n deny ip any any",
      { ...nothing, entries: [2, 1], removed: ["20 decided-later"], left: ["10"] },
    ],
    [
      "not a denial that logs, but a word about it",
      " permit tcp any any eq 22\n deny ip any any log",
      { ...nothing, entries: [2, 2], left: ["20"] },
    ],
    [
      "an unreachable entry that would log, since it never does",
      " permit tcp any any\n permit tcp any any eq 22 log",
      { ...nothing, entries: [2, 1], removed: ["20 unreachable"] },
    ],
    [
      "four neighbouring prefixes as one",
      " permit tcp 10.0.0.0 0.0.0.63 any\n permit tcp 10.0.0.64 0.0.0.63 any\n permit tcp 10.0.0.128 0.0.0.63 any\n permit tcp 10.0.0.192 0.0.0.63 any",
      { ...nothing, entries: [4, 1], merged: ["10+20+30+40 source"] },
    ],
    [
      "not two prefixes that are neighbours of different pairs",
      " permit tcp 10.0.1.0 0.0.0.255 any\n permit tcp 10.0.2.0 0.0.0.255 any",
      { ...nothing, entries: [2, 2] },
    ],
    [
      "ranges of ports that touch, and single ports as a list",
      " permit tcp host 10.0.0.1 any range 100 199\n permit tcp host 10.0.0.1 any range 200 299\n permit tcp host 10.0.0.2 any eq 22\n permit tcp host 10.0.0.2 any eq 443",
      { ...nothing, entries: [4, 2], merged: ["10+20 destination port", "30+40 destination port"] },
    ],
    [
      "not two halves of all ports: what asks for no port takes later fragments otherwise",
      " permit tcp any any range 0 32767\n permit tcp any any range 32768 65535",
      { ...nothing, entries: [2, 2] },
    ],
    [
      "no merge across an entry of the other action that shares packets with both",
      " permit tcp 10.0.0.0 0.0.0.127 any eq 22\n deny tcp any host 192.0.2.1\n permit tcp 10.0.0.128 0.0.0.127 any eq 22",
      { ...nothing, entries: [3, 3] },
    ],
    [
      "a merge across one that only shares packets with the first: the first moves down",
      " permit tcp 10.0.0.128 0.0.0.127 any eq 22\n deny tcp 10.0.0.0 0.0.0.127 host 192.0.2.1\n permit tcp 10.0.0.0 0.0.0.127 any eq 22",
      { ...nothing, entries: [3, 2], merged: ["10+30 source"] },
    ],
    [
      "no merge of one that logs with one that does not",
      " permit tcp 10.0.0.0 0.0.0.127 any eq 22\n permit tcp 10.0.0.128 0.0.0.127 any eq 22 log",
      { ...nothing, entries: [2, 2] },
    ],
    [
      "nothing of an entry that depends on a time range, and no help from it",
      " permit tcp host 10.0.0.1 any eq 22\n permit tcp any any time-range DAY\n deny tcp any any eq 23\n permit udp any any",
      { ...nothing, entries: [4, 3], removed: ["30 decided-later"] },
    ],
  ])("%s", (_, text, expected) => {
    expect(proposal(iosFilter(text))).toEqual(expected);
  });

  it("two policies that differ in their services, as one with both", () => {
    const filter = filterOf(
      "fortinet-fortios",
      `config firewall policy\n${policy(1, "SSH")}${policy(2, "HTTPS")}end\n`,
    );
    expect(proposal(filter)).toMatchObject({ entries: [2, 1], merged: ["1+2 destination port"], proved: true });
  });

  it("never policies of two VDOMs, whose names need not mean the same", () => {
    const vdom = (name: string, id: number, service: string) =>
      `edit ${name}\nconfig firewall policy\n${policy(id, service)}end\nnext\n`;
    const filter = filterOf("fortinet-fortios", `config vdom\n${vdom("a", 1, "SSH")}${vdom("b", 2, "HTTPS")}end\n`);
    expect(filter.clauses.map(({ entry }) => ("scope" in entry ? entry.scope : null))).toEqual(["a", "b"]);
    expect(proposal(filter)).toMatchObject({ entries: [2, 2], merged: [] });
  });

  it("interfaces of entries that become one stand side by side", () => {
    const acl: AclSet = {
      name: "input",
      family: "ipv4",
      kind: "chain",
      entries: [entryAt("1", ["a", "b"]), entryAt("2", ["c"])],
      defaultAction: "deny",
      laterFragments: "like-whole-packets",
      at: [],
    };
    const filter = filterOfAcl(acl, namedGroups({ addressGroups: [], serviceGroups: [] }));
    const smaller = filter === null ? null : minimise(filter);
    expect(smaller?.filter.clauses.map(({ entry: one }) => ("interfaces" in one ? one.interfaces : null))).toEqual([
      ["a", "b", "c"],
    ]);
  });

  it("keeps the remarks of entries that become one", () => {
    const { filter } = minimise(
      iosFilter(" remark one\n permit tcp 10.0.0.0 0.0.0.127 any\n remark two\n permit tcp 10.0.0.128 0.0.0.127 any"),
    );
    expect(filter.clauses.map(({ entry }) => ("remarks" in entry ? entry.remarks : []))).toEqual([["one", "two"]]);
  });
});

const cases = shapes.flatMap((shape) =>
  Array.from({ length: 40 }, (_, seed) => [`${shape.name} ${seed}`, shape, seed] as const),
);

/** The first packet that the smaller list decides otherwise, by looking at every packet there is. */
function mistake(shape: (typeof shapes)[number], seed: number): unknown {
  const random = randomFrom(seed + 90_000);
  const universe = universeOf(shape, random);
  const list = randomList(universe, random);
  const filter =
    list.kind === "acl" ? filterOfAcl(list.acl, list.groups) : filterOfPolicies(list.policies, list.groups, "policies");
  if (filter === null) return "no filter";
  const smaller = minimise(filter);
  if (!smaller.proof.proved) return smaller.proof;
  const given = tableOf(list, universe);
  const proposed = tableOf(withEntries(list, smaller.filter), universe);
  for (let packet = 0; packet < universe.count; packet += 1) {
    const actions = [fateOf(given, packet).action, fateOf(proposed, packet).action] as const;
    if (actions[0] !== actions[1]) return { packet: packetAt(universe, packet), actions, list: listText(list) };
  }
  return null;
}

/** The list as somebody would write it who follows the proposal. */
function withEntries(list: RandomList, { clauses }: Filter): RandomList {
  const entries = clauses.filter(({ implied }) => implied !== true).map(({ entry }) => entry);
  if (list.kind === "policies") return { ...list, policies: entries.filter(isPolicy) };
  return { ...list, acl: { ...list.acl, entries: entries.filter((entry): entry is AclEntry => !isPolicy(entry)) } };
}

function isPolicy(entry: AclEntry | FirewallPolicy): entry is FirewallPolicy {
  return "fromZones" in entry;
}

describe("the smaller list decides every packet of a small universe as the given one", () => {
  it.each(cases)("%s", (_, shape, seed) => {
    expect(mistake(shape, seed)).toBeNull();
  });
});
