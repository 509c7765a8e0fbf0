import { byDefault, type Fact } from "../../../src/model/fact.ts";
import type { RoutingAuthentication } from "../../../src/model/routing.ts";
import type { Statement } from "../indented.ts";
import { readAt } from "./places.ts";

/** `source` names the language and what would switch it on. */
export function noneBy(source: string): Fact<RoutingAuthentication> {
  return byDefault({ kind: "none" }, source);
}

export function noneAt(statement: Statement): Fact<RoutingAuthentication> {
  return readAt({ kind: "none" }, statement);
}

export function textAt(statement: Statement): Fact<RoutingAuthentication> {
  return readAt({ kind: "text" }, statement);
}

export function digestAt(algorithm: Fact<string>, statement: Statement): Fact<RoutingAuthentication> {
  return readAt({ kind: "digest", algorithm }, statement);
}

export function md5At(statement: Statement): Fact<RoutingAuthentication> {
  return digestAt(readAt("md5", statement), statement);
}
