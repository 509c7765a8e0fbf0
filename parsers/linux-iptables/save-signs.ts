/** Options and targets by which connection tracking comes into use, and defragmentation with it. */
const tracking = new Set([
  "--state",
  "--ctstate",
  "--ctproto",
  "--ctdir",
  "--ctstatus",
  "--ctexpire",
  "--connlimit-above",
  "--connlimit-upto",
  "--connbytes",
]);
const trackingTargets = new Set(["DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP", "CONNMARK", "SYNPROXY"]);

/** What a rule looks for in the payload, such as the word of a port knocker. */
export const secretOptions: ReadonlySet<string> = new Set(["--string", "--hex-string"]);

/** What an option tells beyond its condition, as bits: those of a rule or a table are put together. */
export const sign = { six: 1, tracking: 2, helper: 4, interface: 8, beside: 16 } as const;

/** Told once for an option, which many rules share: an address of IPv6, connection tracking, a name of an interface, what stands beside the conditions. */
export function signsOf(name: string, value: string): number {
  switch (name) {
    case "-A":
    case "-p":
    case "--dport":
      return 0;
    case "-s":
    case "-d":
      return value.includes(":") ? sign.six : 0;
    case "-m":
      return value === "icmp6" ? sign.six : 0;
    case "-i":
    case "-o":
      return sign.interface;
    case "-j":
      return trackingTargets.has(value) ? sign.tracking : 0;
    case "--icmpv6-type":
      return sign.six;
    case "--helper":
      return sign.helper | sign.tracking;
    case "--comment":
    case "--match-set":
      return sign.beside;
    default:
      return (tracking.has(name) ? sign.tracking : 0) | (secretOptions.has(name) ? sign.beside : 0);
  }
}
