import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "./api-errors.ts";

/** A strong entity tag (RFC 9110 section 8.8.3) of a version. */
export function entityTag(...versions: readonly (string | number)[]): string {
  return `"${versions.join(".")}"`;
}

/** Sets ETag, and tells whether If-None-Match already has this version (RFC 9110 section 13.1.2: weak comparison). */
export function isKnownVersion(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.header("etag", tag);
  const known = request.headers["if-none-match"];
  if (known === undefined) return false;
  return known.trim() === "*" || tagsOf(known).some((each) => each.replace(/^W\//, "") === tag);
}

/** Refuses a change that does not name the current version (RFC 9110 section 13.1.1: strong comparison; RFC 6585 section 3). */
export function requireVersion(request: FastifyRequest, tag: string): void {
  const wanted = request.headers["if-match"];
  if (wanted === undefined) throw new ApiError("version-missing");
  if (wanted.trim() !== "*" && !tagsOf(wanted).includes(tag)) throw new ApiError("version-conflict");
}

function tagsOf(header: string): readonly string[] {
  return header.split(",").map((tag) => tag.trim());
}
