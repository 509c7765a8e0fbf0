import { everything, everything6, type Said } from "./said.ts";

const os = "cisco-ios";
const file = "cisco/testNoVerbose";

/** Of these the other words are those of another kind of list. */
export const saidInIos: readonly Said[] = [
  { os, file, list: "99", family: 4, words: ["permit ip 10.0.0.0 0.0.0.255 any"] },
  { os, file, list: "objgroupheader", family: 4, words: everything },
  { os, file, list: "inet6_acl", family: 6, words: everything6 },
];
