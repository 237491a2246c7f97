/** SQLite has no booleans: 0 and 1 stand for them, NULL for "not known". */
export const toFlag = (value: boolean | null): 0 | 1 | null => (value === null ? null : value ? 1 : 0)

export const fromFlag = (value: number | null): boolean | null => (value === null ? null : value !== 0)

/** A JSON column as it was; the model's schema judges what is in it. */
export const fromJson = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown))

export const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
