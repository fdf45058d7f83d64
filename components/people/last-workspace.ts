/** The cookie that remembers where somebody was; it grants nothing. */
export const lastWorkspaceCookie = "workspace";
