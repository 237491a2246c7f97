import type { Failure } from '../../shared/model/failure.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { connected, failed, passed, warned, type Check, type CheckContext, type Finding } from './check-context.ts'
import { said, sayFailure, together, type Said } from './said.ts'
import type { TokenCacheBody } from './token-cache-body.ts'

/** Beyond this, tokens count as not yet valid or as expired. Source: Microsoft Learn, "Access tokens" (validation, clock skew of five minutes). */
const MAX_SKEW_MS = 5 * 60_000

/** B3.2: a token can be had, the second one comes from the cache without a call, and this machine's clock agrees with Entra ID's. */
export const CHECK_B3_2: Check = {
  id: 'B3.2',
  title: 'Token acquisition',
  proves: said(
    'A token is issued, and the next one comes from the cache without asking Entra ID again.',
    'Belirteç veriliyor ve sonraki, Entra ID’ye yeniden sorulmadan önbellekten geliyor.',
  ),
  needs: 'token',
  toAttest: said(
    'Hunter’s worker log shows d365_token_acquired.',
    'Hunter worker günlüğünde d365_token_acquired görünüyor.',
  ),
  run: async (context) => {
    const { tokens } = connected(context)
    const first = await context.token()
    if (!first.ok) return ofFailure(first.failure)
    const callsBefore = tokens.networkCalls()
    const second = await tokens.acquire({ signal: context.signal })
    const callsAfter = tokens.networkCalls()
    if (!second.ok) return ofFailure(second.failure)
    const seen: TokenCacheBody = {
      tokenLength: first.value.accessToken.length,
      lifetimeMs: first.value.lifetimeMs,
      expiresAt: first.value.expiresAt,
      callsOfFirst: callsBefore,
      callsOfSecond: callsAfter - callsBefore,
      isSecondFromCache: second.value.isFromCache,
    }
    const skewMs = skewOf(first.value, context.ports.clock.now())
    const hunterTokenLength = context.hunter.url === null ? null : await context.hunter.tokenLength()
    const body = { ...seen, event: 'd365_token_acquired', skewMs, hunterTokenLength }
    const evidence = [context.keep({ kind: 'token', title: 'Two tokens, one after the other', body })]
    tell(context, first.value)
    return { ...judge(seen, skewMs, sayHunter(hunterTokenLength)), evidence }
  },
}

function ofFailure(failure: Failure): Finding {
  const { what, remedy } = sayFailure(failure)
  return failed(what, remedy)
}

function tell({ record, tenant, runId }: CheckContext, token: AcquiredToken): void {
  record({
    name: 'd365_token_acquired',
    tenantId: tenant.id,
    runId,
    message: 'A token was acquired.',
    detail: { tokenLength: token.accessToken.length, lifetimeMs: token.lifetimeMs, isFromCache: token.isFromCache },
  })
}

/** How far this machine's clock is ahead (or, negative, behind) of the one that issued the token; null where the token does not tell. */
function skewOf({ claims }: AcquiredToken, nowMs: number): number | null {
  const issuedAt = claims['iat'] ?? claims['nbf']
  return typeof issuedAt === 'number' ? nowMs - issuedAt * 1000 : null
}

function judge(seen: TokenCacheBody, skewMs: number | null, hunter: Said | null): Finding {
  if (skewMs !== null && Math.abs(skewMs) > MAX_SKEW_MS) return skewed(skewMs)
  const minutes = String(Math.round(seen.lifetimeMs / 60_000))
  const length = String(seen.tokenLength)
  const token = said(
    `A token of ${length} characters, valid for ${minutes} minutes.`,
    `${length} karakterlik, ${minutes} dakika geçerli bir belirteç.`,
  )
  if (seen.callsOfSecond === 0 && seen.isSecondFromCache) {
    const cached = said('The second call was served from the cache.', 'İkinci çağrı önbellekten karşılandı.')
    return passed(together(token, cached, hunter))
  }
  return warned(
    together(token, said('The second call was not served from the cache.', 'İkinci çağrı önbellekten karşılanmadı.')),
    said(
      'Pushes work, but each one asks Entra ID again, which may throttle. A lifetime of 5 minutes or less is never cached.',
      'Gönderimler çalışır ama her biri Entra ID’ye yeniden sorar, bu da kısıtlanabilir. 5 dakika ya da daha kısa ömürlü belirteç önbelleğe alınmaz.',
    ),
  )
}

function skewed(skewMs: number): Finding {
  const minutes = String(Math.round(Math.abs(skewMs) / 60_000))
  return failed(
    skewMs > 0
      ? said(
          `The clock of this machine is ${minutes} minutes ahead of Entra ID’s.`,
          `Bu makinenin saati Entra ID’ninkinden ${minutes} dakika ileri.`,
        )
      : said(
          `The clock of this machine is ${minutes} minutes behind Entra ID’s.`,
          `Bu makinenin saati Entra ID’ninkinden ${minutes} dakika geri.`,
        ),
    said(
      'Set the clock (network time); until then tokens count as expired or not yet valid. An administrator of this machine may do it.',
      'Saati ayarlayın (ağ saati); o zamana dek belirteçler süresi dolmuş ya da henüz geçersiz sayılır. Bu makinenin bir yöneticisi yapabilir.',
    ),
  )
}

const sayHunter = (tokenLength: number | null): Said | null =>
  tokenLength === null
    ? null
    : said(
        `Hunter has one of ${String(tokenLength)} characters.`,
        `Hunter’da ${String(tokenLength)} karakterlik bir belirteç var.`,
      )
