import type { Paint } from '../paint.ts'

/** What a text is written for: the colours it may use and the width it has (null = as wide as it gets). */
export interface Page {
  readonly paint: Paint
  readonly width: number | null
}
