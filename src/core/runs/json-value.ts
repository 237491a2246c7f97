import { z } from 'zod'

const JsonSchema = z.json()
export type Json = z.infer<typeof JsonSchema>

export const parseJsonValue = (value: unknown): Json => JsonSchema.parse(value)

export const isJsonObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
