import { dialog, shell, type BrowserWindow, type FileFilter, type OpenDialogOptions } from 'electron'
import type { Log } from '../core/ports/log.ts'
import type { SandboxHost } from '../core/ports/sandbox-host.ts'
import { ok } from '../shared/lib/result.ts'
import type { Desktop } from './desktop.ts'
import { judgeRecordLink, opensInside } from './judge-record-link.ts'
import { openRecordWindow } from './windows/record-window.ts'

interface Deps {
  readonly window: () => BrowserWindow | null
  readonly sandbox: SandboxHost
  readonly log: Log
}

export function createElectronDesktop({ window, sandbox, log }: Deps): Desktop {
  return {
    chooseLeadFile: () =>
      chooseFile(window(), 'Import leads', {
        name: 'Leads (CSV, XLSX, JSON, NDJSON)',
        extensions: ['csv', 'xlsx', 'json', 'ndjson', 'jsonl'],
      }),
    chooseConnectionFile: () =>
      chooseFile(window(), 'Connection', {
        name: 'Connection or certificate',
        extensions: ['env', 'txt', 'xml', 'json', 'pem', 'pfx', 'p12'],
      }),
    chooseCertificateFile: () =>
      chooseFile(window(), 'Certificates', { name: 'Certificates (PEM)', extensions: ['pem', 'crt', 'cer'] }),
    chooseExportFile: async (name, extension) => {
      const safe = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
      const options = {
        title: 'Export',
        defaultPath: `${safe}.${extension}`,
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      }
      const owner = window()
      const chosen = await (owner === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(owner, options))
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
    },
    chooseFolder: () =>
      choose(window(), { title: 'Folder for reports', properties: ['openDirectory', 'createDirectory'] }),
    openPortal: (url) => shell.openExternal(url),
    openFile: (path) => openPath(path, log),
    openFolder: (path) => openPath(path, log),
    reveal: (path) => shell.showItemInFolder(path),
    openRecord: async (tenant, link) => {
      if (opensInside(tenant)) {
        const info = await sandbox.info()
        if (!info.ok) return info
        const judged = judgeRecordLink(link, info.value.baseUrl)
        if (!judged.ok) return judged
        openRecordWindow({ url: judged.value, caPem: info.value.caPem }, log)
        return ok(null)
      }
      const judged = judgeRecordLink(link, tenant.baseUrl)
      if (!judged.ok) return judged
      await shell.openExternal(judged.value.href)
      return ok(null)
    },
  }
}

async function choose(owner: BrowserWindow | null, options: OpenDialogOptions): Promise<string | null> {
  const chosen = await (owner === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options))
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}

/** One existing file, or null for none; hidden ones are shown, since `.env` is one. */
async function chooseFile(owner: BrowserWindow | null, title: string, filter: FileFilter): Promise<string | null> {
  const options: OpenDialogOptions = {
    title,
    properties: ['openFile', 'showHiddenFiles'],
    filters: [filter, { name: 'All files', extensions: ['*'] }],
  }
  return choose(owner, options)
}

async function openPath(path: string, log: Log): Promise<void> {
  const trouble = await shell.openPath(path)
  if (trouble !== '') log.write('warning', 'the path could not be opened', { path, trouble })
}
