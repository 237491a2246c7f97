import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const runCommand = join(import.meta.dirname, '../../../scripts/setup/run-command.mjs')

/** A command that hands its terminal to `program`, as `npm run cli` does. */
function startThrough(program: string): ChildProcess {
  const script = `
    const { passThrough } = await import(${JSON.stringify(runCommand)})
    process.exitCode = await passThrough(process.execPath, ['-e', ${JSON.stringify(program)}])`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'pipe'] })
}

async function finish(
  child: ChildProcess,
  input = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  child.stdin?.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

it('passes input, both outputs and the exit code through untouched', async () => {
  const echo = `process.stdin.pipe(process.stdout); process.stderr.write('aside'); process.exitCode = 3`
  expect(await finish(startThrough(echo), 'çğış\n')).toEqual({ code: 3, stdout: 'çğış\n', stderr: 'aside' })
})

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('hands %s to the command and tells by exit code %i that it ended it', async (signal, code) => {
  const child = startThrough(`process.stdout.write('ready'); setInterval(() => {}, 1000)`)
  child.stdout?.once('data', () => child.kill(signal))
  expect(await finish(child)).toMatchObject({ code, stdout: 'ready' })
})

it('lets the command end a signal in its own way', async () => {
  const graceful = `process.on('SIGINT', () => { process.stdout.write(' saved'); process.exit(130) })
    process.stdout.write('ready'); setInterval(() => {}, 1000)`
  const child = startThrough(graceful)
  child.stdout?.once('data', () => child.kill('SIGINT'))
  expect(await finish(child)).toMatchObject({ code: 130, stdout: 'ready saved' })
})
