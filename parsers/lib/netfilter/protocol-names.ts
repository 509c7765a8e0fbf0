/** Protocols by the names of Debian's /etc/protocols (package netbase), and "icmpv6" as nftables has it; "ip" is every one and not here. */
const named =
  "0 hopopt;1 icmp;2 igmp;3 ggp;4 ipencap ip-encap;5 st;6 tcp;8 egp;9 igp;12 pup;17 udp;20 hmp;22 xns-idp;" +
  "27 rdp;29 iso-tp4;33 dccp;36 xtp;37 ddp;38 idpr-cmtp;41 ipv6;43 ipv6-route;44 ipv6-frag;45 idrp;46 rsvp;" +
  "47 gre;50 esp ipsec-esp;51 ah ipsec-ah;57 skip;58 ipv6-icmp icmpv6;59 ipv6-nonxt;60 ipv6-opts;" +
  "73 rspf cphb;81 vmtp;88 eigrp;89 ospf ospfigp;93 ax.25;94 ipip;97 etherip;98 encap;103 pim;108 ipcomp;" +
  "112 vrrp;115 l2tp;124 isis;132 sctp;133 fc;135 mobility-header;136 udplite;137 mpls-in-ip;138 manet;" +
  "139 hip;140 shim6;141 wesp;142 rohc;143 ethernet;";

const protocols: ReadonlyMap<string, number> = new Map(
  named.split(";").flatMap((row) => {
    const [number, ...names] = row.split(" ");
    return names.map((name) => [name, Number(number)] as const);
  }),
);

/** The IANA number of a protocol by name or number, in any case; null where it is neither. */
export function protocolNumber(text: string): number | null {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 255 ? Number(text) : null;
  return protocols.get(text.toLowerCase()) ?? null;
}
