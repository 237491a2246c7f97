import { readdirSync, readFileSync, statSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileLog, type FileLog, type FileLogOptions } from '../../../src/adapters/node/file-log.ts'
import { createKnownSecrets } from '../../../src/core/ports/known-secrets.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const CANARY = 'c4n4ry~S3cret/with"odd+chars&ğ'
const secrets = createKnownSecrets()
secrets.add(CANARY)
let dir: TempDir
let folder: string
let logs: FileLog[] = []

beforeEach(() => {
  dir = makeTempDir()
  folder = path.join(dir.path, 'logs')
})
afterEach(() => {
  for (const log of logs) log.close()
  logs = []
  dir.remove()
})

function openLog(options: Partial<FileLogOptions> = {}): FileLog {
  const log = createFileLog({ directory: folder, clock: createManualClock(), knownSecrets: secrets, ...options })
  logs.push(log)
  return log
}

const read = (name = 'console.jsonl') => readFileSync(path.join(folder, name), 'utf8')
const lines = (name?: string) =>
  read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: string; fields: Record<string, unknown> })

describe('the technical log', () => {
  it('writes one JSON object per line, private to the user, below the chosen level nothing', () => {
    const log = openLog()
    log.write('info', 'started', { port: 1 })
    log.write('debug', 'left out')
    expect(lines()).toEqual([
      { at: '2026-03-01T12:00:00.000Z', level: 'info', message: 'started', fields: { port: 1 } },
    ])
    expect((statSync(path.join(folder, 'console.jsonl')).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
  })

  it('keeps one record on one line and nothing in it that a terminal would obey', () => {
    const nasty = 'a\r\nb\u001b[31mred\u009b2J\u2028c\u202Etxt.exe\u200B\ud800end\u007f'
    openLog().write('warning', nasty, { [nasty]: nasty })
    expect(read().split('\n')).toHaveLength(2)
    expect(read()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ud800-\udfff]/)
    expect(lines()[0]).toMatchObject({ message: nasty, fields: { [nasty]: nasty } })
  })

  it('cuts known secrets out of every place and form they travel in', () => {
    const url = `https://x.example/?s=${encodeURIComponent(CANARY)}`
    const cause = new Error(`basic ${Buffer.from(CANARY).toString('base64')}`)
    const error = Object.assign(new Error(`failed with ${CANARY}`, { cause }), {
      config: { headers: { Authorization: `Bearer ${CANARY}` }, auth: CANARY },
      response: { data: CANARY },
    })
    openLog().write('error', `it was ${CANARY}`, {
      url,
      error,
      body: JSON.stringify({ s: CANARY }),
      nested: [{ CANARY }],
    })
    const text = read()
    for (const form of [CANARY, encodeURIComponent(CANARY), JSON.stringify(CANARY).slice(1, -1), 'headers', 'Bearer']) {
      expect(text).not.toContain(form)
    }
    expect(text).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 20))
    expect(lines()[0]?.fields['error']).toMatchObject({ name: 'Error', message: 'failed with [secret]' })
  })

  it('masks people, and cuts out any token, whoever held it', () => {
    const token = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl'
    openLog().write('warning', `jane@contoso.example at +90 532 555 0199 sent Bearer ${token}`)
    expect(lines()[0]?.message).toBe('j…@contoso.example at +… sent Bearer [secret]')
  })

  it('never writes the value of a field that is a secret by its name, known or not', () => {
    const unknown = 'never-registered'
    openLog().write('info', 'm', {
      client_secret: unknown,
      deep: { Authorization: unknown, accessToken: unknown },
      tokenLength: 12,
    })
    expect(read()).not.toContain(unknown)
    expect(lines()[0]?.fields['tokenLength']).toBe(12)
  })

  it('takes anything it is given, without end, depth or type that would stop it', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const odd = {
      circle,
      big: 10n,
      f: () => 1,
      none: undefined,
      nan: Number.NaN,
      map: new Map([['a', CANARY]]),
      at: new Date(0),
      bytes: Buffer.from('x'),
    }
    openLog().write('info', 'x'.repeat(1_000_000), { ...odd, list: Array.from({ length: 5_000 }, (_, index) => index) })
    expect(read().length).toBeLessThan(64 * 1024)
    expect(lines()[0]?.fields).toMatchObject({
      big: '[bigint]',
      map: '[Map]',
      bytes: '[Buffer]',
      at: '1970-01-01T00:00:00.000Z',
    })
  })

  it('turns to a new file before one grows too large, and keeps the newest five', () => {
    const log = openLog({ maxBytes: 2_000, maxFiles: 5 })
    for (let number = 0; number < 200; number += 1)
      log.write('info', `line ${String(number)}`, { pad: 'x'.repeat(100) })
    const names = readdirSync(folder).sort()
    expect(names).toEqual(['console.1.jsonl', 'console.2.jsonl', 'console.3.jsonl', 'console.4.jsonl', 'console.jsonl'])
    for (const name of names) expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(2_000)
    const kept = ['console.4.jsonl', 'console.3.jsonl', 'console.2.jsonl', 'console.1.jsonl', 'console.jsonl']
    const numbers = kept.flatMap((name) => lines(name).map(({ message }) => Number(message.split(' ')[1])))
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 200 - numbers.length + index))
  })

  it('loses no line when two processes write and turn the same file', () => {
    const [one, other] = [openLog({ maxBytes: 3_000, maxFiles: 50 }), openLog({ maxBytes: 3_000, maxFiles: 50 })]
    for (let number = 0; number < 100; number += 1) {
      one.write('info', `one ${String(number)}`)
      other.write('info', `other ${String(number)}`)
    }
    const messages = readdirSync(folder).flatMap((name) => lines(name).map(({ message }) => message))
    expect(new Set(messages).size).toBe(200)
  })

  it('never stops the work; the first line that gets through again says how many were lost', () => {
    writeFileSync(folder, 'a file where the folder should be')
    const log = openLog()
    log.write('info', 'one')
    log.write('info', 'two')
    rmSync(folder)
    log.write('info', 'three')
    expect(lines()).toMatchObject([{ message: 'three', fields: { lostLines: 2 } }])
  })
})
