import { randomBytes } from 'node:crypto'

/**
 * The `uti` claim: random, with the generation of the token in its last four bytes, so that all tokens of earlier generations
 * can be declared expired at once without remembering them.
 */
export const makeIdentifier = (generation: number): string => {
  const bytes = randomBytes(16)
  bytes.writeUInt32BE(generation, 12)
  return bytes.toString('base64url')
}

/** 0 for identifiers that were not made here. */
export const generationOf = (identifier: string): number => {
  const bytes = Buffer.from(identifier, 'base64url')
  return bytes.length === 16 ? bytes.readUInt32BE(12) : 0
}
