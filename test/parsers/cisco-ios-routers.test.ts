import { describe, expect, it } from "vitest";
import { ciscoIos } from "../../parsers/cisco-ios/cisco-ios.ts";

const text = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `router ospf ${index}\n network 10.0.0.0 0.0.255.255 area 0\ninterface Vlan${index}\n ip address 10.0.0.1 255.255.255.0\n`,
  ).join("");

describe("routers whose networks hold all interfaces", () => {
  it("are told one by one", () => {
    const { routing } = ciscoIos.parse(text(50)).config;
    expect("value" in routing && routing.value.length).toBe(2500);
  });

  it("are not worked out where there are more than any device has", () => {
    expect(ciscoIos.parse(text(300)).config.routing).toMatchObject({ unknown: expect.stringContaining("compared") });
  });
});
