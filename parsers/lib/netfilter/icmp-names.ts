export interface IcmpMessage {
  readonly type: number;
  readonly code: number | null;
}

/** Messages by name: iptables-extensions(8) and ip6tables' own list ("icmp", "icmp6", --icmp-type), nft(8) ("ICMP TYPE TYPE", "ICMPV6 TYPE TYPE"). */
const four =
  "0 echo-reply pong;3 destination-unreachable;3/0 network-unreachable;3/1 host-unreachable;" +
  "3/2 protocol-unreachable;3/3 port-unreachable;3/4 fragmentation-needed;3/5 source-route-failed;" +
  "3/6 network-unknown;3/7 host-unknown;3/9 network-prohibited;3/10 host-prohibited;" +
  "3/11 tos-network-unreachable;3/12 tos-host-unreachable;3/13 communication-prohibited;" +
  "3/14 host-precedence-violation;3/15 precedence-cutoff;4 source-quench;5 redirect;5/0 network-redirect;" +
  "5/1 host-redirect;5/2 tos-network-redirect;5/3 tos-host-redirect;8 echo-request ping;" +
  "9 router-advertisement;10 router-solicitation;11 time-exceeded ttl-exceeded;11/0 ttl-zero-during-transit;" +
  "11/1 ttl-zero-during-reassembly;12 parameter-problem;12/0 ip-header-bad;12/1 required-option-missing;" +
  "13 timestamp-request;14 timestamp-reply;15 info-request;16 info-reply;17 address-mask-request;" +
  "18 address-mask-reply";
const six =
  "1 destination-unreachable;1/0 no-route;1/1 communication-prohibited;1/2 beyond-scope;" +
  "1/3 address-unreachable;1/4 port-unreachable;1/5 failed-policy;1/6 reject-route;2 packet-too-big;" +
  "3 time-exceeded ttl-exceeded;3/0 ttl-zero-during-transit;3/1 ttl-zero-during-reassembly;" +
  "4 parameter-problem;4/0 bad-header;4/1 unknown-header-type;4/2 unknown-option;128 echo-request ping;" +
  "129 echo-reply pong;130 mld-listener-query;131 mld-listener-report;" +
  "132 mld-listener-done mld-listener-reduction;133 router-solicitation nd-router-solicit;" +
  "134 router-advertisement nd-router-advert;" +
  "135 neighbour-solicitation neighbor-solicitation nd-neighbor-solicit;" +
  "136 neighbour-advertisement neighbor-advertisement nd-neighbor-advert;137 redirect nd-redirect;" +
  "138 router-renumbering;141 ind-neighbor-solicit;142 ind-neighbor-advert;143 mld2-listener-report";

function table(rows: string): ReadonlyMap<string, IcmpMessage> {
  return new Map(
    rows.split(";").flatMap((row) => {
      const [number = "", ...names] = row.split(" ");
      const [type, code] = number.split("/");
      return names.map(
        (name) => [name, { type: Number(type), code: code === undefined ? null : Number(code) }] as const,
      );
    }),
  );
}

const messages = { 4: table(four), 6: table(six) } as const;

/** The message that a name, "type" or "type/code" stands for; null where it stands for none. */
export function icmpMessage(text: string, family: 4 | 6): IcmpMessage | null {
  const numbers = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text);
  if (numbers === null) return messages[family].get(text.toLowerCase()) ?? null;
  const type = Number(numbers[1]);
  const code = numbers[2] === undefined ? null : Number(numbers[2]);
  return type > 255 || (code ?? 0) > 255 ? null : { type, code };
}

/** nft(8), "ICMP code type" and "ICMPv6 code type": what the reject statement names, for whatever type. */
const codes: Readonly<Record<4 | 6, ReadonlyMap<string, number>>> = {
  4: new Map([
    ["net-unreachable", 0],
    ["host-unreachable", 1],
    ["prot-unreachable", 2],
    ["port-unreachable", 3],
    ["frag-needed", 4],
    ["net-prohibited", 9],
    ["host-prohibited", 10],
    ["admin-prohibited", 13],
  ]),
  6: new Map([
    ["no-route", 0],
    ["admin-prohibited", 1],
    ["addr-unreachable", 3],
    ["port-unreachable", 4],
    ["policy-fail", 5],
    ["reject-route", 6],
  ]),
};

/** The code that a name or number stands for; null where it stands for none. */
export function icmpCode(word: string, family: 4 | 6): number | null {
  return /^\d{1,3}$/.test(word) ? Number(word) : (codes[family].get(word) ?? null);
}
