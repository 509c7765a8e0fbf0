import { only, passwordType, word, type Span, type Token } from "./secret-tokens.ts";

/** Statements whose secret no keyword announces, or whose keywords mean something else. */
export function specialForm(tokens: readonly Token[]): Span[] | null {
  const start = `${word(tokens, 0)} ${word(tokens, 1)}`;
  switch (start) {
    case "snmp-server community":
      // After a type digit the string is the next word; both are marked where that is in doubt.
      return passwordType.test(word(tokens, 2)) ? [...only(tokens[2]), ...only(tokens[3])] : only(tokens[2]);
    case "snmp-server host":
      return hostCommunity(tokens);
    case "snmp-server user":
      return usersKeys(tokens);
    case "snmp-server mib":
      return word(tokens, 2) === "community-map" ? only(tokens[3]) : [];
    case "authentication text":
      return only(tokens[2]);
    case "snmp mib":
      return only(tokens[3]);
    case "ntp authentication-key":
      return tokens.slice(4).flatMap((token) => (/^\d$/.test(token.text) ? [] : only(token)));
    case "ip nhrp":
      return word(tokens, 2) === "authentication" ? only(tokens[3]) : [];
    default:
  }
  const first = word(tokens, 0);
  if (
    (first === "standby" || first === "vrrp" || first === "glbp") &&
    tokens.some(({ text }) => text === "authentication")
  )
    return groupAuthentication(tokens);
  if (tokens.some(({ text }, index) => text === "ipsec" && word(tokens, index + 1) === "spi"))
    return tokens.filter(({ text }) => /^[0-9A-Fa-f]{8,}$/.test(text)).flatMap((token) => only(token));
  if (tokens.some(({ text }) => text === "session-key")) return tokens.slice(4).flatMap((token) => only(token));
  return null;
}

/** "snmp-server host A [vrf V] [informs|traps] [version V [LEVEL]] COMMUNITY …". */
function hostCommunity(tokens: readonly Token[]): Span[] {
  let index = 3;
  for (;;) {
    const text = word(tokens, index);
    if (text === "vrf" || text === "udp-port") index += 2;
    else if (text === "informs" || text === "traps") index += 1;
    else if (text === "version") index += word(tokens, index + 1) === "3" ? 3 : 2;
    // NX-OS says on lines of their own how a host is reached.
    else return text === "use-vrf" || text === "source-interface" || text === "filter-vrf" ? [] : only(tokens[index]);
  }
}

/** Words between "auth" or "priv" and the key: an algorithm, or its length by itself. */
const algorithm = /^(?:md5|sha|sha-?\d{3}|sha-2|des|des56|3des|aes|aes-?\d{3}|\d{3})$/;

/** "auth [A] KEY priv [P [BITS]] KEY"; NX-OS leaves out the group before and the algorithm of "priv". */
function usersKeys(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let index = 3; index < tokens.length; index += 1) {
    if (word(tokens, index) !== "auth" && word(tokens, index) !== "priv") continue;
    let key = index + 1;
    while (algorithm.test(word(tokens, key)) && tokens[key + 1] !== undefined) key += 1;
    spans.push(...only(tokens[key]));
  }
  return spans;
}

/** "standby N authentication [text|md5 key-string [7]] SECRET"; a key chain's name is none. */
function groupAuthentication(tokens: readonly Token[]): Span[] {
  const index = tokens.findIndex(({ text }) => text === "authentication");
  if (tokens.some(({ text }) => text === "key-chain")) return [];
  const rest = tokens
    .slice(index + 1)
    .filter(({ text }) => !["text", "md5", "ietf-md5", "key-string"].includes(text) && !passwordType.test(text));
  return rest.slice(0, 1).flatMap((token) => only(token));
}
