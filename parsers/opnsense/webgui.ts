import { byDefault, type Fact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** The web page that both systems are managed by, and what follows from it for the filter. */
export interface WebGui {
  readonly element: XmlElement | undefined;
  readonly protocol: Fact<"http" | "https">;
  readonly port: Fact<number | null>;
  readonly noAntiLockout: boolean;
  /** Ports that stay open on LAN. */
  readonly ports: readonly string[];
}

/** Without `<protocol>` the web server gets no TLS (OPNsense: webgui.inc; pfSense: system.inc, system_webgui_start). */
export function webgui(source: Source): WebGui {
  const element = source.find(source.root, "system", "webgui");
  if (element !== undefined && element.children.length === 0) source.take(element);
  const protocol = source.leaf(element, "protocol");
  const stated = source.leaf(element, "port");
  const https = protocol?.text === "https";
  const port = stated === undefined || stated.text === "" ? null : decimal(stated.text);
  const usual = https ? 443 : 80;
  const noRedirect = source.has(element, "disablehttpredirect");
  const redirects = https && !noRedirect;
  const ssh = sshPort(source);
  return {
    element,
    protocol:
      protocol === undefined
        ? byDefault("http", "the web page has no TLS unless <protocol> says https")
        : protocol.text === "https" || protocol.text === "http"
          ? source.fact(protocol, protocol.text)
          : source.unknown(protocol, `The protocol "${protocol.text}" of the web page is not known.`),
    port:
      stated === undefined || stated.text === ""
        ? byDefault(usual, `the web page is on port ${usual} unless <port> says otherwise`)
        : port === null
          ? source.unknown(stated, "The port of the web page is no number.")
          : source.fact(stated, port),
    noAntiLockout: source.has(element, "noantilockout"),
    ports: [String(port ?? usual), ...(redirects ? ["80"] : []), ...(ssh === null ? [] : [ssh])],
  };
}

function sshPort(source: Source): string | null {
  const ssh = source.find(source.root, "system", "ssh");
  const on =
    source.find(source.root, "system", "enablesshd") !== undefined ||
    (ssh !== undefined && ["enabled", "enable"].some((name) => source.find(ssh, name) !== undefined));
  return on ? (source.text(ssh, "port") ?? "22") : null;
}
