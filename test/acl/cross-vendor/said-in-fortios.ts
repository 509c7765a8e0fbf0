import { entries, everything, everything6, hosts, nothing, type More, type Said } from "./said.ts";

const ports = { zones: { fromZones: ["port1"], toZones: ["port2"] } } as const;
const ip = (family: 4 | 6) => (family === 4 ? "ip" : "ipv6");

const fortios = (name: string, family: 4 | 6, words: readonly string[], more: More = {}): Said => ({
  os: "fortinet-fortios",
  file: `fortigate/${name}`,
  list: "policies",
  family,
  words,
  among: ports,
  ...more,
});

/** Excluded addresses are tested at both ends in the same way. */
const excluded = (
  name: string,
  family: 4 | 6,
  left: readonly string[],
  more: readonly [More, More] = [{}, {}],
): readonly Said[] => [
  fortios(
    `testSourceExcludes${name}`,
    family,
    left.map((host) => `permit ${ip(family)} host ${host} any`),
    more[0],
  ),
  fortios(
    `testDestinationExcludes${name}`,
    family,
    left.map((host) => `permit ${ip(family)} any host ${host}`),
    more[1],
  ),
];

/** Where the generator means no address, it writes the address that FortiOS calls none. */
const because = 'FortiOS brings along "none" as the address 0.0.0.0/32 or ::/128, which some packet may bear';
const none4 = [
  { onlyOne: ["ip 0.0.0.0 > any"], because },
  { onlyOne: ["ip any > 0.0.0.0"], because },
] as const;
const none6 = [
  { onlyOne: ["ip :: > any"], because },
  { onlyOne: ["ip any > ::"], because },
] as const;

const asked = ["tcp", "udp"].flatMap((protocol) =>
  entries(
    `permit ${protocol}`,
    hosts("10.1.1.1", "10.1.1.2", "10.1.1.9"),
    " eq 80",
    hosts("10.1.1.3", "10.1.1.4"),
    " eq 53",
  ),
);
const mixed = ["tcp", "udp"].flatMap((protocol) =>
  entries(`permit ${protocol}`, hosts("10.1.1.1"), " eq 80", hosts("10.1.1.3", "10.1.1.4"), " eq 53"),
);

/** A local-in policy only takes away: what none names is up to the services of the interface. */
export const saidInFortios: readonly Said[] = [
  fortios("testDenyRule", 4, nothing),
  ...excluded("Mixed_Exclude_Mixed", 4, ["1.1.1.1"]),
  ...excluded("Mixed_Exclude_Mixed", 6, ["2001:db8::1"]),
  ...excluded("Mixed_Exclude_V4", 4, []),
  ...excluded("Mixed_Exclude_V4", 6, ["2001:db8::1"]),
  ...excluded("Mixed_Exclude_V6", 4, ["1.1.1.1"]),
  ...excluded("Mixed_Exclude_V6", 6, []),
  ...excluded("Mixed_No_Exclude", 4, ["1.1.1.1"]),
  ...excluded("Mixed_No_Exclude", 6, ["2001:db8::1"]),
  ...excluded("V4_Exclude", 4, ["1.1.1.1"]),
  ...excluded("V4_Exclude_Mixed", 4, ["1.1.1.2"]),
  ...excluded("V4_Exclude_Mixed", 6, [], none6),
  ...excluded("V4_Exclude_Superset", 4, []),
  ...excluded("V4_Exclude_V6", 4, ["1.1.1.1", "1.1.1.2"]),
  ...excluded("V4_Exclude_V6", 6, [], none6),
  ...excluded("V4_No_Exclude", 4, ["1.1.1.1", "1.1.1.2"]),
  ...excluded("V6_Exclude", 6, ["2001:db8::1"]),
  ...excluded("V6_Exclude_Mixed", 4, [], none4),
  ...excluded("V6_Exclude_Mixed", 6, ["2001:db8::2"]),
  ...excluded("V6_Exclude_Superset", 6, []),
  ...excluded("V6_Exclude_V4", 4, [], none4),
  ...excluded("V6_Exclude_V4", 6, ["2001:db8::1", "2001:db8::2"]),
  ...excluded("V6_No_Exclude", 6, ["2001:db8::1", "2001:db8::2"]),
  fortios("testExpiredNotPrinted", 4, asked),
  fortios("testInet", 4, asked),
  fortios("testInet", 6, nothing),
  fortios(
    "testInet6",
    6,
    ["tcp", "udp"].map((protocol) => `permit ${protocol} host 2001:db8::1 eq 80 host 2001:db8::2 eq 53`),
  ),
  fortios("testInet6FiltersV4", 6, nothing),
  fortios("testInetFiltersV6", 4, mixed),
  fortios("testLocalInPolicy", 4, everything, { list: "local-in-policy" }),
  fortios("testLocalInPolicyV6", 6, everything6, { list: "local-in-policy6" }),
  fortios("testMixedAddresses", 4, mixed),
  fortios("testMixedAddresses", 6, nothing),
  fortios("testNoAddressesInet6OutputsAll", 6, ["permit tcp any eq 80 any eq 53"]),
  fortios("testNoAddressesInet6OutputsAll", 4, nothing),
  fortios("testNoAddressesInetOutputsAll", 4, ["permit tcp any eq 80 any eq 53"]),
  fortios("testNoAddressesInetOutputsAll", 6, nothing),
  fortios("testNoAddressesMixedOutputAll", 4, ["permit tcp any eq 80 any eq 53"]),
  fortios("testNoAddressesMixedOutputAll", 6, ["permit tcp any eq 80 any eq 53"]),
  fortios(
    "testNoPortsOrProto",
    4,
    entries("permit ip", hosts("10.1.1.1", "10.1.1.2"), "", hosts("10.1.1.3", "10.1.1.4"), ""),
  ),
];
