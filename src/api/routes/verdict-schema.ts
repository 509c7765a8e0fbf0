import { Type } from "typebox";
import { closed, lineRanges, orNull } from "../schemas.ts";

/** One verdict as the command line prints it under `verdictList`. */
export const verdict = closed(
  {
    rule: Type.String(),
    outcome: Type.Enum(["pass", "fail", "notApplicable", "unknown", "manual"]),
    subject: Type.String({ description: "The vendor's words for what was judged; empty for the device as a whole." }),
    message: Type.String(),
    lines: lineRanges,
    xmlPath: orNull(Type.String()),
    default: orNull(Type.String({ description: "The platform's default that it rests on." })),
  },
  { $id: "Verdict", description: "What a rule says of one subject, and what that rests on." },
);
