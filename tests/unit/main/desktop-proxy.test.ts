import { describe, expect, it } from 'vitest'
import { readPacAnswer } from '../../../src/main/desktop-proxy.ts'

describe('what a proxy script answers', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['PROXY a.example:1; PROXY b.example:2; DIRECT', 'http://a.example:1'],
    ['SOCKS5 s.example:1080; HTTPS p.example:443', 'https://p.example:443'],
    ['SOCKS s.example:1080', null],
    ['', null],
  ])('%j leads to %s', (answer, url) => {
    expect(readPacAnswer(answer)?.url ?? null).toBe(url)
  })
})
