import { describe, expect, it } from "vitest";
import { oneService, onePort } from "../../../../parsers/lib/cisco/shared-services.ts";
import { anyPort, type PortMatch, type ServiceMatch } from "../../../../src/model/address.ts";

const range: PortMatch = { kind: "ranges", ranges: [[80, 81]] };
const two: PortMatch = {
  kind: "ranges",
  ranges: [
    [80, 80],
    [443, 443],
  ],
};
const unresolved: PortMatch = { kind: "unresolved", text: "eq frob" };
const tcp = (sourcePorts: PortMatch, destinationPorts: PortMatch): ServiceMatch => ({
  protocols: [6],
  sourcePorts,
  destinationPorts,
  icmp: null,
});

const services: readonly (readonly [string, ServiceMatch])[] = [
  ["every protocol", { ...tcp(anyPort, anyPort), protocols: "any" }],
  ["protocol 0", { ...tcp(anyPort, anyPort), protocols: [0] }],
  ["protocol 255", { ...tcp(anyPort, anyPort), protocols: [255] }],
  ["two protocols", { ...tcp(anyPort, anyPort), protocols: [6, 17] }],
  ["no protocol", { ...tcp(anyPort, anyPort), protocols: [] }],
  ["any port", tcp(anyPort, anyPort)],
  ["to port 0", tcp(anyPort, onePort(0))],
  ["from port 0", tcp(onePort(0), anyPort)],
  ["to port 65535", tcp(anyPort, onePort(65_535))],
  ["from port 65535", tcp(onePort(65_535), anyPort)],
  ["UDP to port 0", { ...tcp(anyPort, onePort(0)), protocols: [17] }],
  ["from and to a port", tcp(onePort(80), onePort(80))],
  ["a range", tcp(anyPort, range)],
  ["two ports", tcp(anyPort, two)],
  ["a name", tcp(anyPort, unresolved)],
  ["a type", { ...tcp(anyPort, anyPort), protocols: [1], icmp: [{ type: 8, code: null }] }],
];

describe("services that entries share", () => {
  // All are made before any is looked at: one that stood for another would show.
  const shared = services.map(([name, service]) => [name, service, oneService(service)] as const);

  it.each(shared)("%s says what it said", (_, service, made) => {
    expect(made).toEqual([service]);
    expect(oneService({ ...service })).toEqual([service]);
  });

  it("are one for entries that ask the same", () => {
    expect(oneService(tcp(anyPort, onePort(22)))).toBe(oneService(tcp(anyPort, onePort(22))));
  });

  it("stay right past the number that is remembered", () => {
    const ports = Array.from({ length: 10_000 }, (_, port) => oneService(tcp(anyPort, onePort(port))));
    expect(ports.map(([made]) => made?.destinationPorts)).toEqual(
      ports.map((_, port) => ({ kind: "ranges", ranges: [[port, port]] })),
    );
  });
});
