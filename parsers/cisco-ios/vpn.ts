import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import { use } from "../lib/cisco/objects.ts";
import type { Draft } from "./draft.ts";

const acl =
  (from: number) =>
  (draft: Draft, statement: Statement): void => {
    use(draft, "acl", statement.words[from], statement, `crypto ${statement.words.slice(0, from).join(" ")}`);
  };

/** Entries of a crypto map, an IKE group or a GDOI group: read for the lists they name. */
export const cryptoTable: ReturnType<typeof table<Draft>> = table<Draft>([
  on("match address ipv4", acl(3)),
  on("match address", acl(2)),
  on("acl", acl(1)),
  on(["set ip access-group", "split-dns"], acl(3)),
  on(["set transform-set", "set pfs", "set security-association lifetime seconds"], () => true),
  skip(
    "vpn",
    "set",
    "reverse-route",
    "description",
    "key",
    "pool",
    "dns",
    "wins",
    "domain",
    "save-password",
    "netmask",
    "max-users",
    "max-logins",
    "banner",
    "include-local-lan",
    "firewall",
    "backup-gateway",
    "pfs",
    "access-restrict",
    "group",
    "split",
    "exit",
    "qos",
    "dialer",
    "identity",
    "crypto",
    "match",
  ),
]);

// What these say is worked out together: vpn-proposals.ts.
export const isakmpTable = table<Draft>([
  on(["encr", "encryption", "hash", "authentication", "group", "lifetime"], () => true),
  skip("vpn", "exit"),
]);
export const proposalTable = table<Draft>([
  on(["encryption", "integrity", "group"], () => true),
  skip("vpn", "prf", "exit"),
]);
export const transformTable = table<Draft>([skip("vpn", "mode", "exit")]);

const readCrypto = (draft: Draft, statement: Statement): void =>
  readStatements(draft, statement.children, cryptoTable, ["vpn", "objects"]);

/** VPN and certificates ("crypto"): kept for the access lists that they use. */
export const vpnStatements = [
  block<Draft>(["crypto map", "crypto dynamic-map", "crypto isakmp client configuration group"], readCrypto),
  on<Draft>(
    [
      "crypto isakmp key",
      "crypto isakmp invalid-spi-recovery",
      "crypto isakmp keepalive",
      "crypto isakmp nat",
      "crypto isakmp enable",
      "crypto isakmp identity",
      "crypto isakmp aggressive-mode",
      "crypto isakmp fragmentation",
      "crypto isakmp diagnose",
      "crypto isakmp xauth",
    ],
    () => true,
  ),
  block<Draft>("crypto isakmp policy", (draft, statement) =>
    readStatements(draft, statement.children, isakmpTable, ["vpn"]),
  ),
  block<Draft>("crypto ikev2 proposal", (draft, statement) =>
    readStatements(draft, statement.children, proposalTable, ["vpn"]),
  ),
  block<Draft>("crypto ipsec transform-set", (draft, statement) =>
    readStatements(draft, statement.children, transformTable, ["vpn"]),
  ),
  block<Draft>("crypto ipsec profile", readCrypto),
  on<Draft>("crypto ipsec security-association lifetime", () => true),
  skipBlock(
    "vpn",
    "crypto isakmp profile",
    "crypto isakmp peer",
    "crypto keyring",
    "crypto ikev2",
    "crypto ipsec security-association",
    "crypto ipsec df-bit",
    "crypto ipsec fragmentation",
    "crypto ipsec nat-transparency",
    "crypto ipsec optional",
    "crypto ipsec client",
    "crypto ipsec server",
    "crypto gdoi",
    "crypto engine",
    "crypto ssl",
    "crypto call",
    "crypto logging",
    "crypto ace",
    "crypto vpn",
    "crypto tls-tunnel",
  ),
  skipBlock("certificates", "crypto pki", "crypto ca", "crypto provisioning"),
  skipBlock("public-keys", "crypto key"),
  skipBlock("vpdn", "vpdn-group", "l2tp-class", "l2tp", "bba-group"),
  skip("vpdn", "vpdn", "multilink", "isdn", "virtual-profile", "subscriber", "vpdn-template"),
  touching(["vpn", "objects", "management.tls"], "crypto", "vpdn", "l2tp", "webvpn"),
];
