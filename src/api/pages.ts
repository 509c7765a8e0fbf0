import type { FastifyReply, FastifyRequest } from "fastify";
import { Type, type TProperties, type TSchema } from "typebox";
import type { Page, PageRequest } from "../store/records.ts";
import { closed, listOf, orNull } from "./schemas.ts";

const pageFields = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Items on a page; 100 without it." })),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1500, description: "`next` of the page before, with the same filters." }),
  ),
};

/** The query of a list: its filters, limit and cursor. */
export function pageQuery<const F extends TProperties>(filters: F) {
  return closed({ ...filters, ...pageFields });
}

/** The answer of a list, with fields of its own beside the items. */
export function pageOf<T extends TSchema, const F extends TProperties>(items: T, fields: F) {
  return closed({
    items: listOf(items),
    next: orNull(Type.String({ description: "Cursor of the next page; null on the last. Also in the Link header." })),
    ...fields,
  });
}

export function pageRequest({ limit, cursor }: { readonly limit?: number; readonly cursor?: string }): PageRequest {
  return { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
}

/** Names the next page in a Link header (RFC 8288), with the filters of this one. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, { next }: Pick<Page<unknown>, "next">): void {
  if (next === null) return;
  const [path = ""] = request.url.split("?", 1);
  const query = new URLSearchParams();
  if (typeof request.query === "object" && request.query !== null) {
    for (const [name, value] of Object.entries(request.query)) query.set(name, String(value));
  }
  query.set("cursor", next);
  reply.header("link", `<${path}?${query.toString()}>; rel="next"`);
}

/** Drops what is undefined: filters of the store know absence only. */
export function given<T extends object>(filter: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only undefined fields are gone
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
