"use client";

import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLink, MenuSeparator } from "../ui/menu";
import { type Theme, themes } from "./theme";
import { useThemeChoice } from "./use-theme-choice";

const themeNames: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };
const themeOptions = themes.map((value) => ({ value, label: themeNames[value] }));

/** The first letters of the first and last name. */
const initials = (name: string): string => {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
};

const signOut = async () => {
  // Loaded when it is needed: nobody signs out on the first page.
  const auth = await import("next-auth/react");
  await auth.signOut({ callbackUrl: "/sign-in" });
};

export function PersonMenu({
  person,
  workspace,
  theme: stored,
}: {
  person: { name: string; email: string; role: string; teams: readonly string[] };
  workspace: string;
  theme: Theme;
}) {
  const [theme, setTheme] = useThemeChoice(stored);
  return (
    <Menu
      label="You"
      align="end"
      trigger={
        <button
          type="button"
          className="flex w-full min-w-0 items-center gap-2 rounded-md p-1 text-left hover:bg-accent-soft md:px-2"
        >
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent text-2xs font-semibold text-on-accent"
          >
            {initials(person.name)}
          </span>
          <span className="sr-only min-w-0 md:not-sr-only">
            <span className="block truncate text-sm font-medium">{person.name}</span>
            <span className="block truncate text-xs text-muted">
              {[person.role, ...person.teams].join(" · ")}
            </span>
          </span>
        </button>
      }
    >
      <MenuHeading>{person.email}</MenuHeading>
      <MenuLink href={`/w/${workspace}/settings/account`}>Password and sessions</MenuLink>
      <MenuSeparator />
      <MenuHeading>Appearance</MenuHeading>
      <MenuChoice value={theme} options={themeOptions} onChange={setTheme} />
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>Sign out</MenuItem>
    </Menu>
  );
}
