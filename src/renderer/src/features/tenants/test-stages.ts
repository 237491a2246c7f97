import type { Failure } from '../../../../shared/model/failure.ts'
import type { TestState } from './tenants.store.ts'

export type StageName = 'token' | 'whoAmI' | 'organization'
export type StageStatus = 'waiting' | 'running' | 'passed' | 'failed' | 'unknown'
export interface Stage {
  readonly name: StageName
  readonly status: StageStatus
}

const NAMES: readonly StageName[] = ['token', 'whoAmI', 'organization']
const all = (status: StageStatus): readonly Stage[] => NAMES.map((name) => ({ name, status }))

/**
 * The three stages of a test as far as they can be told apart. A test stops at its first failure: what Entra ID refuses is the
 * token; what Dataverse itself answered (it gives request ids) came after the token; where nothing answered, nobody can say.
 */
export function stagesOf(test: TestState | null): readonly Stage[] {
  if (test === null) return all('waiting')
  if (test.status === 'running') return all('running')
  if (test.status === 'proved') return all('passed')
  const failed = failedStage(test.failure)
  if (failed === null) return all('unknown')
  const index = NAMES.indexOf(failed)
  return NAMES.map((name, position) => ({
    name,
    status: position < index ? 'passed' : position === index ? 'failed' : 'waiting',
  }))
}

function failedStage(failure: Failure): StageName | null {
  // It was asked by WhoAmI and found to be another one.
  if (failure.kind === 'Refused' && failure.reason === 'organization_changed') return 'organization'
  if (failure.kind === 'D365AuthenticationError' || failure.kind === 'Refused') return 'token'
  const hasAnswerOfDataverse = 'requestIds' in failure && (failure.requestIds?.service.length ?? 0) > 0
  return hasAnswerOfDataverse ? 'whoAmI' : null
}
