import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { failed, passed, warned, type Check, type CheckContext, type Finding } from './check-context.ts'
import type { TokenCacheBody } from './token-cache-body.ts'

/** B3.2: a token can be had, and the second one comes from the cache without a call. */
export const CHECK_B3_2: Check = {
  id: 'B3.2',
  title: 'Token acquisition',
  proves: 'A token is issued, and the next one comes from the cache without asking Entra ID again.',
  needs: ['A1.1'],
  run: async (context) => {
    if (!context.connection.ok) return ofFailure(context.connection.failure)
    const { tokens } = context.connection.value
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
    const evidence = [
      context.keep({
        kind: 'token',
        title: 'Two tokens, one after the other',
        body: { ...seen, event: 'd365_token_acquired' },
      }),
    ]
    tell(context, first.value)
    return judge(seen, evidence)
  },
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

function judge(seen: TokenCacheBody, evidence: readonly string[]): Finding {
  const minutes = Math.round(seen.lifetimeMs / 60_000)
  const token = `A token of ${String(seen.tokenLength)} characters, valid for ${String(minutes)} minutes.`
  if (seen.callsOfSecond === 0 && seen.isSecondFromCache) {
    return passed(`${token} The second call was served from the cache.`, evidence)
  }
  const remedy =
    'Pushes work, but each one asks Entra ID again, which may throttle. A lifetime of 5 minutes or less is never cached.'
  return warned(`${token} The second call was not served from the cache.`, remedy, evidence)
}

function ofFailure(failure: Failure): Finding {
  const advice = adviseFailure(failure, 'en')
  return failed(advice.whatHappened, advice.whatToDo)
}
