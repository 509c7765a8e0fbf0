import type { AddressMatch, ServiceMatch } from "../../../src/model/address.ts";
import {
  any4,
  any6,
  listOf,
  portRanges,
  ports,
  prefix4,
  protocolNumbers,
  service,
  tcpPort,
  type BenchList,
  type Line,
} from "../list.ts";
import { random, type Random } from "../random.ts";

const { tcp, udp, icmp, icmp6 } = protocolNumbers;

/** From the most to the least common between sites and servers. */
const services: readonly ServiceMatch[] = [
  tcpPort(443),
  service([udp], ports([53, 53])),
  tcpPort(80),
  tcpPort(22),
  tcpPort(445),
  tcpPort(1433),
  tcpPort(3389),
  tcpPort(389),
  service([udp], ports([123, 123])),
  tcpPort(25),
  tcpPort(8443),
  service([udp], ports([161, 161])),
  tcpPort(636),
  tcpPort(3306),
  tcpPort(5432),
  tcpPort(8080),
  service([udp], ports([514, 514])),
  service([tcp], ports([5060, 5061])),
  service([udp], ports([16_384, 32_767])),
  tcpPort(1521),
  tcpPort(993),
  tcpPort(88),
  service([udp], ports([88, 88])),
  service([tcp], ports([49_152, 65_535])),
  tcpPort(9100),
  tcpPort(2049),
  tcpPort(179),
  tcpPort(5671),
  tcpPort(6443),
  tcpPort(9200),
];

/** What somebody permits from anywhere to anywhere, rarely. */
const everywhere: readonly ServiceMatch[] = [tcpPort(179), tcpPort(9100), service([udp], ports([33_434, 33_523]))];

const everything = service("any");

interface Places {
  readonly any: AddressMatch;
  site(site: number): AddressMatch;
  net(site: number, net: number): AddressMatch;
  host(site: number, net: number, host: number): AddressMatch;
  server(server: number): AddressMatch;
  serverNet(server: number): AddressMatch;
}

/** Sites are /22 of 10.0.0.0/8 (16,384 of them) with four /24; servers are addresses of 172.16.0.0/12. */
const places4: Places = {
  any: any4,
  site: (site) => prefix4(0x0a00_0000 + (site % 16_384) * 1024, 22),
  net: (site, net) => prefix4(0x0a00_0000 + (site % 16_384) * 1024 + net * 256, 24),
  host: (site, net, host) => prefix4(0x0a00_0000 + (site % 16_384) * 1024 + net * 256 + host, 32),
  server: (server) => prefix4(0xac10_0000 + server, 32),
  serverNet: (server) => prefix4(0xac10_0000 + server, 24),
};

/** Sites are /60 with four /64; servers are in one /64 of their own kind for each 256. */
const places6: Places = {
  any: any6,
  site: (site) => ({ kind: "prefix", prefix: `2001:db8:${hex(site)}::/48` }),
  net: (site, net) => ({ kind: "prefix", prefix: `2001:db8:${hex(site)}:${hex(net)}::/64` }),
  host: (site, net, host) => ({ kind: "prefix", prefix: `2001:db8:${hex(site)}:${hex(net)}::${hex(host)}/128` }),
  server: (server) => ({ kind: "prefix", prefix: `2001:db8:f000:${hex(server >> 8)}::${hex(server & 255)}/128` }),
  serverNet: (server) => ({ kind: "prefix", prefix: `2001:db8:f000:${hex(server >> 8)}::/64` }),
};

/** Never "0", so that the text is canonical without compressing more than the tail. */
function hex(value: number): string {
  return (value + 1).toString(16);
}

/**
 * What campus and data-centre edges look like: sites to servers by popular services, some whole-site and any-source
 * permits, about 5 % denies, 3 % that repeat or narrow an earlier entry, one in 1,000 that permits a service from
 * anywhere to anywhere, a remark about every 15 entries, and "deny any any log" at the end.
 */
export function realistic(seed: number, size: number, family: 4 | 6 = 4): BenchList {
  const dice = random(seed);
  const places = family === 4 ? places4 : places6;
  const sites = Math.max(4, Math.ceil(size / 40));
  const servers = Array.from({ length: Math.max(8, Math.ceil(size / 20)) }, (_, index) => index);
  const entries: Line[] = [];
  while (entries.length < size - 1) {
    const line = oneLine(dice, places, sites, servers, entries, family);
    entries.push(dice.chance(1 / 15) ? { ...line, remarks: [`change ${10_000 + dice.below(90_000)}`] } : line);
  }
  entries.push({ action: "deny", service: everything, source: places.any, destination: places.any, log: true });
  return listOf(family === 4 ? "REALISTIC" : "REALISTIC6", family, entries);
}

function oneLine(
  dice: Random,
  places: Places,
  sites: number,
  servers: readonly number[],
  before: readonly Line[],
  family: 4 | 6,
): Line {
  const site = dice.below(sites);
  const net = dice.below(4);
  const host = dice.between(1, 254);
  const server = dice.popular(servers);
  const wanted = dice.popular(services);
  const kind = dice.below(1000);
  if (kind < 550) return permit(wanted, places.net(site, net), places.server(server));
  if (kind < 670) return permit(wanted, places.host(site, net, host), places.server(server));
  if (kind < 750) return permit(wanted, places.site(site), places.serverNet(server));
  if (kind < 800) return permit(wanted, places.any, places.server(server));
  if (kind < 840) return permit(everything, places.net(site, net), places.net(dice.below(sites), dice.below(4)));
  if (kind < 870) return permit(severalPorts(dice), places.net(site, net), places.server(server));
  if (kind < 890) return permit(echo(dice, family), places.site(site), places.any);
  if (kind < 919) return { ...permit(wanted, places.site(site), places.any), action: "deny" };
  if (kind < 939) return { ...permit(everything, places.host(site, net, host), places.any), action: "deny" };
  if (kind < 969) return permit(wanted, places.net(site, net), places.any);
  if (kind < 999) {
    const earlier = before[dice.below(Math.max(1, before.length))];
    if (earlier === undefined) return permit(wanted, places.net(site, net), places.server(server));
    const again = { ...earlier, remarks: [] };
    return dice.chance(0.5) ? again : { ...again, destination: places.server(server) };
  }
  return permit(dice.pick(everywhere), places.any, places.any);
}

function severalPorts(dice: Random): ServiceMatch {
  if (dice.chance(0.5)) {
    const low = dice.between(1024, 60_000);
    return service([tcp], ports([low, low + dice.between(1, 500)]));
  }
  const count = dice.between(2, 6);
  const single = Array.from({ length: count }, () => dice.between(1, 10_000));
  return service([tcp], portRanges(single.map((port) => [port, port])));
}

/** Echo request, echo reply, or time exceeded. */
function echo(dice: Random, family: 4 | 6): ServiceMatch {
  const type = dice.pick(family === 4 ? [8, 0, 11] : [128, 129, 3]);
  return { ...service([family === 4 ? icmp : icmp6]), icmp: [{ type, code: null }] };
}

function permit(what: ServiceMatch, source: AddressMatch, destination: AddressMatch): Line {
  return { action: "permit", service: what, source, destination };
}
