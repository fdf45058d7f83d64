export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "theme";

/** What the cookie says; anything unexpected means "as the system does". */
export const readTheme = (cookie: string | undefined): Theme =>
  themes.find((theme) => theme === cookie) ?? "system";
