import { expect, it } from 'vitest'
import { foldForSearch } from '../../../src/adapters/sqlite/fold-for-search.ts'

it.each([
  ['Karaçam', 'karacam'],
  ['IĞDIR', 'igdir'],
  ['ığdır', 'igdir'],
  ['İZMİR', 'izmir'],
  ['izmir', 'izmir'],
  ['Ünlü Özşeker', 'unlu ozseker'],
])('%s and %s are the same to a search', (text, folded) => {
  expect(foldForSearch(text)).toBe(folded)
})
