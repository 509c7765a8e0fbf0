import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { blockText } from "../../src/acl/text/block-text.ts";
import { compareFilters, sameness } from "../../src/acl/compare-lists.ts";
import { anyPacket } from "../../src/acl/sets/conditions.ts";
import type { Filter } from "../../src/acl/filter.ts";
import { namedLists } from "../../src/acl/named-lists.ts";
import { packetText, readPacket } from "../../src/acl/text/packet-text.ts";
import { packetsWhere } from "../../src/acl/packets-where.ts";
import { readSpace, withHeaderAsked } from "../../src/acl/text/space-text.ts";
import { askingNothing } from "../../src/model/acl.ts";
import type { OperatingSystem } from "../../src/model/device-config.ts";

/** Lists that use every dimension that their language has. */
const configurations: readonly (readonly [string, OperatingSystem, string])[] = [
  [
    "IOS, IPv4",
    "cisco-ios",
    `version 15.7
ip access-list extended MANY
 deny tcp 10.0.0.0 0.255.255.255 host 192.0.2.1 eq 22 dscp ef
 permit tcp 10.0.5.0 0.0.240.255 any range 1000 2000 syn
 permit icmp any 192.0.2.0 0.0.0.255 echo
 deny icmp any any unreachable
 permit udp any eq 53 any
 permit tcp any any established
 deny ip any 203.0.113.0 0.0.0.255 fragments
 permit gre any host 198.51.100.1
 permit 200 any any
 permit tcp any any neq 25
`,
  ],
  [
    "IOS, IPv6",
    "cisco-ios",
    `version 15.7
ipv6 access-list SIX
 permit tcp 2001:DB8::/32 any eq 443
 permit icmp any any echo-request
 deny ipv6 host 2001:DB8:1::1 any
 permit udp any any range 33434 33534
`,
  ],
  [
    "Junos filter",
    "juniper-junos",
    `version 21.4R1;
firewall { family inet { filter MANY {
  term A { from { source-address { 10.0.0.0/8; 10.1.0.0/16 except; } protocol tcp; destination-port [ 22 443 ]; } then accept; }
  term B { from { protocol icmp; icmp-type [ echo-request echo-reply ]; } then accept; }
  term C { from { is-fragment; dscp ef; } then discard; }
  term D { from { protocol udp; source-port 53; } then accept; }
} } }
`,
  ],
  [
    "Junos policies",
    "juniper-junos",
    `version 21.4R1;
security { policies {
  from-zone trust to-zone untrust {
    policy WEB { match { source-address any; destination-address any; application junos-https; } then { permit; } }
    policy NO { match { source-address any; destination-address any; application any; } then { deny; } }
  }
  from-zone dmz to-zone untrust {
    policy DNS { match { source-address any; destination-address any; application junos-dns-udp; } then { permit; } }
  }
} }
`,
  ],
];

const lists = configurations.flatMap(([title, os, text]) => {
  const parser = parsers.find(({ id }) => id === os);
  const { lists: found } = parser === undefined ? { lists: [] } : namedLists(parser.parse(text).config);
  return found.map((list) => [`${title}: ${list.name}`, list.filter] as const);
});

/** A filter that permits what the texts say, and nothing else. */
function filterOfTexts(like: Filter, texts: readonly string[]): Filter {
  const spaces = texts.map((text) => {
    const read = readSpace(text);
    return read.ok ? withHeaderAsked(read.within, like.laterFragments) : [];
  });
  const clauses = spaces.flat().map((conditions, index) => ({
    entry: {
      label: String(index),
      action: "permit" as const,
      ...askingNothing,
      at: [],
    },
    label: String(index),
    action: "permit" as const,
    conditions,
    certain: conditions,
    unresolved: [],
  }));
  // What is read back asks for exactly what it says, fragments too.
  return { ...like, clauses, defaultAction: "deny" };
}

describe("the blocks of what a list permits, read back, permit the same", () => {
  it.each(lists)("%s", (_, filter) => {
    const answer = packetsWhere([{ filter, action: "permit" }], [anyPacket]);
    const texts = answer.blocks().map((block) => blockText(block, filter.laterFragments));
    expect(texts.length).toBeGreaterThan(0);
    const { difference } = compareFilters(filter, filterOfTexts(filter, texts));
    expect(answer.complete).toBe(true);
    expect(difference.onlyFirst.regions.map(({ block }) => blockText(block))).toEqual([]);
    expect(difference.onlySecond.regions.map(({ block }) => blockText(block))).toEqual([]);
    expect(sameness(difference)).toBe("equal");
  });
});

describe("every witness reads back as it is", () => {
  it.each(lists)("%s", (_, filter) => {
    const packets = packetsWhere([{ filter, action: "permit" }], [anyPacket]).regions.map(({ witness }) => witness);
    expect(packets.map((packet) => readPacket(packetText(packet)))).toEqual(
      packets.map((packet) => ({ ok: true, packet, assumed: [] })),
    );
  });
});
