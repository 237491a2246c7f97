import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import type { WrittenReport } from '../../../shared/model/report.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `reports:${string}`>

export const reportHandlers = ({ host, desktop, reports }: HandlerContext): Pick<Handlers, Calls> => {
  // A page that went wrong must not choose where files go: only what the admin picked in the system's dialog.
  const chosen = new Set<string>()
  return {
    'reports:choose-folder': async () => {
      const path = await desktop.chooseFolder()
      if (path !== null) chosen.add(path)
      return ok({ path })
    },
    'reports:write': ({ runId, formats, language, directory }) =>
      directory === null || chosen.has(directory)
        ? host.core.reports.write({ runId, formats, language, directory })
        : Promise.resolve(fail(notChosen(directory))),
    'reports:preview': async ({ runId, language }) => {
      const html = await host.core.reports.preview(runId, language)
      return html.ok ? ok({ url: reports.show(html.value) }) : html
    },
    'reports:list': ({ tenantId }) => host.core.reports.list(tenantId),
    'reports:open': async ({ path }) => {
      const report = await ownReport(host, path)
      if (report === null) return fail(NOT_OURS)
      const unchanged = await judgeFile(report)
      if (!unchanged.ok) return unchanged
      await desktop.openFile(path)
      return ok({})
    },
    'reports:reveal': async ({ path }) => {
      if ((await ownReport(host, path)) === null) return fail(NOT_OURS)
      desktop.reveal(path)
      return ok({})
    },
  }
}

const notChosen = (directory: string): Failure => ({
  kind: 'InvalidInput',
  message: 'The folder was not chosen in the dialog: choose it again.',
  fields: [{ field: 'directory', message: directory }],
})

const NOT_OURS: Failure = {
  kind: 'NotFound',
  what: 'report',
  message: 'The console wrote no report under this path.',
}

/** A page that went wrong must not make the file manager visit paths of its choosing: a UNC path alone would send credentials. */
async function ownReport(host: HandlerContext['host'], path: string): Promise<WrittenReport | null> {
  const tenants = await host.core.tenants.list()
  if (!tenants.ok) return null
  const lists = await Promise.all(tenants.value.map((tenant) => host.core.reports.list(tenant.id)))
  return lists.flatMap((list) => (list.ok ? list.value : [])).find((report) => report.path === path) ?? null
}

/** A file is opened only while it is the one that was written: other programs may have changed it since. */
async function judgeFile({ path, digest }: WrittenReport): Promise<Result<null, Failure>> {
  try {
    const found = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    if (digest === null || found === digest) return ok(null)
    return fail({ kind: 'LocalDataError', message: 'The file was changed since it was written; write it again.', path })
  } catch {
    return fail({
      kind: 'LocalDataError',
      message: 'The file is no longer where it was written; write it again.',
      path,
    })
  }
}
