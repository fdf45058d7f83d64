import { expect, test } from "vitest";
import { actions, can, roles } from "#lib/access/can.ts";

const matrix: Record<(typeof actions)[number], string> = {
  read: "owner editor viewer",
  import: "owner editor",
  "define-good-customer": "owner editor",
  "edit-document": "owner editor",
  propose: "owner editor",
  decide: "owner editor",
  publish: "owner editor",
  "publish-over-dissent": "owner",
  share: "owner editor",
  "manage-members": "owner",
  "change-workspace": "owner",
};

test.each(actions)("%s is for exactly the roles agreed", (action) => {
  expect(roles.filter((role) => can(role, action)).join(" ")).toBe(matrix[action]);
});
