import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeCertificate } from './self-signed-certificate.ts'
import type { KeyAndCertificate } from './self-signed-certificate.ts'

export interface ServerCertificate extends KeyAndCertificate {
  /** Absolute path of the certificate (PEM), for clients that trust it by file. */
  readonly caPath: string
  /** SHA-256 of the certificate, colon-separated upper-case hex, as `X509Certificate.fingerprint256` gives it. */
  readonly fingerprint256: string
  /** Removes what was only made for this run. */
  remove(): void
}

const keyFile = 'tls-key.pem'
const certificateFile = 'tls-certificate.pem'

/**
 * The certificate of a store: made once, kept beside the data, the key readable by its owner alone. Without a store directory a
 * temporary one is made, and removed by `remove()`.
 */
export const ensureCertificate = (storeDir: string | null, nowMs: number): ServerCertificate => {
  const directory = storeDir ?? mkdtempSync(path.join(os.tmpdir(), 'hunter-d365-sandbox-'))
  const pair = readPair(directory, nowMs) ?? makePair(directory, nowMs)
  return {
    ...pair,
    caPath: path.resolve(directory, certificateFile),
    fingerprint256: new X509Certificate(pair.certificate).fingerprint256,
    remove: () => {
      if (storeDir === null) rmSync(directory, { recursive: true, force: true })
    },
  }
}

const readPair = (directory: string, nowMs: number): KeyAndCertificate | undefined => {
  const files = [keyFile, certificateFile].map((name) => path.join(directory, name))
  if (!files.every((file) => existsSync(file))) return undefined
  const [key = '', certificate = ''] = files.map((file) => readFileSync(file, 'utf8'))
  return isUsable(certificate, nowMs) ? { key, certificate } : undefined
}

/** An unreadable or outlived certificate is replaced; its fingerprint changes then, which clients must notice. */
const isUsable = (certificate: string, nowMs: number): boolean => {
  try {
    return Date.parse(new X509Certificate(certificate).validTo) > nowMs
  } catch {
    return false
  }
}

const makePair = (directory: string, nowMs: number): KeyAndCertificate => {
  const pair = makeCertificate(nowMs)
  writeFileSync(path.join(directory, keyFile), pair.key, { mode: 0o600 })
  writeFileSync(path.join(directory, certificateFile), pair.certificate, { mode: 0o600 })
  return pair
}
