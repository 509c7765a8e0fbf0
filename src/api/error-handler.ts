import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { StoreError } from "../store/store-failures.ts";
import { ApiError, apiErrors, problemOf, type ApiErrorCode } from "./api-errors.ts";
import { securityHeaders } from "./security-headers.ts";
import { fieldErrors, type ValidationFault } from "./validator.ts";

/** What the framework refuses by itself, in the words of the API. */
const frameworkCodes: Readonly<Record<string, ApiErrorCode>> = {
  FST_ERR_BAD_URL: "url-malformed",
  FST_ERR_INVALID_URL: "url-malformed",
  FST_ERR_MAX_PARAM_LENGTH: "not-found",
  FST_ERR_NOT_FOUND: "no-such-route",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media-type-unsupported",
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "request-invalid",
};

/** Every error of a route, a hook or the framework becomes a problem document. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((_request, reply) => sendProblem(new ApiError("no-such-route"), reply));
}

export function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error, request);
  if (apiErrors[refusal.code].status >= apiErrors.internal.status) logFault(error, request);
  return sendProblem(refusal, reply);
}

function sendProblem(refusal: ApiError, reply: FastifyReply): FastifyReply {
  return reply
    .headers(securityHeaders)
    .code(apiErrors[refusal.code].status)
    .headers(refusal.details.headers ?? {})
    .type("application/problem+json")
    .serializer((problem: unknown) => JSON.stringify(problem))
    .send(problemOf(refusal));
}

function refusalOf(error: unknown, request: FastifyRequest): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) {
    if (error.code === "cursor-invalid") return new ApiError("cursor-invalid");
    if (error.code === "not-found") return new ApiError("not-found");
    return new ApiError("store-unavailable");
  }
  if (isFrameworkError(error)) {
    if (error.validation !== undefined && error.validationContext !== undefined) {
      const errors = fieldErrors(error.validation, error.validationContext);
      const first = errors[0];
      const detail =
        first === undefined
          ? undefined
          : `${first.in} ${first.field === "" ? "as a whole" : first.field} ${first.message}.`;
      return new ApiError("request-invalid", detail, { errors });
    }
    const code = frameworkCodes[error.code];
    if (code === "body-too-large")
      return new ApiError(code, `The body may have ${request.routeOptions.bodyLimit} bytes at most.`);
    if (code !== undefined) return new ApiError(code);
  }
  return new ApiError("internal");
}

interface FrameworkError {
  readonly code: string;
  readonly validation?: readonly ValidationFault[];
  readonly validationContext?: "body" | "querystring" | "params" | "headers";
}

function isFrameworkError(error: unknown): error is FrameworkError & FastifyError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("FST_");
}

/** For whoever runs the server: the kind of the error and where it came from. Its words only where they cannot quote a configuration. */
function logFault(error: unknown, request: FastifyRequest): void {
  const fault = error instanceof Error ? error : new Error("Something that is no error was thrown.");
  const frames = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const words = request.routeOptions.config.carriesConfiguration === true ? undefined : fault.message;
  request.log.error({ fault: fault.name, words, frames: frames.slice(0, 12) }, "a request failed");
}

const socketCodes: Readonly<Record<string, ApiErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};

/** Answers what is not even HTTP, where the framework never sees a request. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = socketCodes[error.code ?? ""] ?? "request-invalid";
  const { status } = apiErrors[code];
  const body = JSON.stringify(problemOf(new ApiError(code)));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
