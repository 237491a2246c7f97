import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { invalidAt } from '../invalid-at.ts'
import { isLoopback } from '../is-loopback.ts'

/** Where Hunter's API listens unless it was told otherwise. */
export const DEFAULT_HUNTER_URL = 'http://localhost:8000'

/**
 * The origin under which Hunter's API is asked for its health: https, or http on this machine alone. User name, path, query and fragment are
 * refused rather than dropped, since they would mean that something else was pasted. Answers the origin without a closing slash.
 */
export function judgeHunterUrl(text: string): Result<string, Failure> {
  const trimmed = text.trim()
  const url = /^https?:\/\//i.test(trimmed) && URL.canParse(trimmed) ? new URL(trimmed) : null
  if (url === null)
    return refuse(
      `It must look like ${DEFAULT_HUNTER_URL} or https://hunter.example.com.`,
      `${DEFAULT_HUNTER_URL} ya da https://hunter.example.com gibi olmalı.`,
    )
  if (`${url.username}${url.password}` !== '')
    return refuse('It holds a user name or password.', 'Kullanıcı adı ya da parola içeriyor.')
  if (`${url.pathname}${url.search}${url.hash}` !== '/') return refuse('Give it without a path.', 'Yolsuz girin.')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return refuse(
      'Plain http is for this machine only; use https.',
      'Düz http yalnızca bu makine içindir; https kullanın.',
    )
  }
  return ok(url.origin)
}

const refuse = (why: string, trWhy: string) =>
  invalidAt(
    'hunterUrl',
    `The URL of the Hunter backend cannot be used. ${why}`,
    `Hunter backend URL’si kullanılamıyor. ${trWhy}`,
  )
