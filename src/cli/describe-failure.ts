import { adviseFailure } from '../shared/advice/advise-failure.ts'
import type { Failure } from '../shared/model/failure.ts'

/** What `--json` gives on exit codes 2 to 5. */
export interface DescribedFailure {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** The most telling code there is, one sentence what happened with its particulars, one sentence what to do. */
export function describeFailure(failure: Failure): DescribedFailure {
  const { whatHappened, whatToDo } = adviseFailure(failure, 'en')
  return { code: codeOf(failure), message: withParticulars(whatHappened, failure), remedy: whatToDo }
}

/** The rule, the AADSTS number, the Dataverse code or the network's code; where none was given, the failure's kind. All can be decoded. */
export function codeOf(failure: Failure): string {
  switch (failure.kind) {
    case 'Refused':
      return failure.reason
    case 'D365AuthenticationError':
      return failure.aadsts === null ? (failure.code ?? failure.kind) : `AADSTS${failure.aadsts}`
    case 'D365NetworkError':
      return failure.networkCode ?? failure.kind
    default:
      return 'code' in failure ? (failure.code ?? failure.kind) : failure.kind
  }
}

/** Which host and how it failed is known to the network's own words only; which leads a pause leaves waiting, to the push. */
function withParticulars(sentence: string, failure: Failure): string {
  const isTold = failure.kind === 'D365NetworkError' || (failure.kind === 'D365RateLimitError' && failure.code === null)
  return isTold && !sentence.includes(failure.message) ? `${sentence} (${failure.message})` : sentence
}
