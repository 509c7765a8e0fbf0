import { knownServices, type KnownService } from "../../acl/openness/known-services.ts";

/**
 * Ports of services that administer systems, TFTP among them, which carries their configurations. 80 and 443 are left
 * out: they are what public servers offer, and nothing in a filter tells a web page from a management page.
 */
export const managementPorts: readonly KnownService[] = knownServices.filter(({ use }) => use === "management");
