import { Type } from "typebox";
import type { Rule } from "../../rules/rule.ts";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { pageOf } from "../pages.ts";
import { closed, listOf, problems, ref, references, severity } from "../schemas.ts";

const example = closed({ os: Type.String(), config: Type.String(), because: Type.Optional(Type.String()) });

const ruleFields = {
  id: Type.String(),
  title: Type.String(),
  severity,
  area: Type.String(),
  why: Type.String(),
  fix: Type.String(),
  usability: Type.String({ description: "What a person loses when the fix is applied." }),
  needs: listOf(Type.String(), "Parts of the model that it rests on."),
  references,
};

export const rule = closed(ruleFields, { $id: "Rule", description: "What is judged, why, and how to mend it." });

const ruleDetail = closed(
  {
    ...ruleFields,
    remediation: Type.Unsafe<Readonly<Record<string, string>>>(
      Type.Record(Type.String(), Type.String(), { description: "Commands that mend it, by operating system." }),
    ),
    examples: closed({
      compliant: listOf(example),
      violating: listOf(example),
      unknown: listOf(example, "Where the rule says that it does not know."),
    }),
  },
  { $id: "RuleDetail", description: "A rule with commands and examples." },
);

export const ruleSchemas = [rule, ruleDetail];

export const ruleRoutes: Routes = async (app, { deps: { rules } }) => {
  app.get(
    "/rules",
    {
      config: { access: "token" },
      schema: {
        operationId: "listRules",
        summary: "Every rule, on one page",
        tags: ["rules"],
        response: { 200: pageOf(ref(rule), {}) },
      },
    },
    async () => ({ items: rules.map(ruleHead), next: null }),
  );
  app.get(
    "/rules/:id",
    {
      config: { access: "token" },
      schema: {
        operationId: "getRule",
        summary: "One rule with its examples",
        tags: ["rules"],
        params: closed({ id: Type.String({ pattern: "^[a-z0-9-]{1,100}$" }) }),
        response: { 200: ref(ruleDetail), ...problems("not-found") },
      },
    },
    async ({ params: { id } }) => {
      const found = rules.find((each) => each.id === id);
      if (found === undefined) throw new ApiError("not-found", `There is no rule ${id}.`);
      const { compliant, violating, unknown = [] } = found.examples;
      return { ...ruleHead(found), remediation: found.remediation, examples: { compliant, violating, unknown } };
    },
  );
};

function ruleHead({ id, title, severity: weight, area, why, fix, usability, needs, references: items }: Rule) {
  return { id, title, severity: weight, area, why, fix, usability, needs, references: items };
}
