import * as tls from 'node:tls'

/** Absent in older runtimes, whatever the types say. */
const readStore = (tls as { readonly getCACertificates?: (kind: 'system' | 'default') => string[] }).getCACertificates

/** Whether this runtime can read the operating system's certificate store (Node.js 22.15 and newer); `doctor` says which. */
export const canReadSystemStore = readStore !== undefined

let known: readonly string[] | null = null

/** The bundled roots with NODE_EXTRA_CA_CERTS, and the operating system's; read once, since a store may hold hundreds. */
const storeRoots = (): readonly string[] =>
  (known ??=
    readStore === undefined ? tls.rootCertificates : [...new Set([...readStore('default'), ...readStore('system')])])

/**
 * What a connection trusts, ready for every handshake. Nothing here can take a check away: certificates are only ever added. Where the store
 * cannot be read and nothing is added, Node's own default stands, NODE_EXTRA_CA_CERTS included.
 */
export function trustedRoots(
  extraCa: string | undefined,
): tls.SecureContextOptions & { secureContext?: tls.SecureContext } {
  if (readStore === undefined && extraCa === undefined) return {}
  const ca = [...storeRoots(), ...(extraCa === undefined ? [] : [extraCa])]
  return { secureContext: tls.createSecureContext({ ca, minVersion: 'TLSv1.2' }) }
}
