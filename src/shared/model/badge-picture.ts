import { z } from 'zod'
import { SyncBadgeSchema } from './lead.ts'

/** A badge is a few kilobytes; what is larger is no badge, and is not kept. */
export const MOST_PICTURE_BYTES = 64 * 1024

/** A picture of a lead's badge. Base64 of four signs per three bytes (RFC 4648, section 4), so that it can stand in a data URI as it is. */
export const BadgePictureSchema = z.strictObject({
  png: z
    .string()
    .max(Math.ceil(MOST_PICTURE_BYTES / 3) * 4)
    .regex(/^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/, 'not a PNG in base64'),
  /** In CSS pixels, as it stood in the window; the PNG itself may be finer. */
  width: z.int().min(1).max(4_000),
  height: z.int().min(1).max(4_000),
})
export type BadgePicture = z.infer<typeof BadgePictureSchema>

/** `no_window`: the run had none, as on the command line. */
export const NoBadgePictureSchema = z.enum(['no_window', 'not_taken'])
export type NoBadgePicture = z.infer<typeof NoBadgePictureSchema>

/** The evidence of kind `screenshot`: the picture, and what it is of. */
export const ScreenshotSchema = z.strictObject({
  ...BadgePictureSchema.shape,
  domain: z.string(),
  badge: SyncBadgeSchema,
})
export type Screenshot = z.infer<typeof ScreenshotSchema>
