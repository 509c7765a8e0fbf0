/**
 * Closed table of what the API refuses or cannot do: HTTP status (RFC 9110 section 15, RFC 6585), what happened, what to do.
 * A problem's `type` is `problemsPath` and the code as anchor; docs/errors.md is made from this table.
 */
export const apiErrors = {
  "malformed-json": {
    status: 400,
    title: "The body is not JSON.",
    mend: "Correct the body at the line and column that the problem names.",
  },
  "request-invalid": {
    status: 400,
    title: "The request does not fit its schema.",
    mend: "Correct the fields that `errors` lists; /api/v1/openapi.json has the schema. Fields that are not in it are refused.",
  },
  "url-malformed": { status: 400, title: "The URL cannot be decoded.", mend: "Percent-encode it as RFC 3986 says." },
  "cursor-invalid": {
    status: 400,
    title: "The cursor does not belong to this query.",
    mend: "Start again at the first page, and keep the filters while you follow its pages.",
  },
  "token-missing": {
    status: 401,
    title: "The request carries no token.",
    mend: "Send the header `Authorization: Bearer <token>`.",
  },
  "token-refused": {
    status: 401,
    title: "The token is not valid.",
    mend: "Check that it was copied whole; if it was revoked, ask for another one.",
  },
  "token-expired": { status: 401, title: "The token has expired.", mend: "Ask for a new one." },
  "scope-missing": {
    status: 403,
    title: "The token does not have the scope that this needs.",
    mend: "Use a token with the scope that the problem names.",
  },
  "not-found": {
    status: 404,
    title: "There is no such resource.",
    mend: "Check the identifier; lists give those that exist.",
  },
  "no-such-route": {
    status: 404,
    title: "There is nothing at this address.",
    mend: "See /api/v1/openapi.json for every path and its methods.",
  },
  "request-timeout": { status: 408, title: "The request did not arrive in time.", mend: "Send it again, whole." },
  "device-retired": {
    status: 409,
    title: "The inventory no longer lists the device.",
    mend: "Put the device back into the inventory file first.",
  },
  "finding-resolved": {
    status: 409,
    title: "The finding is resolved, so its status is for audits to change.",
    mend: "Leave `status` out, or wait until an audit reopens the finding.",
  },
  "idempotency-running": {
    status: 409,
    title: "A request with this Idempotency-Key is still under way.",
    mend: "Repeat it in a moment; the answer will be that of the first.",
  },
  "not-redactable": {
    status: 409,
    title: "The text cannot be redacted for certain, so it is not shown.",
    mend: "Its type must be known to this version, and the text must be well-formed; pull the configuration again.",
  },
  "version-conflict": {
    status: 412,
    title: "The resource has changed since it was read.",
    mend: "Read it again and send its new ETag as If-Match.",
  },
  "body-too-large": {
    status: 413,
    title: "The body is too large.",
    mend: "Stay within the bound that the problem names.",
  },
  "url-too-long": { status: 414, title: "The URL is too long.", mend: "Shorten its query." },
  "media-type-unsupported": {
    status: 415,
    title: "The body is of a type that is not read here.",
    mend: "Send Content-Type as /api/v1/openapi.json lists it for the path.",
  },
  "idempotency-mismatch": {
    status: 422,
    title: "This Idempotency-Key was used for another request.",
    mend: "Use a new key for a new request.",
  },
  "text-empty": { status: 422, title: "The text is empty.", mend: "Pull the configuration again." },
  "text-binary": { status: 422, title: "This is binary data, not text.", mend: "Export the configuration as text." },
  "text-too-large": {
    status: 422,
    title: "The text is larger than any configuration.",
    mend: "Post one device's configuration at a time.",
  },
  "text-line-too-long": {
    status: 422,
    title: "A line is longer than any device writes.",
    mend: "Check how the text was made; a configuration has line ends.",
  },
  "text-unknown-type": {
    status: 422,
    title: "This is no configuration of a known type.",
    mend: "Name the type with `os`; /api/v1/openapi.json lists those that are known.",
  },
  "version-missing": {
    status: 428,
    title: "The change does not say which version it is of.",
    mend: "Read the resource and send its ETag as If-Match.",
  },
  "headers-too-large": {
    status: 431,
    title: "The request's header is too large.",
    mend: "Send fewer or shorter fields.",
  },
  internal: {
    status: 500,
    title: "The program failed.",
    mend: "Look for the request's X-Request-Id in the log of the server.",
  },
  "audit-stopped": {
    status: 503,
    title: "The audit took more time or memory than a posted text may, and was stopped.",
    mend: "Audit it with the command line, `redoubt audit`, which has no such bound.",
  },
  "assertions-stopped": {
    status: 503,
    title: "Checking the assertions took more time or memory than a request may, and was stopped.",
    mend: "Check fewer devices at a time, or use the command line, `redoubt acl assert`, which has no such bound.",
  },
  busy: {
    status: 503,
    title: "The server holds as many posted texts as it can.",
    mend: "Wait as long as Retry-After says, then send the text again.",
  },
  "store-unavailable": {
    status: 503,
    title: "The store does not answer.",
    mend: "Look at the server's log and its disk, then try again.",
  },
} as const satisfies Readonly<
  Record<string, { readonly status: number; readonly title: string; readonly mend: string }>
>;

export type ApiErrorCode = keyof typeof apiErrors;

export const problemsPath = "/api/v1/errors";

/** One field of a request that does not fit. */
export interface FieldError {
  readonly in: "body" | "query" | "path" | "header";
  /** Name, or path within the body, such as "scopes/0"; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

export interface ApiErrorDetails {
  /** Line of the body that is the reason, from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a request with a problem document. `detail` is for the caller: free of secrets and of what was posted. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly detail: string;
  readonly details: ApiErrorDetails;

  constructor(code: ApiErrorCode, detail: string = apiErrors[code].title, details: ApiErrorDetails = {}) {
    super(detail);
    this.name = "ApiError";
    this.code = code;
    this.detail = detail;
    this.details = details;
  }
}

/** An RFC 9457 problem document. `type` is resolved against the server's address, so it needs to know no host. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ApiErrorCode;
  readonly mend: string;
  readonly line?: number;
  readonly column?: number;
  readonly errors?: readonly FieldError[];
}

export function problemOf({ code, detail, details: { line, column, errors } }: ApiError): ProblemDocument {
  const { status, title, mend } = apiErrors[code];
  return {
    type: `${problemsPath}#${code}`,
    title,
    status,
    detail,
    code,
    mend,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(errors === undefined ? {} : { errors }),
  };
}
