import { readWords } from "../../../parsers/paloalto-panos/set-words.ts";

/** Elements whose children are entries with a name. */
const holders = new Set(
  "address address-group admin-role application application-filter application-group area auth-profile authentication-profile authentication-sequence aggregate-ethernet device-group devices dns-proxy entry ethernet external-list gateway ike-crypto-profiles interface-management-profile ipsec ipsec-crypto-profiles match-list md5 peer peer-group permitted-ip radius region rules saml-idp schedule server server-profiles service service-group snmptrap ssl-tls-service-profile syslog tacplus ldap template template-stack units users variable views virtual-router vsys zone".split(
    " ",
  ),
);
/** Elements whose children are members. */
const lists = new Set(
  "application category ciphers destination destination-hip dh-group encryption from hash hip-profiles interface kex layer3 mac members port service source source-hip source-user static tap to translated-address tunnel send-syslog authentication-profiles templates".split(
    " ",
  ),
);
/** Words that stand both for a holder or list and for something else, by the word before. */
const plainAfter: Readonly<Record<string, ReadonlySet<string>>> = {
  port: new Set(["tcp", "udp", "sctp"]),
  service: new Set(["system"]),
  address: new Set(["layer3", "ipv6"]),
  server: new Set(["one", "two", "three"]),
  interface: new Set(["network", "interface-address"]),
  authentication: new Set(),
};

interface Tree {
  readonly children: Map<string, Tree>;
}

/** `set` lines of a fixture, each a whole statement, as the XML that the device would write; test code only. */
export function setToXml(text: string): string {
  const root: Tree = { children: new Map() };
  const lines = text.split("\n").filter((line) => line !== "");
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith("set ")) throw new Error(`not a set line: ${line}`);
    const words = readWords(lines, index, 4).words;
    const last = words.at(-1);
    const path = prefixed(words.filter((word) => typeof word === "string"));
    let at = root;
    for (const word of path) at = below(at, word);
    if (typeof last !== "string") for (const member of last ?? []) below(at, member);
  }
  return `<config version="10.1.0" urldb="paloaltonetworks">\n${inner(root, "config", "", 1)}</config>\n`;
}

function below({ children }: Tree, word: string): Tree {
  let next = children.get(word);
  if (next === undefined) children.set(word, (next = { children: new Map() }));
  return next;
}

const outside = new Set(["shared", "mgt-config", "readonly"]);
const ofDevice = new Set(["network", "deviceconfig", "vsys", "device-group", "template", "template-stack"]);

function prefixed(words: readonly string[]): readonly string[] {
  const [first = ""] = words;
  if (outside.has(first)) return words;
  const device = ["devices", "localhost.localdomain"];
  return ofDevice.has(first) ? [...device, ...words] : [...device, "vsys", "vsys1", ...words];
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function inner({ children }: Tree, name: string, before: string, depth: number): string {
  const indent = "  ".repeat(depth);
  const isPlain = plainAfter[name]?.has(before) ?? false;
  let out = "";
  for (const [word, tree] of children) {
    const isLeaf = tree.children.size === 0;
    if (isLeaf && lists.has(name) && (!isPlain || word.startsWith("ethernet1/")))
      out += `${indent}<member>${escape(word)}</member>\n`;
    else if ((!isPlain && holders.has(name)) || !(isLeaf || /^[a-z][\w-]*$/i.test(word)) || (isLeaf && name === "ip"))
      out += element(`entry name="${escape(word)}"`, "entry", tree, word, name, depth);
    else if (isLeaf && children.size === 1 && !/^[a-z][a-z-]*$/.test(word)) out += `${indent}${escape(word)}\n`;
    else out += element(word, word, tree, word, name, depth);
  }
  return out;
}

function element(open: string, close: string, tree: Tree, name: string, before: string, depth: number): string {
  const indent = "  ".repeat(depth);
  const [only] = tree.children;
  if (tree.children.size === 0) return `${indent}<${open}/>\n`;
  // A leaf with one value stands in one line, as the device writes it.
  const isValue = only !== undefined && tree.children.size === 1 && only[1].children.size === 0;
  const isPlain = plainAfter[name]?.has(before) ?? false;
  if (isValue && (isPlain || (!lists.has(name) && !holders.has(name)))) {
    return `${indent}<${open}>${escape(only[0])}</${close}>\n`;
  }
  return `${indent}<${open}>\n${inner(tree, name, before, depth + 1)}${indent}</${close}>\n`;
}
