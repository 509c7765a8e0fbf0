import { entries, everything, hosts, nothing, rfc1918, type More, type Said } from "./said.ts";

const speedway = (list: string, words: readonly string[], more: More = {}): Said => ({
  os: "linux-iptables",
  file: "demo/sample_speedway.ipt",
  list,
  family: 4,
  words,
  ...more,
});
const unanswered = { reworded: "without what answers a connection" } as const;
const bad = [
  "0.0.0.0 0.255.255.255",
  ...rfc1918,
  "100.64.0.0 0.63.255.255",
  "127.0.0.0 0.255.255.255",
  "169.254.0.0 0.0.255.255",
  "224.0.0.0 31.255.255.255",
];

export const saidInLinux: readonly Said[] = [
  speedway(
    "INPUT",
    [
      "permit icmp any any echo",
      "permit udp any range 33434 33534 any range 1024 65535",
      ...entries("permit tcp", rfc1918, "", ["any"], " eq 22"),
    ],
    unanswered,
  ),
  speedway(
    "OUTPUT",
    [
      "permit udp any any eq 53",
      "permit icmp any any",
      "permit udp any range 1024 65535 any range 33434 33534",
      ...entries("permit tcp", ["any"], "", rfc1918, " eq 22"),
    ],
    { ...unanswered, among: { zones: { fromZones: "any", toZones: ["eth0"] } } },
  ),
  speedway("FORWARD", nothing),
  {
    os: "linux-iptables",
    file: "demo/sample_ipset.ips",
    list: "OUTPUT",
    family: 4,
    reworded: "but for connection states",
    words: [
      ...entries("deny ip", ["any"], "", bad, ""),
      ...entries("permit ip", hosts("200.1.1.1", "200.1.1.2"), "", hosts("200.1.1.4", "200.1.1.5"), ""),
    ],
  },
  {
    os: "linux-iptables",
    file: "iptables/testFragmentOptions",
    list: "INPUT",
    family: 4,
    words: everything,
    open: ["-m u32 --u32 4&0x1FFF=1:119", "-m u32 --u32 4&0x3FFF=0x2000, -m length --length 1:119"],
    because: "u32 asks for any bits of a packet, and nobody reads which",
  },
  { os: "linux-iptables", file: "iptables/testIPv6Headers", list: "INPUT", family: 6, words: nothing },
];
