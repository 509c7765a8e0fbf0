import type { Algorithms } from "ssh2";

const kex = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group18-sha512",
  "diffie-hellman-group14-sha256",
] as const;
const hostKeys = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
] as const;
const ciphers = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "chacha20-poly1305@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
] as const;
// HMAC-SHA1 is not broken by collisions, and much equipment has nothing better.
const macs = [
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512",
  "hmac-sha1",
] as const;

/**
 * What is offered to a device, best first. `legacy` adds what RFC 9142 (key exchange), RFC 8758 and
 * RFC 9142 advise against and old equipment still needs: SHA-1 key exchange and host keys, CBC.
 */
export function algorithmsFor(legacy: boolean): Algorithms {
  if (!legacy) {
    return { kex: [...kex], serverHostKey: [...hostKeys], cipher: [...ciphers], hmac: [...macs], compress: ["none"] };
  }
  return {
    kex: [...kex, "diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"],
    serverHostKey: [...hostKeys, "ssh-rsa", "ssh-dss"],
    cipher: [...ciphers, "aes256-cbc", "aes192-cbc", "aes128-cbc", "3des-cbc"],
    hmac: [...macs, "hmac-sha1-96", "hmac-md5"],
    compress: ["none"],
  };
}
