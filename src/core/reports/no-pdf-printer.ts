import { fail } from '../../shared/lib/result.ts'
import type { PdfPrinter } from '../ports/pdf-printer.ts'

/** Of a process that has no window to print from. */
export const noPdfPrinter: PdfPrinter = {
  print: () =>
    Promise.resolve(
      fail({
        reason: 'no_window',
        message:
          'A PDF is printed by the console’s window, and the command line has none: open the window, choose the run under Reports, and write it as PDF; or print the HTML report.',
      }),
    ),
}
