/**
 * The answer of anything that may fail in an expected way. Expected failures are values; exceptions are bugs.
 * @example const answer = await client.whoAmI(); if (!answer.ok) return answer
 */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const fail = <F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure })
