/** How often a condition asks something of each dimension, from 0 to 1. */
export interface Asks {
  readonly addresses: number;
  readonly protocol: number;
  readonly ports: number;
  readonly icmp: number;
  readonly flags: number;
  readonly fragments: number;
  readonly dscp: number;
  readonly names: number;
  /** At most so many entries. */
  readonly entries: number;
}

/** What makes a universe: which dimensions it has, and how often conditions ask about them. */
export interface Shape extends Asks {
  readonly name: string;
  readonly for: "acl" | "policies";
  /** Bits of the block of sources and destinations; "bits" for wildcards with holes anywhere; null: all are alike. */
  readonly sourceBits: number | "bits" | null;
  readonly destinationBits: number | "bits" | null;
  readonly sourcePorts: boolean;
}

const none = { addresses: 0.8, protocol: 0, ports: 0, icmp: 0, flags: 0, fragments: 0, dscp: 0, names: 0 };

/** Each favours a few dimensions with long lists; two have all of them with short ones. */
export const shapes: readonly Shape[] = [
  {
    ...none,
    name: "sources",
    for: "acl",
    sourceBits: 4,
    destinationBits: 0,
    sourcePorts: false,
    entries: 12,
    addresses: 0.95,
  },
  { ...none, name: "addresses", for: "acl", sourceBits: 3, destinationBits: 2, sourcePorts: false, entries: 12 },
  {
    ...none,
    name: "long lists",
    for: "acl",
    sourceBits: 3,
    destinationBits: 2,
    sourcePorts: false,
    entries: 28,
    addresses: 0.95,
  },
  {
    ...none,
    name: "wildcards",
    for: "acl",
    sourceBits: "bits",
    destinationBits: 1,
    sourcePorts: false,
    entries: 12,
    addresses: 0.95,
  },
  {
    ...none,
    name: "ports",
    for: "acl",
    sourceBits: 1,
    destinationBits: null,
    sourcePorts: true,
    entries: 10,
    addresses: 0.3,
    protocol: 0.7,
    ports: 0.8,
  },
  {
    ...none,
    name: "icmp",
    for: "acl",
    sourceBits: 1,
    destinationBits: null,
    sourcePorts: false,
    entries: 10,
    addresses: 0.4,
    protocol: 0.7,
    ports: 0.1,
    icmp: 0.8,
  },
  {
    ...none,
    name: "flags",
    for: "acl",
    sourceBits: 1,
    destinationBits: null,
    sourcePorts: false,
    entries: 8,
    addresses: 0.4,
    protocol: 0.5,
    ports: 0.2,
    flags: 0.7,
    fragments: 0.1,
  },
  {
    ...none,
    name: "fragments",
    for: "acl",
    sourceBits: 0,
    destinationBits: null,
    sourcePorts: false,
    entries: 8,
    addresses: 0.4,
    protocol: 0.5,
    ports: 0.4,
    icmp: 0.2,
    flags: 0.2,
    fragments: 0.5,
  },
  {
    ...none,
    name: "dscp",
    for: "acl",
    sourceBits: 2,
    destinationBits: 0,
    sourcePorts: false,
    entries: 10,
    addresses: 0.6,
    protocol: 0.3,
    dscp: 0.7,
  },
  {
    ...none,
    name: "interfaces",
    for: "acl",
    sourceBits: 2,
    destinationBits: null,
    sourcePorts: false,
    entries: 10,
    addresses: 0.5,
    protocol: 0.3,
    names: 0.6,
  },
  {
    ...none,
    name: "everything",
    for: "acl",
    sourceBits: 0,
    destinationBits: null,
    sourcePorts: false,
    entries: 6,
    addresses: 0.4,
    protocol: 0.4,
    ports: 0.3,
    icmp: 0.2,
    flags: 0.2,
    fragments: 0.2,
    dscp: 0.3,
  },
  {
    ...none,
    name: "names",
    for: "policies",
    sourceBits: 0,
    destinationBits: null,
    sourcePorts: false,
    entries: 10,
    addresses: 0.2,
    names: 0.7,
  },
  {
    ...none,
    name: "policies",
    for: "policies",
    sourceBits: 1,
    destinationBits: 1,
    sourcePorts: false,
    entries: 10,
    addresses: 0.6,
    protocol: 0.4,
    ports: 0.3,
    icmp: 0.1,
    names: 0,
  },
  {
    ...none,
    name: "policy everything",
    for: "policies",
    sourceBits: 0,
    destinationBits: null,
    sourcePorts: false,
    entries: 6,
    addresses: 0.4,
    protocol: 0.3,
    ports: 0.3,
    icmp: 0.1,
    names: 0.3,
  },
];
