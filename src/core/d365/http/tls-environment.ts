/** `mustAbort`: the process may not go on; `notes`: what `doctor` shows. */
export interface TlsVerdict {
  readonly mustAbort: string | null
  readonly notes: readonly string[]
}

/**
 * Reads the variables that change how Node judges certificates. Switched-off verification aborts the start: every token would be there for
 * the taking. Extra roots are an ordinary need of company networks and are only mentioned.
 * Source: Node.js documentation, "Command-line API", NODE_TLS_REJECT_UNAUTHORIZED and NODE_EXTRA_CA_CERTS.
 */
export function judgeTlsEnvironment(env: Readonly<Record<string, string | undefined>>): TlsVerdict {
  const extra = env['NODE_EXTRA_CA_CERTS'] ?? ''
  const notes = extra === '' ? [] : [`NODE_EXTRA_CA_CERTS adds the certificates in ${extra}.`]
  // Node switches verification off for this very value only.
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return { mustAbort: null, notes }
  return {
    mustAbort:
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off, so anybody on the way could read tokens. Unset it and start again.',
    notes,
  }
}
