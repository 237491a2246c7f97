import { z } from 'zod'

/** The line `sandbox --json` prints once it listens; what attaches the sandbox tenant to a running sandbox. Its credentials are rehearsal data. */
export const SandboxInfoSchema = z.strictObject({
  baseUrl: z.string(),
  authority: z.string(),
  tenantId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  /** Absolute path of the certificate (PEM) that this tenant alone trusts. */
  caPath: z.string(),
  controlUrl: z.string().nullable(),
})
export type SandboxInfo = z.infer<typeof SandboxInfoSchema>
