import { Secret, type HashKind, type Password } from "../../src/model/secret.ts";

/**
 * Hashes that vendors ship in every image or write in the configuration of a new device, with what they are of: each was
 * computed again from its password. Only these can be compared with defaults; any other hash keeps its password to itself.
 */
const shipped: ReadonlyMap<string, string> = new Map([
  // OPNsense, config.xml.sample of every release since 15.1.
  ["$2y$10$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY/j21TwBfS", "opnsense"],
  ["$2b$10$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY/j21TwBfS", "opnsense"],
  // pfSense, conf.default/config.xml.
  ["$2b$10$13u6qwCOwODv34GyCMgdWub6oQF3RX0rG7c3d3X4JvzuEmAXLYDd2", "pfsense"],
  // EdgeOS, config.boot.default.
  ["$1$zKNoUbAo$gomzUbYvgyUMcD436Wo66.", "ubnt"],
  // VyOS, config.boot.default, and what its own examples have.
  ["$6$QxPS.uk6mfo$9QBSo8u1FkH16gMyAVhus6fU3LOzvLR9Z9.82m3tiHFAxTtIkhaZSWssSgzt4v4dGAL8rhVQxTg0oAG9/q11h/", "vyos"],
  ["$6$O5gJRlDYQpj$MtrCV9lxMnZPMbcxlU7.FI793MImNHznxGoMFgm3Q6QP3vfKJyOSRCt3Ka/GzFQyW1yZS4NS616NLHaIPPFHc0", "vyos"],
  ["$6$2Ta6TWHd/U$NmrX0x9kexCimeOcYK1MfhMpITF9ELxHcaBU/znBq.X2ukQOj61fVI2UYP/xBzP4QtiTcdkgs7WOQMHWsRymO/", "vyos"],
  // PAN-OS, account "admin" of a new device.
  ["fnRL/G5lXVMug", "admin"],
]);

/** A stored hash; one that vendors ship tells its password, so that it is found to be a default. */
export function hashedAs(hash: HashKind, stored: string): Password {
  const known = shipped.get(stored);
  return known === undefined ? { hash } : { hash, secret: new Secret(known) };
}
