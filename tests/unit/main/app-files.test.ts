import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../src/main/content-security-policy.ts'
import { findAppFile } from '../../../src/main/find-app-file.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

describe('the app protocol', () => {
  let temp: TempDir
  let root: string
  beforeEach(() => {
    temp = makeTempDir()
    root = join(temp.path, 'renderer')
    mkdirSync(join(root, 'assets'), { recursive: true })
    writeFileSync(join(root, 'index.html'), '<!doctype html>')
    writeFileSync(join(root, 'assets', 'index-a1B2_c.js'), '')
    writeFileSync(join(root, 'assets', 'notes.txt'), '')
    writeFileSync(join(root, 'assets', '.hidden.js'), '')
    writeFileSync(join(temp.path, 'secret.json'), '{}')
    symlinkSync(join(temp.path, 'secret.json'), join(root, 'assets', 'link.json'))
  })
  afterEach(() => temp.remove())

  it('serves the page and what it is built of', async () => {
    expect(await findAppFile(root, 'app://console/')).toMatchObject({ type: 'text/html; charset=utf-8' })
    expect(await findAppFile(root, 'app://console/index.html?x#y')).not.toBeNull()
    expect(await findAppFile(root, 'app://console/assets/index-a1B2_c.js')).toMatchObject({
      type: 'text/javascript; charset=utf-8',
    })
  })

  it.each([
    'app://console/../secret.json',
    'app://console/assets/../../secret.json',
    'app://console/%2e%2e/secret.json',
    'app://console/..%2fsecret.json',
    'app://console/assets/%2e%2e%5c%2e%2e%5csecret.json',
    'app://console/..\\secret.json',
    'app://console//etc/passwd',
    'app://console/assets/link.json',
    'app://console/assets/.hidden.js',
    'app://console/assets/notes.txt',
    'app://console/assets/',
    'app://console/assets',
    'app://console/index.html%00.js',
    'app://elsewhere/index.html',
    'app://user@console/index.html',
    'https://console/index.html',
    'file:///etc/hosts.js',
    'not a url',
  ])('finds nothing under %s', async (url) => {
    expect(await findAppFile(root, url)).toBeNull()
  })
})

describe('the content security policy', () => {
  it('starts from nothing and opens only what the page is built of', () => {
    const policy = contentSecurityPolicy('bm9uY2U=')
    expect(policy).toMatch(/^default-src 'none'; /)
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self' 'nonce-bm9uY2U=';")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })
})
