import { byDefault, isKnown, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName, SourceRestriction } from "../../src/model/management.ts";
import { defaultVrf, releaseOf, type Draft, type OfferDraft } from "./draft.ts";
import { snmpEnabled } from "./snmp.ts";

const everywhere: Fact<"all" | readonly string[]> = byDefault("all", "EOS: offered on every interface of the VRF");

interface Offer {
  readonly name: ManagementServiceName;
  readonly instance: string;
  readonly enabled: Fact<boolean>;
  readonly port: Fact<number | null>;
  readonly vrf: Fact<string | null>;
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly idleTimeout?: Fact<number | null>;
}

function made({ idleTimeout, ...rest }: Offer): ManagementService {
  return {
    ...rest,
    interfaces: everywhere,
    idleTimeout: idleTimeout ?? notApplicable("The service has no session of its own."),
    external: unknownFact("Nothing in an EOS configuration says which interfaces face outside."),
  };
}

const manual = "EOS User Manual";

function vrfFact(draft: Draft, vrf: string, offer: OfferDraft): Fact<string | null> {
  if (vrf === defaultVrf) return byDefault(null, "EOS: the default VRF");
  return read(vrf, joinRanges([...offer.at, ...offer.sourcesAt, ...(draft.vrfs.get(vrf) ?? [])]));
}

/** Both have to hold. */
function both(one: Fact<boolean>, other: Fact<boolean>): Fact<boolean> {
  for (const fact of [one, other]) if (isKnown(fact) && !fact.value) return fact;
  for (const fact of [one, other]) if (!isKnown(fact)) return fact;
  const at = [one, other].flatMap((fact) => ("at" in fact ? fact.at : []));
  return at.length === 0 ? one : read(true, joinRanges(at));
}

const anyone: Fact<readonly SourceRestriction[]> = byDefault(
  [],
  `EOS: anyone unless "ip access-group" (${manual}, "Service ACLs")`,
);

function ownSources({ sources, sourcesAt }: OfferDraft): Fact<readonly SourceRestriction[]> {
  return sources.length === 0 ? anyone : read(sources, joinRanges(sourcesAt));
}

/** VRFs of a service that statements name, the default one first. */
function offersOf(draft: Draft, service: string): readonly (readonly [vrf: string, offer: OfferDraft])[] {
  const found = [...draft.offers.values()].flatMap((offer) =>
    offer.service === service ? [[offer.key, offer] as const] : [],
  );
  return found.toSorted(([a], [b]) => Number(b === defaultVrf) - Number(a === defaultVrf));
}

const unstated: OfferDraft = {
  service: "",
  key: "",
  instance: "",
  vrf: undefined,
  enabled: undefined,
  port: undefined,
  sources: [],
  sourcesAt: [],
  at: [],
};

/**
 * SSH and Telnet by VRF. SSH runs in every VRF unless "shutdown" for all or for one ("Arista EOS Hardening Guide";
 * arista.avd, issues 6038 and 7420), and Telnet does not unless "no shutdown" (DISA EOS 4.x NDM STIG V2R2,
 * ARST-ND-000340; Router STIG V2R2, ARST-RT-000260: only SSH is enabled by default, Telnet and SNMP are not). A list without
 * "vrf" held in all VRFs in EOS 4.19 ("Service ACLs", EOS User Manual).
 */
function terminals(draft: Draft, service: "ssh" | "telnet"): readonly ManagementService[] {
  const stated = new Map(offersOf(draft, service));
  const everywhereElse = draft.offers.get(`${service}-server ${defaultVrf}`)?.enabled;
  const isOnByDefault = everywhereElse?.value ?? service === "ssh";
  const used = [...draft.interfaces.values()].flatMap(({ vrf }) => vrf ?? []);
  const others = isOnByDefault ? [...draft.vrfs.keys(), ...used] : [];
  const vrfs = new Set([defaultVrf, ...stated.keys(), ...others]);
  const general = stated.get(defaultVrf);
  const release = releaseOf(draft);
  const byRelease = (own: OfferDraft): Fact<readonly SourceRestriction[]> => {
    if (own.sources.length > 0 || general === undefined || general.sources.length === 0) return ownSources(own);
    if (release?.major === 4 && release.minor === 19) return ownSources(general);
    return unknownFact(
      'Whether a list without "vrf" restricts other VRFs too differs among releases.',
      joinRanges(general.sourcesAt),
    );
  };
  return [...vrfs].map((vrf) => {
    const own = stated.get(vrf) ?? unstated;
    const isDefault = vrf === defaultVrf;
    return made({
      name: service,
      instance: `management ${service}${isDefault ? "" : ` vrf ${vrf}`}`,
      enabled: own.enabled ?? terminalElsewhere(service, vrf, everywhereElse),
      port:
        draft.numbers.get(`${service} port`) ??
        byDefault(service === "ssh" ? 22 : 23, `EOS: port ${service === "ssh" ? 22 : 23}`),
      vrf: vrfFact(draft, vrf, own),
      sources: isDefault ? ownSources(own) : byRelease(own),
      idleTimeout: idleOf(draft, service),
    });
  });
}

/** What holds in a VRF that says nothing itself; that "no shutdown" starts Telnet in others than the default one was not found. */
function terminalElsewhere(service: "ssh" | "telnet", vrf: string, general: OfferDraft["enabled"]): Fact<boolean> {
  if (service === "telnet") {
    if (vrf !== defaultVrf && general?.value === true)
      return unknownFact(`Whether the Telnet server runs in VRF "${vrf}" is not stated.`, general.at);
    return general ?? byDefault(false, 'EOS: off unless "no shutdown" under "management telnet" (DISA ARST-ND-000340)');
  }
  return (
    general ?? byDefault(true, 'EOS: on in every VRF unless "shutdown" under "management ssh" (arista.avd, issue 7420)')
  );
}

/** "idle-timeout" in minutes, zero is never; what holds without it is in no manual that was read. */
export function idleOf(draft: Draft, service: string): Fact<number | null> {
  return (
    draft.numbers.get(`${service} idle`) ??
    unknownFact('Without "idle-timeout" the release decides when idle sessions end, which no manual read says.')
  );
}

const webOff = `EOS: off unless "no shutdown" under "management api http-commands" (${manual})`;

/**
 * The Command API over HTTPS and HTTP by VRF. Once on, it is served over HTTPS and not over HTTP ("management api
 * http-commands", EOS User Manual; "Securing EOS CLI"). In the default VRF it is on where no VRF is named; where
 * another is named alone, what becomes of the default one was not found.
 */
function webServices(draft: Draft): readonly ManagementService[] {
  const stated = new Map(offersOf(draft, "http-commands"));
  const named = [...stated.keys()].filter((vrf) => vrf !== defaultVrf);
  const server = draft.offers.get(`http-server ${defaultVrf}`)?.enabled ?? byDefault(false, webOff);
  const byVrf = [defaultVrf, ...named].map((vrf) => {
    const offer = stated.get(vrf) ?? unstated;
    if (offer.enabled !== undefined) return [vrf, offer, both(server, offer.enabled)] as const;
    if (named.length === 0) return [vrf, offer, server] as const;
    const silent =
      vrf === defaultVrf
        ? "Whether the default VRF is served beside others that are named is not known."
        : 'Neither "shutdown" nor "no shutdown" is stated there.';
    return [vrf, offer, both(server, unknownFact(silent, joinRanges(offer.at)))] as const;
  });
  const protocols = [
    ["https", 443, byDefault(true, 'EOS: on unless "no protocol https" (Securing EOS CLI)')],
    ["http", 80, byDefault(false, 'EOS: off unless "protocol http" (Securing EOS CLI)')],
  ] as const;
  return byVrf.flatMap(([vrf, offer, on]) =>
    protocols.map(([name, port, otherwise]) =>
      made({
        name,
        instance: `management api http-commands${vrf === defaultVrf ? "" : ` vrf ${vrf}`} ${name}`,
        enabled: both(on, draft.switches.get(`protocol ${name}`) ?? otherwise),
        port: draft.numbers.get(`${name} port`) ?? byDefault(port, `EOS: port ${port}`),
        vrf: vrfFact(draft, vrf, offer),
        sources: ownSources(offer),
        idleTimeout: unknownFact("When an idle session of the Command API ends is not documented."),
      }),
    ),
  );
}

/** Ports of the transports ("management api gnmi", "… netconf" and "… restconf", OpenConfig with EOS). */
const transportPorts: Readonly<Record<string, number>> = { gnmi: 6030, netconf: 830, restconf: 6020 };

/** gNMI, NETCONF and RESTCONF: a transport that is stated serves unless it is shut down. */
function programming(draft: Draft, service: "gnmi" | "netconf" | "restconf"): readonly ManagementService[] {
  return offersOf(draft, service).map(([, offer]) => {
    const port = transportPorts[service] ?? 0;
    return made({
      name: service,
      instance: offer.instance,
      enabled: offer.enabled ?? read(true, joinRanges(offer.at)),
      port: offer.port ?? byDefault(port, `EOS: port ${port} unless "port"`),
      vrf:
        offer.vrf === undefined || offer.vrf.value === defaultVrf ? byDefault(null, "EOS: the default VRF") : offer.vrf,
      sources: ownSources(offer),
      idleTimeout: unknownFact("When an idle session ends is not documented."),
    });
  });
}

/** The SNMP agent by VRF: in the default one unless "no snmp-server vrf default", in others where they are named. */
function agents(draft: Draft): readonly ManagementService[] {
  const stated = new Map(offersOf(draft, "snmp"));
  const vrfs = [defaultVrf, ...[...stated.keys()].filter((vrf) => vrf !== defaultVrf)];
  const agent = snmpEnabled(draft);
  return vrfs.map((vrf) => {
    const own = stated.get(vrf) ?? unstated;
    const inVrf: Fact<boolean> =
      own.enabled ??
      (vrf === defaultVrf
        ? byDefault(true, `EOS: in the default VRF unless "no snmp-server vrf default" (${manual}, "SNMP")`)
        : unknownFact(`Whether the agent answers in VRF "${vrf}" is not stated.`, own.at));
    return made({
      name: "snmp",
      instance: `snmp-server${vrf === defaultVrf ? "" : ` vrf ${vrf}`}`,
      enabled: both(agent, inVrf),
      port: byDefault(161, "EOS: port 161"),
      vrf: vrfFact(draft, vrf, own),
      sources:
        own.sources.length > 0 ? ownSources(own) : unknownFact("Communities and groups restrict SNMP each for itself."),
    });
  });
}

/** gNMI of the streaming agent, where its command line opens a port to the network. */
function streaming(draft: Draft): readonly ManagementService[] {
  const opened = draft.lists.get("daemon gnmi");
  if (opened === undefined) return [];
  const [vrf = defaultVrf, port = ""] = opened.value;
  return [
    made({
      name: "gnmi",
      instance: "daemon TerminAttr -grpcaddr",
      enabled:
        draft.switches.get("daemon TerminAttr") ?? unknownFact("Whether the daemon runs is not stated.", opened.at),
      port: /^\d{1,5}$/.test(port)
        ? { value: Number(port), at: opened.at }
        : unknownFact("No port is stated.", opened.at),
      vrf: vrf === defaultVrf ? byDefault(null, "EOS: the default VRF") : { value: vrf, at: opened.at },
      sources: byDefault([], "EOS: TerminAttr restricts nobody by address"),
      idleTimeout: unknownFact("When an idle session ends is not documented."),
    }),
  ];
}

export function managementServices(draft: Draft): readonly ManagementService[] {
  return [
    ...terminals(draft, "ssh"),
    ...terminals(draft, "telnet"),
    ...webServices(draft),
    ...programming(draft, "gnmi"),
    ...programming(draft, "netconf"),
    ...programming(draft, "restconf"),
    ...agents(draft),
    ...streaming(draft),
  ];
}
