import { describe, expect, it } from "vitest";
import { ubiquitiEdgeos, vyos } from "../../../parsers/vyos/vyos.ts";

const routes = [
  "set protocols static route 192.0.2.0/24 next-hop 198.51.100.1",
  "set protocols static route 192.0.2.0/24 next-hop '198.51.100.2'",
  'set protocols static route 192.0.2.0/24 next-hop "198.51.100.3"',
  "set protocols static route 192.0.2.0/24 next-hop 198.51.100.3 distance 10",
  "set protocols static route 192.0.2.0/24 next-hop '198.51.100.3",
  "set protocols static route 192.0.2.0/24 next-hop '198.51.100.3\"",
  "set protocols static route 192.0.2.0/24 next-hop ''",
  "set protocols static route 192.0.2.0/24 next-hop ",
  "set protocols static route  next-hop 198.51.100.3",
  "set protocols static route 198.51.100.0/24 blackhole",
  "set protocols static route 198.51.100.0/24 dhcp-interface eth0",
  "set protocols static route6 ::/0 next-hop 2001:db8::1",
  "set protocols static route 203.0.113.0/24 next-hop password",
  "set protocols bgp 65000 neighbor 192.0.2.1 password hidden",
];

/** With double blanks no route has the usual form, and the general reader gets it. */
const written = (text: string): string => text.replaceAll("static route ", "static  route ");

describe.each([vyos, ubiquitiEdgeos])("usual routes of $id", (parser) => {
  it.each(routes)("say what the general reader finds: %s", (route) => {
    expect(parser.parse(route).config).toEqual(parser.parse(written(route)).config);
    expect(parser.parse(route).coverage).toEqual(parser.parse(written(route)).coverage);
    expect(parser.parse(route).skipped).toEqual(parser.parse(written(route)).skipped);
  });

  it("stand between other statements", () => {
    const text = [...routes, "set interfaces ethernet eth0 address 192.0.2.1/24", ...routes].join("\n");
    const { unread, secrets, ...plain } = parser.parse(text);
    const { unread: otherUnread, secrets: otherSecrets, ...other } = parser.parse(written(text));
    expect(plain).toEqual(other);
    expect(unread.map(({ line, touches }) => ({ line, touches }))).toEqual(
      otherUnread.map(({ line, touches }) => ({ line, touches })),
    );
    expect(secrets.map(({ line }) => line)).toEqual(otherSecrets.map(({ line }) => line));
  });

  it("are left out for one reason", () => {
    expect(parser.parse(routes.slice(0, 3).join("\n")).skipped).toEqual({ "routing-table": 3 });
  });
});
