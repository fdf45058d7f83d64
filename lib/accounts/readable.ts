// By itself: beside the schemas it would bring the schema's library to the browser.

/** A text without the space around it; "" where nobody could read anything in it. */
export const readable = (text: string): string => (/[\p{L}\p{N}\p{S}]/u.test(text) ? text.trim() : "");
