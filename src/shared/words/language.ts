import { z } from 'zod'

/** What the window and the reports can speak. */
export const LanguageSchema = z.enum(['en', 'tr'])
export type Language = z.infer<typeof LanguageSchema>
