import { z } from 'zod'
import { LeadSchema } from './lead.ts'

/** What a file holds and what an import would take it for, before anything is stored. */
export const ImportPreviewSchema = z.strictObject({
  file: z.string(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      /** The lead's field it is read as without being told; null where its name means nothing, or an earlier column gave the field. */
      field: LeadSchema.keyof().nullable(),
      /** False for a name that neither Hunter nor the console gives: somebody may want to say what it is. */
      isKnown: z.boolean(),
    }),
  ),
  /** The first rows, a cell per column; long cells cut. */
  rows: z.array(z.array(z.string())),
  /** What a column can be read as, each with the name that a mapping leads to. */
  targets: z.array(z.strictObject({ field: LeadSchema.keyof(), name: z.string() })),
})
export type ImportPreview = z.infer<typeof ImportPreviewSchema>

/** A file the admin chose in the system's dialog; its path stays with whoever asked. */
export const ChosenImportSchema = z.strictObject({ importId: z.string(), preview: ImportPreviewSchema })

/** To import it. `map`: its column names to Hunter's, to nothing for a column to be left out. */
export const ImportOrderSchema = z.strictObject({ importId: z.string(), map: z.record(z.string(), z.string()) })
