import { z } from 'zod'
import { CloudSchema, EnvironmentSchema } from './tenant.ts'

/** What kind of text the values came from. */
export const DraftFormSchema = z.enum(['env', 'connection-string', 'xrmtoolbox', 'json', 'text', 'url', 'certificate'])

/** What an admin should know about what was read; each has its sentence in the window and on the command line. */
export const DraftNoteSchema = z.enum([
  'nothing_found',
  'base_url_refused',
  'not_a_guid',
  'ids_are_equal',
  'secret_looks_like_id',
  'secret_is_encrypted',
  'several_connections',
  'several_values',
  'passphrase_needed',
])
export type DraftNote = z.infer<typeof DraftNoteSchema>

/**
 * Values found in a text that an admin pasted, or in a file. The credential itself is never among them: it stays in memory under `draftId`
 * until it is stored, thrown away, or 15 minutes have passed.
 */
export const ConnectionDraftSchema = z.strictObject({
  draftId: z.string(),
  form: DraftFormSchema,
  name: z.string().nullable(),
  environment: EnvironmentSchema.nullable(),
  entraTenantId: z.string().nullable(),
  clientId: z.string().nullable(),
  /** Tidied: scheme and host only; as they stood where they were refused. */
  baseUrl: z.string().nullable(),
  cloud: CloudSchema.nullable(),
  apiVersion: z.string().nullable(),
  appId: z.string().nullable(),
  credential: z.enum(['none', 'secret', 'certificate']),
  notes: z.array(z.strictObject({ note: DraftNoteSchema, detail: z.string().nullable() })),
})
export type ConnectionDraft = z.infer<typeof ConnectionDraftSchema>
