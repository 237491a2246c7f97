import type { SheetNumbers } from '../core/ports/pdf-printer.ts'

/** Where the anchors of a page lie in the PDF that Chromium printed of it. Source: PDF 32000-1, 12.3.2.3 (named destinations). */
export async function readSheetNumbers(pdf: Uint8Array): Promise<SheetNumbers> {
  // Loaded when it is wanted: a console that starts need not wait for it.
  const { getDocumentProxy } = await import('unpdf')
  // The reader takes the bytes for its own.
  const document = await getDocumentProxy(pdf.slice())
  const destinations = Object.entries(
    (await document.getDestinations()) as Readonly<Record<string, readonly unknown[]>>,
  )
  const numbers = destinations.map(async ([anchor, [sheet]]) => {
    const index = await document.getPageIndex(sheet as Parameters<typeof document.getPageIndex>[0])
    return [anchor, index + 1] as const
  })
  return new Map(await Promise.all(numbers))
}
