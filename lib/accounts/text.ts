import { z } from "zod";

/**
 * Text that survives storage unchanged: no NUL, which PostgreSQL refuses, and no half of a surrogate pair,
 * which UTF-8 cannot write; either would make the stored text differ from what was hashed.
 */
export const storableText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "holds a character that cannot be stored");
