import { readFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import { judgeBaseUrl } from '../core/d365/base-url.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import { SandboxInfoSchema, type SandboxInfo } from '../shared/model/sandbox-info.ts'
import type { ClosableSandboxHost } from './own-sandbox.ts'

const CONNECT_LIMIT_MS = 5_000

/** A sandbox that somebody else runs; `file` holds the line that `sandbox --json` printed. Read anew for every question: it may have moved. */
export function attachSandbox(file: string): ClosableSandboxHost {
  return {
    info: async () => {
      const read = await readSandboxFile(file)
      if (!read.ok) return read
      const caPem = await readFile(read.value.caPath, 'utf8').catch(() => null)
      if (caPem === null) return unreachable(`The certificate ${read.value.caPath} named in ${file} cannot be read.`)
      const trouble = await knock(read.value.baseUrl, caPem)
      return trouble === null
        ? ok({ ...read.value, caPem, isShared: true })
        : unreachable(`No sandbox answers at ${read.value.baseUrl} (named in ${file}): ${trouble}.`)
    },
    close: () => Promise.resolve(),
  }
}

async function readSandboxFile(file: string): Promise<Result<SandboxInfo, Failure>> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return invalid(`The sandbox file ${file} cannot be read.`)
  const parsed = SandboxInfoSchema.safeParse(tryJson(text))
  if (!parsed.success) return invalid(`${file} does not hold the line that "sandbox --json" prints.`)
  const { baseUrl, authority, controlUrl } = parsed.data
  const elsewhere = [baseUrl, authority, ...(controlUrl === null ? [] : [controlUrl])].find(
    (url) => !judgeBaseUrl(url, { kind: 'sandbox' }).ok,
  )
  return elsewhere === undefined
    ? ok(parsed.data)
    : fail({
        kind: 'Refused',
        reason: 'base_url_refused',
        message: `${file} names ${elsewhere}; a sandbox is only ever on this machine (https on loopback).`,
      })
}

/** Null when a TLS server with this certificate is there, else what went wrong. Nothing is sent. */
function knock(baseUrl: string, ca: string): Promise<string | null> {
  const { hostname, port } = new URL(baseUrl)
  const host = hostname.replaceAll(/[[\]]/g, '')
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port || 443), ca, timeout: CONNECT_LIMIT_MS })
    const end = (trouble: string | null): void => {
      socket.destroy()
      resolve(trouble)
    }
    socket.once('secureConnect', () => end(null))
    socket.once('timeout', () => end('no answer in time'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}

const invalid = (message: string) =>
  fail<Failure>({ kind: 'InvalidInput', message, fields: [{ field: 'sandbox', message }] })

const unreachable = (message: string) => fail<Failure>({ kind: 'Refused', reason: 'sandbox_unreachable', message })

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
