import type { SandboxInfo } from '../../shared/model/sandbox-info.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'

/** Starts (once) or attaches to the sandbox and says how to reach it. */
export interface SandboxHost {
  /** `caPem` is the text of the certificate at `caPath`. */
  readonly info: () => Promise<Result<SandboxInfo & { readonly caPem: string }, Failure>>
}
