/** How sure it is that a text is an export of RouterOS. */
export function recognise(text: string): number {
  const head = text.slice(0, 40_000);
  if (/^# .*by RouterOS \d/m.test(head)) return 1;
  const commands = head.match(/^(?:add|set) (?:\[ ?find |\S+=|[\w*-]+ \S+=)/gm)?.length ?? 0;
  const menus =
    head.match(
      /^\/(?:interface|ip|ipv6|system|user|tool|snmp|routing|queue|ppp|port|radius|certificate|disk|mpls|caps-man|file|radius|lora|dude|app|container)(?:[ /][a-z0-9-]+)*(?: (?:add|set) .*)?\s*$/gm,
    )?.length ?? 0;
  if (/^#\s+platform: MikroTik/m.test(head) && menus > 0) return 0.95;
  const oneLiners =
    head.match(
      /^\/(?:interface|ip|ipv6|system|user|tool|snmp|routing)[ /][a-z0-9 /-]+ (?:add|set) (?:\[ ?find |[\w*]+ |\S+=)/gm,
    )?.length ?? 0;
  if (menus === 0) return 0;
  if (oneLiners >= 1 || commands >= 1) return menus + oneLiners + commands >= 3 ? 0.85 : 0.6;
  return 0.2;
}
