import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { Duplex } from 'node:stream'
import { MultipartParser, type MultipartPart } from '@remix-run/multipart-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'

let sandbox: SandboxProcess
beforeAll(async () => {
  sandbox = await startSandboxProcess()
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

const send = async (boundary: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${sandbox.apiUrl}/$batch`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await sandbox.token()}`,
      'Content-Type': `multipart/mixed; boundary=${boundary}`,
      ...headers,
    },
    body,
  })

/** The parts between the boundaries of a content type, by the multipart parser. */
const partsOf = (content: Uint8Array, contentType: string | undefined): readonly MultipartPart[] => {
  const boundary = /^multipart\/mixed; *boundary=([\w-]+)$/.exec(contentType ?? '')?.[1]
  if (boundary === undefined) throw new Error(`No boundary in "${contentType ?? ''}".`)
  const parser = new MultipartParser(boundary)
  const parts = [...parser.write(content)]
  parser.finish()
  return parts
}

interface Message {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

/** An `application/http` message, by the HTTP parser of Node, which believes that it came over a socket. */
const messageOf = (bytes: Uint8Array): Promise<Message> =>
  new Promise((resolve, reject) => {
    const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
    const sent = httpRequest({ createConnection: () => socket }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    sent.once('error', reject)
    sent.end()
    socket.push(bytes)
    socket.push(null)
  })

const answersOf = async (response: Response): Promise<readonly (Message | readonly Message[])[]> => {
  const outer = partsOf(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? undefined)
  return Promise.all(
    outer.map((part) =>
      part.mediaType === 'application/http'
        ? messageOf(part.bytes)
        : Promise.all(partsOf(part.bytes, part.headers['content-type']).map((inner) => messageOf(inner.bytes))),
    ),
  )
}

const lines = (...text: readonly string[]): string => text.join('\r\n')
const json = (text: string) => JSON.parse(text) as Record<string, unknown>

describe('a batch answer, read by a multipart parser and an HTTP parser that know nothing of Dataverse', () => {
  const b = 'batch_1'
  const single = (line: string, ...rest: readonly string[]) =>
    lines(`--${b}`, 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', line, ...rest)

  it('holds one message per request, in their order, texts beyond ASCII whole', async () => {
    const subject = 'Şişli Çağrı Merkezi — 漢字 🚀'
    const id = randomUUID()
    const response = await send(
      b,
      lines(
        single('POST leads HTTP/1.1', 'Content-Type: application/json', '', JSON.stringify({ leadid: id, subject })),
        single(`GET leads(${id})?$select=subject HTTP/1.1`, '', ''),
        single('GET leads/$count?$filter=subject%20eq%20%27nobody%27 HTTP/1.1', '', ''),
        single(`DELETE leads(${id}) HTTP/1.1`, '', ''),
        `--${b}--`,
        '',
      ),
    )
    const [made, row, count, gone] = (await answersOf(response)) as readonly Message[]
    expect(response.status).toBe(200)
    expect([made!.status, made!.headers['odata-entityid']]).toEqual([204, `${sandbox.apiUrl}/leads(${id})`])
    expect([row!.status, json(row!.body)]).toMatchObject([200, { subject }])
    expect([count!.body.trim(), gone!.status]).toEqual(['0', 204])
  })

  it('nests the answers of a change set, each with the id of its request', async () => {
    const c = 'changeset_1'
    const change = (id: number, subject: string) =>
      lines(
        `--${c}`,
        'Content-Type: application/http',
        'Content-Transfer-Encoding: binary',
        `Content-ID: ${id}`,
        '',
        'POST leads HTTP/1.1',
        'Content-Type: application/json',
        '',
        JSON.stringify({ subject }),
      )
    const body = lines(
      `--${b}`,
      `Content-Type: multipart/mixed; boundary=${c}`,
      '',
      change(1, 'one'),
      change(2, 'two'),
      `--${c}--`,
      '',
      `--${b}--`,
      '',
    )
    const response = await send(b, body)
    const [outer] = partsOf(new Uint8Array(await response.clone().arrayBuffer()), response.headers.get('content-type')!)
    const inner = partsOf(outer!.bytes, outer!.headers['content-type'])
    expect(inner.map(({ headers }) => headers['content-id'])).toEqual(['1', '2'])
    expect(await answersOf(response)).toMatchObject([[{ status: 204 }, { status: 204 }]])
  })

  it('ends at the first failure with its status, and answers everything when asked to go on', async () => {
    const missing = `GET leads(${randomUUID()}) HTTP/1.1`
    const body = lines(single(missing, '', ''), single('GET leads?$top=1 HTTP/1.1', '', ''), `--${b}--`, '')
    const stopped = await send(b, body)
    expect([stopped.status, await answersOf(stopped)]).toMatchObject([404, [{ status: 404 }]])
    const whole = await send(b, body, { Prefer: 'odata.continue-on-error' })
    const answers = await answersOf(whole)
    expect([whole.status, answers]).toMatchObject([200, [{ status: 404 }, { status: 200 }]])
    expect((answers[0] as Message).headers['req_id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('a batch request is understood however clients frame it', () => {
  const entity = JSON.stringify({ subject: 'framed' })
  const type = 'Content-Type: application/http'
  const binary = 'Content-Transfer-Encoding: binary'
  const inner = 'Content-Type: application/json'
  const framed =
    (...head: readonly string[]) =>
    (path: string) =>
      lines('--b', ...head, '', `POST ${path} HTTP/1.1`, inner, '', entity, '--b--', '')
  const plain = framed(type, binary)

  it.each<[string, () => string]>([
    ['a relative address', () => plain('leads')],
    ['a rooted address', () => plain('/api/data/v9.2/leads')],
    ['an absolute address', () => plain(`${sandbox.apiUrl}/leads`)],
    ['no transfer encoding', () => framed(type)('leads')],
    ['a message type', () => framed(`${type}; msgtype=request`, binary)('leads')],
    ['headers in small letters', () => framed(type.toLowerCase(), binary.toLowerCase())('leads')],
    ['the entity type of OData 3', () => plain('leads').replace(inner, `${inner};type=entry`)],
    ['a content length', () => plain('leads').replace(inner, `${inner}\r\nContent-Length: ${entity.length}`)],
    ['line feeds alone', () => plain('leads').replaceAll('\r\n', '\n')],
    [
      'blank lines around the message',
      () =>
        plain('leads').replace('\r\n\r\nPOST', '\r\n\r\n\r\nPOST').replace(`${entity}\r\n`, `${entity}\r\n\r\n\r\n`),
    ],
    ['a preamble and an epilogue', () => `A batch.\r\n\r\n${plain('leads')}That was it.\r\n`],
  ])('with %s', async (_what, body) => {
    const response = await send('b', body())
    expect(await answersOf(response)).toMatchObject([{ status: 204 }])
  })

  it('with a boundary in quotes', async () => {
    const response = await send('b', plain('leads'), { 'Content-Type': 'multipart/mixed;boundary="b"' })
    expect(await answersOf(response)).toMatchObject([{ status: 204 }])
  })
})
