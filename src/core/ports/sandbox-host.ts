import type { SandboxInfo } from '../../shared/model/sandbox-info.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'

/** Starts (once) or attaches to the sandbox and says how to reach it. */
export interface SandboxHost {
  /** `caPem` is the text of the certificate at `caPath`; `isShared` = somebody else runs it, and others may use it too. */
  readonly info: () => Promise<Result<SandboxInfo & { readonly caPem: string; readonly isShared: boolean }, Failure>>
}
