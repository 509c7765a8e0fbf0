import { describe, expect, it } from "vitest";
import { managementReach } from "../../../src/acl/reach/management-reach.ts";
import { randomFrom } from "../random.ts";
import { getsThrough, holds, randomRouter, reachingByHand, universe } from "./random-router.ts";

const seeds = Array.from({ length: 400 }, (_, seed) => seed + 1);

describe("who reaches SSH is who gets through every list one by one", () => {
  it.each(seeds)("seed %i", (seed) => {
    const router = randomRouter(randomFrom(seed));
    const reaches = managementReach(router.device);
    expect(reaches.map(({ service, family }) => `${service} ${family}`)).toEqual(["ssh 4"]);
    const [ssh] = reaches;
    const found = universe.filter((source) => holds(ssh?.sources ?? [], source));
    // The text is there to be seen where it fails.
    expect({ found, uncertain: ssh?.uncertain, complete: ssh?.complete, text: router.text }).toEqual({
      found: reachingByHand(router),
      uncertain: [],
      complete: true,
      text: router.text,
    });
    expect(ssh?.witness == null ? ssh?.sources : getsThrough(router, ssh.witness)).toEqual(
      ssh?.witness == null ? [] : true,
    );
  });
});
