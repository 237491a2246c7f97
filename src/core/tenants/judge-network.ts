import { X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { TenantNetwork } from '../../shared/model/network.ts'

/**
 * What an admin set, judged and tidied: a proxy is `http://host:port` or `https://host:port` without name, password or path (the password
 * has its own place in the keychain); a CA file holds certificates and nothing that should be secret.
 */
export function judgeNetwork(network: TenantNetwork): Result<TenantNetwork, Failure> {
  const { proxy, extraCa } = network
  const judged = proxy.mode === 'manual' ? judgeProxyUrl(proxy.url) : ok(null)
  if (!judged.ok) return judged
  const ca = extraCa === null ? ok(null) : judgeCa(extraCa)
  if (!ca.ok) return ca
  return ok({
    proxy: proxy.mode === 'manual' && judged.value !== null ? { ...proxy, url: judged.value } : proxy,
    extraCa: ca.value,
  })
}

/** `proxy.example:8080` → `http://proxy.example:8080`. */
function judgeProxyUrl(text: string): Result<string, Failure> {
  const given = text.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`
  const url = URL.canParse(full) ? new URL(full) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    return invalid('proxy', 'The proxy is an address such as http://proxy.example:8080. SOCKS is not supported.')
  }
  if (url.username !== '' || url.password !== '') {
    return invalid('proxy', 'Name and password of the proxy have fields of their own; take them out of the address.')
  }
  if (url.pathname !== '/' || url.search !== '') {
    return invalid('proxy', 'The proxy is a host and a port; a script (PAC) is set in the system and used by "system".')
  }
  return ok(url.origin)
}

type ExtraCa = NonNullable<TenantNetwork['extraCa']>

/** Keeps the certificates of a file and nothing else; a private key beside them is refused, so that it never reaches the database. */
export function judgeCa({ fileName, pem }: ExtraCa): Result<ExtraCa, Failure> {
  if (/PRIVATE KEY-----/.test(pem))
    return invalid('extraCa', `${fileName} holds a private key; a CA file holds certificates only.`)
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) return invalid('extraCa', `${fileName} holds no certificate (-----BEGIN CERTIFICATE-----).`)
  try {
    for (const block of blocks) new X509Certificate(block)
  } catch {
    return invalid('extraCa', `A certificate in ${fileName} cannot be read.`)
  }
  return ok({ fileName, pem: `${blocks.join('\n')}\n` })
}

const invalid = (field: string, message: string) =>
  fail<Failure>({ kind: 'InvalidInput', message, fields: [{ field, message }] })
