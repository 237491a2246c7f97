import { z } from 'zod'
import { NoBadgePictureSchema, ScreenshotSchema, type NoBadgePicture, type Screenshot } from '../model/badge-picture.ts'
import type { Evidence } from '../model/run.ts'

type Piece = Pick<Evidence, 'kind' | 'body'>

/** The picture that an evidence holds; null where it is of another kind, or is no picture. */
export const pictureOf = ({ kind, body }: Piece): Screenshot | null =>
  kind === 'screenshot' ? (ScreenshotSchema.safeParse(body).data ?? null) : null

const Unpictured = z.object({ noPicture: NoBadgePictureSchema })

/** Why a view that was judged has no picture; null where it has one or nothing of the kind was judged. */
export const whyNoPicture = ({ kind, body }: Piece): NoBadgePicture | null =>
  kind === 'view-model' ? (Unpictured.safeParse(body).data?.noPicture ?? null) : null

const Pictured = z.object({ picture: z.uuid() })

/** The picture that belongs to an evidence: its own, or the one that the view it judged names. */
export function pictureFor(piece: Piece, run: readonly Evidence[]): Screenshot | null {
  const named = piece.kind === 'view-model' ? Pictured.safeParse(piece.body).data?.picture : undefined
  const holder = named === undefined ? piece : run.find(({ id }) => id === named)
  return holder === undefined ? null : pictureOf(holder)
}
