/** Where a row stands on the page, for whoever leads there. */
export const rowElementId = (row: string): string => `check-row-${row}`
