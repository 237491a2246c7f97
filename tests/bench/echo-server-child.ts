import { createServer } from 'node:https'
import { ensureCertificate } from '../../src/sandbox/tls/certificate-files.ts'
import type { AddressInfo } from 'node:net'

/** The least that an HTTPS server in Node can do with a create: reads the body whole and answers 204 with an address. */
const certificate = ensureCertificate(null, Date.now())
const server = createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    Buffer.concat(chunks)
    response.writeHead(204, { 'OData-EntityId': 'https://127.0.0.1/api/data/v9.2/leads(0)', 'OData-Version': '4.0' })
    response.end()
  })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ baseUrl: `https://127.0.0.1:${port}`, caPath: certificate.caPath })}\n`)
})
process.on('SIGTERM', () => {
  certificate.remove()
  process.exit(0)
})
