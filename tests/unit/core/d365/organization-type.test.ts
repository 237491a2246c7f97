import { expect, it } from 'vitest'
import { environmentOf } from '../../../../src/core/d365/organization-type.ts'

it.each([
  [0, 'Customer', 'PROD'],
  [4, 'Secondary', 'PROD'],
  [12, 'Default', 'PROD'],
  [5, 'CustomerTest', 'TEST'],
  [6, 'CustomerFreeTest', 'TEST'],
  [13, 'Developer', 'DEV'],
  [14, 'Trial', 'DEV'],
] as const)('%d, %s, is %s', (number, name, environment) => {
  for (const type of [number, String(number), name, name.toUpperCase()]) expect(environmentOf(type)).toBe(environment)
})

it.each([null, '', 'Sandbox', 'Monitoring', 1, 7, 99, -1, 5.5])('%j is not known and counts as PROD', (type) => {
  expect(environmentOf(type)).toBe('PROD')
})
