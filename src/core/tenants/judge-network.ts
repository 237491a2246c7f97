import { X509Certificate } from 'node:crypto'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { TenantNetwork } from '../../shared/model/network.ts'
import { invalidAt } from '../invalid-at.ts'

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
    return invalidAt(
      'proxy',
      'The proxy is an address such as http://proxy.example:8080. SOCKS is not supported.',
      'Proxy, http://proxy.example:8080 gibi bir adrestir. SOCKS desteklenmez.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    return invalidAt(
      'proxy',
      'Name and password of the proxy have fields of their own; take them out of the address.',
      'Proxy’nin kullanıcı adı ve parolası için ayrı alanlar var; onları adresten çıkarın.',
    )
  }
  if (url.pathname !== '/' || url.search !== '') {
    return invalidAt(
      'proxy',
      'The proxy is a host and a port; a script (PAC) is set in the system and used by "system".',
      'Proxy bir sunucu ve bağlantı noktasıdır; betik (PAC) sistemde ayarlanır ve “Sistemin dediği gibi” ile kullanılır.',
    )
  }
  return ok(url.origin)
}

type ExtraCa = NonNullable<TenantNetwork['extraCa']>

/** Keeps the certificates of a file and nothing else; a private key beside them is refused, so that it never reaches the database. */
export function judgeCa({ fileName, pem }: ExtraCa): Result<ExtraCa, Failure> {
  if (/PRIVATE KEY-----/.test(pem))
    return invalidAt(
      'extraCa',
      `${fileName} holds a private key; a CA file holds certificates only.`,
      `${fileName} özel anahtar içeriyor; CA dosyasında yalnızca sertifikalar bulunur.`,
    )
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0)
    return invalidAt(
      'extraCa',
      `${fileName} holds no certificate (-----BEGIN CERTIFICATE-----).`,
      `${fileName} sertifika içermiyor (-----BEGIN CERTIFICATE-----).`,
    )
  try {
    for (const block of blocks) new X509Certificate(block)
  } catch {
    return invalidAt(
      'extraCa',
      `A certificate in ${fileName} cannot be read.`,
      `${fileName} içindeki bir sertifika okunamıyor.`,
    )
  }
  return ok({ fileName, pem: `${blocks.join('\n')}\n` })
}
