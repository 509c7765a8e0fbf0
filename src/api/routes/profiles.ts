import { Type } from "typebox";
import { compareText } from "../../audit/order.ts";
import type { Routes } from "../api-deps.ts";
import { pageOf } from "../pages.ts";
import { closed, listOf, ref } from "../schemas.ts";

export const profile = closed(
  {
    id: Type.String(),
    title: Type.String(),
    os: Type.String(),
    pull: listOf(Type.String(), "Commands that show the configuration; nothing else of a device is asked or changed."),
    readOnlyRole: closed(
      { why: Type.String(), commands: listOf(Type.String()) },
      { description: "Gives an account what pulling needs, and no more." },
    ),
  },
  { $id: "Profile", description: "How devices of one type are recognised and pulled." },
);

export const profileRoutes: Routes = async (app, { deps: { profiles } }) => {
  app.get(
    "/profiles",
    {
      config: { access: "token" },
      schema: {
        operationId: "listProfiles",
        summary: "Every device profile, on one page",
        tags: ["profiles"],
        response: { 200: pageOf(ref(profile), {}) },
      },
    },
    async () => ({ items: [...profiles.values()].toSorted((a, b) => compareText(a.id, b.id)), next: null }),
  );
};
