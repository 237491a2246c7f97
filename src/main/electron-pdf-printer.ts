import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import { escapeHtml } from '../core/reports/html/markup.ts'
import type { Log } from '../core/ports/log.ts'
import type { PdfPrinter, PrintOrder } from '../core/ports/pdf-printer.ts'
import { fail, ok } from '../shared/lib/result.ts'
import { readSheetNumbers } from './read-sheet-numbers.ts'
import { REPORT_ORIGIN, reportResponse } from './report-pages.ts'
import { withinLimit } from './within-limit.ts'
import { denyPermissions, lockDownContents } from './windows/lock-down-contents.ts'

/** Thousands of rows take seconds; a printer that says nothing for longer is stuck. */
const LIMIT_MS = 60_000

/** Prints from a window nobody sees: no script, a session of its own that reaches nothing but the page. */
export function createElectronPdfPrinter(log: Log): PdfPrinter {
  return {
    print: async (order) => {
      const own = session.fromPartition(`print ${randomUUID()}`)
      const window = hiddenWindow(own, log)
      try {
        const serve = serveOnly(own)
        const printed = async (html: string): Promise<Uint8Array> => {
          serve(html)
          await withinLimit(LIMIT_MS, window.loadURL(`${REPORT_ORIGIN}/`))
          return new Uint8Array(await withinLimit(LIMIT_MS, window.webContents.printToPDF(paper(order))))
        }
        // Only paper knows where a page ends: the first print says what the contents of the second name.
        const first = await printed(order.html(null))
        return ok(await printed(order.html(await readSheetNumbers(first))))
      } catch (error) {
        log.write('error', 'a PDF could not be printed', { error })
        const why = error instanceof Error ? error.message : String(error)
        return fail({ reason: 'print_failed', message: `The window could not print the PDF: ${why}` })
      } finally {
        window.destroy()
      }
    },
  }
}

function hiddenWindow(own: Session, log: Log): BrowserWindow {
  denyPermissions(own, log)
  own.setSpellCheckerLanguages([])
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  lockDownContents(window.webContents, (url) => url.startsWith(`${REPORT_ORIGIN}/`), log)
  return window
}

/** Answers the function that sets what is served. */
function serveOnly(own: Session): (html: string) => void {
  let served = ''
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith(`${REPORT_ORIGIN}/`) }))
  own.protocol.handle('app', () => reportResponse(served))
  return (html) => {
    served = html
  }
}

/** Chromium draws head and foot into the page's margins, in a document of their own that inherits nothing. */
function paper({ head, page, of }: PrintOrder): Electron.PrintToPDFOptions {
  const style =
    'font:8px Arial,sans-serif;color:#55585f;width:100%;padding:0 14mm;display:flex;justify-content:space-between'
  return {
    printBackground: true,
    preferCSSPageSize: true,
    displayHeaderFooter: true,
    headerTemplate: `<div style="${style}"><span>${escapeHtml(head)}</span></div>`,
    footerTemplate:
      `<div style="${style}"><span></span><span>${escapeHtml(page)} <span class="pageNumber"></span> ` +
      `${escapeHtml(of)} <span class="totalPages"></span></span></div>`,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  }
}
