/**
 * An id that begins with the time: attempts made together lie together in the database, so that a flush writes a few pages of their index and
 * not one for each. `chance` is a random UUID. Source: RFC 9562, section 5.7 (UUID version 7).
 */
export function attemptId(nowMs: number, chance: string): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(15)}`
}
