import { connect, type TLSSocket } from 'node:tls'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openWire, refusal, type Answer, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire({ patienceMs: 600 })
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())
afterEach(async () => {
  expect((await wire.api('WhoAmI')).status).toBe(200)
})

const write = (body: string, headers: Record<string, string> = {}) =>
  wire.api('leads', { method: 'POST', body, headers })
const filter = (text: string) => wire.api(`leads?$filter=${encodeURIComponent(text)}`)
const batched = (url: string) =>
  wire.api('$batch', {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
    body: `--b\r\nContent-Type: application/http\r\n\r\nGET ${url} HTTP/1.1\r\n\r\n\r\n--b--\r\n`,
  })

describe('a body', () => {
  it.each([
    ['that is no JSON', '{"subject":'],
    ['that is a list', '[{"subject":"x"}]'],
    ['that is a text', '"subject"'],
    ['that is null', 'null'],
    ['with a text for a number', '{"numberofemployees":"12"}'],
    ['with a fraction for a whole number', '{"numberofemployees":1.5}'],
    ['with a number for a text', '{"subject":1}'],
    ['with a text for a flag', '{"donotemail":"yes"}'],
    ['with a list for a text', '{"subject":["x"]}'],
    ['with an object for a text', '{"subject":{"x":1}}'],
    ['with a day for a moment', '{"overriddencreatedon":"2026-01-15"}'],
    ['with an id that is none', '{"leadid":"not-a-guid"}'],
    ['with an unknown column', '{"hnt_unknown":"x"}'],
    ['with a lookup as a value', '{"ownerid":"00000000-0000-4000-8000-000000000001"}'],
    ['with a binding of another type', '{"parentaccountid@odata.bind":12}'],
    ['with the name of a built-in property', '{"__proto__x":1,"constructor":{"prototype":1}}'],
    ['that is nested a hundred levels', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`],
  ])('%s is a payload error', async (_what, body) => {
    expect(refusal(await write(body))).toBe('400 0x80048d19')
  })

  it('nested a hundred thousand levels is refused too', async () => {
    expect((await write(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status).toBe(400)
  })

  it('that says it is larger than anybody may send is refused before it is read', async () => {
    const socket = await open()
    socket.write(await head(2 ** 40))
    expect(await firstLine(socket)).toBe('HTTP/1.1 413 Payload Too Large')
    expect(seen()).toMatchObject({ method: 'POST', table: 'lead', status: 413, bodyBytes: 0, processed: false })
  })

  it('that grows beyond what was expected of it is dropped on the way', async () => {
    const socket = await open()
    const path = `/${wire.sandbox.info.tenantId}/oauth2/v2.0/token`
    socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`)
    for (let chunk = 0; chunk < 20; chunk += 1) socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`)
    expect(await firstLine(socket)).toBe('HTTP/1.1 413 Payload Too Large')
  })

  it('without a valid token is not read: the answer comes at once and the connection ends', async () => {
    for (const bearer of ['', 'Authorization: Bearer nonsense\r\n']) {
      const socket = await open()
      socket.write(
        `POST /api/data/v9.2/leads HTTP/1.1\r\nHost: 127.0.0.1\r\n${bearer}Content-Length: 50000000\r\n\r\n{`,
      )
      expect(await firstLine(socket)).toBe('HTTP/1.1 401 Unauthorized')
      expect(seen()).toMatchObject({ status: 401, bodyBytes: 0, processed: false })
    }
  })

  it('beyond a limit is not read either', async () => {
    wire.sandbox.control!.limits({ requests: 0 })
    const socket = await open()
    socket.write(await head(50_000_000))
    expect(await firstLine(socket)).toBe('HTTP/1.1 429 Too Many Requests')
    expect(seen()).toMatchObject({ status: 429, bodyBytes: 0, processed: false })
    wire.sandbox.control!.limits({ requests: 6_000 })
  })
})

describe('many clients at once', () => {
  it('hold no more bytes together than the sandbox grants; the next is asked to come back', async () => {
    await using small = await openWire({ mostBytesHeld: 100_000 })
    const lead = { method: 'POST', body: { description: 'x'.repeat(1_000) } }
    await small.token()
    const greedy = await open(small)
    greedy.write(await head(99_500, small))
    const refused = await eventually(() => small.api('leads', lead), 503)
    expect([refused.headers['retry-after'], refused.text]).toEqual(['1', 'The service is unavailable.'])
    greedy.destroy()
    expect((await eventually(() => small.api('leads', lead), 204)).status).toBe(204)
  })

  it('have no more connections than the sandbox grants', async () => {
    await using small = await openWire({ mostConnections: 3 })
    const taken = await Promise.all([open(small), open(small), open(small)])
    await expect(open(small)).rejects.toThrow()
    for (const socket of taken) socket.destroy()
    expect((await eventually(() => small.api('WhoAmI'), 200)).status).toBe(200)
  })
})

describe('what is turned away at the door is on record', () => {
  it.each([
    ['a host that is none of ours', 'GET /x HTTP/1.1', 'evil.example', 404],
    ['a query that is none', 'GET /x?%ZZ HTTP/1.1', '127.0.0.1', 400],
    ['a head that is none', 'GET /x HTTP/9.9', '127.0.0.1', 400],
  ])('%s', async (_what, requestLine, host, status) => {
    const socket = await open()
    const line = firstLine(socket)
    socket.write(`${requestLine}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(await line).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(seen()).toMatchObject({ method: 'GET', url: requestLine.split(' ')[1], status, processed: false })
  })

  it('a head that is too large', async () => {
    const socket = await open()
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: ${'x'.repeat(200_000)}\r\n\r\n`)
    expect(await firstLine(socket)).toBe('HTTP/1.1 414 URI Too Long')
    expect(seen()).toMatchObject({ status: 414, processed: false })
  })
})

describe('an address', () => {
  const ofLength = (length: number) => {
    const path = '/api/data/v9.2/leads?$filter=subject%20eq%20%27'
    return `${path.slice('/api/data/v9.2/'.length)}${'x'.repeat(length - path.length - 3)}%27`
  }

  it('of 32,768 characters is taken, one more is not', async () => {
    expect((await wire.api(ofLength(32_768))).status).toBe(200)
    expect((await wire.api(ofLength(32_769))).status).toBe(414)
  })

  it('in a batch may have 65,536, and no more', async () => {
    expect((await batched(`/api/data/v9.2/${ofLength(60_000)}`)).status).toBe(200)
    expect((await batched(`/api/data/v9.2/${ofLength(65_600)}`)).status).toBe(414)
  })

  it.each([
    ['leads(', 400],
    ['leads()', 400],
    ['leads(nonsense)', 400],
    ["leads(x='", 400],
    ['leads%ZZ', 400],
    ['leads?$filter=%ZZ', 400],
    ['leads/%00', 404],
    ['../control', 404],
  ])('%s is refused with %i', async (path, status) => {
    expect((await wire.api(path)).status).toBe(status)
  })
})

describe('a filter', () => {
  it.each([
    ['without a left side', "eq 'x'"],
    ['of quotes', "'''''''''"],
    ['of brackets alone', '('.repeat(5_000)],
    ['with an unknown function', "system('rm -rf /')"],
    ['of another type', 'subject eq 12'],
    ['that compares two constants', '1 eq 1'],
  ])('%s is refused', async (_what, text) => {
    expect((await filter(text)).status).toBe(400)
  })

  it('takes quotes and SQL for what they are: text', async () => {
    const subject = `O'Neil " -- ; DROP TABLE lead; '' \\`
    await write(JSON.stringify({ subject }))
    const literal = subject.replaceAll("'", "''")
    for (const fn of [
      `subject eq '${literal}'`,
      `contains(subject,'${literal}')`,
      "startswith(subject,'O''Neil \"')",
    ]) {
      const answer = await filter(fn)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain('DROP TABLE')
    }
  })

  it('of many wildcards on a long text does not hold the server up', async () => {
    await write(JSON.stringify({ description: 'a'.repeat(2_000) }))
    const startedMs = performance.now()
    expect((await filter(`contains(description,'${'%a'.repeat(500)}b')`)).status).toBe(200)
    expect(performance.now() - startedMs).toBeLessThan(2_000)
  })

  const ofLength = (length: number, start: string, repeated: string, end = ''): string =>
    start + repeated.repeat(Math.ceil((length - start.length - end.length) / repeated.length)) + end
  const hostile: readonly (readonly [what: string, make: (length: number) => string, refusal: string])[] = [
    ['one long text', (length) => ofLength(length, "subject eq '", 'x', "'"), '200'],
    ['doubled quotes', (length) => ofLength(length, "contains(subject,'", "''", "')"), '200'],
    ['a text without end', (length) => ofLength(length, "subject eq '", 'x'), '400 0x80060888'],
    ['opening brackets', (length) => ofLength(length, '', '('), '400 0x80060888'],
    ['negations', (length) => ofLength(length, '', 'not '), '400 0x80060888'],
    ['a path', (length) => ofLength(length, '', 'a/', 'a'), '400 0x80060888'],
    ['conditions', (length) => ofLength(length, 'statecode eq 0', ' or statecode eq 0'), '400 0x8004430c'],
    [
      'a list',
      (length) =>
        ofLength(length, "Microsoft.Dynamics.CRM.In(PropertyName='subject',PropertyValues=['1'", ",'1'", '])'),
      '200',
    ],
  ]
  const address = (text: string): string => `leads?$top=1&$filter=${text.replaceAll(' ', '+')}`

  it.each(hostile)('of %s as long as a batch takes is answered as it deserves, soon and cheaply', async (...row) => {
    const [, make, expected] = row
    const before = process.memoryUsage().rss
    const startedMs = performance.now()
    const answer = await batched(`/api/data/v9.2/${address(make(50_000))}`)
    const code = /"code":"(\w+)"/.exec(answer.text)?.[1]
    expect([answer.status, ...(code === undefined ? [] : [code])].join(' ')).toBe(expected)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200)
  })

  it.each(hostile)('of %s, a hundred thousand characters long, is too long for every way in', async (_what, make) => {
    const path = address(make(100_000))
    expect((await wire.api(path)).status).toBe(414)
    expect(refusal(partOf(await batched(`/api/data/v9.2/${path}`)))).toBe('414 0x80060888')
  })
})

/** The only part of a batch's answer, as if it had come alone. */
const partOf = (answer: Answer): Answer => {
  const [, status = '', text = ''] = /^HTTP\/1\.1 (\d+) .*?\r\n\r\n(.*?)\r\n--/ms.exec(answer.text) ?? []
  return { ...answer, status: Number(status), text }
}

/** The head of a create whose body is still to come. */
const head = async (length: number, on = wire): Promise<string> =>
  `POST /api/data/v9.2/leads HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${await on.token()}\r\nContent-Length: ${length}\r\n\r\n`

const seen = () => wire.sandbox.control!.log().at(-1)

/** Asks again until the sandbox has noticed what happened on another connection. */
const eventually = async (ask: () => Promise<Answer>, status: number): Promise<Answer> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await ask().catch(() => undefined)
    if (answer?.status === status) return answer
  }
  throw new Error(`It was never answered with ${status}.`)
}

const open = (on = wire): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const { baseUrl, caPath } = on.sandbox.info
    const { hostname, port } = new URL(baseUrl)
    const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(caPath) }, () => resolve(socket))
    socket.once('error', reject)
  })

/** The first line that the server sends before it closes; empty when it only closes. */
const firstLine = (socket: TLSSocket): Promise<string> =>
  new Promise((resolve) => {
    let received = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => (received += String(chunk)))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''))
  })

describe('a client that dawdles', () => {
  it('over its head is told to go, and its connection is closed', async () => {
    const socket = await open()
    socket.write('GET /api/data/v9.2/WhoAmI HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
    expect(await firstLine(socket)).toBe('HTTP/1.1 408 Request Timeout')
  })

  it('over its body likewise, and the others are served meanwhile', async () => {
    const before = seen()!.sequence
    const started = `${await head(1_000)}{"subject":`
    const dawdle = async (): Promise<string> => {
      const socket = await open()
      socket.write(started)
      return firstLine(socket)
    }
    const gone = Array.from({ length: 50 }, dawdle)
    expect((await wire.api('WhoAmI')).status).toBe(200)
    expect(new Set(await Promise.all(gone))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']))
    const timedOut = wire.sandbox.control!.log(before + 1).filter(({ status }) => status === 408)
    expect(timedOut).toHaveLength(50)
    expect(timedOut).toContainEqual(expect.objectContaining({ method: 'POST', table: 'lead', processed: false }))
  })

  it('or talks another protocol is shown out', async () => {
    const socket = await open()
    socket.write('\u0016\u0003\u0001 nonsense\r\n\r\n')
    expect(await firstLine(socket)).toBe('HTTP/1.1 400 Bad Request')
  })
})
