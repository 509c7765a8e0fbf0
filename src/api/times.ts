import { ApiError, type FieldError } from "./api-errors.ts";

/** A time of a request in the form that the store sorts by; refuses a day or hour that no calendar has. */
export function timeOf(text: string, part: FieldError["in"], field: string): string {
  const milliseconds = Date.parse(text);
  // The platform rolls 31 February over into March.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text.slice(0, 10)) {
    const error = { in: part, field, message: "is no time that exists" };
    throw new ApiError("request-invalid", `${part} ${field} ${error.message}.`, { errors: [error] });
  }
  return new Date(milliseconds).toISOString();
}
