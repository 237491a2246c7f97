import type { Result } from '../../shared/lib/result.ts'
import type { SkippedReport } from '../../shared/model/report.ts'

/** On which sheet of paper each anchor of a page came to lie, from 1. */
export type SheetNumbers = ReadonlyMap<string, number>

export interface PrintOrder {
  /** A whole, self-contained page; with the numbers for its contents, or without them. They move nothing to another sheet. */
  readonly html: (sheets: SheetNumbers | null) => string
  /** Plain text for the head of every page, and for its foot before and between the page numbers ("Page 1 of 4"). */
  readonly head: string
  readonly page: string
  readonly of: string
}

export type NoPdf = Pick<SkippedReport, 'reason' | 'message'>

/** Prints a page as PDF, with page numbers (in its contents, too) and an outline. Needs a window system; fails with the reason where there is none. */
export interface PdfPrinter {
  readonly print: (order: PrintOrder) => Promise<Result<Uint8Array, NoPdf>>
}
