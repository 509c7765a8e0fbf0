import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInProcess } from "./run-in-process.ts";

const examples = join(import.meta.dirname, "acl");

/** A command as one would type it, run among the examples, with what it prints. */
async function shown(words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runInProcess(["acl", ...words], examples);
  const typed = words.map((word) => (/[\s>]/.test(word) ? `"${word}"` : word)).join(" ");
  return ["```", `$ redoubt acl ${typed}`, (stdout + stderr).trimEnd(), "```"].join("\n");
}

/** Lines of an example with their numbers. */
function excerpt(name: string, first: number, last: number): string {
  const lines = readFileSync(join(examples, name), "utf8")
    .split("\n")
    .slice(first - 1, last);
  return block(lines.map((line, index) => `${first + index} ${line}`));
}

const written =
  "<!-- Written by test/cli/acl-docs.test.ts, which runs every command: change the prose there, then `npm run golden`. -->";

export const packetExamples = [
  "tcp 192.0.2.1:1024 > 198.51.100.7:22 syn",
  "udp [2001:db8::1]:1024 > [2001:db8::53]:53",
  "icmp 192.0.2.1 > 198.51.100.7 type 8 code 0",
  "gre 192.0.2.1 > 198.51.100.7",
  "tcp 192.0.2.1 > 198.51.100.7 fragment later",
  'tcp 10.0.0.1 > 192.0.2.1:443 from=trust to=untrust app=ssl user="CORP\\\\anna"',
];

export const spaceExamples = [
  "tcp 10.0.0.0/8 > any:22,443",
  "tcp, udp 192.0.2.3-192.0.2.9, 198.51.100.0/24 > any port 53",
  "ip any except 10.0.0.0/8 > 192.0.2.0/24",
  "10.0.0.5 wildcard 0.255.255.0 > any",
  "except tcp, udp",
  "ipv6 icmpv6 echo",
  "tcp established",
  "tcp flags +syn-ack or rst",
  "from=trust to=untrust dscp 0-7",
];

function block(lines: readonly string[]): string {
  return ["```", ...lines, "```"].join("\n");
}

/** docs/acl.md: prose, and real commands with what they print. */
export async function aclPage(): Promise<string> {
  const parts: readonly (string | readonly string[])[] = [
    "# ACLs: what can be proved",
    written,
    `\`redoubt acl\` answers questions about ACLs, firewall filters and firewall policies. Every answer is computed on sets of
packets (addresses of both IP versions, protocol, ports, ICMP type and code, TCP flags, fragments, DSCP; for firewalls
zones, application and user), never by sampling, and comes with a packet as witness and with lines. What the
configuration does not tell (an FQDN, a time range, a group that is not defined) is never taken for anything: it is shown
apart.`,
    `| command | question |
|---|---|
| \`acl lint PATH…\` | Which entries does nothing reach? |
| \`acl test FILE PACKET\` | What becomes of this packet, and why? |
| \`acl query FILE [SPACE]\` | What is permitted, or denied, within this space? |
| \`acl diff A B\` | Which packets does the one permit and the other not? |
| \`acl minimise FILE\` | Which entries could go, or be one? |
| \`acl reach FILE\` | Who reaches the management of this device, past everything that stands in the way? |
| \`acl assert RULES PATH…\` | Does what must never, or always, get through do so? |`,
    `The examples are run on files in \`test/cli/acl\`; this is a part of \`edge.cfg\`:`,
    excerpt("edge.cfg", 4, 28),
    `All commands take \`--format table|json\`, \`-o format=path\` and \`--os\` as \`redoubt audit\` does. \`--acl\` names the list where
a file has several: its name, \`ipv4:NAME\` or \`ipv6:NAME\` where two families share one (a packet tells by itself), and
\`policies\` (\`policies:VDOM\`) for firewall policies, which are one list with zones as conditions. A zone that the device
does not have is an error, where its whole configuration is there.`,
    "## Entries that nothing reaches",
    `An entry is *redundant* where earlier entries decide all its packets the same way, *shadowed* where they decide at
least one the other way, *empty* where no packet can match it, and *covered* where they take all its packets but which way
cannot be known. The covering entries are a smallest set: one, or several that only together cover it.`,
    ["lint", "edge.cfg"],
    `\`--all\` shows partial overlaps too, each with a packet, and the entries whose packets cannot be known. Policies work the
same way; where the first line of an entry does not tell what it does, that stands beside it:`,
    ["lint", "firewall.conf", "--all"],
    `\`--open\` says how open a list is: its share of sources, destinations and services (on a scale where one packet is 0 and
everything 100, in bits), what crosses the border between internal and external addresses (\`--internal\`), who may open
sessions to which known service, and by which lines. It takes longer than the rest.`,
    ["lint", "edge.cfg", "--acl", "MANAGEMENT", "--open"],
    `JSON has one object for each list: \`name\`, \`family\`, \`entries\`, \`unreachable\` (\`line\`, \`text\`, \`kind\`, \`coveredBy\`,
\`smallest\`, \`differentAction\`, \`witness\`, \`decidedBy\`, \`onlyLaterFragments\`), \`overlaps\`, \`unknown\` (what was not found
out within the bound of work), \`unresolved\` (entries whose packets cannot be known), \`permissiveness\` (with \`--open\`) and \`doubt\`.`,
    "## One packet",
    ["test", "edge.cfg", "--acl", "INSIDE-IN", "tcp 10.20.7.1 > 198.51.100.1:443"],
    `Earlier entries are shown with the first reason why they do not match; \`--all\` shows more than the last ten. \`--expect
permit\` (or \`deny\`) gives exit code 1 where it is not so. Where the answer depends on what was assumed, it says so:`,
    ["test", "edge.cfg", "--acl", "INSIDE-IN", "tcp 10.20.7.1 > 198.51.100.1:80"],
    `Where an entry that cannot be known might decide, the answer is \`unknown\`:`,
    ["test", "edge.cfg", "--acl", "INSIDE-IN", "tcp 10.20.7.1 > 192.0.2.80:80 syn"],
    "## All packets of a space",
    ["query", "edge.cfg", "--acl", "INSIDE-IN", "ip any > 192.0.2.0/24"],
    `Every block reads back as a space, so that it can be pasted into the next command. \`--deny\` asks for what is denied,
\`--lines\` shows the entry that decides each block:`,
    ["query", "edge.cfg", "--acl", "INSIDE-IN", "--lines", "udp"],
    `Fragments after the first carry no ports. IOS lets them pass an entry that permits by ports as long as addresses and
protocol fit, which is why they stand as blocks of their own. A space that asks for ports leaves them out.`,
    "## What changed",
    ["diff", "edge.cfg", "edge-new.cfg"],
    `Without \`--acl\` each list is compared with the one of the same name and family; with it one list, whose counterpart
\`--acl-b\` names where it is called something else. Vendors do not matter:`,
    ["diff", "edge.cfg", "core.conf", "--acl", "MANAGEMENT", "--acl-b", "ipv4:MANAGEMENT"],
    `What a platform does with later fragments is no choice of whoever wrote the list. Where two platforms differ there,
whole packets and first fragments decide the verdict, and \`--fragments\` lets the others count. Two lists with the same
condition that cannot be known are \`unknown\`, and told to be equal if it means the same in both.`,
    "## A smaller list",
    ["minimise", "edge.cfg", "--acl", "INSIDE-IN"],
    `These are proposals, proved on all packets; nothing is edited. Entries that log, and entries whose packets cannot be
known, are left alone.`,
    "## Who reaches the management",
    `For each management service of a device, each interface by which packets come in, its VRF and each IP version: exactly
the sources whose opening packet passes the list of the interface, the control plane (classes in order, what their lists
permit and deny, policers), local-in policies, zones, the service's own restriction and the lines together, with one packet
and what each stage does with it. A packet may be addressed to any of the device's addresses in the VRF. What is not
understood makes sources uncertain (\`?\`), never unreachable; so are stages of which no manual says whether they judge
packets to the device itself. Address translation, routes and lists of switch ports are not followed. Linux rulesets say
nothing of what the host runs. This is \`managed.cfg\`:`,
    excerpt("managed.cfg", 4, 43),
    ["reach", "managed.cfg"],
    `\`--outside\` leaves out networks and asks who else gets through, which is exit code 1; \`--service\` asks for one service,
\`--all\` shows what keeps others out too. The rule \`management-reachable-from-outside\` rests on the same answer: name the
networks with \`redoubt audit --management-network\`, or as \`settings.managementNetworks\` in the inventory.`,
    ["reach", "managed.cfg", "--service", "ssh", "--outside", "10.1.0.0/16"],
    `JSON has \`reach\`, one object for each service, interface and IP version: \`service\`, \`instance\`, \`protocol\`, \`port\`,
\`listens\` (null where nobody can say), \`interface\`, \`vrf\`, \`scope\`, \`family\`, \`destinations\`, \`sources\`, \`uncertain\`, \`complete\`,
\`witness\`, \`chain\`, \`denials\`, \`why\`. Lists of switch ports, address translation and routes are not followed; they only
keep more packets out, or translate them.`,
    "## How packets and spaces are written",
    `A packet is \`PROTOCOL SOURCE > DESTINATION [CONDITIONS]\`; \`->\` or \`to\` will do for \`>\`, which a shell takes for itself unless
it is in quotes.`,
    block(packetExamples),
    `| part | how |
|---|---|
| protocol | \`tcp\`, \`udp\`, \`icmp\`, \`icmpv6\`, \`sctp\`, \`gre\`, \`esp\`, \`ah\`, \`ospf\`…, or a number; \`icmp\` is ICMPv6 between IPv6 addresses |
| port | after the address, \`192.0.2.1:22\` or \`[2001:db8::1]:22\`, or as \`192.0.2.1 port 22\` |
| TCP flags | \`syn\`, \`syn ack\`, \`rst\`…: these and no others; \`flags none\` |
| ICMP | \`type 8 code 0\`; \`echo\`, \`echo-reply\` |
| fragment | \`fragment none\`, \`first\` or \`later\` |
| DSCP | \`dscp 46\`, \`dscp ef\` |
| firewalls | \`from=\`, \`to=\` (zones), \`app=\`, \`user=\`; quotes where a name holds blanks or commas |`,
    `What a packet leaves out is assumed, and the answer says so: source port 49152, the flag \`syn\`, ICMP code 0, a whole packet,
DSCP 0. The destination port, and the ICMP type, have to be there.`,
    `A space is written the same way, every part of it is optional, and nothing is assumed:`,
    block(spaceExamples),
    `\`any\` is of both IP versions unless the other address, or \`ipv4\` or \`ipv6\` in front, says which. Ports without a protocol
are those of TCP, UDP, SCTP, DCCP and UDP-Lite. \`flags +syn-ack\` asks for these bits and leaves the others open; \`established\`
is ACK or RST, as in a list.`,
    "## Exit codes",
    `| code | lint | test | query | diff | minimise | reach |
|--:|---|---|---|---|---|---|
| 0 | every entry is reached | known, and as expected | all packets are known | all pairs equal, proved | as small as it gets | all is known; with \`--outside\` nobody else gets through |
| 1 | an entry is not | unknown, or not as expected | some cannot be known | different, unknown, or a list without partner | can be smaller | somebody else does, or some of it cannot be known |
| 2 | wrong use: a list that does not exist, a malformed packet… | | | | | |
| 4 | a file, or lines that may bear on the list, were not understood | | | | | |`,
    `The highest that applies wins, 2 before all. Code 4 does not take back what was found: it says that it may not be the whole
truth, and which lines stand in the way. A wrong packet gets its place:`,
    ["test", "edge.cfg", "--acl", "MANAGEMENT", "tcp 10.99.0.256 > 192.0.2.1:22"],
    ["query", "edge.cfg", "--acl", "MANAGMENT"],
  ];
  const page: string[] = [];
  // One after the other, since each takes over standard output.
  for (const part of parts) page.push(typeof part === "string" ? part : await shown(part));
  return `${page.join("\n\n")}\n`;
}
