import type { Judge } from "./compare.ts";
import { iptablesCommands, type IptablesBackend } from "./iptables.ts";
import { nftCommands, type NftPlace } from "./nft.ts";

/** nftables with later fragments told apart by the rules: it can say every one of a list's conditions. */
function nftables(hook: NftPlace["hook"]): Judge {
  return {
    name: `nftables ${hook}`,
    dialect: {
      flagBits: 0xff,
      highestIcmpType: 255,
      laterFragments: ["unmatched", "by-addresses-when-permitting"],
    },
    families: [4, 6],
    commands: (list, family) => nftCommands(list, family, { hook, guarded: true }),
  };
}

/** nftables as rules are mostly written: what becomes of later fragments is up to the kernel (see kernel.test.ts). */
export function plainNftables(readsLaterFragments: boolean): Judge {
  return {
    name: "nftables as commonly written",
    dialect: {
      flagBits: 0xff,
      highestIcmpType: 255,
      laterFragments: [readsLaterFragments ? "like-whole-packets" : "unmatched"],
    },
    families: [4],
    commands: (list, family) => nftCommands(list, family, { hook: "prerouting", guarded: false }),
  };
}

/** iptables knows six TCP flags, and takes ICMP type 255 for all types. */
function iptables(backend: IptablesBackend): Judge {
  return {
    name: `iptables-${backend}`,
    dialect: {
      flagBits: 0x3f,
      highestIcmpType: 254,
      laterFragments: ["unmatched", "by-addresses-when-permitting"],
    },
    families: [4, 6],
    commands: (list, family) => iptablesCommands(list, family, backend),
  };
}

export const judges: readonly Judge[] = [
  nftables("ingress"),
  nftables("prerouting"),
  iptables("legacy"),
  iptables("nft"),
];
