import type { Access } from "../../src/api/access.ts";

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As OpenAPI writes it. */
  readonly path: string;
  readonly access: Access;
}

/** Every route and who may call it, written by hand: the contract that the program is held to. */
export const routes: readonly Route[] = [
  { method: "GET", path: "/healthz", access: "public" },
  { method: "GET", path: "/readyz", access: "public" },
  { method: "GET", path: "/api/v1/errors", access: "public" },
  { method: "GET", path: "/api/v1/devices", access: "devices:read" },
  { method: "GET", path: "/api/v1/devices/{id}", access: "devices:read" },
  { method: "POST", path: "/api/v1/devices/{id}/pulls", access: "pulls:write" },
  { method: "DELETE", path: "/api/v1/devices/{id}/hold", access: "devices:write" },
  { method: "GET", path: "/api/v1/devices/{id}/host-key", access: "devices:read" },
  { method: "DELETE", path: "/api/v1/devices/{id}/host-key", access: "devices:write" },
  { method: "GET", path: "/api/v1/devices/{id}/configs", access: "configs:read" },
  { method: "GET", path: "/api/v1/configs/{id}", access: "configs:read" },
  { method: "GET", path: "/api/v1/configs/{id}/text", access: "configs:read" },
  { method: "GET", path: "/api/v1/pulls", access: "devices:read" },
  { method: "GET", path: "/api/v1/pulls/{id}", access: "devices:read" },
  { method: "GET", path: "/api/v1/jobs", access: "devices:read" },
  { method: "GET", path: "/api/v1/jobs/{id}", access: "devices:read" },
  { method: "GET", path: "/api/v1/audits", access: "audits:read" },
  { method: "GET", path: "/api/v1/audits/{id}", access: "audits:read" },
  { method: "POST", path: "/api/v1/audits", access: "audits:write" },
  { method: "POST", path: "/api/v1/assertions", access: "assertions:write" },
  { method: "GET", path: "/api/v1/findings", access: "findings:read" },
  { method: "GET", path: "/api/v1/findings/{id}", access: "findings:read" },
  { method: "PATCH", path: "/api/v1/findings/{id}", access: "findings:write" },
  { method: "GET", path: "/api/v1/rules", access: "token" },
  { method: "GET", path: "/api/v1/rules/{id}", access: "token" },
  { method: "GET", path: "/api/v1/profiles", access: "token" },
  { method: "GET", path: "/api/v1/schedules", access: "devices:read" },
  { method: "GET", path: "/api/v1/schedules/{id}", access: "devices:read" },
  { method: "GET", path: "/api/v1/tokens", access: "tokens:admin" },
  { method: "POST", path: "/api/v1/tokens", access: "tokens:admin" },
  { method: "GET", path: "/api/v1/tokens/{id}", access: "tokens:admin" },
  { method: "DELETE", path: "/api/v1/tokens/{id}", access: "tokens:admin" },
  { method: "GET", path: "/api/v1/log-entries", access: "log:read" },
];

/** A path with an identifier of nothing. */
export function anyUrl({ path }: Route): string {
  const id = path.startsWith("/api/v1/findings") ? "0".repeat(32) : "00000000-0000-7000-8000-000000000000";
  return path.replace("{id}", id);
}
