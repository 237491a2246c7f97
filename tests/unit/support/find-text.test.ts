import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findText } from '../../support/find-text.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const SECRET = 'Canary "ü" ~/+%& 4f1c'
const HIDDEN: Readonly<Record<string, string | Buffer>> = {
  raw: SECRET,
  json: JSON.stringify({ secret: SECRET }),
  url: `https://host.example/?s=${encodeURIComponent(SECRET)}`,
  form: new URLSearchParams({ client_secret: SECRET }).toString(),
  hex: Buffer.from(SECRET).toString('hex'),
  utf16: Buffer.from(SECRET, 'utf16le'),
  'base64 alone': Buffer.from(SECRET).toString('base64'),
  'base64 behind one byte': Buffer.from(`:${SECRET}:`).toString('base64'),
  'base64 behind two bytes': Buffer.from(`ab${SECRET}yz`).toString('base64'),
  'base64url in JSON': Buffer.from(`{"s":"${SECRET}"}`).toString('base64url'),
}

test.each(Object.entries(HIDDEN))('a secret that lies in a file as %s is found', (_name, content) => {
  using folder = makeTempDir()
  writeFileSync(join(folder.path, 'file'), Buffer.concat([Buffer.from([0, 255]), Buffer.from(content)]))
  expect(findText(folder.path, SECRET).found).not.toEqual([])
})

test('a folder without the secret is clean, and every file of it was read', () => {
  using folder = makeTempDir()
  writeFileSync(join(folder.path, 'a'), 'Canary "ü" ~/+%& 4f1d')
  writeFileSync(join(folder.path, 'b'), '')
  expect(findText(folder.path, SECRET)).toEqual({ found: [], files: 2 })
})
