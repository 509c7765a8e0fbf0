/**
 * How sure it is that a text is a FortiOS configuration: its header says so, or its first lines are
 * made of FortiOS tables closed by `next` and `end`.
 */
export function recognise(text: string): number {
  const head = text.slice(0, 65_536);
  if (/^(\S{1,64} (\(\S{1,64}\) )?[#$] )?#config-version=(FG|FW|FO|FL|FR)[A-Z0-9]/m.test(head)) return 1;
  let tables = 0;
  let blocks = 0;
  let settings = 0;
  let foreign = 0;
  for (const line of head.split("\n", 2000)) {
    const words = line.trim().split(/\s+/, 4);
    const [verb = "", first = ""] = words;
    if (verb === "" || verb.startsWith("#")) continue;
    if (verb === "config" && tableWords.has(first)) tables += 1;
    else if (verb === "edit" || verb === "next" || (verb === "end" && first === "")) blocks += 1;
    else if (verb === "set" || verb === "unset" || verb === "append") settings += 1;
    else if (verb !== "config") foreign += 1;
  }
  if (tables === 0 || blocks === 0) return 0;
  const own = tables + blocks + settings;
  const share = own / (own + foreign);
  if (share < 0.3) return 0;
  // Scripts that carry a configuration have lines of other languages around it.
  if (tables >= 2 && settings >= 2 && share >= 0.4) return Math.min(0.95, Math.max(0.5, share * 0.95));
  return Math.min(0.95, share * (settings > 0 ? 0.95 : 0.7));
}

/** First words of FortiOS tables. */
export const tableWords: ReadonlySet<string> = new Set([
  "alertemail",
  "antivirus",
  "application",
  "authentication",
  "automation",
  "casb",
  "certificate",
  "credential-store",
  "diameter-filter",
  "dlp",
  "dnsfilter",
  "dpdk",
  "emailfilter",
  "endpoint-control",
  "ethernet-oam",
  "extender",
  "extender-controller",
  "extension-controller",
  "file-filter",
  "firewall",
  "ftp-proxy",
  "global",
  "gui",
  "icap",
  "ips",
  "log",
  "monitoring",
  "nsxt",
  "report",
  "router",
  "rule",
  "sctp-filter",
  "spamfilter",
  "ssh-filter",
  "switch-controller",
  "system",
  "telemetry-controller",
  "user",
  "vdom",
  "videofilter",
  "virtual-patch",
  "voip",
  "vpn",
  "waf",
  "wanopt",
  "web-proxy",
  "webfilter",
  "wireless-controller",
  "ztna",
]);
